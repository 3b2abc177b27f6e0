import type { ItemId } from './board-view.ts'
import { isItemId } from './keys.ts'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const length = 16

/** A new item's id: 16 letters and digits, 95 random bits. `random` returns numbers in [0, 1). */
export function newItemId(random: () => number): ItemId {
  let id = ''
  for (let i = 0; i < length; i++) id += letters[Math.floor(random() * letters.length)]
  if (!isItemId(id)) throw new Error('random must answer numbers in [0, 1)')
  return id
}
