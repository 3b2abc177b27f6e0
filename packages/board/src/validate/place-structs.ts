import * as Y from 'yjs'
import { rootName, seedClient } from '../document/keys.ts'
import { insertionOf, type ListOrder } from './list-order.ts'
import { Refused } from './refusals.ts'
import { type Block, content, type Id, type Struct } from './scan-update.ts'
import type { Spot } from './spot.ts'
import { boardSpot, gone, sameSpot, spotInHeld, spotInNew, spotOfHeld } from './struct-spot.ts'
import type { UpdateCost } from './update-cost.ts'

/** The part of a client's block that the document does not have. */
export type FreshBlock = {
  readonly block: Block
  /** Index of the first struct that is new, at least in part. */
  readonly from: number
  /** How many clocks of that first struct are already held. */
  readonly offset: number
  /** The clock after the last. */
  readonly end: number
}

/** Clocks that one struct of removed content may span: far more than anybody typed and removed. */
const longestRun = 1_000_000
const largestClock = 2 ** 31

function stateOf(doc: Y.Doc, client: number): number {
  return Y.getState(doc.store, client)
}

/** Cuts away what the document has, and refuses what would leave a gap or belongs to somebody else. */
export function cutHeldStructs(
  doc: Y.Doc,
  blocks: readonly Block[],
  mayUse: (client: number) => boolean,
  mostClients: number,
): readonly FreshBlock[] {
  const fresh: FreshBlock[] = []
  for (const block of blocks) {
    const last = block.structs.at(-1)
    const state = stateOf(doc, block.client)
    if (last === undefined || last.clock + last.length <= state) continue
    const from = block.structs.findIndex((struct) => struct.clock + struct.length > state)
    const first = block.structs[from]
    if (block.client === seedClient || !mayUse(block.client))
      throw new Refused('foreign-client', `client ${block.client} is not this participant's`)
    if (first === undefined || first.clock > state)
      throw new Refused('gap', `client ${block.client} continues at ${first?.clock}, but only ${state} are held`)
    if (last.clock + last.length > largestClock)
      throw new Refused('forbidden-content', `client ${block.client} would go up to ${last.clock + last.length}`)
    fresh.push({ block, from, offset: state - first.clock, end: last.clock + last.length })
  }
  if (fresh.length > mostClients) throw new Refused('update-too-large', `structs of ${fresh.length} clients`)
  return fresh
}

/**
 * Visits the new structs, with how many of their clocks are new, in an order in which each comes after everything it refers to, as Yjs
 * integrates them, and says where each goes. Refuses as `gap` what refers to something that neither the document nor this update contains,
 * or to itself in a circle: Yjs would keep it as pending, or not check at all (a reference to a later clock of the same client).
 */
export function placeStructs(
  doc: Y.Doc,
  fresh: readonly FreshBlock[],
  order: ListOrder,
  cost: UpdateCost,
  visit: (struct: Struct, spot: Spot, length: number) => void,
): void {
  const queues = new Map(fresh.map((part) => [part.block.client, { part, next: part.from }]))
  const reached = (id: Id): boolean => {
    const queue = queues.get(id.client)
    if (queue === undefined) return id.clock < stateOf(doc, id.client)
    const { part, next } = queue
    const current = part.block.structs[next]
    const clock = current === undefined ? part.end : next === part.from ? current.clock + part.offset : current.clock
    return id.clock < clock
  }
  let waiting: Id | null = null
  for (let moved = true; moved; ) {
    moved = false
    waiting = null
    for (const queue of queues.values()) {
      const { part } = queue
      const { structs, client } = part.block
      for (; queue.next < structs.length; queue.next++, moved = true) {
        const struct = structs[queue.next]
        if (struct === undefined) break
        const cut = queue.next === part.from && part.offset > 0
        const missing = missingOf(struct, cut, reached)
        if (missing !== null) {
          waiting ??= missing
          break
        }
        if (struct.content === content.skip) throw new Refused('gap', `client ${client} skips from ${struct.clock}`)
        const spot = cut ? spotOfCut(doc, client, struct, part.offset) : spotOf(doc, queues, struct)
        struct.spot = spot
        if ((struct.content === content.gc || struct.content === content.deleted) && struct.length > longestRun)
          throw new Refused('forbidden-content', `${struct.length} clocks in one struct`)
        cost.struct()
        if (spot.at !== 'gone') order.insert(spot, insertionOf(client, struct, cut ? part.offset : 0))
        visit(struct, spot, cut ? struct.length - part.offset : struct.length)
      }
    }
  }
  if (waiting !== null) throw new Refused('gap', `refers to ${waiting.clock} of client ${waiting.client}`)
}

