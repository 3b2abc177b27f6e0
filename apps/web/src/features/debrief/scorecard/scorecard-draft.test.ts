import { beforeEach, describe, expect, it } from 'vitest'
import {
  emptyLine,
  fifthsOf,
  lineAbout,
  linesOf,
  missingIn,
  type ScorecardDraft,
  scorecardDraftOf,
  scorecardOf,
} from './scorecard-draft.ts'

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

describe('a scorecard as it is sealed', () => {
  const dimensions = [{ id: 'goal' }, { id: 'metrics' }]
  const whole: ScorecardDraft = {
    goal: { score: 3, words: ' clear ', evidence: [], ticks: ['goal-day'], guess: 4 },
    metrics: { score: 'not-seen', words: '', evidence: [], guess: null },
    [lineAbout('probing')]: { ...emptyLine, score: 2, words: 'Too few' },
  }

  it('has guesses and a view of the interviewer for the candidate alone, and reads back as the same draft', () => {
    const sealed = scorecardOf(whole, dimensions, true)
    expect(sealed).toEqual({
      scores: {
        goal: { score: 3, words: 'clear', evidence: [], ticks: ['goal-day'] },
        metrics: { score: 'not-seen', words: '', evidence: [] },
      },
      guesses: { goal: 4 },
      aboutInterviewer: { probing: { score: 2, words: 'Too few' } },
    })
    expect(scorecardOf(linesOf(sealed), dimensions, true)).toEqual(sealed)
    expect(Object.keys(scorecardOf(whole, dimensions, false))).toEqual(['scores'])
  })

  it('needs a call for every dimension, and says in fifths how far it is', () => {
    expect(missingIn({ goal: emptyLine }, dimensions)).toEqual(['goal', 'metrics'])
    expect(missingIn(whole, dimensions)).toEqual([])
    // In a second take the dimensions that it did not touch are carried over.
    expect(missingIn({ ...whole, metrics: emptyLine }, dimensions)).toEqual(['metrics'])
    expect(missingIn({ ...whole, metrics: emptyLine }, dimensions, true)).toEqual([])
    expect(missingIn({ goal: emptyLine }, dimensions, true)).toEqual(['goal', 'metrics'])
    expect([fifthsOf({}, dimensions), fifthsOf({ goal: whole.goal ?? emptyLine }, dimensions)]).toEqual([0, 2])
    // The last fifth is the seal’s.
    expect(fifthsOf(whole, dimensions)).toBe(4)
  })
})
