import type { ParticipantId, SessionState } from '@greenroom/session'
import { type Attendance, DueTime, readAttendance } from './attendance.ts'
import type { RoomBoards } from './room-boards.ts'
import type { Streams } from './streams.ts'

type RoomAttendanceDeps = {
  readonly boards: Pick<RoomBoards, 'here' | 'isHere'>
  readonly streams: Pick<Streams, 'here' | 'isHere' | 'connections'>
  readonly state: () => SessionState
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly setDue: (due: number | null) => Promise<void>
}

/** Who is in the room, by whichever socket, and until when the session stays open without anybody who holds it together. */
export class RoomAttendance {
  readonly #deps: RoomAttendanceDeps
  readonly dueTime: DueTime

  constructor(deps: RoomAttendanceDeps) {
    this.#deps = deps
    this.dueTime = new DueTime(deps.setDue, deps.now)
  }

  /** Whether this participant has any socket of this session open. */
  isHere(participant: ParticipantId): boolean {
    return this.#deps.streams.isHere(participant) || this.#deps.boards.isHere(participant)
  }

  /** Who has any socket of this session open. */
  here(): readonly ParticipantId[] {
    return [...new Set([...this.#deps.streams.here(), ...this.#deps.boards.here()])]
  }

  read(): Attendance {
    return readAttendance(this.#deps.state(), (participant) => this.isHere(participant))
  }

  /** Somebody came or left: everybody hears who is here. */
  tell(): void {
    const here = this.here()
    for (const connection of this.#deps.streams.connections()) connection.sendPresence(here)
    this.look()
  }

  /** Call whenever who is here, or who holds which seat, may have changed. */
  look(): void {
    this.dueTime.update(this.read())
  }
}
