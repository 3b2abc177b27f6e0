import type { ParticipantId } from './ids.ts'
import type { LoopPlan } from './loop-plan.ts'
import { type PracticeDimension, readPractice } from './practice.ts'
import { holderOf } from './readings.ts'
import type { Round, SessionState } from './state.ts'
import type { Cut, Score } from './vocabulary.ts'

type WithLoop = Pick<SessionState, 'loop' | 'rounds'>

/** A round of a loop as it is announced: “Round 2 of 4 · Estimation · 20 minutes”. */
export type LoopRound = LoopPlan['rounds'][number] & {
  /** From 1. */
  readonly number: number
  readonly of: number
}

/** The round that this one takes again, or the round itself. */
function firstTakeOf({ rounds }: Pick<SessionState, 'rounds'>, round: Round): Round {
  let first = round
  for (let step = 0; first.fork !== null && step < rounds.length; step += 1) {
    const from: string = first.fork.from
    const source = rounds.find(({ id }) => id === from)
    if (source === undefined) return first
    first = source
  }
  return first
}

/** Its candidate; in the lobby also the person who has just left that seat. */
function candidateOf(round: Round): ParticipantId | null {
  const before = Object.entries(round.seatsBefore).find(([, seat]) => seat === 'candidate')
  return holderOf(round, 'candidate') ?? (before === undefined ? null : (before[0] as ParticipantId))
}

/** This person's rounds, in order, that began with a case of their own. */
function ownRounds({ rounds }: Pick<SessionState, 'rounds'>, candidate: ParticipantId | null): readonly Round[] {
  return rounds.filter((round) => round.fork === null && candidateOf(round) === candidate)
}

/**
 * Which round of the session’s loop this is for its candidate: each candidate goes through the loop from its start, and a second take
 * counts as the round that it takes again. `null` without a loop, and beyond its last round.
 */
export function loopRoundOf(state: WithLoop, round: Round): LoopRound | null {
  const { loop } = state
  if (loop === null) return null
  const first = firstTakeOf(state, round)
  const index = ownRounds(state, candidateOf(first)).findIndex(({ id }) => id === first.id)
  const planned = loop.rounds[Math.max(index, 0)]
  return planned === undefined ? null : { ...planned, number: Math.max(index, 0) + 1, of: loop.rounds.length }
}

/** The length of the slot for a round: that of the loop’s round, or the session’s. */
export function cutOf(state: WithLoop & Pick<SessionState, 'cut'>, round: Round): Cut {
  return loopRoundOf(state, round)?.cut ?? state.cut
}

/** The round of the loop that would come after this one, for the same candidate. `null` after the last. */
export function loopRoundAfter(state: WithLoop, round: Round): LoopRound | null {
  const now = loopRoundOf(state, round)
  const planned = now === null ? undefined : state.loop?.rounds[now.number]
  return now === null || planned === undefined ? null : { ...planned, number: now.number + 1, of: now.of }
}

type Level = Exclude<Score, 'not-seen'>

/** One dimension over all rounds of a loop. There is no mean: a 1 stays a 1. */
export type LoopDimension = {
  readonly id: string
  /** As worded in the round that had the lowest level. */
  readonly title: string
  /** `null` when no round showed it. */
  readonly lowest: Level | null
  /** In the order of the loop; `number` is the round's. */
  readonly levels: readonly { readonly number: number; readonly score: Score }[]
}

export type LoopReading = {
  readonly candidate: ParticipantId
  readonly plan: LoopPlan
  readonly rounds: readonly (LoopRound & {
    /** `null`: not started. */
    readonly round: Round | null
    readonly caseTitle: string | null
    readonly scored: boolean
    /** `null`: not scored, or nothing was shown. */
    readonly lowest: Level | null
  })[]
  /** The lowest first, then those that the loop asks for first. */
  readonly dimensions: readonly LoopDimension[]
  /** Whether the scores of all its rounds are open. */
  readonly finished: boolean
  /**
   * What the levels so far mean, judging by the lowest of them: a 1 somewhere; a 2 somewhere and no 1; 3 and above; `open` when a round has
   * no level, so that nothing can be said about the whole.
   */
  readonly verdict: 'one' | 'two' | 'bar' | 'open'
}

/** By others if somebody else scored, otherwise one’s own. */
const levelOf = ({ given, own }: PracticeDimension): Score | null => given ?? own

const lowestOf = (scores: readonly (Score | null)[]): Level | null =>
  scores.reduce<Level | null>(
    (low, score) => (score === null || score === 'not-seen' || (low !== null && low <= score) ? low : score),
    null,
  )

/** A loop as far as its candidate has got. Levels come from rounds whose scores are open; second takes are practice and change none. */
export function readLoop(state: SessionState, candidate: ParticipantId): LoopReading | null {
  const { loop } = state
  if (loop === null) return null
  const own = ownRounds(state, candidate)
  const rounds = loop.rounds.map((planned, index) => {
    const round = own[index] ?? null
    const practice = round === null ? null : readPractice(state, round)
    const scores = practice?.dimensions.map((one) => ({ ...one, score: levelOf(one) })) ?? []
    return {
      ...planned,
      number: index + 1,
      of: loop.rounds.length,
      round,
      caseTitle: round?.case?.title ?? null,
      scored: round?.status === 'scored',
      lowest: lowestOf(scores.map(({ score }) => score)),
      scores,
    }
  })
  const levels = rounds.flatMap(({ number, scores }) =>
    scores.flatMap(({ id, title, score }) => (score === null ? [] : [{ id, title, number, score }])),
  )
  const dimensions = [...new Set(levels.map(({ id }) => id))]
    .map((id): LoopDimension => {
      const those = levels.filter((one) => one.id === id)
      const lowest = lowestOf(those.map(({ score }) => score))
      const where = those.find(({ score }) => score === lowest) ?? those[0]
      return {
        id,
        title: where?.title ?? id,
        lowest,
        levels: those.map(({ number, score }) => ({ number, score })),
      }
    })
    .toSorted((a, b) => (a.lowest ?? 5) - (b.lowest ?? 5))
  const finished = rounds.every(({ scored }) => scored)
  const lowest = lowestOf(levels.map(({ score }) => score))
  const isOpen = lowest === null || (finished && rounds.some((round) => round.lowest === null))
  return {
    candidate,
    plan: loop,
    rounds: rounds.map(({ scores: _, ...round }) => round),
    dimensions,
    finished,
    verdict: lowest === 1 ? 'one' : lowest === 2 ? 'two' : isOpen ? 'open' : 'bar',
  }
}
