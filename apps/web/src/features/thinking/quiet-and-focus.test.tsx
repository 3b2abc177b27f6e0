import type { ParticipantId } from '@greenroom/session'
import { ana, ben, openSampleSession, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { Clock } from '../clock/clock.tsx'
import { FocusFirst, FocusLine } from './focus-line.tsx'
import { QuietButton } from './quiet-button.tsx'

afterEach(cleanup)

type Seen = { readonly room: TestRoom; readonly me: ParticipantId }
function Bar({ room, me }: Seen) {
  const props = room.useProps(me)
  return (
    <div data-testid={me}>
      <Clock {...props} />
      <QuietButton {...props} />
    </div>
  )
}
function Focus({ room, me }: Seen) {
  const props = room.useProps(me)
  return (
    <>
      <FocusLine {...props} />
      <FocusFirst {...props} />
    </>
  )
}

describe('quiet time', () => {
  it('is asked for and ended by one key, and both sides see it run', async () => {
    const session = startSampleRound()
    const room = createTestRoom(session)
    render(
      <>
        <Bar room={room} me={ana} />
        <Bar room={room} me={ben} />
      </>,
    )
    const press = () => act(async () => void fireEvent.keyDown(document.body, { key: 'q', code: 'KeyQ', altKey: true }))
    await press()
    for (const who of [ana, ben]) expect(screen.getByTestId(who).textContent).toContain('quiet 2:00')
    expect(session.round.clock.kind).toBe('paused')
    await press()
    expect(session.round.clock.kind).toBe('running')
    for (const who of [ana, ben]) expect(screen.getByTestId(who).textContent).not.toContain('quiet')
    for (let more = 0; more < 2; more += 1) for (let both = 0; both < 2; both += 1) await press()
    expect(screen.getByRole('button', { name: 'No quiet time left in this round' })).toHaveProperty('disabled', true)
    expect(room.refused).toEqual([])
  })
})

it('has one way to end it for the person who controls the clock: to resume', async () => {
  const session = startSampleRound('solo')
  const room = createTestRoom(session)
  render(<Bar room={room} me={ana} />)
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: /^Quiet time/ })))
  expect(session.round.clock.kind).toBe('paused')
  expect(screen.queryByRole('button', { name: 'End quiet time' })).toBeNull()
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: /^End quiet time, resume/ })))
  expect(session.round.clock.kind).toBe('running')
  expect(room.refused).toEqual([])
})

describe('what the candidate works on', () => {
  it('is written in the lobby, read by the others, and asked about first afterwards', async () => {
    const session = openSampleSession()
    const room = createTestRoom(session)
    const { rerender } = render(<Focus room={room} me={ben} />)
    fireEvent.change(screen.getByRole('textbox', { name: /working on today/ }), { target: { value: ' Goals first ' } })
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Save' })))
    expect(session.round.focus).toEqual({ words: 'Goals first', by: ben })
    rerender(<Focus room={room} me={ana} />)
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.getAllByText('Goals first')).toHaveLength(2)
    expect(screen.getByText(/Ask how it went/)).toBeDefined()
    expect(room.refused).toEqual([])
  })
})
