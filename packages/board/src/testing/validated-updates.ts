import * as Y from 'yjs'
import type { BoardCommand } from '../document/board-view.ts'
import { itemsOf } from '../document/items.ts'
import type { Validation, ValidationLimits } from '../validate/refusals.ts'
import { validateUpdate } from '../validate/validate-update.ts'
import { boardLimits, testFramework as framework, itemId, must, seededDoc, updatesOf } from './index.ts'

/** Validates with the product's limits; anybody may use any client id unless said otherwise. */
export function validate(
  doc: Y.Doc,
  bytes: Uint8Array,
  mayUse: (client: number) => boolean = () => true,
  limits: Partial<ValidationLimits> = {},
  owns: (client: number) => boolean = () => false,
): Validation {
  return validateUpdate(doc, bytes, { ...boardLimits, documentBytes: 0, ...limits }, { mayUse, owns })
}

const add: BoardCommand = {
  kind: 'addItem',
  item: itemId('a'),
  itemKind: 'metric',
  text: 'Paid orders',
  at: { section: 'tree', parent: null, before: null },
}

/** A committed board with the item `a`; its author, client 7; and a replica that writes as client 8. */
export function pair() {
  const server = seededDoc(framework, 2)
  const author = seededDoc(framework, 7)
  must(author, framework, add)
  Y.applyUpdate(server, Y.encodeStateAsUpdate(author))
  const client = seededDoc(framework, 8)
  Y.applyUpdate(client, Y.encodeStateAsUpdate(author))
  return { server, client, author }
}

/** The one update that an edit of a replica makes. */
export function edit(doc: Y.Doc, change: () => void): Uint8Array {
  const [update, ...more] = updatesOf(doc, () => doc.transact(change))
  if (update === undefined || more.length > 0) throw new Error('not one update')
  return update
}

export function mapIn(doc: Y.Doc, id: string): Y.Map<unknown> {
  const map = itemsOf(doc).get(id)
  if (!(map instanceof Y.Map)) throw new Error(`no ${id}`)
  return map
}

export function textIn(doc: Y.Doc, id = 'a'): Y.Text {
  const text = mapIn(doc, id).get('text')
  if (!(text instanceof Y.Text)) throw new Error(`no text in ${id}`)
  return text
}
