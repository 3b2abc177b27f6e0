import { type CaseFilters, passesFilters } from './filters.ts'
import type { PublicPart } from './schema/public-part.ts'

/**
 * A case at random among the filters that nobody here has seen; each candidate is as likely as the next. `null` when none is
 * left: one never draws a case again in silence.
 * @param seenIds seen by either person, and drawn already in this session.
 * @param random answers a number from 0 up to but not including 1.
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
