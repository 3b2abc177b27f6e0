import type { Fault } from './lint-message.ts'

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keys of what was written that the schema dropped: a misspelt field would otherwise vanish without a word. */
export function unknownKeys(
  written: unknown,
  read: unknown,
  at: readonly (string | number)[] = [],
  what = 'a case',
): Fault[] {
  if (Array.isArray(written) && Array.isArray(read))
    return written.flatMap((item, index) => unknownKeys(item, read[index], [...at, index], what))
  if (!isRecord(written) || !isRecord(read)) return []
  return Object.entries(written).flatMap(([key, value]) =>
    Object.hasOwn(read, key)
      ? unknownKeys(value, read[key], [...at, key], what)
      : [{ at: [...at, key], key: true, message: `${what} has no field “${key}” here` }],
  )
}
