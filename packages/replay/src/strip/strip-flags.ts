import type { BoardView, Framework, Item, ItemId } from '@greenroom/board'
import type { ParticipantId, Round } from '@greenroom/session'
import type { BoardStep } from '../board-track.ts'

/**
 * What deserves a flag in the strip. Each rule has a name and a test. A rule says nothing where the framework has no card of its kind, and
 * nothing about what a second take began with.
 */
export const flagRules = [
  'first-metric',
  'first-north-star',
  'first-guardrail',
  'first-recommendation',
  'goal-changed',
  'metric-before-goal',
  'solution-before-pain',
  'ahead-of-phase',
  'nothing-written',
  'phase-not-reached',
] as const
export type FlagRule = (typeof flagRules)[number]

export type StripFlag = {
  readonly rule: FlagRule
  /** The store's milliseconds. `null`: it never happened. */
  readonly at: number | null
  readonly section: string | null
  readonly item: ItemId | null
  readonly by: ParticipantId | null
  /** The phase that was not reached, or before which a section was begun; its index in the agenda. */
  readonly phase: number | null
}

type FlagInput = {
  readonly round: Round
  readonly framework: Framework
  readonly steps: readonly BoardStep[]
  /** The board before the first step: empty, or what a second take begins with. */
  readonly start: BoardView
  readonly ended: boolean
}

/** The first card with text that passes a test, and its first moment. */
type Touch = { readonly at: number; readonly by: ParticipantId | null; readonly item: Item }
type First = { readonly kind: 'at'; readonly touch: Touch } | { readonly kind: 'before' } | { readonly kind: 'never' }

const isWritten = (item: Item): boolean => item.text.trim() !== ''
const nothing = { at: null, section: null, item: null, by: null, phase: null } as const
const flagAt = (rule: FlagRule, { at, by, item }: Touch, phase: number | null = null): StripFlag => ({
  rule,
  at,
  section: item.section,
  item: item.id,
  by,
  phase,
})

export function flagsOf(input: FlagInput): readonly StripFlag[] {
  const { framework, steps, start } = input
  const first = (is: (item: Item) => boolean): First => {
    for (const item of start.items.values()) if (isWritten(item) && is(item)) return { kind: 'before' }
    for (const { at, by, changes } of steps)
      for (const { after } of changes)
        if (after !== null && isWritten(after) && is(after)) return { kind: 'at', touch: { at, by, item: after } }
    return { kind: 'never' }
  }
  const has = (kind: string): boolean => framework.kinds.some(({ id }) => id === kind)
  const hasRole = (role: string): boolean =>
    framework.kinds.some(({ fields }) =>
      fields.some(
        (field) =>
          field.type === 'choice' && field.id === 'metricKind' && field.choices.some(({ value }) => value === role),
      ),
    )
  const ofRole =
    (...roles: readonly string[]) =>
    (item: Item) =>
      roles.includes(item.fields.metricKind ?? '')
  const isMetric = (item: Item): boolean => item.kind === 'metric'
  /** A flag for the first one or, once the round is over, a flag that says there was none. */
  const sought = (rule: FlagRule, asked: boolean, is: (item: Item) => boolean): readonly StripFlag[] => {
    if (!asked) return []
    const found = first(is)
    if (found.kind === 'at') return [flagAt(rule, found.touch)]
    return found.kind === 'never' && input.ended ? [{ ...nothing, rule }] : []
  }
  /** A flag when one came before the other, or the other never came. */
  const before = (rule: FlagRule, one: First, other: First): readonly StripFlag[] =>
    one.kind === 'at' && other.kind !== 'before' && (other.kind === 'never' || one.touch.at < other.touch.at)
      ? [flagAt(rule, one.touch)]
      : []
  const goals = new Set(framework.sections.flatMap(({ id, layout }) => (layout === 'line' ? [id] : [])))
  const goal = first(({ section }) => goals.has(section))
  const flags = [
    ...sought('first-metric', has('metric'), isMetric),
    ...sought('first-north-star', hasRole('north-star'), ofRole('north-star')),
    ...sought('first-guardrail', hasRole('guardrail'), ofRole('guardrail', 'counter')),
    ...sought('first-recommendation', has('recommendation'), ({ kind }) => kind === 'recommendation'),
    ...goalChanges(steps, start, goals),
    ...(has('metric') && goals.size > 0 ? before('metric-before-goal', first(isMetric), goal) : []),
    ...(has('solution') && has('pain')
      ? before(
          'solution-before-pain',
          first(({ kind }) => kind === 'solution'),
          first(({ kind }) => kind === 'pain'),
        )
      : []),
    ...framework.sections.flatMap(({ id }) =>
      sectionFlags(
        input,
        id,
        first(({ section }) => section === id),
      ),
    ),
    ...phasesNotReached(input),
  ]
  return flags.toSorted((a, b) => (a.at ?? Number.POSITIVE_INFINITY) - (b.at ?? Number.POSITIVE_INFINITY))
}

