import * as Y from 'yjs'
import type { BoardCommand, ItemId } from '../document/board-view.ts'
import type { Framework } from '../document/framework.ts'
import { isItemId } from '../document/keys.ts'
import { seedBoard } from '../document/seed.ts'
import { applyBoardCommand } from '../edit/commands.ts'
import { readBoard } from '../read/reader.ts'

/** An item id written out in a test. */
export function itemId(id: string): ItemId {
  if (!isItemId(id)) throw new Error(`${id} is no item id`)
  return id
}

/** A document with the framework's seeds and a fixed Yjs client id. */
export function seededDoc(framework: Framework, client: number): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = client
  Y.applyUpdate(doc, seedBoard(framework))
  return doc
}

/** Applies a command that must be accepted. */
export function must(doc: Y.Doc, framework: Framework, command: BoardCommand, origin: unknown = 'test'): void {
  const answer = applyBoardCommand(doc, framework, command, origin)
  if (!answer.ok) throw new Error(`${command.kind} was refused: ${answer.code}`)
}

/** The updates that a document makes while `change` runs. */
export function updatesOf(doc: Y.Doc, change: () => void): readonly Uint8Array[] {
  const updates: Uint8Array[] = []
  const keep = (update: Uint8Array) => updates.push(update)
  doc.on('update', keep)
  try {
    change()
  } finally {
    doc.off('update', keep)
  }
  return updates
}

/** A command drawn by numbers: which kind of command, which item, which neighbour. Often refused, always well-formed. */
export type Draw = { readonly what: number; readonly a: number; readonly b: number; readonly c: number }

/** Turns a draw into a command on the board as it is. `newId` names the item that it may add. */
export function drawCommand(doc: Y.Doc, framework: Framework, draw: Draw, newId: ItemId): BoardCommand {
  const view = readBoard(doc)
  const ids = [...view.items.keys()].sort()
  const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]
  const item = pick(ids, draw.a) ?? newId
  const section = pick(framework.sections, draw.b)
  const other = pick(ids, draw.c) ?? null
  const inTree = ids.filter((id) => view.items.get(id)?.section === section?.id)
  const parent = section?.nests === true && draw.c % 3 !== 0 ? (pick(inTree, draw.c) ?? null) : null
  const at = { section: section?.id ?? '', parent, before: draw.c % 2 === 0 ? other : null }
  const kind = pick(section?.kinds ?? [], draw.c) ?? ''
  const length = view.items.get(item)?.text.length ?? 0
  switch (draw.what % 9) {
    case 0:
    case 1:
      return { kind: 'addItem', item: newId, itemKind: kind, text: `t${draw.a}`, at }
    case 2:
    case 3:
      return { kind: 'moveItem', item, at }
    case 4: {
      const index = draw.b % (length + 1)
      return {
        kind: 'editText',
        item,
        index,
        remove: Math.min(draw.c % 3, length - index),
        insert: 'é😀x'.slice(draw.a % 3),
      }
    }
    case 5:
      return { kind: 'setField', item, field: 'window', value: draw.b % 3 === 0 ? '' : `w${draw.b}` }
    case 6:
      return {
        kind: 'addLink',
        item,
        link: { kind: pick(['measures', 'at', 'supports'], draw.b) ?? '', to: other ?? item },
      }
    case 7:
      return { kind: 'removeItem', item }
    default:
      return { kind: 'setKind', item, itemKind: kind }
  }
}
