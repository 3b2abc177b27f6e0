import { type CaseFilters, passesFilters } from './filters.ts'
import type { PublicPart } from './schema/public-part.ts'

/**
 * A random case that passes the filters and that nobody here has seen; each candidate is equally likely. `null` when none is left: a case
 * is never silently drawn twice.
 * @param seenIds seen by either person, or already drawn in this session.
 * @param random returns a number from 0 up to but not including 1.
 */
export function drawCase(
  parts: readonly PublicPart[],
  filters: CaseFilters,
  seenIds: ReadonlySet<string>,
  random: () => number,
): PublicPart | null {
  const left = parts.filter(
    (part) => !seenIds.has(part.caseId) && passesFilters(part, { ...filters, show: 'all' }, seenIds),
  )
  return left[Math.floor(random() * left.length)] ?? null
}

/** How often a category comes up, relative to the others. */
export type CategoryWeight = { readonly category: string; readonly weight: number }

/**
 * First a category by its weight, among those that have a case left; then a case of it, each equally likely. `null` when none of them has
 * any left.
 */
export function drawFromMix(
  parts: readonly PublicPart[],
  mix: readonly CategoryWeight[],
  filters: CaseFilters,
  seenIds: ReadonlySet<string>,
  random: () => number,
): PublicPart | null {
  const able = mix.filter(({ category }) => {
    return drawCase(parts, { ...filters, categories: [category] }, seenIds, () => 0) !== null
  })
  const upTo = able.map((_, nth) => able.slice(0, nth + 1).reduce((sum, { weight }) => sum + weight, 0))
  const at = random() * (upTo.at(-1) ?? 0)
  const drawn = able[upTo.findIndex((end) => at < end)]
  return drawn === undefined ? null : drawCase(parts, { ...filters, categories: [drawn.category] }, seenIds, random)
}
