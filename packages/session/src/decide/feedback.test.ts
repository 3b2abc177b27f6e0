import { describe, expect, it } from 'vitest'
import { foldAll } from '../fold/fold.ts'
import { suggestedLevel } from '../rules/suggested-level.ts'
import { thirdsOf } from '../state/feedback-point.ts'
import { roundIdSchema } from '../state/ids.ts'
import {
  ana,
  ben,
  candidatesScorecard,
  codeOf,
  type LooseCommand,
  mia,
  oto,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
} from '../testing/index.ts'
import { refusalTo } from './refusal-to.ts'

const ended = (mode: 'peer' | 'solo' = 'peer') => {
  const session = startSampleRound(mode)
  session.must(ana, { kind: 'endRound' })
  return session
}
const scored = () => {
  const session = startSampleRound()
  scoreSampleRound(session)
  return session
}

describe('the candidate’s scorecard', () => {
  it('[S70] holds guesses and a view of the interviewer, sealed and opened with the scores', () => {
    const session = ended()
    session.must(ben, { kind: 'sealScorecard', scorecard: candidatesScorecard(2, 4, 'BEFORE') })
    for (const who of [ana, mia, oto]) expect(JSON.stringify(session.streamOf(who))).not.toContain('BEFORE')
    expect(foldAll(session.streamOf(ben)).rounds[0]?.scorecards[ben]?.guesses).toEqual({ goal: 4, metrics: 4 })
    session.must(ben, { kind: 'sealScorecard', scorecard: candidatesScorecard(2, 3, 'AFTER') })
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    session.must(ana, { kind: 'openScores', round: session.round.id })
    for (const who of [ana, mia, oto]) {
      expect(JSON.stringify(session.streamOf(who))).not.toContain('BEFORE')
      expect(foldAll(session.streamOf(who)).rounds[0]?.scorecards[ben]).toMatchObject({
        guesses: { goal: 3, metrics: 3 },
        aboutInterviewer: { clarity: { score: 3, words: 'AFTER' } },
      })
    }
  })

  it('[S70] alone holds them, on dimensions of the rubric, and only where somebody interviews', () => {
    const session = ended()
    const seal = (scorecard: object) => ({ kind: 'sealScorecard', scorecard }) as LooseCommand
    for (const who of [ana, mia])
      expect(codeOf(session.send(who, seal(candidatesScorecard(2, 4))))).toBe('candidate-only')
    expect(codeOf(session.send(ben, seal({ scores: {}, guesses: { charm: 4 } })))).toBe('unknown-dimension')
    expect(codeOf(ended('solo').send(ana, seal(candidatesScorecard(2, 4))))).toBe('seat-not-in-mode')
    expect(codeOf(session.send(ben, seal({ scores: {}, guesses: { goal: 'not-seen' } })))).toBe('granted')
  })
})

describe('a suggested level', () => {
  it('[S71] follows the ticks that were seen, up to the lowest ceiling of the hints given', () => {
    const level = (ticked: number, ticks: number, ...ceilings: number[]) => suggestedLevel({ ticks, ticked, ceilings })
    expect([0, 1, 2, 3, 4].map((ticked) => level(ticked, 4))).toEqual([null, 2, 3, 3, 4])
    expect([1, 2, 3].map((ticked) => level(ticked, 3))).toEqual([2, 3, 4])
    expect(level(4, 4, 4, 3)).toBe(3)
    expect(level(4, 4, 3, 1)).toBe(1)
    expect(level(1, 4, 4)).toBe(2)
    // Help alone says nothing about what was shown.
    expect(level(0, 4, 2)).toBeNull()
  })
})

describe('feedback points', () => {
  const point = (gap: string, of = {}): LooseCommand => ({
    kind: 'setFeedbackPoint',
    point: 2,
    evidence: null,
    gap,
    next: null,
    ...of,
  })

  it('[S72] are set once the scores are open, by anyone who takes part, up to three each', () => {
    expect(codeOf(startSampleRound().send(ana, point('x')))).toBe('round-not-ended')
    expect(codeOf(ended().send(ana, point('x')))).toBe('scores-not-open')
    const session = scored()
    expect(codeOf(session.send(oto, point('x')))).toBe('watching-only')
    const evidence = { kind: 'moment', at: 1_800_000_060_000, label: '1:00 Goal' } as const
    const next = { kind: 'take', at: 1_800_000_060_000 } as const
    session.must(ana, { kind: 'setFeedbackPoint', point: 3, evidence, gap: 'third', next })
    session.must(ana, point('second'))
    session.must(ben, point('my own'))
    expect(foldAll(session.streamOf(oto)).rounds[0]?.feedbackPoints).toEqual({
      ana: [
        { point: 2, evidence: null, gap: 'second', next: null },
        { point: 3, evidence, gap: 'third', next },
      ],
      ben: [{ point: 2, evidence: null, gap: 'my own', next: null }],
    })
    // Of a round that another one followed, by the seat held in it.
    swapSampleSeats(session)
    const r1 = session.state.rounds[0]?.id
    expect(codeOf(session.send(ana, point('late')))).toBe('round-not-ended')
    session.must(ana, point('late', { round: r1 }))
    expect(session.state.rounds[0]?.feedbackPoints[ana]?.[0]?.gap).toBe('late')
  })

  it('[S73] are set whole, with any part left open; without a part they are gone', () => {
    const session = scored()
    session.must(ana, point('second'))
    expect(session.must(ana, point('second'))).toEqual([])
    session.must(ana, point(''))
    expect(session.round.feedbackPoints).toEqual({ ana: [] })
    expect(session.must(ana, point(''))).toEqual([])
    expect(thirdsOf({ evidence: null, gap: '', next: null })).toBe(0)
    expect(thirdsOf({ evidence: null, gap: 'x', next: { kind: 'own', words: 'y' } })).toBe(2)
  })
})

describe('two people who open the scores in the same instant', () => {
  it('[S76] are both granted it, it happens once, and a later round stays as it is', () => {
    const session = ended()
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    session.must(null, { kind: 'noteAbsence', participant: ana })
    const open = { kind: 'openScores', round: session.round.id } as const
    expect(session.must(ben, open).map(({ kind }) => kind)).toEqual(['scores-opened'])
    expect(session.must(ana, open)).toEqual([])
    expect(codeOf(session.send(oto, open))).toBe('interviewer-only')
    session.must(ana, { kind: 'openNextRound', swapSeats: false })
    expect(session.must(ana, open)).toEqual([])
    expect(session.round.status).toBe('lobby')
    expect(codeOf(session.send(ana, { kind: 'openScores', round: roundIdSchema.parse('r9') }))).toBe('unknown-round')
    // A button asks without the round: there is nothing to open.
    expect(refusalTo(session.state, ana, { kind: 'openScores' })).toBe('round-not-ended')
  })
})
