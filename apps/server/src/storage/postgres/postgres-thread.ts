import { parentPort, workerData } from 'node:worker_threads'
import { openCollector } from '../../memory/collector.ts'
import { type Call, type FromThread, type ToThread, toThreadError } from '../thread-messages.ts'
import { createPostgresAppends } from './postgres-appends.ts'
import { connectPostgres, type PostgresConnections, PostgresRefusal } from './postgres-connection.ts'
import { createPostgresReads } from './postgres-reads.ts'
import { createPostgresWrites, finishDeletions } from './postgres-writes.ts'

/** The store's thread on Postgres: it reads and writes, hashes and packs, so that the main thread waits for none of that. */
if (parentPort === null) throw new Error('The store runs as a worker thread.')
const port = parentPort
const post = (message: FromThread): void => port.postMessage(message)

const serve = (connections: PostgresConnections): void => {
  const appends = createPostgresAppends(connections, post)
  const calls = new Map<string, unknown>(
    Object.entries({
      ...createPostgresReads(connections),
      ...createPostgresWrites(connections),
      collect: openCollector(),
    }),
  )
  const running = new Set<Promise<void>>()

  const run = async ({ id, name, args }: Call): Promise<void> => {
    try {
      const found = calls.get(name)
      if (typeof found !== 'function') throw new Error(`The store has no call ${name}.`)
      post({ type: 'answer', id, ok: true, value: await Reflect.apply(found, undefined, args) })
    } catch (error) {
      post({ type: 'answer', id, ok: false, error: toThreadError(error) })
    }
  }

  const close = async (): Promise<void> => {
    await appends.settled()
    await Promise.all(running)
    await connections.close()
    port.close()
  }

  port.on('message', (message: ToThread) => {
    if (message.type === 'append') appends.take(message)
    else if (message.type === 'call') {
      const done = run(message).finally(() => running.delete(done))
      running.add(done)
    } else if (message.type === 'close') void close()
  })
  // The next start tries again what fails here.
  finishDeletions(connections).catch(() => {})
  post({ type: 'opened' })
}

connectPostgres(String(workerData.url)).then(serve, (error: unknown) => {
  if (!(error instanceof PostgresRefusal)) throw error
  post({ type: 'refused', sentence: error.message })
  port.close()
})
