import { type ParticipantId, type Round, threadsOf } from '@greenroom/session'

/** What was given or marked at a moment. */
export type StripTick = {
  readonly kind: 'fact' | 'hint' | 'curveball' | 'mark' | 'pin' | 'comment'
  /** The store's milliseconds. */
  readonly at: number
  /** A fact's label, a hint's rung, the text of a mark or pin, or the number of comments; empty where there is none. */
  readonly words: string
  /** Who marked or pinned it, or wrote all of the comments; for the rest, the log of a round does not say it here. */
  readonly by: ParticipantId | null
}

/** The most comment ticks in a round: ten thousand would cover everything else. */
const commentSlices = 60

/** One tick for the comments of a slice of the round, at the first of them. Their text stays where it can be deleted. */
function commentTicks(round: Round): readonly StripTick[] {
  const from = round.startedAt ?? 0
  const slice = Math.max(1, ((round.endedAt ?? from) - from) / commentSlices)
  const groups = Map.groupBy(
    threadsOf(round).flatMap(({ first }) => (first.deletedAt === null ? [first] : [])),
    ({ moment }) => Math.floor((moment - from) / slice),
  )
  return [...groups.values()].flatMap((comments) => {
    const [first] = comments
    if (first === undefined) return []
    const by = comments.every((one) => one.by === first.by) ? first.by : null
    return [{ kind: 'comment', at: first.moment, words: String(comments.length), by }]
  })
}

/** For a second take, only what happened in it: what was released before is in the round, too. */
export function ticksOf(round: Round, from: number): readonly StripTick[] {
  const ticks: readonly StripTick[] = [
    ...round.facts.map(({ at, label }): StripTick => ({ kind: 'fact', at, words: label, by: null })),
    ...round.hints.map(({ at, rung }): StripTick => ({ kind: 'hint', at, words: String(rung), by: null })),
    ...round.curveballs.map(({ at }): StripTick => ({ kind: 'curveball', at, words: '', by: null })),
    ...round.marks.map(({ at, label, by }): StripTick => ({ kind: 'mark', at, words: label, by })),
    ...round.pins.map(({ at, words, by }): StripTick => ({ kind: 'pin', at, words, by })),
    ...commentTicks(round),
  ]
  return ticks.filter(({ at }) => at >= from).toSorted((a, b) => a.at - b.at)
}
