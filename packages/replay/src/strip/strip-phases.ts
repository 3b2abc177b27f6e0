import type { ProjectedEntry, Round } from '@greenroom/session'

/** A stretch of time in the store's milliseconds. */
export type Span = { readonly from: number; readonly to: number }

export type PhaseSpan = Span & {
  readonly phase: number
  readonly name: string
  /** The total milliseconds that the phase was given, including added time. */
  readonly granted: number
  /** Milliseconds on the clock in this stretch: pauses do not count. */
  readonly spent: number
  /** When the clock ran past the end of the phase's time. */
  readonly over: readonly Span[]
}

type Clock = { readonly kind: 'running'; readonly deadline: number } | { readonly kind: 'still' }

/** What the clock did, from the entries of one round in time order. */
export function phaseSpansOf(
  round: Round,
  entries: readonly ProjectedEntry[],
  from: number,
  to: number,
): { readonly phases: readonly PhaseSpan[]; readonly pauses: readonly Span[] } {
  const spans: { phase: number; from: number; to: number; over: Span[] }[] = []
  const pauses: Span[] = []
  let clock: Clock = { kind: 'still' }
  let since = from
  const until = (at: number): void => {
    if (at > since) {
      if (clock.kind === 'still') add(pauses, { from: since, to: at })
      else if (clock.deadline < at) add(spans.at(-1)?.over ?? [], { from: Math.max(since, clock.deadline), to: at })
    }
    since = Math.max(since, at)
  }
  for (const entry of entries) {
    if (entry.at < from || entry.at > to) continue
    const { at } = entry
    switch (entry.kind) {
      case 'phase-started': {
        until(at)
        const last = spans.at(-1)
        if (last !== undefined) last.to = at
        spans.push({ phase: entry.data.phase, from: at, to, over: [] })
        clock = { kind: 'running', deadline: entry.data.deadline }
        break
      }
      case 'clock-resumed':
        until(at)
        clock = { kind: 'running', deadline: entry.data.deadline }
        break
      case 'time-added':
        until(at)
        clock = entry.data.clock.kind === 'running' ? entry.data.clock : { kind: 'still' }
        break
      case 'clock-paused':
      case 'round-ended':
      case 'round-reopened':
        until(at)
        clock = { kind: 'still' }
        break
    }
  }
  until(to)
  const phases = spans
    .filter((span) => span.to > span.from)
    .map(({ phase, ...span }): PhaseSpan => {
      const still = pauses.reduce((sum, one) => sum + overlap(one, span), 0)
      return {
        phase,
        name: round.agenda?.[phase]?.name ?? '',
        granted: round.phaseGranted[phase] ?? 0,
        spent: span.to - span.from - still,
        ...span,
      }
    })
  return { phases, pauses }
}

const add = (spans: Span[], next: Span): void => {
  const last = spans.at(-1)
  if (last !== undefined && last.to === next.from) spans[spans.length - 1] = { from: last.from, to: next.to }
  else spans.push(next)
}

function overlap(one: Span, other: Span): number {
  return Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from))
}
