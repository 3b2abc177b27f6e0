import { ben, startSampleRound } from '@greenroom/session/testing'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { roomDraftOf } from '../../../live/room-draft.ts'
import { createTestRoom } from '../../../live/testing-room.ts'
import { AppointmentForm } from './appointment-form.tsx'

afterEach(cleanup)

it('keeps the time zone with the day and the time, and says when that is for the reader', () => {
  const session = startSampleRound()
  const room = createTestRoom(session)
  const Part = () => <AppointmentForm {...room.useProps(ben)} token={null} />
  const place = { session: session.state, round: session.round, me: ben }
  roomDraftOf(place, 'appointment.zone').write({ words: 'Asia/Tokyo', base: '' })
  render(<Part />)
  fireEvent.change(screen.getByLabelText('Day'), { target: { value: '2026-12-01' } })
  fireEvent.change(screen.getByLabelText('Time'), { target: { value: '18:30' } })
  expect(screen.getByRole('button', { name: 'In the time zone Tokyo' })).toBeDefined()
  const start = new Date('2026-12-01T09:30Z')
  const own = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' }).format(start)
  expect(screen.getByRole('status').textContent).toBe(`That is ${own} for you.`)
})
