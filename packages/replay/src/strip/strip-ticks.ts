import type { ParticipantId, Round } from '@greenroom/session'

/** What was handed over or marked at a moment. */
export type StripTick = {
  readonly kind: 'fact' | 'hint' | 'curveball' | 'mark' | 'pin'
  /** The store's milliseconds. */
  readonly at: number
  /** A fact's label, a hint's rung, a mark's or pin's words; empty where there are none. */
  readonly words: string
  /** Who marked or pinned it; of the rest the log of a round does not say it here. */
  readonly by: ParticipantId | null
}

/** Of a second take only what came in it: what was released before stands in the round, too. */
export function ticksOf(round: Round, from: number): readonly StripTick[] {
  const ticks: readonly StripTick[] = [
    ...round.facts.map(({ at, label }): StripTick => ({ kind: 'fact', at, words: label, by: null })),
    ...round.hints.map(({ at, rung }): StripTick => ({ kind: 'hint', at, words: String(rung), by: null })),
    ...round.curveballs.map(({ at }): StripTick => ({ kind: 'curveball', at, words: '', by: null })),
    ...round.marks.map(({ at, label, by }): StripTick => ({ kind: 'mark', at, words: label, by })),
    ...round.pins.map(({ at, words, by }): StripTick => ({ kind: 'pin', at, words, by })),
  ]
  return ticks.filter(({ at }) => at >= from).toSorted((a, b) => a.at - b.at)
}
