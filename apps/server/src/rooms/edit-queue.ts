import type { BoardConnection } from './connections.ts'

/**
 * Edits of one document that wait for an append. Each connection's own edits stay in order; the connections take turns, so
 * that a busy one delays the others by one edit at most.
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
    connection.waitingBytes += update.byteLength
    this.bytes += update.byteLength
  }

  /** The next edit, with whose it is. Edits of a replica that was refused are dropped on the way. */
  take(): { readonly connection: BoardConnection; readonly update: Uint8Array } | null {
    for (;;) {
      const connection = this.#turns.shift()
      if (connection === undefined) return null
      if (connection.ended) {
        this.#forget(connection)
        continue
      }
      const update = connection.waiting.shift()
      if (update === undefined) continue
      connection.waitingBytes -= update.byteLength
      this.bytes -= update.byteLength
      if (connection.waiting.length > 0) this.#turns.push(connection)
      return { connection, update }
    }
  }

  /** An edit that was taken and could not be appended is the next again. */
  putBack(connection: BoardConnection, update: Uint8Array): void {
    if (connection.ended) return
    if (connection.waiting.length > 0) this.#turns.splice(this.#turns.indexOf(connection), 1)
    this.#turns.unshift(connection)
    connection.waiting.unshift(update)
    connection.waitingBytes += update.byteLength
    this.bytes += update.byteLength
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
