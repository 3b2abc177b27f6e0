import { clockAt, phaseOf, type Round, remainingAt } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import type { RibbonDot, RibbonPlace, RibbonSegment } from './ribbon.tsx'

const lastMinute = 60_000

export type RoundRibbon = {
  readonly segments: readonly RibbonSegment[]
  readonly dots: readonly RibbonDot[]
  readonly head: RibbonPlace | null
}

/**
 * The agenda of a round at a given server time: each phase as wide as the time it was given, and wider by its overrun, so that nothing
 * moves except an overrunning phase. A dot for each moment that the reader was sent. `null` before the start.
 */
export function roundRibbon(round: Round, now: number): RoundRibbon | null {
  const reading = clockAt(round, now)
  if (reading === null || round.agenda === null) return null
  const remaining = remainingAt(round, now)
  const current = phaseOf(round)
  const begun = new Set(round.phaseStarts.map(({ phase }) => phase))
  const spentIn = (phase: number): number => (round.phaseGranted[phase] ?? 0) - (remaining[phase] ?? 0)
  const segments = round.agenda.map(({ id, name, minutes }, phase): RibbonSegment => {
    const granted = round.phaseGranted[phase] ?? 0
    const over = Math.max(0, spentIn(phase) - granted)
    const left = remaining[phase] ?? 0
    return {
      id,
      name,
      title: t`${name}, ${minutes} min`,
      length: granted + over,
      over,
      state: phase === current ? 'now' : begun.has(phase) || phase < (round.fork?.phase ?? 0) ? 'past' : 'next',
      ending: round.status === 'running' && phase === current && left <= lastMinute,
    }
  })
  const placeIn = (phase: number, spent: number): RibbonPlace | null => {
    const segment = segments[phase]
    return segment === undefined
      ? null
      : { segment: segment.id, share: Math.min(1, Math.max(0, spent / segment.length)) }
  }
  const dots = momentsOf(round).flatMap(({ at, ...dot }): readonly RibbonDot[] => {
    const start = round.phaseStarts.findLast((one) => one.at <= at)
    if (start === undefined) return []
    // A browser's folded state does not contain pauses: nothing may be placed beyond the point that its phase has reached.
    const place = placeIn(start.phase, Math.min(at - start.at, spentIn(start.phase)))
    return place === null ? [] : [{ ...dot, ...place }]
  })
  return { segments, dots, head: current === null ? null : placeIn(current, spentIn(current)) }
}

type Moment = Omit<RibbonDot, 'segment' | 'share'> & { readonly at: number }

function momentsOf(round: Round): readonly Moment[] {
  const from = round.startedAt ?? 0
  const moments: readonly Moment[] = [
    ...round.facts.map(
      ({ fact, label, at }): Moment => ({ id: `f ${fact}`, kind: 'fact', words: t`Fact: ${label}`, at }),
    ),
    ...round.hints.map(({ hint, rung, at }): Moment => ({ id: `h ${hint}`, kind: 'hint', words: t`Hint ${rung}`, at })),
    ...round.curveballs.map(
      ({ curveball, at }): Moment => ({ id: `c ${curveball}`, kind: 'curveball', words: t`Curveball`, at }),
    ),
    ...round.marks.map(
      ({ label, at }, index): Moment => ({
        id: `m ${index}`,
        kind: 'mark',
        words: label === '' ? t`Marked` : t`Marked: ${label}`,
        at,
      }),
    ),
    ...round.pins.map(
      ({ pin, by, words, at }): Moment => ({
        id: `p ${by} ${pin}`,
        kind: 'mark',
        words: words === '' ? t`Pinned` : t`Pinned: ${words}`,
        at,
      }),
    ),
  ]
  // A second take continues from what was given before it.
  return moments.filter(({ at }) => at >= from)
}
