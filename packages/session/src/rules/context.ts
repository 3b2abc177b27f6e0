import type { ParticipantId, RoundId } from '../state/ids.ts'
import { currentRound, participantOf, seatIn } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import type { Seat } from '../state/vocabulary.ts'

/** Who sends a command, and in which round: what the rules of a command need to know. */
export type CommandContext = {
  readonly state: SessionState
  readonly round: Round
  readonly participant: ParticipantId
  readonly seat: Seat | null
}

/** `null` for strangers and for participants who were removed. */
export function contextOf(state: SessionState, participant: ParticipantId | null): CommandContext | null {
  const round = currentRound(state)
  if (participant === null || round === null || participantOf(state, participant) === null) return null
  return { state, round, participant, seat: seatIn(round, participant) }
}

/** The same for a round that the command names (`null` when there is no round with that id), by default the current one. */
export function contextIn(context: CommandContext, id: RoundId | undefined): CommandContext | null {
  if (id === undefined || id === context.round.id) return context
  const round = context.state.rounds.find((one) => one.id === id)
  return round === undefined ? null : { ...context, round, seat: seatIn(round, context.participant) }
}
