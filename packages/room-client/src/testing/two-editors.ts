import type { BoardCommand, ItemId } from '@greenroom/board'
import { ana, ben } from '@greenroom/session/testing'
import type { BoardClient } from '../contract.ts'
import { createTestRoom } from './test-room.ts'

export const id = (text: string): ItemId => text as ItemId
export const add = (item: string, text: string, section = 'context', kind = 'note'): BoardCommand => ({
  kind: 'addItem',
  item: id(item),
  itemKind: kind,
  text,
  at: { section, parent: null, before: null },
})
export const type = (item: string, index: number, insert: string): BoardCommand => ({
  kind: 'editText',
  item: id(item),
  index,
  remove: 0,
  insert,
})
export const textOf = (board: BoardClient, item: string): string | undefined =>
  board.getSnapshot().view.items.get(id(item))?.text
export const savedOf = (board: BoardClient) => board.getSnapshot().saved

/** Ana interviews and Ben is the candidate; both have the board open. */
export const openTwo = async () => {
  const test = createTestRoom()
  const [anas, bens] = [test.load(ana), test.load(ben)]
  await test.settle()
  const boards = [anas.board(), bens.board()] as const
  await test.settle()
  return { test, anas, bens, boards, close: () => Promise.all([anas.room.close(), bens.room.close()]) }
}
