import { type BoardCommand, newItemId } from '@greenroom/board'
import { testFramework } from '@greenroom/board/testing'
import { type BoardClient, createRoomClient, type RoomClient } from '@greenroom/room-client'
import { boardOf, roundIdSchema } from '@greenroom/session'
import WebSocket from 'ws'
import type { Person } from '../../../apps/server/src/testing/stage.ts'

/** A page of a room without React: the live client and its board, over real sockets. */
export type RoomPage = { readonly room: RoomClient; readonly board: BoardClient }

export const portOf = (url: string): number => Number(new URL(url).port)
const document = boardOf(roundIdSchema.parse('r1'))

export const until = async (what: string, holds: () => boolean, within = 10_000): Promise<void> => {
  const from = performance.now()
  while (!holds()) {
    if (performance.now() - from > within) throw new Error(`not within ${within} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** The room alone; it connects at once. The caller closes it. */
export const openRoom = (url: string, person: Person): RoomClient =>
  // `ws` is Node's WebSocket; the client uses the part that both have.
  createRoomClient(
    { url, ...person, seenCases: [] },
    { WebSocket: WebSocket as unknown as typeof globalThis.WebSocket },
  )

export const openPageBoard = async (room: RoomClient): Promise<BoardClient> => {
  await until('live', () => room.getSnapshot().session !== null)
  const board = room.openBoard(document, testFramework)
  await until('loaded', () => board.getSnapshot().saved.kind !== 'loading')
  return board
}

export const addNote = (text: string): BoardCommand => ({
  kind: 'addItem',
  item: newItemId(Math.random),
  itemKind: 'note',
  text,
  at: { section: 'context', parent: null, before: null },
})
export const notesOf = (board: BoardClient): string[] =>
  [...board.getSnapshot().view.items.values()]
    .filter(({ kind }) => kind === 'note')
    .map(({ text }) => text)
    .sort()
export const isSaved = (board: BoardClient): boolean => board.getSnapshot().saved.kind === 'saved'
