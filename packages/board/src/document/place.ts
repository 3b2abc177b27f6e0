import type { ItemId } from './board-view.ts'
import { contentLimits, isItemId } from './keys.ts'

/** Where an item says it belongs. What is shown may differ: see `forest.ts`. */
export type Place = {
  readonly section: string
  readonly parent: ItemId | null
  /** A fractional index. Siblings are ordered by (order, id). */
  readonly order: string
  /** One more than the largest that the mover had seen; decides which edge of a cycle gives way. */
  readonly moveClock: number
}

const nowhere: Place = { section: '', parent: null, order: '', moveClock: 0 }

/** Reads the stored JSON value. Junk counts as nowhere; a junk move clock counts as 0. */
export function readPlace(value: unknown): Place {
  if (!Array.isArray(value)) return nowhere
  const [section, parent, order, moveClock]: unknown[] = value
  return {
    section: typeof section === 'string' ? section : '',
    parent: isItemId(parent) ? parent : null,
    order: typeof order === 'string' ? order : '',
    moveClock: isMoveClock(moveClock) ? moveClock : 0,
  }
}

function isMoveClock(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= contentLimits.moveClock
}

export function writePlace(place: Place): (string | number | null)[] {
  return [place.section, place.parent, place.order, place.moveClock]
}

export function samePlace(a: Place, b: Place): boolean {
  return a.section === b.section && a.parent === b.parent && a.order === b.order && a.moveClock === b.moveClock
}
