import type { ParticipantId } from './ids.ts'
import { judgesOf } from './judges.ts'
import { holderOf } from './readings.ts'
import type { Round, SessionState } from './state.ts'
import type { Score } from './vocabulary.ts'

/** The candidate, if they have scored themselves, then everybody who scored them, the interviewer first. */
export function scorersOf(round: Round): readonly ParticipantId[] {
  const candidate = holderOf(round, 'candidate')
  return [...(candidate !== null && round.scorecards[candidate] ? [candidate] : []), ...judgesOf(round)]
}

/** Scores of an earlier take of the same round, which stand for a dimension that nobody scored again. */
export type CarriedScore = {
  /** Which take they come from; the round that was taken first counts as 1. */
  readonly take: number
  /** In the order of `scorersOf`. */
  readonly scores: readonly { readonly who: ParticipantId; readonly score: Score }[]
  /** The interviewer's score, or the score of the first person who sealed if the interviewer has none, otherwise the candidate's own. */
  readonly given: Score
}

/** The round, the round that it takes again, and so on, back to the first take. */
function takesUpTo(state: SessionState, round: Round): readonly Round[] {
  const takes: Round[] = []
  for (let one: Round | undefined = round; one !== undefined && !takes.includes(one); ) {
    takes.push(one)
    const from: string | undefined = one.fork?.from
    one = state.rounds.find(({ id }) => id === from)
  }
  return takes
}

/**
 * The earlier scores for a dimension of a second take, from the newest earlier take in which somebody scored it. `null` when somebody
 * scored it in this one, when nobody ever did, and when the round is not a second take.
 */
export function carriedScore(state: SessionState, round: Round, dimension: string): CarriedScore | null {
  const takes = takesUpTo(state, round)
  for (const [before, take] of takes.entries()) {
    if (take.status !== 'scored') continue
    const candidate = holderOf(take, 'candidate')
    const scores = scorersOf(take).flatMap((who) => {
      const score = take.scorecards[who]?.scores[dimension]?.score
      return score === undefined ? [] : [{ who, score }]
    })
    const given = scores.find(({ who }) => who !== candidate) ?? scores[0]
    if (given === undefined) continue
    return before === 0 ? null : { take: takes.length - before, scores, given: given.score }
  }
  return null
}
