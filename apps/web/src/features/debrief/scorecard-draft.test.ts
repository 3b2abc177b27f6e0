import { beforeEach, describe, expect, it } from 'vitest'
import { type ScorecardDraft, scorecardDraftOf } from './scorecard-draft.ts'

const draft: ScorecardDraft = { goal: { score: 3, words: 'clear', evidence: [] } }

describe('a scorecard that is being filled in', () => {
  beforeEach(() => localStorage.clear())

  it('is kept for one person of one round until it is sealed', () => {
    const kept = scorecardDraftOf('s', 'r1', 'ana')
    kept.write(draft)
    expect(scorecardDraftOf('s', 'r1', 'ana').read()).toEqual(draft)
    expect(scorecardDraftOf('s', 'r2', 'ana').read()).toEqual({})
    expect(scorecardDraftOf('s', 'r1', 'ben').read()).toEqual({})
    kept.remove()
    expect(scorecardDraftOf('s', 'r1', 'ana').read()).toEqual({})
  })
})
