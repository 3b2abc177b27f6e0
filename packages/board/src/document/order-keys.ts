import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'
import type { ItemId } from './board-view.ts'

/** A sibling at the place where something is inserted, in order. */
export type Sibling = { readonly id: ItemId; readonly order: string }
export type Ordering = {
  /** The new item's own key. */
  readonly order: string
  /** Siblings that get another key so that it fits. */
  readonly rekeyed: ReadonlyMap<ItemId, string>
}

/** Keys longer than this are replaced by short ones: all siblings are numbered again. Far below what validation allows. */
const longestKey = 120
/** Two people who insert at the same spot at once get the same key once in 2 ** this. */
const jitterBits = 12

/**
 * A key for `item` before the sibling at `index` (`siblings.length`: at the end).
 *
 * Keys may be equal (two clients inserted at once) or junk. Between such neighbours no key exists, so the run to the right of the spot, up
 * to the next usable key, gets new keys. When the left neighbour itself is junk, or keys have grown too long, all siblings do. Algorithm of
 * the keys: David Greenspan's fractional indexing, as in `fractional-indexing`.
 */
export function orderAt(siblings: readonly Sibling[], index: number, item: ItemId): Ordering {
  try {
    return orderBetween(siblings, index, item)
  } catch {
    // Keys at the very end of their range have no neighbour; only a forged key gets there.
    return keyAll(siblings, index)
  }
}

function orderBetween(siblings: readonly Sibling[], index: number, item: ItemId): Ordering {
  const left = siblings[index - 1]?.order ?? null
  if (left !== null && !isKey(left)) return keyAll(siblings, index)
  const fits = (key: string) => isKey(key) && (left === null || key > left)
  let end = index
  while (end < siblings.length && !fits(siblings[end]?.order ?? '')) end++
  const right = siblings[end]?.order ?? null
  const rekeyed = new Map<ItemId, string>()
  let order: string
  if (end === index) {
    order = jittered(left, right, item)
  } else {
    const [first = '', ...others] = generateNKeysBetween(left, right, end - index + 1)
    order = first
    others.forEach((key, i) => {
      const sibling = siblings[index + i]
      if (sibling !== undefined) rekeyed.set(sibling.id, key)
    })
  }
  const tooLong = order.length > longestKey || [...rekeyed.values()].some((key) => key.length > longestKey)
  return tooLong ? keyAll(siblings, index) : { order, rekeyed }
}

function keyAll(siblings: readonly Sibling[], index: number): Ordering {
  const keys = generateNKeysBetween(null, null, siblings.length + 1)
  const rekeyed = new Map<ItemId, string>()
  siblings.forEach((sibling, i) => {
    const key = keys[i < index ? i : i + 1] ?? ''
    if (key !== sibling.order) rekeyed.set(sibling.id, key)
  })
  return { order: keys[index] ?? '', rekeyed }
}

function isKey(key: string): boolean {
  if (!/^[A-Za-z][0-9A-Za-z]*$/.test(key)) return false
  try {
    generateKeyBetween(key, null)
    return true
  } catch {
    return false
  }
}

/**
 * A key strictly between two others, spread by the item's id: ids are random, so two clients that insert at the same spot get different
 * keys without any randomness of this package's own.
 */
function jittered(left: string | null, right: string | null, item: ItemId): string {
  let key = generateKeyBetween(left, right)
  // Before or after all others: spread only up to the next whole number, or keys would drift apart without end.
  let low = left === null || right === null ? key : left
  let high = right ?? generateKeyBetween(key, null)
  let bits = hash(item)
  for (let i = 0; i < jitterBits; i++) {
    key = generateKeyBetween(low, high)
    if ((bits & 1) === 1) low = key
    else high = key
    bits >>>= 1
  }
  return key
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
