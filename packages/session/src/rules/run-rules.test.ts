import { expect, it } from 'vitest'
import { roundIdSchema } from '../state/ids.ts'
import { ana, ben, oto, person, scoreSampleRound, startSampleRound, swapSampleSeats } from '../testing/index.ts'
import { refusalToReferenceRun } from './run-rules.ts'

const [first, second, ninth] = ['r1', 'r2', 'r9'].map((id) => roundIdSchema.parse(id))

it('[S140] a reference run opens with the scores of its round, to everybody in the session and to nobody else', () => {
  if (first === undefined || second === undefined || ninth === undefined) throw new Error('no rounds')
  const session = startSampleRound()
  const refused = (who: typeof ana, round = first) => refusalToReferenceRun(session.state, who, round)
  for (const who of [ana, ben, oto]) expect(refused(who)).toBe('scores-not-open')
  scoreSampleRound(session)
  for (const who of [ana, ben, oto]) expect(refused(who)).toBeNull()
  expect(refused(person('nobody'))).toBe('not-joined')
  expect(refused(ben, ninth)).toBe('unknown-round')
  // What has opened of round one says nothing of round two.
  swapSampleSeats(session)
  expect(refused(ana, second)).toBe('scores-not-open')
  expect(refused(ana)).toBeNull()
})
