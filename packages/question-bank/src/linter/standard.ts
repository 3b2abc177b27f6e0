import type { Fault, Severity } from './lint-message.ts'

/**
 * `bank`: what a stranger needs who runs the case after reading it for two minutes; everything is a fault. `own`: what a case must have to
 * be run at all. Its author knows it, so the rest is a warning.
 */
export type Standard = 'bank' | 'own'

/** Rules that apply just as strictly to an own case; what a rule calls `broken` is a fault under any of them. */
const neededByAll: ReadonlySet<string> = new Set(['phases', 'unique-ids', 'release-rules', 'public-leak'])

/**
 * Rules about the place of a case among the others, about what readers of the bank may expect of all of it, and about parts that the form
 * of an own case does not ask for.
 */
const aboutTheBank: ReadonlySet<string> = new Set([
  'file-name',
  'near-duplicates',
  'unique-case-ids',
  'one-company',
  'portable-yaml',
  'plain-words',
  'level-nouns',
  'plot',
  'valued-tree',
  'computed-tree',
  'flipping-bet',
  'variants',
  'sample-boards',
  'follow-up-ladders',
  'follow-ups',
  'follow-up-secrets',
])

/** Rules that say what the next cases should be rather than what is wrong with one: no case is kept out by them. */
const toWeigh: ReadonlySet<string> = new Set(['plot-quotas', 'follow-up-count'])

/** How severe a rule's fault is. `null`: not reported. */
export function severityOf(standard: Standard, rule: string, fault: Fault): Severity | null {
  if (toWeigh.has(rule)) return standard === 'bank' ? 'warning' : null
  if (standard === 'bank') return 'fault'
  if (aboutTheBank.has(rule)) return null
  return neededByAll.has(rule) || fault.broken === true ? 'fault' : 'warning'
}
