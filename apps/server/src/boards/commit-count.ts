import { encodeCommitted } from '@greenroom/protocol'

/** How many of a connection's edits are committed, and how many of those it has been told about. */
export class CommitCount {
  #committed = 0
  #told = 0

  add(edits: number): void {
    this.#committed += edits
  }

  isTold(): boolean {
    return this.#committed === this.#told
  }

  /** The message to send. `null` when it has been sent already. */
  take(): Uint8Array | null {
    if (this.isTold()) return null
    this.#told = this.#committed
    return encodeCommitted(this.#committed)
  }
}
