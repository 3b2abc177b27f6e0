import type { BoardView } from '@greenroom/board'
import type { RoomClient } from '@greenroom/room-client'
import { ana, ben, scoreSampleRound, startSampleRound, trayEdited } from '@greenroom/session/testing'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { RoomContext } from '../../live/room-context.ts'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { ThoughtsAfterwards } from './thoughts-afterwards.tsx'
import { TrayCount } from './tray-count.tsx'

afterEach(cleanup)

/** The candidate's own tray, from which one thought has gone. */
const saved = { kind: 'saved' }
const tray = { subscribe: () => () => {}, getSnapshot: () => ({ saved }), isRemoved: (id: string) => id === 'a' }
const boardWith = (...items: readonly string[]) =>
  ({
    items: new Map(items.map((id) => [id, { id, text: id }])),
    roots: new Map(),
    children: new Map(),
  }) as unknown as BoardView
function Afterwards({
  room,
  me,
  view = boardWith('a'),
}: {
  readonly room: TestRoom
  readonly me: typeof ana
  readonly view?: BoardView | null
}) {
  return (
    <RoomContext value={{ client: { openBoard: () => tray } as unknown as RoomClient, token: '' }}>
      <ThoughtsAfterwards {...room.useProps(me)} view={view} />
    </RoomContext>
  )
}
function Count({ room, me }: { readonly room: TestRoom; readonly me: typeof ana }) {
  return <TrayCount round={room.useProps(me).round} />
}

it('says at the desk how many cards the candidate’s tray holds, and nothing while there are none', () => {
  const session = startSampleRound()
  const room = createTestRoom(session)
  render(<Count room={room} me={ana} />)
  expect(document.body.textContent).toBe('')
  session.append([trayEdited(ben, ['a', 'b'])])
  session.wait(5_000)
  session.must(null, { kind: 'countTray' })
  act(room.changed)
  expect(screen.getByText('Thinking: 2 cards')).toBeDefined()
})

it('offers the candidate, and nobody else, to show the times after the scores, which everybody then sees', async () => {
  const session = startSampleRound()
  session.append([trayEdited(ben, ['a'])])
  session.wait(60_000)
  session.append([trayEdited(ben, [], ['a'])])
  const room = createTestRoom(session)
  const { rerender } = render(<Afterwards room={room} me={ben} />)
  expect(document.body.textContent).toBe('')
  scoreSampleRound(session)
  act(room.changed)
  expect(screen.getByRole('button', { name: 'Show the times' })).toBeDefined()
  // Where no thought reached the board there is nothing to ask about.
  for (const view of [boardWith('b'), null]) {
    rerender(<Afterwards room={room} me={ben} view={view} />)
    expect(document.body.textContent).toBe('')
  }
  rerender(<Afterwards room={room} me={ana} />)
  expect(document.body.textContent).toBe('')
  session.must(ben, { kind: 'publishThoughts', round: undefined, onBoard: new Set(['a']) })
  rerender(<Afterwards room={room} me={ana} view={null} />)
  act(room.changed)
  expect(screen.getByText('a card that was removed')).toBeDefined()
})
