import * as Y from 'yjs'
import { rootName } from '../document/keys.ts'
import { Refused } from './refusals.ts'
import type { Id, Struct } from './scan-update.ts'
import type { Spot } from './spot.ts'
import type { UpdateCost } from './update-cost.ts'

/** A struct that goes into a list: `origin` as it will be applied. */
export type Insertion = {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly origin: Id | null
  readonly rightOrigin: Id | null
}
export type ListOrder = { readonly insert: (spot: Spot & { readonly at: ListSpot }, insertion: Insertion) => void }
export type ListSpot = 'text' | 'item' | 'board'

/** A struct, or a piece of one that an insertion has split. */
type Node = {
  readonly client: number
  readonly clock: number
  length: number
  readonly origin: Id | null
  readonly rightOrigin: Id | null
  /** The committed struct; `next` is read from its right neighbor when first needed. */
  readonly held: Y.Item | null
  next: Node | null | undefined
  /** The piece of the same struct that was split off after this one. */
  rest: Node | null
}
type List = {
  readonly head: Node
  readonly held: Map<Y.Item, Node>
  /** Of each client in the order of their clocks, which is the order in which they arrive. */
  readonly brought: Map<number, Node[]>
  /** Structs that it contains, including committed ones; counted only where there could be too many. */
  structs: number
}

/**
 * Places new structs where Yjs would (YATA, as in `Item.integrate` of Yjs 13), and counts what that costs before Yjs does it. A list is a
 * text, or the history of one entry of a map; only what Yjs would walk over is read.
 *
 * Refuses characters whose left neighbor is not to the left of their right one. Yjs does not check this, and such characters end up at
 * different places on replicas that receive them in different orders, with equal state vectors: no resync would ever repair it.
 */
