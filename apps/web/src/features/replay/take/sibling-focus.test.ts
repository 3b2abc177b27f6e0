import { ana, ben, sampleScorecard, startSampleRound } from '@greenroom/session/testing'
import { expect, it } from 'vitest'
import { siblingFocus } from './sibling-focus.ts'

it('names the stretch of a moment and the weakest dimension of the round, for a sibling case to be practised with', () => {
  const session = startSampleRound()
  session.wait(60_000)
  session.must(ana, { kind: 'nextPhase' })
  session.wait(60_000)
  const [start, second] = session.round.phaseStarts.map(({ at }) => at)
  const focusAt = (at = 0) => siblingFocus(session.state, session.round, { round: session.round.id, at })
  // Before the scores are open nobody knows what is weak.
  expect(focusAt(start)).toBe('Goal')
  session.must(ana, { kind: 'endRound' })
  session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
  const { scores } = sampleScorecard(3)
  session.must(ana, {
    kind: 'sealScorecard',
    scorecard: { scores: { ...scores, metrics: { ...scores.metrics, score: 1 } } },
  })
  if (session.round.status !== 'scored') session.must(ana, { kind: 'openScores' })
  expect(focusAt(start)).toBe('Goal: Metrics')
  expect(focusAt((second ?? 0) + 30_000)).toBe('Metrics tree: Metrics')
  expect(focusAt(0)).toBe('Metrics')
})
