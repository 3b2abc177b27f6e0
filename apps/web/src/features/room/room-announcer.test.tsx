import type { RoomClient } from '@greenroom/room-client'
import type { ParticipantId } from '@greenroom/session'
import { ana, ben, mia, oto, type ScriptedSession, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toasts } from '../../design/index.ts'
import { announce } from '../../live/announcements.ts'
import { RoomContext } from '../../live/room-context.ts'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { peopleOf } from '../people/people.ts'
import { RoomAnnouncer } from './room-announcer.tsx'

let session: ScriptedSession
let room: TestRoom
/** Who is here, as the server has told this page; it does so a moment after the session. */
let here: readonly ParticipantId[]
beforeEach(() => {
  // Files of tests share the modules of the page, and so what it shows.
  toasts.clear()
  // Its one timer. Nothing here draws a frame, which jsdom does by another.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  session = startSampleRound()
  room = createTestRoom(session)
  here = [ana, ben, mia, oto]
  reader = ben
})
afterEach(() => {
  cleanup()
  toasts.clear()
  vi.useRealTimers()
})

/** Whose page it is. */
let reader: ParticipantId = ben
const snapshot = {
  get participant() {
    return reader
  },
}
const client = {
  subscribe: () => () => {},
  getSnapshot: () => snapshot,
  serverNow: () => session.now,
} as unknown as RoomClient

const Announcer = () => {
  const { session: seen, round } = room.useProps(reader)
  return (
    <RoomContext value={{ client, token: '' }}>
      <RoomAnnouncer session={seen} round={round} people={peopleOf(seen, round, here, reader)} connected />
    </RoomContext>
  )
}
const happens = (what: () => void) =>
  act(async () => {
    what()
    room.changed()
  })
const time = (milliseconds: number) => act(async () => vi.advanceTimersByTimeAsync(milliseconds))
const shown = () => toasts.visibleToasts.map(({ content }) => [content.title, content.words].join(': '))
const said = () => screen.getByRole('status').textContent

it('says what happens in the first moment of the page, and not what was there before', async () => {
  session.must(ana, { kind: 'pauseClock' })
  here = []
  announce('Moved to Solutions')
  render(<Announcer />)
  await time(300)
  await happens(() => session.must(ana, { kind: 'setCallLink', callLink: 'https://meet.example/x' }))
  await happens(() => {
    here = [ana, ben, mia]
  })
  await time(1200)
  expect(shown()).toEqual(['A call link was added: Open it with Call in the header, or from the room menu.'])
  expect(said()).toBe('A call link was added. Open it with Call in the header, or from the room menu.')
  await happens(() => {
    here = [ana, ben, mia, oto]
  })
  await time(1200)
  expect(said()).toBe('Oto is back.')
})

it('shows all that happened since it last looked in one message, as a second one would cover the first', async () => {
  render(<Announcer />)
  await happens(() => {
    session.must(ana, { kind: 'handOverSeat', to: mia })
    session.must(ana, { kind: 'setCallLink', callLink: 'https://meet.example/x' })
  })
  await time(1200)
  expect(shown()).toEqual([
    'Ana handed the interviewer’s seat to Mia: A call link was added. Open it with Call in the header, or from the room menu.',
  ])
})

const takenBack = 'Ana took the interviewer’s seat back: You are a mentor again.'

it('tells a mentor that the desk was taken back from them', async () => {
  reader = mia
  session.must(mia, { kind: 'takeDesk' })
  render(<Announcer />)
  await happens(() => session.must(ana, { kind: 'takeDesk' }))
  await time(1200)
  expect(shown()).toEqual([takenBack])
  expect(said()).toBe('Ana took the interviewer’s seat back. You are a mentor again.')
})

describe('a message about a seat', () => {
  it('goes away at once when it is no longer true, and the next one stands alone', async () => {
    reader = ana
    session.must(mia, { kind: 'takeDesk' })
    render(<Announcer />)
    await happens(() => session.must(mia, { kind: 'handOverSeat', to: ana }))
    await time(1200)
    expect(shown()).toEqual(['You are the interviewer now: Mia handed you the seat.'])
    await happens(() => session.must(mia, { kind: 'takeDesk' }))
    expect(shown()).toEqual([])
    await time(1200)
    expect(shown()).toEqual(['Mia took over as interviewer: You can take it back at any time.'])
  })

  it('goes away also when what ended it was one’s own doing, of which there is no message', async () => {
    reader = mia
    render(<Announcer />)
    await happens(() => session.must(ana, { kind: 'handOverSeat', to: mia }))
    await time(1200)
    expect(shown()).toEqual(['You are the interviewer now: Ana handed you the seat.'])
    await happens(() => session.must(mia, { kind: 'handOverSeat', to: ana }))
    await time(1200)
    expect(shown()).toEqual([])
  })

  it('comes back when it is true again before anything else was said', async () => {
    reader = mia
    session.must(mia, { kind: 'takeDesk' })
    render(<Announcer />)
    await happens(() => session.must(ana, { kind: 'takeDesk' }))
    await time(1200)
    await happens(() => session.must(mia, { kind: 'takeDesk' }))
    expect(shown()).toEqual([])
    await happens(() => session.must(ana, { kind: 'takeDesk' }))
    await time(1200)
    expect(shown()).toEqual([takenBack])
  })

  it('takes nothing with it that is still true', async () => {
    render(<Announcer />)
    await happens(() => {
      session.must(ana, { kind: 'handOverSeat', to: mia })
      session.must(ana, { kind: 'setCallLink', callLink: 'https://meet.example/x' })
    })
    await time(1200)
    await happens(() => session.must(mia, { kind: 'handOverSeat', to: ana }))
    await time(1200)
    expect(shown()).toEqual([
      'Mia handed the interviewer’s seat to Ana: A call link was added. Open it with Call in the header, or from the room menu.',
    ])
  })

  it('that was dismissed does not come back', async () => {
    reader = mia
    session.must(mia, { kind: 'takeDesk' })
    render(<Announcer />)
    await happens(() => session.must(ana, { kind: 'takeDesk' }))
    await time(1200)
    for (const { key } of toasts.visibleToasts) toasts.close(key)
    await happens(() => session.must(mia, { kind: 'takeDesk' }))
    await happens(() => session.must(ana, { kind: 'takeDesk' }))
    await time(1200)
    expect(shown()).toEqual([])
  })
})
