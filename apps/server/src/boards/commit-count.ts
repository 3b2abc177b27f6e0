/** How many of a connection's edits are committed, and how many of them it has been told of. */
export class CommitCount {
  #committed = 0
  #told = 0

  add(edits: number): void {
    this.#committed += edits
  }

  /** What is to be told; `null`: it has been. */
  take(): number | null {
    if (this.#committed === this.#told) return null
    this.#told = this.#committed
    return this.#committed
  }
}
