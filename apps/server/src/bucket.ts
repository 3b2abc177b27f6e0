/** A token bucket in plain arithmetic: no timer, two numbers. */
export class Bucket {
  readonly #perSecond: number
  readonly #burst: number
  // As in a budget's balance.
  #tokens = 0
  #at = 0

  /** `now`: monotonic milliseconds. */
  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#at = now
  }

  /** Takes `amount` and returns `true`, or takes nothing and returns `false`. */
  take(now: number, amount = 1): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) * this.#perSecond) / 1000)
    this.#at = now
    if (this.#tokens < amount) return false
    this.#tokens -= amount
    return true
  }
}
