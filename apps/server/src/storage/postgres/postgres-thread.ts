import { parentPort, workerData } from 'node:worker_threads'
import { openCollector } from '../../memory/collector.ts'
import { type Call, type FromThread, type ToThread, toThreadError } from '../thread-messages.ts'
import { createPostgresAppends } from './postgres-appends.ts'
import { connectPostgres, type PostgresConnections, PostgresRefusal } from './postgres-connection.ts'
import { createPostgresReads } from './postgres-reads.ts'
import { joinServers, type PostgresServers } from './postgres-servers.ts'
import { createPostgresWrites, finishDeletions } from './postgres-writes.ts'

/** The store's thread on Postgres: it reads and writes, hashes and packs, so that the main thread waits for none of that. */
if (parentPort === null) throw new Error('The store runs as a worker thread.')
const port = parentPort
const post = (message: FromThread): void => port.postMessage(message)

/** So often (milliseconds) this server says that it is there, and looks what the others can read. */
const beatEvery = 2_000

const serve = async (connections: PostgresConnections, servers: PostgresServers): Promise<void> => {
  const appends = createPostgresAppends(connections, servers, post)
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

  let beating: NodeJS.Timeout | null = null
  let withheld: readonly string[] = []
  const beat = async (): Promise<void> => {
    try {
      const found = await servers.beat()
      if (found.join() !== withheld.join()) post({ type: 'withheld', kinds: found })
      withheld = found
    } catch (error) {
      // Else the database does not answer, which those who append hear.
      if (!(error instanceof PostgresRefusal)) return
      post({ type: 'refused', sentence: error.message })
      void close()
    }
  }
  const beatOn = (): void => {
    beating = setTimeout(() => void beat().then(() => beating !== null && beatOn()), beatEvery)
  }

  const close = async (): Promise<void> => {
    if (beating !== null) clearTimeout(beating)
    beating = null
    await appends.settled()
    await Promise.all(running)
    await servers.leave().catch(() => {})
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
  await beat()
  beatOn()
  post({ type: 'opened' })
}

const open = async (): Promise<void> => {
  const connections = await connectPostgres(String(workerData.url))
  try {
    await serve(connections, await joinServers(connections, workerData.reads))
  } catch (error) {
    await connections.close()
    throw error
  }
}
open().catch((error: unknown) => {
  if (!(error instanceof PostgresRefusal)) throw error
  post({ type: 'refused', sentence: error.message })
  port.close()
})
