import { mia, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RoomProps } from '../../live/room-props.ts'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { MentorBar } from './mentor-bar.tsx'

beforeEach(() => localStorage.clear())
afterEach(cleanup)

const Bar = ({ room, send }: { readonly room: TestRoom; readonly send?: RoomProps['send'] }) => {
  const props = room.useProps(mia)
  return <MentorBar {...props} {...(send && { send })} />
}
const pin = (): void => void fireEvent.keyDown(document.body, { key: 'p', code: 'KeyP', altKey: true })

it('has the caret in the field for a pin’s words before the room has answered, so that no letter is lost', () => {
  const room = createTestRoom(startSampleRound())
  render(<Bar room={room} send={() => new Promise(() => undefined)} />)
  pin()
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /^Pinned\./ }))
})

it('keeps what was typed before the answer, and saves it with the pin', async () => {
  const session = startSampleRound()
  const room = createTestRoom(session)
  let answer = (): void => undefined
  const Late = () => {
    const props = room.useProps(mia)
    const send: RoomProps['send'] = (command) =>
      new Promise((resolve) => {
        answer = () => void props.send(command).then(resolve)
      })
    return <MentorBar {...props} send={send} />
  }
  render(<Late />)
  pin()
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: /^Pinned\./ })
  fireEvent.change(field, { target: { value: 'Push for the goal' } })
  await act(async () => answer())
  expect(screen.getByRole('textbox', { name: /^Pinned at/ })).toBe(field)
  expect(document.activeElement).toBe(field)
  expect(field.value).toBe('Push for the goal')
  await act(async () => void fireEvent.submit(field))
  await act(async () => answer())
  expect(session.round.pins).toMatchObject([{ by: mia, words: 'Push for the goal' }])
  expect(screen.queryByRole('textbox')).toBeNull()
})
