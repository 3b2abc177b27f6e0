const firstWait = 100
const longestWait = 5_000

type StoreTroubleDeps = {
  readonly random: () => number
  /** Tells everybody whether the server can save; called only when that changes. */
  readonly tell: (saving: boolean) => void
  readonly retry: () => void
}

/** What one room knows about a failing store: since when it fails, and when to try again, with growing delays. */
export class StoreTrouble {
  readonly #deps: StoreTroubleDeps
  #failures = 0
  #timer: NodeJS.Timeout | null = null
  #saving = true

  constructor(deps: StoreTroubleDeps) {
    this.#deps = deps
  }

  isSaving(): boolean {
    return this.#saving
  }

  /** Whether nothing should be appended before the next attempt. */
  isWaiting(): boolean {
    return this.#timer !== null
  }

  note(): void {
    const wait = Math.min(longestWait, firstWait * 2 ** this.#failures) * (0.5 + this.#deps.random() / 2)
    this.#failures++
    this.stop()
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#deps.retry()
    }, wait)
    this.#timer.unref()
    this.#say(false)
  }

  tellSlow(): void {
    this.#say(false)
  }

  /** An append or another write succeeded. */
  clear(): void {
    if (this.#saving && this.#failures === 0) return
    this.#failures = 0
    this.stop()
    this.#say(true)
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #say(saving: boolean): void {
    if (this.#saving === saving) return
    this.#saving = saving
    this.#deps.tell(saving)
  }
}
