import { contentLimits, type ItemKey, isItemId, isName } from '../document/keys.ts'
import { Refused } from './refusals.ts'
import type { Cursor } from './update-cursor.ts'

/**
 * What a JSON value of a board can be: a string (represented by its length), `true`, or a place. Anything else is refused while it is
 * parsed, so that no value is nested and none has keys.
 */
export type Value = number
const isTrue = -1
const isPlace = -2

/** lib0's tags of JSON values. */
const tag = { null: 126, integer: 125, true: 120, string: 119, array: 117 } as const

export function scanValue(cursor: Cursor): Value {
  switch (cursor.byte()) {
    case tag.string:
      return cursor.stringLength()
    case tag.true:
      return isTrue
    case tag.array:
      scanPlace(cursor)
      return isPlace
    default:
      throw new Refused('forbidden-content', 'a value that no board has')
  }
}

function scanPlace(cursor: Cursor): void {
  const fits = (holds: boolean) => {
    if (!holds) throw new Refused('forbidden-content', 'a list that is not a place')
  }
  fits(cursor.uint() === 4)
  fits(cursor.byte() === tag.string && isName(cursor.string()))
  const parent = cursor.byte()
  fits(parent === tag.null || (parent === tag.string && isItemId(cursor.string())))
  fits(cursor.byte() === tag.string && cursor.stringLength() <= contentLimits.orderLength)
  fits(cursor.byte() === tag.integer)
  const moveClock = cursor.int()
  fits(moveClock >= 0 && moveClock <= contentLimits.moveClock)
}

/** Whether an entry of an item's map may hold these values. */
export function valuesFit(key: ItemKey, values: readonly Value[]): boolean {
  switch (key.is) {
    case 'kind':
      return values.every((value) => value > 0 && value <= contentLimits.kindLength)
    case 'place':
      return values.every((value) => value === isPlace)
    case 'field':
      return values.every((value) => value >= 0 && value <= contentLimits.fieldLength)
    case 'link':
    case 'removed':
      return values.every((value) => value === isTrue)
    case 'text':
      return false
  }
}
