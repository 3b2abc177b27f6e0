import type { ParticipantId } from '../state/ids.ts'
import { holderOf, holdersOf, participantOf, swapAskedBy } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { type Seat, seatsOfMode } from '../state/vocabulary.ts'
import type { CommandContext } from './context.ts'
import type { RefusalCode } from './refusals.ts'
import { firstRefusal, unlessTakingPart } from './refusals-if.ts'
import { sessionLimits } from './session-limits.ts'

function swapped(seat: Seat): Seat {
  if (seat === 'interviewer') return 'candidate'
  return seat === 'candidate' ? 'interviewer' : seat
}

/** Who sits where in the next round, in the order of the seats. */
export function nextSeats(
  state: SessionState,
  round: Round,
  swapSeats: boolean,
): readonly { readonly participant: ParticipantId; readonly before: Seat; readonly seat: Seat }[] {
  return seatsOfMode[state.mode].flatMap((before) =>
    holdersOf(round, before).map((participant) => ({
      participant,
      before,
      seat: swapSeats ? swapped(before) : before,
    })),
  )
}

/** Interviewer and candidate change places only if both are admitted to the other seat. */
function refusalToChangePlaces({ state, round }: CommandContext): RefusalCode | null {
  for (const { participant, before, seat } of nextSeats(state, round, true)) {
    if (seat === before) continue
    if (!seatsOfMode[state.mode].includes(seat)) return 'seat-not-in-mode'
    if (participantOf(state, participant)?.admits.includes(seat) !== true) return 'seat-not-admitted'
  }
  return null
}

/** Of interviewer and candidate, who is not this participant: who has to agree to a swap. */
function othersToAsk({ round, participant }: CommandContext): readonly ParticipantId[] {
  return [holderOf(round, 'interviewer'), holderOf(round, 'candidate')].filter(
    (one) => one !== null && one !== participant,
  ) as readonly ParticipantId[]
}

/** Why this participant may not open the next round at all, whatever its seats. */
function refusalToGoOn(context: CommandContext): RefusalCode | null {
  return firstRefusal(
    unlessTakingPart(context),
    context.round.status === 'scored' ? null : 'scores-not-open',
    context.state.rounds.length < sessionLimits.rounds ? null : 'too-many',
  )
}

/** Whether everybody who changes places beside this participant has asked for it, or nobody else does. */
export function swapIsAgreed(context: CommandContext): boolean {
  const asked = swapAskedBy(context.round)
  return othersToAsk(context).every((one) => one === asked)
}

export function refusalToOpenNext(context: CommandContext, swapSeats: boolean): RefusalCode | null {
  if (!swapSeats) return refusalToGoOn(context)
  return firstRefusal(
    refusalToGoOn(context),
    refusalToChangePlaces(context),
    swapIsAgreed(context) ? null : 'swap-not-agreed',
  )
}

/** Only those two who would change places ask for it. */
export function refusalToAskForSwap(context: CommandContext): RefusalCode | null {
  const { seat } = context
  return firstRefusal(
    refusalToGoOn(context),
    seat === 'interviewer' || seat === 'candidate' ? null : 'two-seats-only',
    refusalToChangePlaces(context),
  )
}
