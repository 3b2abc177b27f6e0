import { applyBoardCommand, type BoardView, createBoardReader, type ItemId, seedBoard } from '@greenroom/board'
import { testFramework } from '@greenroom/board/testing'
import { documentNameSchema, participantIdSchema } from '@greenroom/session'
import * as Y from 'yjs'
import type { RecordedEdit } from './recorded-session.ts'

/** A recording made by editing a real board, and the board as it was after each edit. */
export function recordEdits(
  count: number,
  random: () => number,
): { readonly edits: readonly RecordedEdit[]; readonly views: readonly BoardView[] } {
  const doc = new Y.Doc()
  doc.clientID = 7
  const reader = createBoardReader(doc)
  const document = documentNameSchema.parse('board-r1')
  const people = [participantIdSchema.parse('ana'), participantIdSchema.parse('ben')]
  const edits: RecordedEdit[] = []
  const views: BoardView[] = [reader.view()]
  let at = 1_000_000
  let by: RecordedEdit['by'] = null
  doc.on('update', (update: Uint8Array) => {
    edits.push({ document, at, by, n: 0, update })
    views.push(reader.view())
  })
  Y.applyUpdate(doc, seedBoard(testFramework))
  const items: ItemId[] = []
  while (edits.length < count) {
    at += Math.floor(random() * 400)
    by = people[Math.floor(random() * 2)] ?? null
    const pick = items[Math.floor(random() * items.length)]
    const chance = random()
    if (pick === undefined || (chance < 0.05 && items.length < 60)) {
      const item = `item${items.length}` as ItemId
      const parent = items.length > 3 && random() < 0.6 ? (pick ?? null) : null
      applyBoardCommand(
        doc,
        testFramework,
        { kind: 'addItem', item, itemKind: 'metric', text: '', at: { section: 'tree', parent, before: null } },
        'local',
      )
      items.push(item)
    } else if (chance < 0.1) {
      applyBoardCommand(
        doc,
        testFramework,
        { kind: 'moveItem', item: pick, at: { section: 'tree', parent: null, before: null } },
        'local',
      )
    } else {
      const length = reader.view().items.get(pick)?.text.length ?? 0
      const remove = length > 30 ? length : 0
      applyBoardCommand(
        doc,
        testFramework,
        { kind: 'editText', item: pick, index: length - remove, remove, insert: 'x' },
        'local',
      )
    }
  }
  reader.close()
  return { edits, views }
}
