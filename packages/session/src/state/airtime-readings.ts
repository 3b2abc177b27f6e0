import type { Airtime, AirtimeSpan } from './airtime.ts'
import type { ParticipantId } from './ids.ts'
import { currentRound, holderOf, seatsNeeded } from './readings.ts'
import type { Round, SessionState } from './state.ts'

/** The measurement that was asked for and is not over; `null`: there is none. */
export function openAirtime(state: SessionState): Airtime | null {
  const last = state.airtimes.at(-1)
  return last === undefined || last.stoppedAt !== null ? null : last
}

/** Whose speech would be measured: those in the seats that a round needs, here or not. */
export function airtimeVoices(state: SessionState): readonly ParticipantId[] {
  const round = currentRound(state)
  return round === null ? [] : voicesIn(state, round)
}

const voicesIn = (state: SessionState, round: Round): readonly ParticipantId[] =>
  seatsNeeded(state, round).flatMap((seat) => holderOf(round, seat) ?? [])

/** Who is still to say whether they agree; nobody is measured until they have. */
export function airtimeWaitsFor(state: SessionState): readonly ParticipantId[] {
  const open = openAirtime(state)
  return open === null ? [] : airtimeVoices(state).filter((one) => !open.agreed.includes(one))
}

/** Between whom speech is measured now, and in which round; `null`: it is not. Every seat that the round needs is held by somebody who agreed. */
export function measuredNow(state: SessionState): Pick<AirtimeSpan, 'round' | 'between'> | null {
  const open = openAirtime(state)
  const round = currentRound(state)
  if (open === null || round === null || round.status !== 'running' || state.status.kind !== 'open') return null
  const between = voicesIn(state, round)
  const isAgreed =
    between.length === seatsNeeded(state, round).length && between.every((one) => open.agreed.includes(one))
  return isAgreed ? { round: round.id, between } : null
}

/** What of the speech is kept, as far as its reader was sent it: of measurements that are not deleted. */
export function keptAirtimes(state: SessionState): readonly Airtime[] {
  return state.airtimes.filter(({ deletedAt, spans }) => deletedAt === null && spans.length > 0)
}
