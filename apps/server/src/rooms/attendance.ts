import { serverLimits } from '@greenroom/protocol'
import type { Attendance } from '@greenroom/session'

/** How often an attended session's due time is extended. */
const renewEvery = serverLimits.unattendedUntilClosed / 6

/**
 * Maintains the store's due time for unattended sessions. It is also written and extended while somebody attends: a server that is killed
 * leaves a due time behind, so no session stays open for ever.
 */
export class DueTime {
  readonly #write: (due: number | null) => Promise<void>
  readonly #now: () => number
  /** `null` until it is first needed: what the store holds from before stays as it is. */
  #attendance: Attendance | null = null
  /** `undefined`: whatever the store holds from before. */
  #due: number | null | undefined = undefined
  #writing: Promise<void> = Promise.resolve()
  #written = true

  constructor(write: (due: number | null) => Promise<void>, now: () => number) {
    this.#write = write
    this.#now = now
  }

  update(attendance: Attendance): void {
    const before = this.#attendance
    this.#attendance = attendance
    if (before === attendance) return
    if (attendance === 'not-needed') {
      if (before !== null) this.#note(null)
    } else if (before !== null || attendance === 'attended') this.pushOn()
  }

  /** The full period again, starting now. */
  pushOn(): void {
    this.#note(this.#now() + serverLimits.unattendedUntilClosed)
  }

  forget(): void {
    this.#note(null)
  }

  /** Call from time to time: extends the due time while attended, and repeats a write that failed. */
  sweep(): void {
    const due = this.#due ?? 0
    if (this.#attendance === 'attended' && due - this.#now() < serverLimits.unattendedUntilClosed - renewEvery)
      this.pushOn()
    else if (!this.#written && this.#due !== undefined) this.#note(this.#due)
  }

  #note(due: number | null): void {
    this.#due = due
    this.#written = false
    this.#writing = this.#writing.then(async () => {
      if (this.#due !== due || this.#written) return
      try {
        await this.#write(due)
        if (this.#due === due) this.#written = true
      } catch {
        // The next sweep tries again.
      }
    })
  }

  /** Resolves when the latest value is written, or could not be. */
  settled(): Promise<void> {
    return this.#writing
  }
}
