import type { Round, SessionState } from '@greenroom/session'
import type { Person } from '../people/people.ts'

/** What the room's voice compares: how things stood when it last spoke, and how they stand. */
export type Standing = {
  readonly session: SessionState
  readonly round: Round
  readonly people: readonly Person[]
  readonly connected: boolean
  /** Milliseconds left of the phase; negative when it is over; `null` while no clock runs. */
  readonly left: number | null
}
