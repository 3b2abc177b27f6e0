import { ana, ben, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { createStates } from './states-over-time.ts'

describe('the states of a replay', () => {
  it('have the desk’s marks at the moment they were made, for the candidate as for the interviewer', () => {
    const session = startSampleRound()
    session.wait(73_000)
    session.must(ana, { kind: 'markMoment', label: 'Good' })
    const marked = session.now
    session.wait(180_000)
    scoreSampleRound(session)
    for (const who of [ana, ben]) {
      const at = createStates(session.streamOf(who))
      const marksAt = (time: number) => Object.values(at(time).rounds).flatMap((round) => round.marks)
      expect(marksAt(marked - 1)).toEqual([])
      expect(marksAt(marked)).toMatchObject([{ label: 'Good', at: marked }])
      expect(marksAt(session.now)).toHaveLength(1)
    }
  })
})
