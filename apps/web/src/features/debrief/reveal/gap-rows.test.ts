import { ana, ben, candidatesScorecard, mia, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { dotsOf, gapRows, levelsGiven } from './gap-rows.ts'

const card = (goal: 1 | 2 | 3 | 4, metrics: 1 | 2 | 3 | 4) => ({
  scores: {
    goal: { score: goal, words: '', evidence: [] },
    metrics: { score: metrics, words: '', evidence: [{ kind: 'moment' as const, at: 1, label: '0:01' }] },
  },
})
const opened = (mentor: ReturnType<typeof card> | null) => {
  const session = startSampleRound()
  session.must(ana, { kind: 'endRound' })
  session.must(ben, { kind: 'sealScorecard', scorecard: { ...card(3, 2), guesses: { goal: 4, metrics: 3 } } })
  if (mentor) session.must(mia, { kind: 'sealScorecard', scorecard: mentor })
  session.must(ana, { kind: 'sealScorecard', scorecard: card(3, 3) })
  if (!mentor) session.must(ana, { kind: 'openScores' })
  return session.round
}

describe('the rows of the comparison', () => {
  it('have the widest gap first', () => {
    expect(gapRows(opened(null)).map(({ id, gap }) => [id, gap])).toEqual([
      ['metrics', 1],
      ['goal', 0],
    ])
  })

  it('count a mentor’s scores like the others', () => {
    const [first] = gapRows(opened(card(1, 3)))
    expect(first).toMatchObject({
      id: 'goal',
      own: 3,
      guess: 4,
      given: [
        { who: ana, score: 3 },
        { who: mia, score: 1 },
      ],
      gap: 2,
    })
  })

  it('give the text of each level once, as the rubric’s, with whose level it is', () => {
    const levels = { 1: 'none', 2: 'some', 3: 'most', 4: 'all' }
    expect(levelsGiven(opened(card(1, 3)), 'metrics', levels)).toEqual([
      { level: 2, text: 'some', who: [ben] },
      { level: 3, text: 'most', who: [ana, mia] },
    ])
    expect(levelsGiven(opened(null), 'unknown', levels)).toEqual([])
  })

  it('have no gap where fewer than two saw something', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    const unseen = { scores: { goal: { score: 'not-seen' as const, words: '', evidence: [] } } }
    session.must(ben, { kind: 'sealScorecard', scorecard: candidatesScorecard(2, 2) })
    session.must(ana, { kind: 'sealScorecard', scorecard: unseen })
    session.must(ana, { kind: 'openScores' })
    expect(gapRows(session.round).map(({ gap }) => gap)).toEqual([null, null])
  })

  it('draw a dot for each score and the guess, hollow without evidence, side by side at the same level', () => {
    const round = opened(null)
    const [metrics, goal] = gapRows(round)
    if (!metrics || !goal) throw new Error('two rows')
    expect(dotsOf(round, goal)).toEqual([
      { who: ben, level: 3, kind: 'score', bare: true, beside: -0.5 },
      { who: ben, level: 4, kind: 'guess', bare: true, beside: 0 },
      { who: ana, level: 3, kind: 'score', bare: true, beside: 0.5 },
    ])
    expect(
      dotsOf(round, metrics)
        .filter(({ kind }) => kind === 'score')
        .every(({ bare }) => !bare),
    ).toBe(true)
  })
})
