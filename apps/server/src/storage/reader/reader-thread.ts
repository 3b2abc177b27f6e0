import { parentPort, workerData } from 'node:worker_threads'
import { openForReading } from '../open-database.ts'
import { type FromThread, type ToThread, toThreadError } from '../thread-messages.ts'
import { createReaderCalls } from './reader-calls.ts'

/** The store's reader: answers one call after another from its own connection. */
if (parentPort === null) throw new Error('The reader runs as a worker thread.')
const port = parentPort
const post = (message: FromThread): void => port.postMessage(message)

const start = (): void => {
  const db = openForReading(String(workerData.path))
  const run = createReaderCalls(db)
  port.on('message', (message: ToThread) => {
    if (message.type === 'close') {
      db.close()
      port.close()
      return
    }
    if (message.type !== 'call') return
    try {
      post({ type: 'answer', id: message.id, ok: true, value: run(message) })
    } catch (error) {
      post({ type: 'answer', id: message.id, ok: false, error: toThreadError(error) })
    }
  })
  post({ type: 'opened' })
}

// The first message says that the writer has opened the database. `openStoreThread` awaits the answer before it sends anything more.
port.once('message', start)
