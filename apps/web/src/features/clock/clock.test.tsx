import { ana, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { Clock } from './clock.tsx'

afterEach(cleanup)

const Page = ({ room, sure }: { readonly room: TestRoom; readonly sure: boolean }) => (
  <Clock {...room.useProps(ana, sure)} />
)
const face = (): string => screen.getByRole('button', { name: /Show the agenda/ }).textContent ?? ''

describe('the clock of the interviewer', () => {
  it('says what is left of how much, in minutes and at last in seconds', async () => {
    const session = startSampleRound()
    const room = createTestRoom(session)
    render(<Page room={room} sure />)
    expect(face()).toContain('5:00left of 5 min')
    session.wait(4 * 60_000 + 4000)
    await act(async () => room.changed())
    await act(async () => document.dispatchEvent(new Event('visibilitychange')))
    expect(face()).toContain('56 sleft of 5 min')
  })

  it('has its buttons in words, the end of the round among them', () => {
    const room = createTestRoom(startSampleRound())
    render(<Page room={room} sure />)
    const words = ['Pause', '−1 min', '+1 min', 'Next phase', 'End the round']
    const buttons = screen.getAllByRole('button').map((button) => button.textContent)
    for (const word of words) expect(buttons).toContain(word)
  })

  it('marks its time as uncertain while it is offline, and says why', async () => {
    const room = createTestRoom(startSampleRound())
    const page = render(<Page room={room} sure />)
    expect(face()).not.toContain('≈')
    page.rerender(<Page room={room} sure={false} />)
    expect(face()).toContain('≈ 5:00')
    expect(face()).toContain('You’re offline, so this time may be wrong.')
    await act(async () => fireEvent.click(screen.getByRole('button', { name: /Show the agenda/ })))
    expect(screen.getByText(/Someone may have paused the clock or moved on/)).toBeDefined()
  })

  it('names the moment of the round as notes and marks do', async () => {
    const session = startSampleRound()
    const room = createTestRoom(session)
    session.wait(311_000)
    render(<Page room={room} sure />)
    await act(async () => fireEvent.click(screen.getByRole('button', { name: /Show the agenda/ })))
    expect(screen.getByText('Since the start of the round').nextElementSibling?.textContent).toBe('5:11')
  })
})
