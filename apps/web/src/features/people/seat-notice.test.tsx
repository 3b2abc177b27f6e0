import type { ParticipantId } from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  openSampleSession,
  oto,
  type ScriptedSession,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { initials } from '../../design/person-colour.ts'
import { nameIn, plainNameIn } from '../../live/room-props.ts'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { peopleOf } from './people.ts'
import { SeatNotice } from './seat-notice.tsx'

afterEach(cleanup)

const Page = ({ room, me }: { readonly room: TestRoom; readonly me: ParticipantId }) => (
  <SeatNotice {...room.useProps(me)} />
)
const look = (session: ScriptedSession, me: ParticipantId) => {
  const room = createTestRoom(session)
  render(<Page room={room} me={me} />)
  return {
    room,
    leave: (who: ParticipantId) =>
      act(() => {
        session.must(null, { kind: 'noteAbsence', participant: who })
        room.changed()
      }),
    back: (who: ParticipantId) =>
      act(() => {
        session.must(null, { kind: 'noteReturn', participant: who })
        room.changed()
      }),
  }
}
const buttons = (): string[] => screen.queryAllByRole('button').map((one) => one.textContent ?? '')
const press = async (name: string): Promise<void> => {
  await act(async () => fireEvent.click(screen.getByRole('button', { name })))
}

describe('F36: while the interviewer is gone', () => {
  it('the candidate reads so, pauses, goes on alone, and is asked again the next time', async () => {
    const session = startSampleRound()
    const { leave, back, room } = look(session, ben)
    expect(screen.queryByRole('region')).toBeNull()
    leave(ana)
    expect(screen.getByText('Ana, the interviewer, is away')).toBeDefined()
    expect(buttons()).toEqual(['Pause the clock', 'Continue alone', 'End the round'])
    await press('Pause the clock')
    expect(session.round.clock.kind).toBe('paused')
    expect(buttons()).toEqual(['Resume and continue alone', 'End the round'])
    await press('Resume and continue alone')
    expect(session.round.clock.kind).toBe('running')
    expect(screen.queryByRole('region')).toBeNull()
    back(ana)
    leave(ana)
    expect(screen.getByText('Ana, the interviewer, is away')).toBeDefined()
    back(ana)
    expect(screen.queryByRole('region')).toBeNull()
    expect(room.refused).toEqual([])
  })

  it('is said to be in the round that it is about, where an earlier one is shown', () => {
    const session = startSampleRound()
    session.must(null, { kind: 'noteAbsence', participant: ana })
    const room = createTestRoom(session)
    const Page = () => <SeatNotice {...room.useProps(ben)} isElsewhere />
    render(<Page />)
    expect(screen.getByText('Ana, the interviewer in round 1, is away')).toBeDefined()
    cleanup()
    session.must(ana, { kind: 'leaveSeat', seatsVersion: session.state.seatsVersion })
    render(<Page />)
    expect(screen.getByText('The interviewer’s seat in round 1 is empty')).toBeDefined()
  })

  it('the candidate ends the round, seals, and opens the scores without waiting', async () => {
    const session = startSampleRound()
    const { leave, room } = look(session, ben)
    leave(ana)
    await press('End the round')
    await act(async () => {
      const [, inDialog] = screen.getAllByRole('button', { name: 'End the round', hidden: true })
      if (inDialog) fireEvent.click(inDialog)
    })
    expect(session.round.status).toBe('ended')
    expect(screen.getByText(/Seal your own scorecard/)).toBeDefined()
    act(() => {
      session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
      room.changed()
    })
    // The mentor’s scorecard is what it opens without.
    await press('Open without Mia')
    expect(session.round.status).toBe('scored')
    expect(screen.getByText(/continue with the same seats/)).toBeDefined()
    expect(room.refused).toEqual([])
  })

  it('opening scores that somebody else opened in the same instant is not refused', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound', clockVersion: session.state.clockVersion })
    session.must(mia, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    const { leave, room } = look(session, ana)
    leave(ben)
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    act(() => room.changed())
    // Opened by the other one, which this page has not heard of when its own button is pressed.
    session.must(ana, { kind: 'openScores', round: session.round.id })
    await press('Open the scores')
    expect(session.round.status).toBe('scored')
    expect(room.refused).toEqual([])
  })

  it('the clock is paused automatically the next time, once the candidate has said so', async () => {
    const session = startSampleRound()
    const { leave, back } = look(session, ben)
    leave(ana)
    await act(async () => fireEvent.click(screen.getByRole('switch')))
    back(ana)
    leave(ana)
    expect(session.round.clock.kind).toBe('paused')
    expect(screen.getByText(/The clock is paused\./)).toBeDefined()
  })

  it('a mentor takes the seat, and an observer is told', async () => {
    const session = startSampleRound()
    const watching = look(session, oto)
    watching.leave(ana)
    expect(screen.getByText(/the candidate has the clock/)).toBeDefined()
    cleanup()
    look(session, mia)
    await press('Take the seat')
    expect(session.round.seats).toMatchObject({ mia: 'interviewer' })
    expect(screen.queryByRole('region')).toBeNull()
  })
})

describe('while the candidate is gone', () => {
  it('the interviewer may pause, and nobody takes the seat of a round that runs', () => {
    const { leave } = look(startSampleRound(), ana)
    leave(ben)
    expect(screen.getByText('Ben, the candidate, is away')).toBeDefined()
    expect(buttons()).toEqual(['Pause the clock', 'End the round'])
  })
})

describe('before and after the round', () => {
  it('the lobby says who is gone, and offers the seat to those who may take it', async () => {
    const session = openSampleSession()
    const { leave } = look(session, oto)
    leave(ben)
    await press('Take the seat')
    expect(session.round.seats).toMatchObject({ oto: 'candidate' })
    cleanup()
    look(session, oto).leave(ana)
    expect(screen.getByText(/can’t start until they are back/)).toBeDefined()
  })

  it('a seat left empty is offered as before', async () => {
    const session = startSampleRound()
    look(session, mia)
    act(() => void session.must(ana, { kind: 'leaveSeat' }))
    cleanup()
    look(session, mia)
    expect(screen.getByText('The interviewer’s seat is empty')).toBeDefined()
    expect(buttons()).toEqual(['Take the seat'])
  })

  it('nothing is said in a closed session', () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    session.must(null, { kind: 'noteAbsence', participant: ben })
    session.must(ana, { kind: 'closeSession' })
    look(session, ana)
    expect(screen.queryByRole('region')).toBeNull()
  })
})

describe('a name that is written from the right', () => {
  it('leaves the sentence around it in its order, and is in a file as it was typed', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'rename', name: 'הלל' })
    const { leave } = look(session, ben)
    leave(ana)
    // Between marks that keep its direction to itself: a sentence that began with it would else be drawn from the right as a whole.
    expect(screen.getByText('\u2068הלל\u2069, the interviewer, is away')).toBeDefined()
    const [first] = peopleOf(session.state, null, null, ben)
    expect(first?.name).toBe('\u2068הלל\u2069')
    expect(initials(first?.name ?? '')).toBe('ה')
    expect(plainNameIn(session.state, ana)).toBe('הלל')
    expect(nameIn(session.state, ben)).toBe('Ben')
  })
})
