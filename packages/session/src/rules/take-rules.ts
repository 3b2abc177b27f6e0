import type { ParticipantId } from '../state/ids.ts'
import type { SessionState, TakeMoment } from '../state/state.ts'
import { type CommandContext, contextIn } from './context.ts'
import type { RefusalCode } from './refusals.ts'
import { firstRefusal } from './refusals-if.ts'
import { candidateToTakeAgain } from './seat-rules.ts'
import { type NextSeat, nextSeats, refusalToChangePlaces, refusalToGoOn, swapIsAgreed } from './swap-rules.ts'

/** A second take: which moment of which round, and whether the candidate takes it alone. */
export type Take = TakeMoment & { readonly who: 'together' | 'alone' }

/** Whether interviewer and candidate have to swap seats so that the candidate of that round is the candidate again. */
export function takeSwapsSeats(state: SessionState, { round: id }: Pick<TakeMoment, 'round'>): boolean {
  const candidate = candidateToTakeAgain(state, id)
  const current = state.rounds.at(-1)
  if (candidate === null || current === undefined) return false
  return nextSeats(state, current, false).some(
    ({ participant, seat }) => participant === candidate && seat === 'interviewer',
  )
}

/**
 * Who sits where in the second take. When it is taken alone, the present interviewer and candidate watch from the desk, because they know
 * its guide.
 */
export function seatsToTakeAgain(
  { state, round }: CommandContext,
  take: Take,
): readonly Pick<NextSeat, 'participant' | 'seat'>[] {
  if (take.who === 'together') return nextSeats(state, round, takeSwapsSeats(state, take))
  const candidate = candidateToTakeAgain(state, take.round)
  const others = nextSeats(state, round, false).filter(({ participant }) => participant !== candidate)
  return [
    ...(candidate === null ? [] : [{ participant: candidate, seat: 'candidate' as const }]),
    ...others.map(({ participant, seat }) => ({
      participant,
      seat: seat === 'interviewer' || seat === 'candidate' ? ('mentor' as const) : seat,
    })),
  ]
}

function refusalOfSeats(context: CommandContext, take: Take, candidate: ParticipantId): RefusalCode | null {
  if (take.who === 'alone') return context.participant === candidate ? null : 'candidate-only'
  if (takeSwapsSeats(context.state, take))
    return firstRefusal(refusalToChangePlaces(context), swapIsAgreed(context, take) ? null : 'swap-not-agreed')
  const sits = seatsToTakeAgain(context, take).some(
    ({ participant, seat }) => participant === candidate && seat === 'candidate',
  )
  // Somebody else is the candidate now, and has been sent the guide.
  return sits ? null : 'guide-seen'
}

/** Why this participant may not take a round again from this moment, or `null`. */
export function refusalToTakeAgain(context: CommandContext, take: Take): RefusalCode | null {
  const source = contextIn(context, take.round)?.round
  if (source === undefined) return 'unknown-round'
  const { startedAt, endedAt } = source
  const within = startedAt !== null && endedAt !== null && startedAt <= take.at && take.at <= endedAt
  const candidate = candidateToTakeAgain(context.state, take.round)
  return firstRefusal(
    refusalToGoOn(context),
    source.status === 'scored' ? null : 'scores-not-open',
    within ? null : 'no-such-moment',
    candidate === null ? 'guide-seen' : refusalOfSeats(context, take, candidate),
  )
}

/** Why this participant may not ask the other one to swap seats for a second take, or `null`. */
export function refusalToAskForTake(context: CommandContext, moment: TakeMoment): RefusalCode | null {
  const code = refusalToTakeAgain(context, { ...moment, who: 'together' })
  return code === 'swap-not-agreed' ? null : code
}
