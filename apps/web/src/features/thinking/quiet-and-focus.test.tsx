import type { ParticipantId } from '@greenroom/session'
import { ana, ben, openSampleSession, oto, samplePreparedCase, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { Clock } from '../clock/clock.tsx'
import { FocusFirst, FocusLine } from './focus-line.tsx'
import { QuietButton } from './quiet-button.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  localStorage.clear()
})

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
function Focus({ room, me, connected }: Seen & { readonly connected?: boolean }) {
  const props = room.useProps(me, connected)
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
    await act(async () => void fireEvent.submit(screen.getByRole('textbox')))
    expect(session.round.focus).toEqual({ words: 'Goals first', by: ben })
    rerender(<Focus room={room} me={ana} />)
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.getAllByText('Goals first')).toHaveLength(2)
    expect(screen.getByText(/Ask how it went/)).toBeDefined()
    // Who only watches is told to ask nothing.
    rerender(<Focus room={room} me={oto} />)
    expect(screen.getAllByText('Goals first')).toHaveLength(2)
    expect(screen.queryByText(/Ask how it went/)).toBeNull()
    expect(room.refused).toEqual([])
  })

  it('says nothing of words that come as the round starts', async () => {
    const session = openSampleSession()
    const room = createTestRoom(session)
    render(<Focus room={room} me={ben} />)
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Goals fi' } })
    session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    session.must(ana, { kind: 'startRound' })
    await act(async () => void fireEvent.blur(screen.getByRole('textbox')))
    expect(session.round.focus).toBeNull()
    expect(room.refused).toEqual([])
    expect(Object.values({ ...localStorage })).toEqual([expect.stringContaining('Goals fi')])
  })

  it('is sent without a button: after a pause, when the field is left, and when the connection is back', async () => {
    vi.useFakeTimers()
    const session = openSampleSession()
    const room = createTestRoom(session)
    const { rerender } = render(<Focus room={room} me={ben} />)
    const field = () => screen.getByRole('textbox', { name: /working on today/ })
    const type = (value: string) => fireEvent.change(field(), { target: { value } })
    const words = () => session.round.focus?.words
    type('Goals')
    await act(() => vi.advanceTimersByTimeAsync(1000))
    type('Goals first')
    await act(() => vi.advanceTimersByTimeAsync(1000))
    expect(words()).toBeUndefined()
    expect(screen.getByRole('status').textContent).toBe('Saving')
    await act(() => vi.advanceTimersByTimeAsync(200))
    expect(words()).toBe('Goals first')
    expect(screen.getByRole('status').textContent).toBe('Saved')
    type('Goals first, and ')
    await act(async () => void fireEvent.blur(field()))
    expect(words()).toBe('Goals first, and')
    rerender(<Focus room={room} me={ben} connected={false} />)
    type('Fewer features')
    await act(async () => void fireEvent.blur(field()))
    expect(words()).toBe('Goals first, and')
    expect(screen.getByText('Kept on this device until you’re back online')).toBeDefined()
    rerender(<Focus room={room} me={ben} />)
    await act(() => vi.advanceTimersByTimeAsync(0))
    expect(words()).toBe('Fewer features')
    type('x'.repeat(1000))
    await act(() => vi.advanceTimersByTimeAsync(5000))
    expect(words()).toBe('Fewer features')
    expect(screen.getByRole('status').textContent).toBe('Not saved yet')
    type('')
    await act(() => vi.advanceTimersByTimeAsync(1200))
    expect(session.round.focus?.words ?? '').toBe('')
    expect(room.refused).toEqual([])
  })
})