type Queues = ReadonlyMap<number, { readonly part: FreshBlock }>

function missingOf(struct: Struct, cut: boolean, reached: (id: Id) => boolean): Id | null {
  // The rest of a struct that is partly held follows its first part, whatever that followed.
  if (!cut && struct.origin !== null && !reached(struct.origin)) return struct.origin
  if (struct.rightOrigin !== null && !reached(struct.rightOrigin)) return struct.rightOrigin
  if (!cut && struct.parent !== null && typeof struct.parent !== 'string' && !reached(struct.parent))
    return struct.parent
  return null
}

function spotOf(doc: Y.Doc, queues: Queues, struct: Struct): Spot {
  const { origin, rightOrigin, parent, parentSub } = struct
  if (struct.content === content.gc) return gone
  if (typeof parent === 'string') {
    if (parent !== rootName) throw new Refused('forbidden-content', 'a root that no board has')
    return boardSpot(parentSub)
  }
  if (parent !== null) {
    const at = structAt(doc, queues, parent)
    return 'held' in at ? spotInHeld(doc, at.held, parentSub) : spotInNew(at.brought, parentSub)
  }
  const left = origin === null ? null : spotBeside(doc, queues, origin)
  const right = rightOrigin === null ? null : spotBeside(doc, queues, rightOrigin)
  return between(left, right)
}

function spotOfCut(doc: Y.Doc, client: number, struct: Struct, offset: number): Spot {
  if (struct.content === content.gc) return gone
  const queues: Queues = new Map()
  const left = spotBeside(doc, queues, { client, clock: struct.clock + offset - 1 })
  const right = struct.rightOrigin === null ? null : spotBeside(doc, queues, struct.rightOrigin)
  return between(left, right)
}

/** As in Yjs: a struct whose neighbour was garbage-collected is garbage-collected, too. */
function between(left: Spot | null, right: Spot | null): Spot {
  if (left?.at === 'gone' || right?.at === 'gone') return gone
  if (left !== null && right !== null && !sameSpot(left, right))
    throw new Refused('forbidden-content', 'between two different places')
  const spot = left ?? right
  // Only characters have a right neighbor; entries of a map follow one another.
  if (spot === null || (right !== null && spot.at !== 'text'))
    throw new Refused('forbidden-content', 'left of an entry of a map')
  return spot
}

function spotBeside(doc: Y.Doc, queues: Queues, id: Id): Spot {
  const at = structAt(doc, queues, id)
  return 'held' in at ? spotOfHeld(doc, at.held) : (at.brought.spot ?? gone)
}

function structAt(doc: Y.Doc, queues: Queues, id: Id): { held: Y.Item | Y.GC } | { brought: Struct } {
  const held = doc.store.clients.get(id.client)
  if (held !== undefined && id.clock < stateOf(doc, id.client)) {
    const struct = held[Y.findIndexSS(held, id.clock)]
    if (struct !== undefined) return { held: struct }
  }
  const part = queues.get(id.client)?.part
  if (part !== undefined) {
    const { structs } = part.block
    let low = part.from
    let high = structs.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const struct = structs[middle]
      if (struct === undefined) break
      if (struct.clock > id.clock) high = middle - 1
      else if (struct.clock + struct.length <= id.clock) low = middle + 1
      else return { brought: struct }
    }
  }
  throw new Refused('gap', `refers to ${id.clock} of client ${id.client}`)
}
