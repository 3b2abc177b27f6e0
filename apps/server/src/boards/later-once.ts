/** Milliseconds: what is asked for within this time is run together. */
const together = 8

/** One thing that can be asked for, and that is then run once. */
export type LaterTask = {
  /** Schedules it, unless it is waiting already. */
  readonly ask: () => void
  readonly cancel: () => void
}

class Task<T> implements LaterTask {
  readonly one: T
  /** The batch it is waiting in; `null` if none. */
  batch: readonly Task<T>[] | null = null
  readonly #later: LaterOnce<T>

  constructor(one: T, later: LaterOnce<T>) {
    this.one = one
    this.#later = later
  }

  ask(): void {
    if (this.batch === null) this.#later.add(this)
  }

  cancel(): void {
    if (this.batch !== null) this.#later.remove(this)
  }
}

/**
 * Runs each task once, some milliseconds after it was asked for. Requests that arrive spread out are run spread out, and not in one go,
 * which would hold up everything else on a busy server. `within` is passed how many are waiting, so that crowds can be gathered for
 * longer.
 *
 * Each task records whether it is waiting. A `Set` of them, which changes thousands of times a second, would be copied again and
 * again, and every copy that V8 has moved to its old generation keeps all later ones alive.
 */
export class LaterOnce<T> {
  readonly #within: (waiting: number) => number
  readonly #run: (one: T) => void
  #waiting = 0
  #newest: Task<T>[] = []
  #joinedUntil = Number.NEGATIVE_INFINITY
  #isClosed = false

  constructor(within: (waiting: number) => number, run: (one: T) => void) {
    this.#within = within
    this.#run = run
  }

  task(one: T): LaterTask {
    return new Task(one, this)
  }

  /** Nothing is run any more. */
  close(): void {
    this.#isClosed = true
  }

  add(task: Task<T>): void {
    this.#waiting++
    const now = performance.now()
    if (now < this.#joinedUntil) {
      task.batch = this.#newest
      this.#newest.push(task)
      return
    }
    const batch = [task]
    task.batch = batch
    this.#newest = batch
    this.#joinedUntil = now + together
    setTimeout(() => this.#runAll(batch), this.#within(this.#waiting))
  }

  remove(task: Task<T>): void {
    this.#waiting--
    task.batch = null
  }

  #runAll(batch: readonly Task<T>[]): void {
    if (this.#isClosed) return
    if (batch === this.#newest) this.#joinedUntil = Number.NEGATIVE_INFINITY
    for (const task of batch) {
      // A canceled task may already be waiting in a later batch.
      if (task.batch !== batch) continue
      this.remove(task)
      this.#run(task.one)
    }
  }
}
