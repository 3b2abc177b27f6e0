import type * as Y from 'yjs'
import { checkContent, checkSums, type Sums } from './content-rules.ts'
import { cutKnownDeletes } from './fresh-deletes.ts'
import { createListOrder } from './list-order.ts'
import { checkShare } from './participant-share.ts'
import { cutHeldStructs, type FreshBlock, placeStructs } from './place-structs.ts'
import { Refused, type UpdateAuthor, type ValidateUpdate, type Validation, type ValidationLimits } from './refusals.ts'
import { type Scan, scanUpdate } from './scan-update.ts'
import { structsOf, UpdateCost } from './update-cost.ts'
import { writeFresh } from './write-fresh.ts'

/**
 * Validation of updates: what part of a stranger's bytes may enter the log. First encoding only. It parses the bytes itself and looks
 * things up in the committed document; Yjs decodes nothing before it is validated. What is accepted applies without an error, changes
 * something, and leaves nothing pending; the accepted part, after removing what the document already has, is exactly what Yjs would have
 * taken of it. An accepted `update` may be the given bytes themselves.
 *
 * A deletion has no author in Yjs, so anybody who may edit may delete, except what the server seeded. An update that only deletes is
 * accepted on a full board.
 */
export const validateUpdate: ValidateUpdate = (doc, bytes, limits, author) => {
  try {
    return check(doc, bytes, limits, author)
  } catch (fault) {
    if (fault instanceof Refused) return { kind: 'refused', code: fault.code, detail: fault.detail }
    // No known input leads here; if there is one, it costs its sender the replica and nobody else anything.
    return { kind: 'refused', code: 'malformed', detail: fault instanceof Error ? fault.message : 'unreadable' }
  }
}

function check(doc: Y.Doc, bytes: Uint8Array, limits: ValidationLimits, author: UpdateAuthor): Validation {
  if (bytes.length > limits.updateBytes) throw new Refused('update-too-large', `${bytes.length} bytes`)
  const scan = scanUpdate(bytes)
  const fresh = cutHeldStructs(doc, scan.blocks, author.mayUse, limits.clientsPerUpdate)
  const cost = new UpdateCost(doc, limits.updateCost)
  const held = structsOf(doc)
  const sums: Sums = { newItems: new Set(), texts: new Map() }
  if (fresh.length > 0) {
    checkClients(doc, fresh, limits)
    // No list can be too long on a board that has fewer structs altogether.
    const order = createListOrder(doc, cost, limits.structsPerList, held > limits.structsPerList)
    placeStructs(doc, fresh, order, cost, (struct, spot, length) => checkContent(doc, struct, spot, length, sums))
  }
  const deletes = cutKnownDeletes(doc, scan.deletes, fresh, cost)
  if (fresh.length === 0 && deletes.ranges.length === 0) return { kind: 'empty' }
  checkSums(doc, sums, fresh, deletes.ranges, limits)
  // Deleting cuts structs in two, and must be possible on a full board.
  const mostStructs = limits.structs * (fresh.length === 0 ? 2 : 1)
  if (held + cost.structs > mostStructs) throw new Refused('board-full', `${held + cost.structs} structs`)

  const update = isWhole(scan, fresh) && !deletes.cut ? bytes : writeFresh(bytes, fresh, deletes.ranges)
  if (fresh.length > 0) {
    if (limits.documentBytes + update.length > limits.boardBytes)
      throw new Refused('board-full', `${limits.documentBytes} bytes and ${update.length} more`)
    const brings = { items: sums.newItems.size, structs: cost.structs, bytes: update.length }
    checkShare(doc, fresh, brings, limits, author)
  }
  return { kind: 'accepted', update, clients: fresh.map((part) => part.block.client), cost: Math.ceil(cost.spent) }
}

function checkClients(doc: Y.Doc, fresh: readonly FreshBlock[], limits: ValidationLimits): void {
  let clients = doc.store.clients.size
  for (const part of fresh) if (!doc.store.clients.has(part.block.client)) clients++
  if (clients > limits.clientIds && clients > doc.store.clients.size)
    throw new Refused('board-full', `${clients} Yjs clients`)
}

/** Whether none of the structs were cut, and everything is encoded the way it is stored. */
const isWhole = (scan: Scan, fresh: readonly FreshBlock[]): boolean =>
  scan.deletesInOrder &&
  fresh.length === scan.blocks.length &&
  fresh.every((part) => part.from === 0 && part.offset === 0)
