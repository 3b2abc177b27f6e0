/** Something that has work waiting: does the next piece of it, and answers whether more is left. */
export type Worker = { readonly next: () => boolean }

/** Milliseconds of one turn of the event loop. The piece that goes beyond is done to its end. */
const share = 8

/**
 * Shares the event loop between those who ask for what costs much: within one turn only so much of it is done, and what is left is done in the
 * next ones, by one asker after the other. Messages come in pieces of dozens, from several sockets at once; answered as they come they
 * would hold every room up for their sum.
 */
export class FairTurns {
  readonly #monotonic: () => number
  readonly #waiting: Worker[] = []
  /** Milliseconds of this turn. */
  #spent = 0
  #began = 0
  #isDue = false

  /** `monotonic`: milliseconds. */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic
  }

  /** Whether something may be done at once, ahead of nobody. */
  hasTime(): boolean {
    return this.#waiting.length === 0 && this.#spent < share
  }

  /** Does it now, at the cost of this turn. */
  spend<T>(work: () => T): T {
    const since = this.#monotonic()
    try {
      return work()
    } finally {
      this.#spent += this.#monotonic() - since
      this.#turnSoon()
    }
  }

  /** `worker` has its next turn after those who wait already. It must not wait already. */
  wait(worker: Worker): void {
    this.#waiting.push(worker)
    this.#turnSoon()
  }

  /** Does it when there is time: at once, or in a turn of its own. Rejects with what it throws. */
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
    // What follows from a piece, as the continuations of those who waited for it, belongs to it: a tick comes after all of them.
    queueMicrotask(() => process.nextTick(this.#step))
  }
}