/** How long a goal has to stay, in milliseconds, before a new wording counts as a change. */
const settledAfter = 20_000
/** A change of at most this many letters in one place is a corrected typo. */
const slip = 3

/** How many letters differ outside the parts that two texts have in common, in the longer of them. Spaces and capitals do not count. */
function changedLetters(one: string, other: string): number {
  const [a, b] = [one, other].map((words) => words.toLowerCase().replaceAll(/\s+/g, '')) as [string, string]
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return Math.max(a.length, b.length) - start - end
}

/** When a goal that had stayed for a while was reworded: the flag is where the new wording begins. */
function goalChanges(steps: readonly BoardStep[], start: BoardView, goals: ReadonlySet<string>): readonly StripFlag[] {
  const flags: StripFlag[] = []
  const goalsNow = new Map<ItemId, { settled: string; text: string; since: number; begun: Touch | null }>()
  for (const item of start.items.values())
    if (goals.has(item.section)) goalsNow.set(item.id, { settled: item.text, text: item.text, since: 0, begun: null })
  const settle = (item: ItemId, now: number): void => {
    const goal = goalsNow.get(item)
    if (goal === undefined || goal.begun === null || now - goal.since < settledAfter || goal.text.trim() === '') return
    if (goal.settled.trim() !== '' && changedLetters(goal.settled, goal.text) > slip)
      flags.push(flagAt('goal-changed', goal.begun))
    goal.settled = goal.text
    goal.begun = null
  }
  for (const { at, by, changes } of steps)
    for (const { after } of changes) {
      if (after === null || !goals.has(after.section)) continue
      const goal = goalsNow.get(after.id) ?? { settled: '', text: '', since: at, begun: null }
      goalsNow.set(after.id, goal)
      if (after.text === goal.text) continue
      settle(after.id, at)
      goal.begun ??= { at, by, item: after }
      goal.text = after.text
      goal.since = at
    }
  for (const item of goalsNow.keys()) settle(item, Number.POSITIVE_INFINITY)
  return flags
}

/** A section begun at most this long before its phase gets no flag: the phase was about to come. In milliseconds. */
const aboutToCome = 60_000

/** Whether a section was begun in an earlier phase than the first that is about it, or has no text at all. */
function sectionFlags({ round, ended }: FlagInput, section: string, begun: First): readonly StripFlag[] {
  const agenda = round.agenda ?? []
  const own = agenda.findIndex(({ sections }) => sections.includes(section))
  if (own === -1 || begun.kind === 'before') return []
  if (begun.kind === 'never') return ended ? [{ ...nothing, rule: 'nothing-written', section }] : []
  const { touch } = begun
  const now = round.phaseStarts.findLast(({ at }) => at <= touch.at)
  if (now === undefined || now.phase >= own) return []
  const comes = round.phaseStarts.find(({ phase, at }) => phase === own && at > touch.at)
  if (comes !== undefined && comes.at - touch.at <= aboutToCome) return []
  return [flagAt('ahead-of-phase', touch, own)]
}

/** A second take continues in a phase; those before it were reached in its source. */
function phasesNotReached({ round, ended }: FlagInput): readonly StripFlag[] {
  if (!ended) return []
  const earlier = round.fork?.phase ?? 0
  const reached = new Set(round.phaseStarts.map(({ phase }) => phase))
  return (round.agenda ?? []).flatMap((_, phase) =>
    phase < earlier || reached.has(phase) ? [] : [{ ...nothing, rule: 'phase-not-reached' as const, phase }],
  )
}
