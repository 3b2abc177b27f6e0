import type { Duplex } from 'node:stream'

/**
 * Everything that is sent on a line within one turn of the event loop leaves in one system call: an edit, and where its author's
 * caret stands. System calls are most of what an edit costs.
 */
export class CorkedLines {
  #corked: Duplex[] = []

  /** Call once a line and turn, before writing. */
  cork(line: Duplex): void {
    if (this.#corked.length === 0) setImmediate(() => this.#uncork())
    line.cork()
    this.#corked.push(line)
  }

  #uncork(): void {
    const corked = this.#corked
    this.#corked = []
    for (const line of corked) line.uncork()
  }

  /** Changes with every turn: whoever remembers it knows whether its line is corked already. */
  get turn(): unknown {
    return this.#corked
  }
}
