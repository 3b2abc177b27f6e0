import type { ParticipantId, SessionId } from '@greenroom/session'

/** Who joins which session, and where. */
export type RoomClientOptions = {
  /** Origin of the server, e.g. `http://localhost:3000`. */
  readonly url: string
  readonly session: SessionId
  readonly participant: ParticipantId
  readonly token: string
  readonly seenCases: readonly string[]
}
