import type { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { openForReading, openForWriting } from '../open-database.ts'
import { type FromThread, type ToThread, toThreadError } from '../thread-messages.ts'
import { createReaderCalls } from './reader-calls.ts'

/** The store's reader: answers one call after another from its own connection, and checkpoints for the writer when it is asked to. */
if (parentPort === null) throw new Error('The reader runs as a worker thread.')
const port = parentPort
const post = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(message, transfer)

/** A recording of 8 MB is handed over instead of copied. */
const handedOver = (value: unknown): readonly ArrayBuffer[] => {
  if (typeof value !== 'object' || value === null || !('bytes' in value) || !(value.bytes instanceof Uint8Array))
    return []
  const { buffer, byteLength } = value.bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
}

const start = (): void => {
  const path = String(workerData.path)
  const db = openForReading(path)
  let writable: DatabaseSync | null = null
  const run = createReaderCalls(db, () => {
    writable ??= openForWriting(path)
    writable.exec('PRAGMA wal_checkpoint(PASSIVE)')
  })
  port.on('message', (message: ToThread) => {
    if (message.type === 'close') {
      writable?.close()
      db.close()
      port.close()
      return
    }
    if (message.type !== 'call') return
    try {
      const value = run(message)
      post({ type: 'answer', id: message.id, ok: true, value }, handedOver(value))
    } catch (error) {
      post({ type: 'answer', id: message.id, ok: false, error: toThreadError(error) })
    }
  })
  post({ type: 'opened' })
}

// The first message says that the writer has opened the database. `openStoreThread` awaits the answer before it sends anything more.
port.once('message', start)
