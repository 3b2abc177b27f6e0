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
    expect(localStorage.getItem('greenroom.draft.s.r1.ana.scorecard')).not.toBeNull()
    kept.remove()
    expect(scorecardDraftOf('s', 'r1', 'ana').read()).toEqual({})
  })

  it('is found where version 0.1 kept it', () => {
    localStorage.setItem('greenroom.scorecard.s.r1.ana', JSON.stringify(draft))
    expect(scorecardDraftOf('s', 'r1', 'ana').read()).toEqual(draft)
    expect(Object.keys({ ...localStorage })).toEqual(['greenroom.draft.s.r1.ana.scorecard'])
  })
})
