import { sessionLimits } from '../limits/session-limits.ts'
import type { ParticipantId } from '../state/ids.ts'
import { participantOf, seatIn, swapAskedBy } from '../state/readings.ts'
import type { Round, SessionState, TakeMoment } from '../state/state.ts'
import { type Seat, seatsOfMode } from '../state/vocabulary.ts'
import type { CommandContext } from './context.ts'
import type { RefusalCode } from './refusals.ts'
import { firstRefusal, unlessTakingPart } from './refusals-if.ts'

function swapped(seat: Seat): Seat {
  if (seat === 'interviewer') return 'candidate'
  return seat === 'candidate' ? 'interviewer' : seat
}

export type NextSeat = { readonly participant: ParticipantId; readonly before: Seat; readonly seat: Seat }

/** The seat that somebody brings into the next round: theirs in this one; after a second take alone, theirs in the round before it. */
function keptSeat(state: SessionState, round: Round, participant: ParticipantId): Seat | null {
  const now = seatIn(round, participant)
  if (round.fork?.alone !== true) return now
  const together = state.rounds.findLast((one) => one.fork?.alone !== true)
  const then = together === undefined ? null : seatIn(together, participant)
  return now === null || now === 'candidate' ? then : (then ?? now)
}

/** Who sits where in the next round, in the order of the seats. */
export function nextSeats(state: SessionState, round: Round, swapSeats: boolean): readonly NextSeat[] {
  const seated = Object.keys(round.seats) as ParticipantId[]
  return seatsOfMode[state.mode].flatMap((before) =>
    seated
      .filter((participant) => keptSeat(state, round, participant) === before)
      .map((participant) => ({ participant, before, seat: swapSeats ? swapped(before) : before })),
  )
}

/** Interviewer and candidate swap seats only if both are admitted to the other seat. */
export function refusalToChangePlaces({ state, round }: CommandContext): RefusalCode | null {
  for (const { participant, before, seat } of nextSeats(state, round, true)) {
    if (seat === before) continue
    if (!seatsOfMode[state.mode].includes(seat)) return 'seat-not-in-mode'
    if (participantOf(state, participant)?.admits.includes(seat) !== true) return 'seat-not-admitted'
  }
  return null
}

/** The other of interviewer and candidate, who has to agree to a swap. */
function othersToAsk({ state, round, participant }: CommandContext): readonly ParticipantId[] {
  return nextSeats(state, round, false).flatMap(({ participant: one, seat }) =>
    (seat === 'interviewer' || seat === 'candidate') && one !== participant ? [one] : [],
  )
}

/** Why this participant may not open the next round at all, whatever its seats. */
export function refusalToGoOn(context: CommandContext): RefusalCode | null {
  return firstRefusal(
    unlessTakingPart(context),
    context.round.status === 'scored' ? null : 'scores-not-open',
    context.state.rounds.length < sessionLimits.rounds ? null : 'too-many',
  )
}

function isSame(one: TakeMoment | null, other: TakeMoment | null): boolean {
  return one === null || other === null ? one === other : one.round === other.round && one.at === other.at
}

/**
 * Whether everybody else who would change seats has asked for it, or nobody else would. `take`: for this second take; `null`: for a new
 * case.
 */
export function swapIsAgreed(context: CommandContext, take: TakeMoment | null): boolean {
  const { round } = context
  const asked = isSame(round.swapAskedFor, take) ? swapAskedBy(round) : null
  return othersToAsk(context).every((one) => one === asked)
}

export function refusalToOpenNext(context: CommandContext, swapSeats: boolean): RefusalCode | null {
  if (!swapSeats) return refusalToGoOn(context)
  return firstRefusal(
    refusalToGoOn(context),
    refusalToChangePlaces(context),
    swapIsAgreed(context, null) ? null : 'swap-not-agreed',
  )
}

/** Only the two people who would swap seats can ask for it. */
export function refusalToAskForSwap(context: CommandContext): RefusalCode | null {
  const { seat } = context
  return firstRefusal(
    refusalToGoOn(context),
    seat === 'interviewer' || seat === 'candidate' ? null : 'two-seats-only',
    refusalToChangePlaces(context),
  )
}
