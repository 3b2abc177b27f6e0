import type { BoardCommand, ItemId } from '@greenroom/board'
import { ana, ben } from '@greenroom/session/testing'
import type { BoardClient } from '../board/board-client.ts'
import { createTestRoom } from './test-room.ts'

export function id(text: string): ItemId {
  return text as ItemId
}
export function add(item: string, text: string, section = 'context', kind = 'note'): BoardCommand {
  return {
    kind: 'addItem',
    item: id(item),
    itemKind: kind,
    text,
    at: { section, parent: null, before: null },
  }
}
export function type(item: string, index: number, insert: string): BoardCommand {
  return {
    kind: 'editText',
    item: id(item),
    index,
    remove: 0,
    insert,
  }
}
export function textOf(board: BoardClient, item: string): string | undefined {
  return board.getSnapshot().view.items.get(id(item))?.text
}
export function savedOf(board: BoardClient) {
  return board.getSnapshot().saved
}

/** Ana interviews and Ben is the candidate; both have the board open. */
export async function openTwo() {
  const test = createTestRoom()
  const [anas, bens] = [test.load(ana), test.load(ben)]
  await test.settle()
  const boards = [anas.board(), bens.board()] as const
  await test.settle()
  return { test, anas, bens, boards, close: () => Promise.all([anas.room.close(), bens.room.close()]) }
}
