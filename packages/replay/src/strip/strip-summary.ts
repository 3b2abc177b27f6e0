import type { Strip, StripPerson, StripRow } from './strip.ts'
import type { FlagRule, StripFlag } from './strip-flags.ts'
import type { StripTick } from './strip-ticks.ts'

/** Rules that report something that came too early. */
const earlyRules: ReadonlySet<FlagRule> = new Set(['metric-before-goal', 'solution-before-pain', 'ahead-of-phase'])

/** What the strip answers at a glance. */
export type StripSummary = {
  /** Where the time went: the sections in which somebody worked, the longest first. */
  readonly time: readonly StripRow[]
  /** Phases that ran over, each with the milliseconds of overrun. */
  readonly over: readonly { readonly phase: number; readonly name: string; readonly over: number }[]
  /** What came too early. */
  readonly early: readonly StripFlag[]
  readonly never: readonly StripFlag[]
  /** Who filled the board: each person's share of the edits, from 0 to 1. */
  readonly filled: readonly (StripPerson & { readonly share: number })[]
  /** How often help was given, and when first and last. */
  readonly help: readonly { readonly kind: StripTick['kind']; readonly times: number }[]
}

/** Flags whose time is given in minutes and seconds. */
const countedFrom = 1000

/** A strip in a few lists, for readers who do not look at the picture. Times are in milliseconds. */
export function summaryOf(strip: Strip): StripSummary {
  const all = strip.people.reduce((sum, { edits }) => sum + edits, 0)
  const over = new Map<number, { phase: number; name: string; over: number }>()
  for (const { phase, name, over: spans } of strip.phases) {
    const before = over.get(phase) ?? { phase, name, over: 0 }
    before.over += spans.reduce((sum, { from, to }) => sum + to - from, 0)
    over.set(phase, before)
  }
  const kinds = ['fact', 'hint', 'curveball'] as const
  return {
    time: strip.rows.filter(({ edits }) => edits > 0).toSorted((a, b) => b.worked - a.worked),
    over: [...over.values()].filter((one) => one.over >= countedFrom),
    early: strip.flags.filter(({ at, rule }) => at !== null && earlyRules.has(rule)),
    never: strip.flags.filter(({ at }) => at === null),
    filled: strip.people.map((one) => ({ ...one, share: all === 0 ? 0 : one.edits / all })),
    help: kinds.flatMap((kind) => {
      const times = strip.ticks.filter((tick) => tick.kind === kind).length
      return times === 0 ? [] : [{ kind, times }]
    }),
  }
}
