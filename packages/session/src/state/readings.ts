import type { ParticipantId } from './ids.ts'
import { lookOfName } from './person-name.ts'
import type { Participant, Quiet, Round, SessionState } from './state.ts'
import { isDeskSeat, type Seat, seatsOfMode } from './vocabulary.ts'

/** Pure views of a state that more than one feature needs. */

/** The newest round, whatever its state. `null` before the first case is prepared. */
export function currentRound(state: SessionState): Round | null {
  return state.rounds.at(-1) ?? null
}

/** Somebody who is in this session now. `null` for strangers and for people who were removed. */
export function participantOf(state: SessionState, id: ParticipantId): Participant | null {
  // Ids come from outside: `constructor` is not a participant.
  if (!Object.hasOwn(state.participants, id)) return null
  const found = state.participants[id]
  return found !== undefined && found.removedAt === null ? found : null
}

/** The seat held in this round. `null` for people who came later. */
export function seatIn(round: Round, participant: ParticipantId): Seat | null {
  return Object.hasOwn(round.seats, participant) ? (round.seats[participant] ?? null) : null
}

/** The seat held in the current round. */
export function seatOf(state: SessionState, participant: ParticipantId): Seat | null {
  const round = currentRound(state)
  return round === null ? null : seatIn(round, participant)
}

/** Everybody who holds this seat in the round: one person at most, except for observers. */
export function holdersOf(round: Round, seat: Seat): readonly ParticipantId[] {
  const holders: ParticipantId[] = []
  for (const [participant, held] of Object.entries(round.seats))
    if (held === seat) holders.push(participant as ParticipantId)
  return holders
}

/** Whether the room itself answers in this round: in a solo session, and in a second take alone. */
export function isSolo({ mode }: Pick<SessionState, 'mode'>, round: Round | null): boolean {
  return mode === 'solo' || round?.fork?.alone === true
}

/** The seats that this round can't do without. */
export function seatsNeeded(
  state: Pick<SessionState, 'mode'>,
  round: Round | null,
): readonly ('interviewer' | 'candidate')[] {
  return isSolo(state, round) ? ['candidate'] : ['interviewer', 'candidate']
}

/** The seats that this round has. */
export function seatsOfRound(state: Pick<SessionState, 'mode'>, round: Round | null): readonly Seat[] {
  return isSolo(state, round) ? seatsOfMode.solo : seatsOfMode[state.mode]
}

/** Who holds the interviewer's or the candidate's seat. */
export function holderOf(round: Round, seat: 'interviewer' | 'candidate'): ParticipantId | null {
  return holdersOf(round, seat)[0] ?? null
}

/** Who asks to swap seats for the next round; the request is void once they sit in neither of the two seats. */
export function swapAskedBy(round: Round): ParticipantId | null {
  const { swapAskedBy: by } = round
  if (by === null) return null
  const seat = seatIn(round, by)
  return seat === 'interviewer' || seat === 'candidate' ? by : null
}

/** The holder of the first required seat who has been absent for 20 seconds. `null` when all are here. */
export function absentHolder(
  state: SessionState,
  round: Round,
): { readonly seat: 'interviewer' | 'candidate'; readonly participant: ParticipantId } | null {
  for (const seat of ['interviewer', 'candidate'] as const) {
    const participant = holderOf(round, seat)
    if (participant !== null && state.absent.includes(participant)) return { seat, participant }
  }
  return null
}

/** Whether the required seats are taken: interviewer and candidate, in solo the candidate's alone. */
export function seatsFilled(state: SessionState): boolean {
  const round = currentRound(state)
  if (round === null || holderOf(round, 'candidate') === null) return false
  return isSolo(state, round) || holderOf(round, 'interviewer') !== null
}

/**
 * Everybody's name as a screen shows it: people whose names look the same are numbered in the order in which they joined, the first
 * without a number. Nobody gets the number that somebody has typed as part of a name.
 */
export function displayNames(state: SessionState): ReadonlyMap<ParticipantId, string> {
  const counts = new Map<string, number>()
  const shown = new Set<string>()
  const names = new Map<ParticipantId, string>()
  for (const { id, name } of Object.values(state.participants)) {
    const look = lookOfName(name)
    let count = counts.get(look) ?? 0
    const numbered = (): string => (count === 1 ? name : `${name} (${count})`)
    do count += 1
    while (shown.has(lookOfName(numbered())))
    counts.set(look, count)
    shown.add(lookOfName(numbered()))
    names.set(id, numbered())
  }
  return names
}

/**
 * Solo: when the room goes on to the next phase by itself, in the server's milliseconds. `null` when it does not: a phase that was entered
 * with no time left stays until the candidate leaves it, and the last one runs over.
 */
export function agendaAdvancesAt(state: SessionState): number | null {
  const round = currentRound(state)
  if (!isSolo(state, round) || state.status.kind !== 'open' || round?.status !== 'running') return null
  const { clock, phaseRemaining } = round
  if (clock.kind !== 'running' || clock.phase >= phaseRemaining.length - 1) return null
  return (phaseRemaining[clock.phase] ?? 0) > 0 ? clock.deadline : null
}

/** The quiet time that is running. `null` when there is none. */
export function quietOf(round: Round): Quiet | null {
  return round.quiets.find((quiet) => quiet.endedAt === null) ?? null
}

/** When the room ends the running quiet time, in the server's milliseconds. `null` when none is running, or the session is closed. */
export function quietEndsAt(state: SessionState): number | null {
  const round = currentRound(state)
  if (state.status.kind !== 'open' || round?.status !== 'running') return null
  return quietOf(round)?.until ?? null
}

/** What the candidate is working on in this round, as long as the person who said so is its candidate. `null` when nobody said. */
export function focusOf(round: Round): string | null {
  return round.focus !== null && seatIn(round, round.focus.by) === 'candidate' ? round.focus.words : null
}

/** Whether this participant sits at the desk: interviewer or mentor of the current round. */
export function isAtDesk(state: SessionState, participant: ParticipantId): boolean {
  return isDeskSeat(seatOf(state, participant))
}

/**
 * Whether this participant sat at the desk of this case in this session, in any round. Having worked through the case as its candidate, who
 * got the guide with the scores, does not count: they may take it again.
 */
export function knowsGuide(state: SessionState, participant: ParticipantId, caseId: string): boolean {
  return state.guidesSeen[participant]?.includes(caseId) === true
}
