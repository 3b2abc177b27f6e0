import * as Y from 'yjs'
import { Refused } from './judge-cursor.ts'
import type { Id, Struct } from './judge-scan.ts'

/** A struct that goes into a text: `origin` as it will be applied. */
export type Insertion = {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly origin: Id | null
  readonly rightOrigin: Id | null
}
export type OrderJudge = { readonly judge: (text: object, insertion: Insertion) => void }

/** Steps from character to character that one update may cost. Honest neighbours are next to each other but for what others wrote between. */
const mostSteps = 5_000_000

/**
 * Refuses characters whose left neighbour does not stand left of their right one. Yjs does not check, and such characters
 * end up at different places on replicas that receive them in different orders, with equal state vectors: no resync
 * ever mends it.
 *
 * Between committed neighbours the text itself is walked. Neighbours that the same update brings were next to each
 * other when the later of them was written by the same hand, so that one names the other. Where two clients' work that was merged before it was sent
 * meets, neither does: then the text is put together as Yjs would.
 */
export function createOrderJudge(doc: Y.Doc): OrderJudge {
  const brought = new Map<object, Brought>()
  const simulated = new Map<object, Simulation>()
  const budget = { steps: mostSteps }

  function judge(text: object, insertion: Insertion): void {
    const simulation = simulated.get(text)
    if (simulation !== undefined) {
      simulation.insert(insertion)
      return
    }
    const before = brought.get(text)
    if (!inOrder(insertion, before)) {
      const started = createSimulation(text instanceof Y.Text ? text : null, budget)
      simulated.set(text, started)
      for (const earlier of before?.inTurn ?? []) started.insert(earlier)
      started.insert(insertion)
    } else if (before === undefined) {
      brought.set(text, { inTurn: [insertion], byClient: new Map([[insertion.client, [insertion]]]) })
    } else {
      before.inTurn.push(insertion)
      const own = before.byClient.get(insertion.client)
      if (own === undefined) before.byClient.set(insertion.client, [insertion])
      else own.push(insertion)
    }
  }

  /** `false`: cannot be told without putting the text together. */
  function inOrder({ origin, rightOrigin }: Insertion, before: Brought | undefined): boolean {
    if (origin === null || rightOrigin === null) return true
    const left = heldAt(doc, origin)
    const right = heldAt(doc, rightOrigin)
    if (left !== null && right !== null) {
      if (!walk(left, right, origin, rightOrigin)) throw new Refused('forbidden-content', wrongOrder)
      return true
    }
    const newLeft = left === null ? broughtAt(before, origin) : null
    const newRight = right === null ? broughtAt(before, rightOrigin) : null
    // Two characters of one run; those of two runs may stand anywhere.
    if (newLeft !== null && newLeft === newRight) return origin.clock < rightOrigin.clock
    return (
      (newLeft !== null && endsAt(newLeft, origin) && sameId(newLeft.rightOrigin, rightOrigin)) ||
      (newRight !== null && newRight.clock === rightOrigin.clock && sameId(newRight.origin, origin))
    )
  }

  function walk(left: Y.Item, right: Y.Item, origin: Id, rightOrigin: Id): boolean {
    if (left === right) return origin.clock < rightOrigin.clock
    for (let at = left.right; at !== null; at = at.right) {
      spend(budget)
      if (at === right) return true
    }
    return false
  }

  return { judge }
}

const wrongOrder = 'between neighbours in the wrong order'

function spend(budget: { steps: number }): void {
  if (--budget.steps < 0) throw new Refused('update-too-large', 'takes too long to put in order')
}

const sameId = (a: Id | null, b: Id | null): boolean =>
  a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)
const contains = (one: Insertion, id: Id): boolean =>
  one.client === id.client && one.clock <= id.clock && id.clock < one.clock + one.length
const endsAt = (one: Insertion, id: Id): boolean => one.clock + one.length - 1 === id.clock

/** What an update has put into one text so far, in the order of its coming; of each client in the order of clocks. */
type Brought = { readonly inTurn: Insertion[]; readonly byClient: Map<number, Insertion[]> }

function broughtAt(brought: Brought | undefined, id: Id): Insertion | null {
  const own = brought?.byClient.get(id.client)
  if (own === undefined) return null
  let low = 0
  let high = own.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const one = own[middle]
    if (one === undefined) break
    if (one.clock > id.clock) high = middle - 1
    else if (one.clock + one.length <= id.clock) low = middle + 1
    else return one
  }
  return null
}

function heldAt(doc: Y.Doc, id: Id): Y.Item | null {
  const structs = doc.store.clients.get(id.client)
  if (structs === undefined || id.clock >= Y.getState(doc.store, id.client)) return null
  const struct = structs[Y.findIndexSS(structs, id.clock)]
  return struct instanceof Y.Item ? struct : null
}

type Node = {
  client: number
  clock: number
  length: number
  origin: Id | null
  rightOrigin: Id | null
  next: Node | null
}
type Simulation = { readonly insert: (insertion: Insertion) => void }

/** The text as a list of runs, into which runs are inserted where Yjs would (YATA, as in `Item.integrate`). */
function createSimulation(text: Y.Text | null, budget: { steps: number }): Simulation {
  const head: Node = { client: -1, clock: 0, length: 0, origin: null, rightOrigin: null, next: null }
  let last = head
  for (let item = text?._start ?? null; item !== null; item = item.right) {
    const { id, length, origin, rightOrigin } = item
    last.next = { client: id.client, clock: id.clock, length, origin, rightOrigin, next: null }
    last = last.next
    spend(budget)
  }

  function find(id: Id): Node {
    for (let node = head.next; node !== null; node = node.next) {
      spend(budget)
      if (contains(node, id)) return node
    }
    throw new Refused('forbidden-content', 'a neighbour in another text')
  }

  function splitBefore(node: Node, clock: number): Node {
    const first = clock - node.clock
    const { client, rightOrigin, next } = node
    const rest = { client, clock, length: node.length - first, origin: { client, clock: clock - 1 }, rightOrigin, next }
    node.length = first
    node.next = rest
    return rest
  }

  function insert(insertion: Insertion): void {
    const { client, origin, rightOrigin } = insertion
    // The right one first: should both be in one run and in the wrong order, the left one is then found at or after it.
    let right: Node | null = null
    if (rightOrigin !== null) {
      right = find(rightOrigin)
      if (right.clock < rightOrigin.clock) right = splitBefore(right, rightOrigin.clock)
    }
    let left = head
    if (origin !== null) {
      left = find(origin)
      if (origin.clock + 1 < left.clock + left.length) splitBefore(left, origin.clock + 1)
    }
    if (right !== null) {
      let at = left.next
      for (; at !== null && at !== right; at = at.next) spend(budget)
      if (at === null) throw new Refused('forbidden-content', wrongOrder)
    }
    const conflicting = new Set<Node>()
    const beforeOrigin = new Set<Node>()
    for (let other = left.next; other !== null && other !== right; other = other.next) {
      spend(budget)
      beforeOrigin.add(other)
      conflicting.add(other)
      if (sameId(origin, other.origin)) {
        if (other.client < client) {
          left = other
          conflicting.clear()
        } else if (sameId(rightOrigin, other.rightOrigin)) break
      } else {
        const theirs = other.origin === null ? null : find(other.origin)
        if (theirs === null || !beforeOrigin.has(theirs)) break
        if (!conflicting.has(theirs)) {
          left = other
          conflicting.clear()
        }
      }
    }
    left.next = { ...insertion, next: left.next }
  }

  return { insert }
}

/** What of a struct goes into its text when its first `offset` clocks are held. */
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
