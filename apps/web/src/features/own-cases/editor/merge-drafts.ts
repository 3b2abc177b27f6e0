import type { Draft } from '../../own-case-list/draft.ts'

const isRecord = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function merge(before: unknown, mine: unknown, theirs: unknown): unknown {
  if (isSame(before, theirs)) return mine
  if (isSame(before, mine)) return theirs
  if (isRecord(mine) && isRecord(theirs)) {
    const known = isRecord(before) ? before : {}
    const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])]
    return Object.fromEntries(
      keys.flatMap((key) => {
        const value = merge(known[key], mine[key], theirs[key])
        return value === undefined ? [] : [[key, value]]
      }),
    )
  }
  const isOneList = Array.isArray(before) && Array.isArray(mine) && Array.isArray(theirs)
  if (isOneList && mine.length === before.length && theirs.length === before.length)
    return mine.map((one, at) => merge(before[at], one, theirs[at]))
  return mine
}

/**
 * What two tabs have made of one draft in the same moment: each field as the tab left it that changed it, and as `mine` where both did.
 * The same object as `mine` when the other tab changed nothing.
 */
export function mergeDrafts(before: Draft, mine: Draft, theirs: Draft): Draft {
  const merged = merge(before, mine, theirs)
  return isRecord(merged) ? merged : mine
}
