import type { BoardConnection } from './connections.ts'

/** The most bytes that are taken together, so that nobody waits long for their turn. */
const runBytes = 8 * 1024

/** What one connection sent and nobody has examined yet, oldest first. */
type Turn = { readonly connection: BoardConnection; readonly updates: Uint8Array[]; bytes: number }

/** Edits that one connection sent in a row. */
export type Run = { readonly connection: BoardConnection; readonly updates: readonly Uint8Array[] }

const bytesOf = (updates: readonly Uint8Array[]): number => updates.reduce((sum, update) => sum + update.byteLength, 0)

const lengthOfRun = (waiting: readonly Uint8Array[], most: number): number => {
  let length = 0
  let bytes = 0
  for (const update of waiting) {
    bytes += update.byteLength
    if (length === most || (length > 0 && bytes > runBytes)) break
    length++
  }
  return length
}

/**
 * Edits of one document that are waiting for an append. Each connection's own edits stay in order; the connections take turns, so that a
 * busy one delays the others by one turn at most.
 */
export class EditQueue {
  readonly #turns: Turn[] = []
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  isEmpty(): boolean {
    return this.#turns.length === 0
  }

  #turnOf(connection: BoardConnection): Turn | undefined {
    // Only a handful of people type on one board at once: searching these few costs less than a map.
    return this.#turns.find((turn) => turn.connection === connection)
  }

  /** Bytes of this connection that are waiting. */
  bytesOf(connection: BoardConnection): number {
    return this.#turnOf(connection)?.bytes ?? 0
  }

  offer(connection: BoardConnection, update: Uint8Array): void {
    const { byteLength } = update
    this.#bytes += byteLength
    const turn = this.#turnOf(connection)
    if (turn === undefined) this.#turns.push({ connection, updates: [update], bytes: byteLength })
    else {
      turn.updates.push(update)
      turn.bytes += byteLength
    }
  }

  /**
   * The next edit, with its connection, and those that the same connection sent after it, as long as they are small and `most` allows.
   * Edits of a replica that was refused are dropped on the way.
   */
  take(most: number): Run | null {
    for (;;) {
      const turn = this.#turns.shift()
      if (turn === undefined) return null
      if (turn.connection.ended) {
        this.#bytes -= turn.bytes
        continue
      }
      const length = lengthOfRun(turn.updates, most)
      if (length === turn.updates.length) {
        this.#bytes -= turn.bytes
        return turn
      }
      const updates = turn.updates.splice(0, length)
      const bytes = bytesOf(updates)
      turn.bytes -= bytes
      this.#bytes -= bytes
      this.#turns.push(turn)
      return { connection: turn.connection, updates }
    }
  }

  /** Edits that were taken but could not be appended go first again. */
  putBack({ connection, updates }: Run): void {
    if (connection.ended || updates.length === 0) return
    const turn = this.#turnOf(connection) ?? { connection, updates: [], bytes: 0 }
    if (turn.updates.length > 0) this.#turns.splice(this.#turns.indexOf(turn), 1)
    const bytes = bytesOf(updates)
    turn.updates.unshift(...updates)
    turn.bytes += bytes
    this.#bytes += bytes
    this.#turns.unshift(turn)
  }

  clear(): void {
    this.#turns.length = 0
    this.#bytes = 0
  }
}
