import * as Y from 'yjs'
import { Refused } from './refusals.ts'

/**
 * The work that an update causes in Yjs, counted before Yjs does it. The units are roughly microseconds on a laptop. Steps are counted, not
 * time: the same update on the same document always costs the same.
 */
const unit = {
  /** Decoding and linking one struct, or marking one range as deleted. */
  struct: 1,
  /** One struct that Yjs compares to find a place among concurrent insertions: two sets and a binary search. */
  conflict: 6,
  /** Following one link of a list. */
  step: 0.02,
  /** Cutting one struct in two, not counting the shift of those after it in the client's array. */
  split: 2,
  movedBySplit: 1 / 8192,
} as const

/** The cost of one update so far, and how many structs the document would gain. Throws `too-costly` beyond `most`. */
export class UpdateCost {
  readonly #doc: Y.Doc
  readonly #most: number
  spent = 0
  structs = 0

  constructor(doc: Y.Doc, most: number) {
    this.#doc = doc
    this.#most = most
  }

  struct(): void {
    this.structs++
    this.#spend(unit.struct)
  }
  range(): void {
    this.#spend(unit.struct)
  }
  conflict(): void {
    this.#spend(unit.conflict)
  }
  step(): void {
    this.#spend(unit.step)
  }
  split(client: number): void {
    this.structs++
    this.#spend(unit.split + (this.#doc.store.clients.get(client)?.length ?? 0) * unit.movedBySplit)
  }
  /** A type is deleted with everything in it: Yjs visits every struct, including removed ones. */
  deletedType(type: Y.AbstractType<unknown>): void {
    const inside = [type]
    for (let next = inside.pop(); next !== undefined; next = inside.pop()) {
      for (let item = next._start; item !== null; item = item.right) this.range()
      for (const entry of next._map.values()) {
        for (let item: Y.Item | null = entry; item !== null; item = item.left) {
          this.range()
          if (item.content instanceof Y.ContentType && !item.deleted) inside.push(item.content.type)
        }
      }
    }
  }

  #spend(units: number): void {
    this.spent += units
    if (this.spent > this.#most) throw new Refused('too-costly', `applying it would cost more than ${this.#most}`)
  }
}

/** The number of Yjs structs in a document. */
export function structsOf(doc: Y.Doc): number {
  let count = 0
  for (const structs of doc.store.clients.values()) count += structs.length
  return count
}