export function createListOrder(doc: Y.Doc, cost: UpdateCost, structsPerList: number, countsLists: boolean): ListOrder {
  const lists = new Map<object, Map<string, List>>()

  function listOf(spot: Spot & { readonly at: ListSpot }): List {
    const owner = spot.at === 'board' ? doc : spot.owner
    const key = spot.at === 'text' ? '' : spot.name
    let ofOwner = lists.get(owner)
    if (ofOwner === undefined) {
      ofOwner = new Map()
      lists.set(owner, ofOwner)
    }
    let list = ofOwner.get(key)
    if (list === undefined) {
      list = openList(firstOf(spot))
      ofOwner.set(key, list)
    }
    return list
  }

  function firstOf(spot: Spot & { readonly at: ListSpot }): Y.Item | null {
    if (spot.at === 'text') return spot.owner instanceof Y.Text ? spot.owner._start : null
    const map = spot.at === 'board' ? doc.share.get(rootName) : spot.owner
    let first = map instanceof Y.Map ? (map._map.get(spot.name) ?? null) : null
    while (first !== null && first.left !== null) {
      cost.step()
      first = first.left
    }
    return first
  }

  function openList(first: Y.Item | null): List {
    const held = new Map<Y.Item, Node>()
    let structs = 0
    if (countsLists) {
      for (let item = first; item !== null; item = item.right) {
        structs++
        cost.step()
      }
    }
    const head: Node = {
      client: -1,
      clock: 0,
      length: 0,
      origin: null,
      rightOrigin: null,
      held: null,
      next: undefined,
      rest: null,
    }
    const list = { head, held, brought: new Map<number, Node[]>(), structs }
    head.next = first === null ? null : nodeOf(list, first)
    return list
  }

  function nodeOf(list: List, item: Y.Item): Node {
    const known = list.held.get(item)
    if (known !== undefined) return known
    const { id, length, origin, rightOrigin } = item
    const node: Node = {
      client: id.client,
      clock: id.clock,
      length,
      origin,
      rightOrigin,
      held: item,
      next: undefined,
      rest: null,
    }
    list.held.set(item, node)
    return node
  }

  function nextOf(list: List, node: Node): Node | null {
    if (node.next === undefined) {
      const right = node.held?.right ?? null
      node.next = right === null ? null : nodeOf(list, right)
    }
    return node.next
  }

  function find(list: List, id: Id): Node {
    const item = heldAt(doc, id)
    let node: Node | null = item === null ? broughtAt(list, id) : nodeOf(list, item)
    while (node !== null && node.clock + node.length <= id.clock) {
      cost.step()
      node = node.rest
    }
    if (node === null) throw new Refused('forbidden-content', 'a neighbor in another text')
    return node
  }

  function splitBefore(list: List, node: Node, clock: number): Node {
    cost.split(node.client)
    const next = nextOf(list, node)
    const length = node.length - (clock - node.clock)
    const { client, rightOrigin, rest: later } = node
    const origin = { client, clock: clock - 1 }
    const rest: Node = { client, clock, length, origin, rightOrigin, held: node.held, next, rest: later }
    node.length = clock - node.clock
    node.next = rest
    node.rest = rest
    return rest
  }

  function insert(spot: Spot & { readonly at: ListSpot }, insertion: Insertion): void {
    const list = listOf(spot)
    list.structs++
    if (list.structs > structsPerList) throw new Refused('board-full', 'too long a history in one place')
    const { client, clock, length, origin, rightOrigin } = insertion
    // The right one first: if both are in one run and in the wrong order, the left one is then found at or after it.
    let right: Node | null = null
    if (rightOrigin !== null) {
      right = find(list, rightOrigin)
      if (right.clock < rightOrigin.clock) right = splitBefore(list, right, rightOrigin.clock)
    }
    let left = list.head
    if (origin !== null) {
      left = find(list, origin)
      if (origin.clock + 1 < left.clock + left.length) splitBefore(list, left, origin.clock + 1)
    }
    if (nextOf(list, left) !== right) left = placeAmongConcurrent(list, insertion, left, right)
    const node: Node = { client, clock, length, origin, rightOrigin, held: null, next: nextOf(list, left), rest: null }
    left.next = node
    const own = list.brought.get(client)
    if (own === undefined) list.brought.set(client, [node])
    else own.push(node)
  }

  /** What ends up directly to the left of the insertion. */
  function placeAmongConcurrent(list: List, insertion: Insertion, from: Node, right: Node | null): Node {
    if (right !== null) {
      let at = nextOf(list, from)
      for (; at !== null && at !== right; at = nextOf(list, at)) cost.step()
      if (at === null) throw new Refused('forbidden-content', 'between neighbors in the wrong order')
    }
    let left = from
    const conflicting = new Set<Node>()
    const beforeOrigin = new Set<Node>()
    for (let other = nextOf(list, left); other !== null && other !== right; other = nextOf(list, other)) {
      cost.conflict()
      beforeOrigin.add(other)
      conflicting.add(other)
      if (sameId(insertion.origin, other.origin)) {
        if (other.client < insertion.client) {
          left = other
          conflicting.clear()
        } else if (sameId(insertion.rightOrigin, other.rightOrigin)) break
      } else {
        const theirs = other.origin === null ? null : find(list, other.origin)
        if (theirs === null || !beforeOrigin.has(theirs)) break
        if (!conflicting.has(theirs)) {
          left = other
          conflicting.clear()
        }
      }
    }
    return left
  }

  return { insert }
}

function sameId(a: Id | null, b: Id | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)
}

function broughtAt(list: List, id: Id): Node | null {
  const own = list.brought.get(id.client)
  if (own === undefined) return null
  let low = 0
  let high = own.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const node = own[middle]
    if (node === undefined || node.clock > id.clock) high = middle - 1
    else low = middle
  }
  return own[low] ?? null
}

function heldAt(doc: Y.Doc, id: Id): Y.Item | null {
  const structs = doc.store.clients.get(id.client)
  if (structs === undefined || id.clock >= Y.getState(doc.store, id.client)) return null
  const struct = structs[Y.findIndexSS(structs, id.clock)]
  return struct instanceof Y.Item ? struct : null
}

/** The part of a struct that goes into its list when its first `offset` clocks are already held. */
export function insertionOf(client: number, struct: Struct, offset: number): Insertion {
  const clock = struct.clock + offset
  return {
    client,
    clock,
    length: struct.length - offset,
    origin: offset > 0 ? { client, clock: clock - 1 } : struct.origin,
    rightOrigin: struct.rightOrigin,
  }
}
