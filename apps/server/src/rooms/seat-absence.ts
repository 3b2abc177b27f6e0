import { serverLimits } from '@greenroom/protocol'
import { type Command, currentRound, type ParticipantId, type SessionState, seatOf } from '@greenroom/session'

type Note = Command & { readonly kind: 'noteAbsence' | 'noteReturn' }

const watchedSeats: ReadonlySet<string> = new Set(['interviewer', 'candidate', 'mentor'])

/**
 * Finds out which seat holders of the current round (before, during and after it) have had no connection for
 * `serverLimits.awayUntilAbsent`, and which are back. Times are monotonic; a room that has just been opened counts from its first check.
 */
export class SeatAbsence {
  readonly #awaySince = new Map<ParticipantId, number>()

  /** Whether somebody who will soon count as absent is gone. */
  isWaiting(): boolean {
    return this.#awaySince.size > 0
  }

  /** The next absence or return to record in the log, or `null`. Call again once it is recorded. */
  read(state: SessionState, isHere: (participant: ParticipantId) => boolean, now: number): Note | null {
    for (const participant of state.absent) if (isHere(participant)) return { kind: 'noteReturn', participant }
    const round = currentRound(state)
    if (state.status.kind !== 'open' || round === null) {
      this.#awaySince.clear()
      return null
    }
    let someoneIsHere = false
    let longAway: ParticipantId | null = null
    for (const { id: participant } of Object.values(state.participants)) {
      if (isHere(participant)) {
        someoneIsHere = true
        this.#awaySince.delete(participant)
        continue
      }
      const seat = seatOf(state, participant)
      if (seat === null || !watchedSeats.has(seat) || state.absent.includes(participant)) {
        this.#awaySince.delete(participant)
        continue
      }
      const since = this.#awaySince.get(participant)
      if (since === undefined) this.#awaySince.set(participant, now)
      else if (now - since >= serverLimits.awayUntilAbsent) longAway ??= participant
    }
    // In an empty room there is nobody to tell, and everybody would seem to be absent.
    return longAway !== null && someoneIsHere ? { kind: 'noteAbsence', participant: longAway } : null
  }
}
