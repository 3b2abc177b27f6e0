import { applyBoardCommand, type ItemId, readBoard } from '@greenroom/board'
import { testFramework } from '@greenroom/board/testing'
import type * as Y from 'yjs'

/** What people do on a board, through its public interface. */
export const addCard = (doc: Y.Doc, item: string, text: string): void => {
  const done = applyBoardCommand(
    doc,
    testFramework,
    {
      kind: 'addItem',
      item: item as ItemId,
      itemKind: 'note',
      text,
      at: { section: 'context', parent: null, before: null },
    },
    'person',
  )
  if (!done.ok) throw new Error(done.code)
}

export const typeInto = (doc: Y.Doc, item: string, insert: string): void => {
  const done = applyBoardCommand(
    doc,
    testFramework,
    { kind: 'editText', item: item as ItemId, index: 0, remove: 0, insert },
    'person',
  )
  if (!done.ok) throw new Error(done.code)
}

export const removeCard = (doc: Y.Doc, item: string): void => {
  const done = applyBoardCommand(doc, testFramework, { kind: 'removeItem', item: item as ItemId }, 'person')
  if (!done.ok) throw new Error(done.code)
}

/** Texts of all cards except the seeded goal, in alphabetical order. */
export const cardsOf = (doc: Y.Doc): readonly string[] =>
  [...readBoard(doc).items.values()]
    .filter((item) => item.kind !== 'goal')
    .map((item) => item.text)
    .sort()
