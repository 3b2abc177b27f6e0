import type { ParticipantId } from './ids.ts'
import { holderOf } from './readings.ts'
import type { Round } from './state.ts'
import type { Score } from './vocabulary.ts'

/** Whose scores the candidate's are compared with: the interviewer's if they sealed, otherwise those of the first person who sealed. */
export function judgeOf(round: Round): ParticipantId | null {
  return judgesOf(round)[0] ?? null
}

/** Who scored the candidate, the interviewer first. */
export function judgesOf(round: Round): readonly ParticipantId[] {
  const candidate = holderOf(round, 'candidate')
  const interviewer = holderOf(round, 'interviewer')
  const others = round.sealedBy.filter((one) => one !== candidate && one !== interviewer)
  return interviewer !== null && round.sealedBy.includes(interviewer) ? [interviewer, ...others] : others
}

/** The difference between the lowest and the highest level, 0 to 3. `null` with fewer than two levels. */
export function gapBetween(scores: readonly (Score | null | undefined)[]): number | null {
  const levels = scores.filter((score) => typeof score === 'number')
  return levels.length < 2 ? null : Math.max(...levels) - Math.min(...levels)
}
