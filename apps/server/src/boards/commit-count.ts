/** How many of a connection's edits are committed, and how many of those it has been told about. */
export class CommitCount {
  #committed = 0
  #told = 0

  add(edits: number): void {
    this.#committed += edits
  }

  /** The count to send. `null` when it has been sent already. */
  take(): number | null {
    if (this.#committed === this.#told) return null
    this.#told = this.#committed
    return this.#committed
  }
}
