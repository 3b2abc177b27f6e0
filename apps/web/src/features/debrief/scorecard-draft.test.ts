import { describe, expect, it } from 'vitest'
import { keepDraft, readDraft, type ScorecardDraft } from './scorecard-draft.ts'

const draft: ScorecardDraft = { goal: { score: 3, words: 'clear', evidence: [] } }

describe('a scorecard that is being filled in', () => {
  it('is kept for one person of one round until it is sealed', () => {
    const kept = new Map<string, string>()
    const shelf = () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    })
    keepDraft(shelf, 's', 'r1', 'ana', draft)
    expect(readDraft(shelf, 's', 'r1', 'ana')).toEqual(draft)
    expect(readDraft(shelf, 's', 'r2', 'ana')).toEqual({})
    expect(readDraft(shelf, 's', 'r1', 'ben')).toEqual({})
    keepDraft(shelf, 's', 'r1', 'ana', null)
    expect(readDraft(shelf, 's', 'r1', 'ana')).toEqual({})
  })

  it('lives as long as the page where the browser keeps nothing', () => {
    const forbidden = () => {
      throw new DOMException('no', 'SecurityError')
    }
    expect(() => keepDraft(forbidden, 's', 'r1', 'ana', draft)).not.toThrow()
    expect(readDraft(forbidden, 's', 'r1', 'ana')).toEqual({})
  })
})
