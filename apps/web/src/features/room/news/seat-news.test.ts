import { foldAll, type ParticipantId, participantIdSchema } from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  openSampleSession,
  oto,
  type ScriptedSession,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
} from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { peopleOf } from '../../people/people.ts'
import type { NewsState } from './news-state.ts'
import { newsOf } from './room-news.ts'
import { agreementNewsOf, seatNewsOf } from './seat-news.ts'

const newsState = (session: ScriptedSession, me: ParticipantId, connected = true): NewsState => {
  const seen = foldAll(session.streamOf(me))
  const round = seen.rounds.at(-1)
  if (round === undefined) throw new Error('no round')
  return {
    session: seen,
    round,
    people: peopleOf(seen, round, connected ? [ana, ben, mia, oto] : null, me),
    connected,
    left: null,
  }
}

/** What each person is shown as a message, and what is said to them besides, of what `happens`. */
function tell(session: ScriptedSession, happens: () => void, readers: readonly ParticipantId[] = [ana, ben, mia, oto]) {
  const before = readers.map((me) => newsState(session, me))
  happens()
  return Object.fromEntries(
    readers.map((me, index) => {
      const [from, to] = [before[index] as NewsState, newsState(session, me)]
      const news = [...seatNewsOf(from, to), ...agreementNewsOf(from, to)]
      // The voice says at least what is shown.
      const voice = newsOf(from, to).join('. ')
      for (const { title } of news) expect(voice).toContain(title)
      return [
        me,
        news.map(
          ({ title, words, quiet }) =>
            `${quiet ? '(' : ''}${[title, words].filter(Boolean).join('. ')}${quiet ? ')' : ''}`,
        ),
      ]
    }),
  )
}

