import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dimensionHistories, overallHistory } from './calibration.ts'
import { calibrationWords, differenceWords } from './level-words.ts'
import { recordNumber } from './testing-records.ts'

describe('calibration', () => {
  const records = [
    recordNumber(2, { metrics: [3, 2, 2], guardrails: ['not-seen', null, 3] }),
    recordNumber(1, { metrics: [4, 3, 2], goal: [2, null, null] }),
  ]
  it('has each dimension over the rounds in which it was scored, the oldest first', () => {
    const histories = dimensionHistories(records)
    expect(histories.map(({ id, rows }) => [id, rows.map(({ own, guess, given }) => [own, guess, given])])).toEqual([
      [
        'metrics',
        [
          [4, 3, 2],
          [3, 2, 2],
        ],
      ],
      ['goal', [[2, null, null]]],
      ['guardrails', [[null, null, 3]]],
    ])
    expect(histories[0]).toMatchObject({ ownOver: 1.5, guessOver: 0.5 })
    expect(histories[1]).toMatchObject({ ownOver: null, guessOver: null })
  })

  it('means each round over the dimensions that both scored', () => {
    const rows = overallHistory(records).rows.map(({ own, guess, given }) => [own, guess, given])
    expect(rows).toEqual([
      [4, 3, 2],
      [3, 2, 2],
    ])
  })

  it('says how somebody judges themselves', () => {
    expect(calibrationWords(overallHistory(records))).toEqual([
      'You score yourself 1.5 levels higher than your interviewers do.',
      'You expect 0.5 levels more than you get.',
    ])
    expect(calibrationWords(overallHistory([recordNumber(1, { goal: [2, 1, 2] })]))[0]).toMatch(
      /match your interviewers/,
    )
    expect(calibrationWords(overallHistory([]))).toEqual([])
  })

  it('does not say that scores match where single ones differ, up and down', () => {
    const overRounds = [2, 3, 4].map((given, index) => recordNumber(index, { goal: [3, 3, given as 2 | 3 | 4] }))
    const inOneRound = [recordNumber(1, { goal: [3, 3, 2], users: [3, 3, 3], metrics: [3, 3, 4] })]
    for (const history of [dimensionHistories(overRounds)[0], overallHistory(overRounds), overallHistory(inOneRound)]) {
      if (history === undefined) throw new Error('there is no history')
      expect(calibrationWords(history)).toEqual([
        'Your self-scores are sometimes higher and sometimes lower than your interviewers’ scores, by 0.7 levels on average.',
        'Your guesses are sometimes higher and sometimes lower, by 0.7 levels on average.',
      ])
      expect(differenceWords(history)).toBe('±0.7')
    }
    const said = (levels: Parameters<typeof recordNumber>[1]) =>
      differenceWords(overallHistory([recordNumber(1, levels)]))
    expect(said({ goal: [3, null, 3] })).toBe('the same')
    expect(said({ goal: [3, null, 4] })).toBe('−1.0')
    expect(said({ goal: [3, null, null] })).toBe('–')
  })

  it('has the difference that a plain count over all rounds has', () => {
    const score = fc.constantFrom(1, 2, 3, 4, 'not-seen', null)
    const levels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.tuple(score, score, score))
    fc.assert(
      fc.property(fc.array(levels, { maxLength: 8 }), (rounds) => {
        const all = rounds.map((one, index) => recordNumber(index, one as Parameters<typeof recordNumber>[1]))
        for (const { id, ownOver, guessOver } of dimensionHistories(all)) {
          const differences = (of: 0 | 1) =>
            rounds.flatMap((one) => {
              const [value, given] = [one[id]?.[of], one[id]?.[2]]
              // A round in which neither scored the dimension has no row.
              return typeof value === 'number' && typeof given === 'number' ? [value - given] : []
            })
          for (const [over, list] of [
            [ownOver, differences(0)],
            [guessOver, differences(1)],
          ] as const)
            if (list.length === 0) expect(over).toBeNull()
            else expect(over).toBeCloseTo(list.reduce((sum, each) => sum + each, 0) / list.length)
        }
      }),
    )
  })
})
