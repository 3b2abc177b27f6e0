import type { BoardConnection } from './connections.ts'

/** The most bytes that are taken together, so that nobody waits long for their turn. */
const runBytes = 8 * 1024

/** What one connection sent and nobody has examined yet, oldest first. */
type Line = { readonly connection: BoardConnection; readonly updates: Uint8Array[]; bytes: number }

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
  readonly #turns: Line[] = []
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  isEmpty(): boolean {
    return this.#turns.length === 0
  }

  #lineOf(connection: BoardConnection): Line | undefined {
    // Only a handful of people type on one board at once: searching these few costs less than a map.
    return this.#turns.find((line) => line.connection === connection)
  }

  /** Bytes of this connection that are waiting. */
  bytesOf(connection: BoardConnection): number {
    return this.#lineOf(connection)?.bytes ?? 0
  }

  offer(connection: BoardConnection, update: Uint8Array): void {
    const { byteLength } = update
    this.#bytes += byteLength
    const line = this.#lineOf(connection)
    if (line === undefined) this.#turns.push({ connection, updates: [update], bytes: byteLength })
    else {
      line.updates.push(update)
      line.bytes += byteLength
    }
  }

  /**
   * The next edit, with its connection, and those that the same connection sent after it, as long as they are small and `most` allows.
   * Edits of a replica that was refused are dropped on the way.
   */
  take(most: number): Run | null {
    for (;;) {
      const line = this.#turns.shift()
      if (line === undefined) return null
      if (line.connection.ended) {
        this.#bytes -= line.bytes
        continue
      }
      const updates = line.updates.splice(0, lengthOfRun(line.updates, most))
      const bytes = bytesOf(updates)
      line.bytes -= bytes
      this.#bytes -= bytes
      if (line.updates.length > 0) this.#turns.push(line)
      return { connection: line.connection, updates }
    }
  }

  /** Edits that were taken but could not be appended go first again. */
  putBack({ connection, updates }: Run): void {
    if (connection.ended || updates.length === 0) return
    const line = this.#lineOf(connection) ?? { connection, updates: [], bytes: 0 }
    if (line.updates.length > 0) this.#turns.splice(this.#turns.indexOf(line), 1)
    const bytes = bytesOf(updates)
    line.updates.unshift(...updates)
    line.bytes += bytes
    this.#bytes += bytes
    this.#turns.unshift(line)
  }

  clear(): void {
    this.#turns.length = 0
    this.#bytes = 0
  }
}
