import type { BoardConnection } from './connections.ts'

/** What is taken together holds at most so many bytes, so that nobody waits long for its turn. */
const runBytes = 8 * 1024

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
 * Edits of one document that wait for an append. Each connection's own edits stay in order; the connections take turns, so
 * that a busy one delays the others by one turn at most.
 */
export class EditQueue {
  readonly #turns: BoardConnection[] = []
  bytes = 0

  isEmpty(): boolean {
    return this.#turns.length === 0
  }

  offer(connection: BoardConnection, update: Uint8Array): void {
    if (connection.waiting.length === 0) this.#turns.push(connection)
    connection.waiting.push(update)
    this.#count(connection, update.byteLength)
  }

  /**
   * The next edit, with whose it is, and those that the same connection sent behind it, as far as they are small and `most`
   * allows. Edits of a replica that was refused are dropped on the way.
   */
  take(most: number): { readonly connection: BoardConnection; readonly updates: readonly Uint8Array[] } | null {
    for (;;) {
      const connection = this.#turns.shift()
      if (connection === undefined) return null
      if (connection.ended) {
        this.#forget(connection)
        continue
      }
      const updates = connection.waiting.splice(0, lengthOfRun(connection.waiting, most))
      if (updates.length === 0) continue
      this.#count(connection, -bytesOf(updates))
      if (connection.waiting.length > 0) this.#turns.push(connection)
      return { connection, updates }
    }
  }

  /** Edits that were taken and could not be appended are the next again. */
  putBack(connection: BoardConnection, updates: readonly Uint8Array[]): void {
    if (connection.ended || updates.length === 0) return
    if (connection.waiting.length > 0) this.#turns.splice(this.#turns.indexOf(connection), 1)
    this.#turns.unshift(connection)
    connection.waiting.unshift(...updates)
    this.#count(connection, bytesOf(updates))
  }

  #count(connection: BoardConnection, bytes: number): void {
    connection.waitingBytes += bytes
    this.bytes += bytes
  }

  clear(): void {
    for (const connection of this.#turns.splice(0)) this.#forget(connection)
  }

  #forget(connection: BoardConnection): void {
    this.bytes -= connection.waitingBytes
    connection.waitingBytes = 0
    connection.waiting.length = 0
  }
}
