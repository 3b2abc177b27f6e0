import type { ParticipantId } from '../state/ids.ts'
import type { Round, SessionState } from '../state/state.ts'
import type { Decided } from './command.ts'

/** Commands that only the server sends, and creates itself, so types are enough. `by: null` is the room itself. */
export type RoomContext = {
  readonly state: SessionState
  readonly round: Round
  readonly by: ParticipantId | null
  readonly now: number
}
export type RoomCommandRow<C> = {
  /** Whether only the room may send it, and no participant through the server. */
  readonly roomOnly: boolean
  /** Whether a closed session accepts it, and stays closed. */
  readonly whenClosed?: boolean
  readonly decide: (context: RoomContext, command: C) => Decided
}
export function roomCommand<C>(row: RoomCommandRow<C>): RoomCommandRow<C> {
  return row
}
