import { judgeOf, type ParticipantId, type Seat } from '@greenroom/session'
import { ana, ben, mia, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { openWords } from '../people/open-words.ts'
import { openOffer } from './open-scores.ts'

const names: Readonly<Record<string, string>> = { [ana]: 'Ana', [ben]: 'Ben', [mia]: 'Mia' }
const nameOf = (one: ParticipantId): string => names[one] ?? one

const scored = (
  seats: { interviewer: ParticipantId | null; mentor: ParticipantId | null },
  sealedBy: ParticipantId[],
) => {
  const { state, round } = startSampleRound()
  const held: Record<ParticipantId, Seat> = { [ben]: 'candidate' }
  if (seats.interviewer !== null) held[seats.interviewer] = 'interviewer'
  if (seats.mentor !== null) held[seats.mentor] = 'mentor'
  return { session: state, round: { ...round, seats: held, sealedBy } }
}

describe('opening the scores before everybody has sealed', () => {
  it('says nothing of an empty seat, nor of somebody who is away: the notice above every screen does', () => {
    for (const interviewer of [null, ana]) {
      const { session, round } = scored({ interviewer, mentor: null }, [ben])
      expect(openOffer({ ...session, absent: [ana] }, round, nameOf)).toBeNull()
      expect(openWords(round, nameOf)).toBe('Open the scores')
    }
  })

  it('names the mentor who has not sealed, and whom it opens without', () => {
    const { session, round } = scored({ interviewer: ana, mentor: mia }, [ana, ben])
    expect(openOffer(session, round, nameOf)).toMatchObject({
      title: 'Mia has not sealed yet',
      button: 'Open without Mia',
    })
  })
})

describe('the scores that the candidate’s are compared with', () => {
  it('are the interviewer’s, also when a mentor sealed first', () => {
    expect(judgeOf(scored({ interviewer: ana, mentor: mia }, [mia, ben, ana]).round)).toBe(ana)
  })
  it('are the mentor’s where the interviewer has not sealed, and nobody’s where only the candidate has', () => {
    expect(judgeOf(scored({ interviewer: ana, mentor: mia }, [ben, mia]).round)).toBe(mia)
    expect(judgeOf(scored({ interviewer: ana, mentor: null }, [ben]).round)).toBeNull()
  })
})
