import type * as Y from 'yjs'
import type { JudgeLimits, Judgement, JudgeUpdate } from '../contract.ts'
import { judgeContent, judgeSums, type Sums } from './judge-content.ts'
import { Refused } from './judge-cursor.ts'
import { cutKnownDeletes } from './judge-deletes.ts'
import { type Scan, scanUpdate } from './judge-scan.ts'
import { cutHeldStructs, type FreshBlock, placeStructs } from './judge-structs.ts'
import { writeFresh } from './judge-write.ts'

/**
 * The judge of updates: what of a stranger's bytes may enter the log. First encoding only. It reads the bytes itself and
 * looks things up in the committed document; Yjs decodes nothing before it is judged. What is accepted applies without an error, changes
 * something, and leaves nothing pending; the rest of the update, after what the document holds already, is exactly what
 * Yjs would have taken of it. An accepted `update` may be the given bytes themselves.
 *
 * A deletion has no author in Yjs, so anybody who may edit may delete, except what the server seeded. An update that
 * only deletes is accepted on a full board.
 */
export const judgeUpdate: JudgeUpdate = (doc, bytes, limits, mayUse) => {
  try {
    return judge(doc, bytes, limits, mayUse)
  } catch (fault) {
    if (fault instanceof Refused) return { kind: 'refused', code: fault.code, detail: fault.detail }
    // No input is known that leads here; should there be one, it costs its sender the replica and nobody else anything.
    return { kind: 'refused', code: 'malformed', detail: fault instanceof Error ? fault.message : 'unreadable' }
  }
}

function judge(doc: Y.Doc, bytes: Uint8Array, limits: JudgeLimits, mayUse: (client: number) => boolean): Judgement {
  if (bytes.length > limits.updateBytes) throw new Refused('update-too-large', `${bytes.length} bytes`)
  const scan = scanUpdate(bytes)
  const fresh = cutHeldStructs(doc, scan.blocks, mayUse)
  const sums: Sums = { newItems: new Set(), texts: new Map() }
  if (fresh.length > 0) {
    judgeClients(doc, fresh, limits)
    placeStructs(doc, fresh, (struct, spot, length) => judgeContent(doc, struct, spot, length, sums))
  }
  const deletes = cutKnownDeletes(doc, scan.deletes, fresh)
  if (fresh.length === 0 && deletes.ranges.length === 0) return { kind: 'empty' }
  judgeSums(doc, sums, fresh, deletes.ranges, limits)

  const update = isWhole(scan, fresh) && !deletes.cut ? bytes : writeFresh(bytes, fresh, deletes.ranges)
  if (fresh.length > 0 && limits.documentBytes + update.length > limits.boardBytes)
    throw new Refused('board-full', `${limits.documentBytes} bytes and ${update.length} more`)
  return { kind: 'accepted', update, clients: fresh.map((part) => part.block.client) }
}

function judgeClients(doc: Y.Doc, fresh: readonly FreshBlock[], limits: JudgeLimits): void {
  let clients = doc.store.clients.size
  for (const part of fresh) if (!doc.store.clients.has(part.block.client)) clients++
  if (clients > limits.clientIds && clients > doc.store.clients.size)
    throw new Refused('board-full', `${clients} Yjs clients`)
}

/** Whether nothing of the structs was cut away, and all is written as it is kept. */
const isWhole = (scan: Scan, fresh: readonly FreshBlock[]): boolean =>
  scan.deletesInOrder &&
  fresh.length === scan.blocks.length &&
  fresh.every((part) => part.from === 0 && part.offset === 0)
