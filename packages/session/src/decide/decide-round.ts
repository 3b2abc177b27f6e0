import { refuse } from '../rules/refusals.ts'
import { refusalToRun, refusalToStart } from '../rules/round-rules.ts'
import { sessionLimits } from '../rules/session-limits.ts'
import {
  firstRefusal,
  type Standing,
  unlessFresh,
  unlessJudging,
  unlessRunning,
  unlessTakingPart,
} from '../rules/standing.ts'
import { roundIdSchema } from '../state/ids.ts'
import { planOf } from '../state/phase-time.ts'
import { holdersOf, participantOf } from '../state/readings.ts'
import { type Seat, seatsOfMode } from '../state/vocabulary.ts'
import { pauseIfRunning } from './decide-clock.ts'
import { type Draft, draft, type Judged } from './draft.ts'

export const decideStartRound = (standing: Standing, seatsVersion: number): Judged => {
  const { state, round, now } = standing
  const code = firstRefusal(unlessFresh(seatsVersion, state.seatsVersion), refusalToStart(state, standing.participant))
  if (code !== null) return refuse(code)
  const { case: publicCase, preparedFramework, preparedAgenda } = round
  if (publicCase === null || preparedFramework === null || preparedAgenda === null) return refuse('case-not-prepared')
  const drafts: Draft[] = [
    draft('round-started', { round: round.id, framework: preparedFramework, agenda: preparedAgenda }),
    draft('phase-started', { round: round.id, phase: 0, deadline: now + (planOf(preparedAgenda)[0] ?? 0) }),
  ]
  // Nobody reads it aloud in solo.
  if (state.mode === 'solo') drafts.push(draft('prompt-shown', { round: round.id, case: publicCase, how: 'shown' }))
  return drafts
}

/** The clock is paused first, so that what was left is in the log to the millisecond. */
export const decideEndRound = (standing: Standing, clockVersion: number): Judged => {
  const { state, round, now } = standing
  const code = firstRefusal(
    refusalToRun(state, standing.participant),
    unlessRunning(round),
    unlessFresh(clockVersion, state.clockVersion),
  )
  if (code !== null) return refuse(code)
  const dimensions = (round.guide?.rubric ?? []).map(({ id, title }) => ({ id, title }))
  return [...pauseIfRunning(round, now), draft('round-ended', { round: round.id, dimensions })]
}

export const decideReopenRound = ({ state, round, participant }: Standing): Judged => {
  const code = firstRefusal(refusalToRun(state, participant), unlessJudging(round))
  return code === null ? [draft('round-reopened', { round: round.id })] : refuse(code)
}

const swapped = (seat: Seat): Seat => {
  if (seat === 'interviewer') return 'candidate'
  return seat === 'candidate' ? 'interviewer' : seat
}

/** Everybody keeps their seat, or interviewer and candidate change places. */
export const decideOpenNextRound = (standing: Standing, swapSeats: boolean): Judged => {
  const { state, round } = standing
  const code = firstRefusal(
    unlessTakingPart(standing),
    round.status === 'scored' ? null : 'scores-not-open',
    state.rounds.length < sessionLimits.rounds ? null : 'too-many',
  )
  if (code !== null) return refuse(code)
  const next = roundIdSchema.parse(`r${state.rounds.length + 1}`)
  const drafts: Draft[] = [draft('round-opened', { round: next })]
  for (const before of seatsOfMode[state.mode]) {
    const seat = swapSeats ? swapped(before) : before
    for (const participant of holdersOf(round, before)) {
      if (seat !== before) {
        if (!seatsOfMode[state.mode].includes(seat)) return refuse('seat-not-in-mode')
        if (participantOf(state, participant)?.admits.includes(seat) !== true) return refuse('seat-not-admitted')
      }
      drafts.push(draft('seat-taken', { round: next, participant, seat }))
    }
  }
  return drafts
}