describe('news of people and seats', () => {
  it('a handed over desk is said to everybody, with both names, and to its receiver as theirs', () => {
    const session = startSampleRound()
    expect(tell(session, () => session.must(ana, { kind: 'handOverSeat', to: mia }))).toEqual({
      ana: ['(Ana handed the interviewer’s seat to Mia)'],
      ben: ['Ana handed the interviewer’s seat to Mia'],
      oto: ['Ana handed the interviewer’s seat to Mia'],
      mia: ['You are the interviewer now. Ana handed you the seat.'],
    })
  })

  it('a mentor who takes over: nobody is said to have handed anything over, and the interviewer is told what they can do', () => {
    const session = startSampleRound()
    expect(tell(session, () => session.must(mia, { kind: 'takeDesk' }))).toEqual({
      ana: ['Mia took over as interviewer. You can take it back at any time.'],
      ben: ['Mia took over from Ana as interviewer'],
      oto: ['Mia took over from Ana as interviewer'],
      mia: ['(You are the interviewer now. You took over from Ana.)'],
    })
  })

  it('a desk that is taken back: the person who loses it is told who took it, and nobody is said to have handed anything over', () => {
    const session = startSampleRound()
    session.must(mia, { kind: 'takeDesk' })
    expect(tell(session, () => session.must(ana, { kind: 'takeDesk' }))).toEqual({
      ana: ['(You are the interviewer now. You took the seat back from Mia.)'],
      ben: ['Ana took the interviewer’s seat back from Mia'],
      oto: ['Ana took the interviewer’s seat back from Mia'],
      mia: ['Ana took the interviewer’s seat back. You are a mentor again.'],
    })
  })

  it('a desk that is given back is handed over, as any other', () => {
    const session = startSampleRound()
    session.must(mia, { kind: 'takeDesk' })
    expect(tell(session, () => session.must(mia, { kind: 'handOverSeat', to: ana }), [ana, ben, mia])).toEqual({
      ana: ['You are the interviewer now. Mia handed you the seat.'],
      ben: ['Mia handed the interviewer’s seat to Ana'],
      mia: ['(Mia handed the interviewer’s seat to Ana)'],
    })
  })

  it('a seat that is left, taken, or taken from somebody who is away', () => {
    const session = openSampleSession()
    expect(tell(session, () => session.must(ben, { kind: 'leaveSeat' }), [ana, ben])).toEqual({
      ana: ['Ben left the candidate’s seat. It is free.'],
      ben: ['(Ben left the candidate’s seat. It is free.)'],
    })
    expect(tell(session, () => session.must(oto, { kind: 'takeSeat', seat: 'candidate' }), [ana, oto])).toEqual({
      ana: ['Oto is the candidate now'],
      oto: ['(You are the candidate now)'],
    })
    session.must(null, { kind: 'noteAbsence', participant: ana })
    expect(tell(session, () => session.must(mia, { kind: 'takeSeat', seat: 'interviewer' }), [oto, mia])).toEqual({
      oto: ['Mia took the interviewer’s seat from Ana, who is away'],
      mia: ['(You took the interviewer’s seat from Ana, who is away)'],
    })
  })

  it('a person who was away reads on coming back that their seat was taken', () => {
    const session = startSampleRound()
    const before = newsState(session, ana, false)
    session.must(null, { kind: 'noteAbsence', participant: ana })
    session.must(mia, { kind: 'takeSeat', seat: 'interviewer' })
    session.must(null, { kind: 'noteReturn', participant: ana })
    expect(seatNewsOf(before, newsState(session, ana))).toEqual([
      {
        title: 'Mia took the interviewer’s seat while you were away',
        quiet: false,
        claim: { seat: 'interviewer', holder: mia },
      },
    ])
  })

  it('a removal is said to those who stay, not shown to the owner who did it', () => {
    const session = startSampleRound()
    expect(tell(session, () => session.must(ana, { kind: 'removeParticipant', participant: ben }), [ana, mia])).toEqual(
      {
        ana: ['(Ben was removed from the session. The candidate’s seat is free.)'],
        mia: ['Ben was removed from the session. The candidate’s seat is free.'],
      },
    )
  })

  it('people of one name are numbered', () => {
    const session = startSampleRound()
    const other = participantIdSchema.parse('ben2')
    session.must(null, { kind: 'joinSession', participant: other, name: 'Ben', admits: ['mentor'], seat: 'mentor' })
    expect(tell(session, () => session.must(ana, { kind: 'handOverSeat', to: other }), [oto])).toEqual({
      oto: ['Ana handed the interviewer’s seat to Ben (2)'],
    })
    expect(tell(session, () => session.must(other, { kind: 'leaveSeat' }), [oto])).toEqual({
      oto: ['Ben (2) left the interviewer’s seat. It is free.'],
    })
  })

  it('the next round is announced with your own seat, and people who watch hear of nothing but that', () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    expect(tell(session, () => swapSampleSeats(session), [ana, ben])).toEqual({
      ana: ['(Round 2 is open. You are the candidate)'],
      ben: ['(Round 2 is open. You are the interviewer)'],
    })
  })

  it('a question to swap and its answer, a call link, the clock’s pause, and who has been away', () => {
    const session = startSampleRound()
    expect(tell(session, () => session.must(null, { kind: 'noteAbsence', participant: ana }), [ben])).toEqual({
      ben: ['(Ana, the interviewer, has been away for 20 seconds)'],
    })
    session.must(null, { kind: 'noteReturn', participant: ana })
    expect(
      tell(session, () => session.must(ana, { kind: 'setCallLink', callLink: 'https://meet.example/x' }), [ben]),
    ).toEqual({ ben: ['A call link was added. Open it with Call in the header, or from the room menu.'] })
    expect(tell(session, () => session.must(ana, { kind: 'setPauseWhenAway', on: true }), [ben])).toEqual({
      ben: ['The clock now pauses automatically when someone drops out'],
    })
    scoreSampleRound(session)
    expect(tell(session, () => session.must(ana, { kind: 'askToSwap' }), [ana, ben])).toEqual({
      ana: [],
      ben: ['(Ana is asking to swap seats)'],
    })
    expect(tell(session, () => session.must(ben, { kind: 'declineSwap' }), [ana, ben])).toEqual({
      ana: ['Ben doesn’t want to swap seats now. You can continue with the same seats.'],
      ben: [],
    })
  })

  it('nothing of it is said while nothing happens', () => {
    const session = startSampleRound()
    expect(tell(session, () => session.must(ana, { kind: 'pauseClock' }))).toEqual({
      ana: [],
      ben: [],
      mia: [],
      oto: [],
    })
  })
})
