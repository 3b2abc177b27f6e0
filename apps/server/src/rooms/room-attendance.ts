import { serverLimits } from '@greenroom/protocol'
import { type Attendance, type ParticipantId, readAttendance, type SessionState } from '@greenroom/session'
import { DueTime } from './attendance.ts'
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

/** Who is in the room, by whichever socket, and until when the session stays open with nobody in it. */
export class RoomAttendance {
  readonly #deps: RoomAttendanceDeps
  readonly dueTime: DueTime
  /** Who reads the log without a connection, and when they last did (monotonic milliseconds). They keep nothing open, but are shown. */
  readonly #readers = new Map<ParticipantId, number>()

  constructor(deps: RoomAttendanceDeps) {
    this.#deps = deps
    this.dueTime = new DueTime(deps.setDue, deps.now)
  }

  /** Whether this participant has any socket of this session open. */
  isHere(participant: ParticipantId): boolean {
    return this.#deps.streams.isHere(participant) || this.#deps.boards.isHere(participant)
  }

  /** Everybody who has a socket of this session open, or reads its log. */
  here(): readonly ParticipantId[] {
    return [...new Set([...this.#deps.streams.here(), ...this.#deps.boards.here(), ...this.#readers.keys()])]
  }

  /** Somebody has read the log. People who read a running session are shown as present. */
  noteReader(participant: ParticipantId, now: number): void {
    const isNew = !this.#readers.has(participant)
    this.#readers.set(participant, now)
    if (isNew && !this.isHere(participant)) this.tell()
  }

  /** Call from time to time: forgets readers who have not read for a while. */
  sweepReaders(now: number): void {
    let left = false
    for (const [participant, readAt] of this.#readers) {
      if (now - readAt < serverLimits.readerIsHereFor) continue
      this.#readers.delete(participant)
      left ||= !this.isHere(participant)
    }
    if (left) this.tell()
  }

  read(): Attendance {
    return readAttendance(this.#deps.state(), (participant) => this.isHere(participant))
  }

  /** Somebody joined or left: everybody is told who is here. */
  tell(): void {
    const here = this.here()
    for (const connection of this.#deps.streams.connections()) connection.sendPresence(here)
    this.look()
  }

  /** Call whenever the people here, or the holders of seats, may have changed. */
  look(): void {
    this.dueTime.update(this.read())
  }
}
