import type { PublicPart } from './schema/public-part.ts'
import { caseStatuses, ofNobody } from './vocabulary.ts'

/** What the filters read of a case: less than the whole public part, so that a list from the server is enough. */
export type FilterablePart = Pick<
  PublicPart,
  'caseId' | 'category' | 'difficulty' | 'industry' | 'company' | 'parents' | 'skills' | 'agendas'
> & { readonly status: string; readonly loops?: readonly string[] | undefined }

/** How a person narrows the bank down. An empty list, or nothing, lets everything through. */
export type CaseFilters = {
  readonly categories?: readonly string[]
  readonly difficulties?: readonly string[]
  readonly industries?: readonly string[]
  /** A company includes those that it owns. */
  readonly companies?: readonly string[]
  readonly skills?: readonly string[]
  readonly statuses?: readonly string[]
  /** Loops in which it may come up. */
  readonly loops?: readonly string[]
  /** Minutes of case that there is time for, compared with the 45-minute agenda. */
  readonly mostMinutes?: number | null
  /** `unseen`: none of `seenIds`; `seen`: only those. */
  readonly show?: 'all' | 'unseen' | 'seen'
}

export type CaseFacets = {
  readonly categories: readonly string[]
  readonly difficulties: readonly string[]
  readonly industries: readonly string[]
  readonly companies: readonly string[]
  readonly skills: readonly string[]
  readonly statuses: readonly string[]
}

function lets(chosen: readonly string[] | undefined, values: readonly string[]): boolean {
  return chosen === undefined || chosen.length === 0 || values.some((value) => chosen.includes(value))
}

/** How long a round takes by its agenda, in minutes. */
export function minutesOf(publicPart: Pick<PublicPart, 'agendas'>, cut: 45 | 20): number {
  return publicPart.agendas[cut].reduce((sum, phase) => sum + phase.minutes, 0)
}

/**
 * Whether a case is among those that were asked for. A filter without a choice lets every case pass. `seenIds`: cases that the reader has
 * seen.
 */
export function passesFilters(part: FilterablePart, filters: CaseFilters, seenIds: ReadonlySet<string>): boolean {
  const seen = seenIds.has(part.caseId)
  if (filters.show === 'unseen' && seen) return false
  if (filters.show === 'seen' && !seen) return false
  if (typeof filters.mostMinutes === 'number' && minutesOf(part, 45) > filters.mostMinutes) return false
  return (
    lets(filters.categories, [part.category]) &&
    lets(filters.difficulties, [part.difficulty]) &&
    lets(filters.industries, [part.industry]) &&
    lets(filters.companies, [part.company, ...part.parents]) &&
    lets(filters.skills, part.skills) &&
    lets(filters.statuses, [part.status]) &&
    lets(filters.loops, part.loops ?? [])
  )
}

const byAlphabet = (a: string, b: string) => a.localeCompare(b, 'en')

/** The values that can be filtered by, each once, in the order to list them. */
export function facetsOf(parts: readonly FilterablePart[]): CaseFacets {
  const distinct = (values: readonly string[]) => [...new Set(values)].sort(byAlphabet)
  const hardness = ['easy', 'medium', 'hard']
  return {
    categories: distinct(parts.map((part) => part.category)),
    difficulties: hardness.filter((level) => parts.some((part) => part.difficulty === level)),
    industries: distinct(parts.map((part) => part.industry)).filter((one) => one !== ofNobody.industry),
    companies: distinct(parts.flatMap((part) => [part.company, ...part.parents])).filter(
      (one) => one !== ofNobody.company,
    ),
    skills: distinct(parts.flatMap((part) => part.skills)),
    statuses: caseStatuses.filter((status) => parts.some((part) => part.status === status)),
  }
}
