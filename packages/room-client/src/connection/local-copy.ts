import type { DBSchema, IDBPDatabase } from 'idb'
import * as Y from 'yjs'
import { openDeviceDatabase } from './device-database.ts'
import type { OpenLocalCopy } from './ports.ts'

interface Tables extends DBSchema {
  updates: { key: number; value: Uint8Array }
}

/** Updates that are stored one by one; then the whole document takes their place. */
const mostUpdates = 500

/** A board's copy in IndexedDB. Each update is written in its own transaction as it happens: nothing waits to be flushed. */
export const indexedDbCopies: OpenLocalCopy = (name, doc) => {
  const origin = {}
  const database = openDeviceDatabase<Tables>(name, (created) => {
    created.createObjectStore('updates', { autoIncrement: true })
  })
  let isClosed = false
  /** The connection over which everything in the document was written. Over another one, the database may be empty. */
  let written: IDBPDatabase<Tables> | null = null
  /** The connection over which the document is about to be written. */
  let exchanging: IDBPDatabase<Tables> | null = null
  let stored = 0

  /** Brings what is stored into the document, and the document into what is stored. */
  const exchange = async (open: IDBPDatabase<Tables>): Promise<void> => {
    exchanging = open
    const transaction = open.transaction('updates', 'readwrite')
    const work = async (): Promise<void> => {
      const { store } = transaction
      const updates = await store.getAll()
      if (isClosed) return
      const own = Y.encodeStateAsUpdate(doc)
      const apply = (): void => {
        for (const update of updates) Y.applyUpdate(doc, update)
      }
      Y.transact(doc, apply, origin, false)
      written = open
      exchanging = null
      const isFull = updates.length >= mostUpdates
      stored = isFull ? 1 : updates.length + 1
      if (isFull) await store.clear()
      await store.add(isFull ? Y.encodeStateAsUpdate(doc) : own)
    }
    await Promise.all([work(), transaction.done])
  }
  const keep = (update: Uint8Array, from: unknown): void => {
    if (from === origin) return
    const write = async (open: IDBPDatabase<Tables>): Promise<unknown> => {
      if (open === exchanging) return
      if (open !== written || stored >= mostUpdates) return exchange(open)
      stored++
      return open.add('updates', update)
    }
    // A device that stores nothing keeps nobody from the board.
    database.use(write).catch(() => {})
  }
  doc.on('update', keep)
  const loaded = database.use(exchange)
  return {
    loaded,
    // The database stays: deleting it would close it under another tab of the same person.
    clear: async () => {
      doc.off('update', keep)
      await loaded.catch(() => {})
      await database.use((open) => open.clear('updates'))
    },
    close: () => {
      isClosed = true
      doc.off('update', keep)
      return database.close()
    },
  }
}
