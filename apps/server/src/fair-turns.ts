/** Something that has work waiting: does the next piece of it, and returns whether more is left. */
export type Worker = { readonly next: () => boolean }

/** Milliseconds of work for each turn of the event loop. A piece that goes over is still finished. */
const share = 8

/**
 * Shares the event loop between those who ask for expensive work: within one turn only a limited amount is done, and the rest follows in
 * later turns, one caller after another. Messages arrive by the dozen from several sockets at once; answered as they arrive, they would
 * hold up every room for their total time.
 */
export class FairTurns {
  readonly #monotonic: () => number
  readonly #waiting: Worker[] = []
  /** Milliseconds used in this turn. */
  #spent = 0
  #began = 0
  #isDue = false

  /** `monotonic`: milliseconds. */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic
  }

  /** Whether something may run at once without overtaking anybody. */
  hasTime(): boolean {
    return this.#waiting.length === 0 && this.#spent < share
  }

  /** Runs it now, at the cost of this turn. */
  spend<T>(work: () => T): T {
    const since = this.#monotonic()
    try {
      return work()
    } finally {
      this.#spent += this.#monotonic() - since
      this.#turnSoon()
    }
  }

  /** `worker` gets its next turn after those that are already waiting. It must not be waiting already. */
  wait(worker: Worker): void {
    this.#waiting.push(worker)
    this.#turnSoon()
  }

  /** Runs it when there is time: at once, or in a later turn. Rejects with whatever it throws. */
  run<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const next = (): false => {
        try {
          resolve(work())
        } catch (error) {
          reject(error)
        }
        return false
      }
      if (this.hasTime()) this.spend(next)
      else this.wait({ next })
    })
  }

  #turnSoon(): void {
    if (this.#isDue) return
    this.#isDue = true
    setImmediate(this.#turn)
  }

  readonly #turn = (): void => {
    this.#isDue = false
    this.#spent = 0
    this.#began = this.#monotonic()
    this.#next()
  }

  readonly #step = (): void => {
    this.#spent = Math.max(this.#spent, this.#monotonic() - this.#began)
    if (this.#spent >= share || this.#waiting.length === 0) this.#turnSoon()
    else this.#next()
  }

  #next(): void {
    const worker = this.#waiting.shift()
    if (worker === undefined) return
    if (worker.next()) this.#waiting.push(worker)
    // Continuations of a piece of work count towards it, so the time is read in a tick that runs after all of them.
    queueMicrotask(() => process.nextTick(this.#step))
  }
}
