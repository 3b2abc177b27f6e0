import type { Path } from './case-source.ts'

export type Text = { readonly at: Path; readonly text: string }

/** Every text below a part of a case, with its path. */
export function textsIn(value: unknown, at: Path = []): Text[] {
  if (typeof value === 'string') return [{ at, text: value }]
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...at, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...at, key]))
}
