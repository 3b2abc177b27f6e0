import { transact } from 'lib0/indexeddb'
import { IndexeddbPersistence } from 'y-indexeddb'
import type { Doc } from 'yjs'
import type { OpenLocalCopy } from './ports.ts'

/** A board's copy in IndexedDB. Each update is written in its own transaction as it happens: nothing waits to be flushed. */
export const indexedDbCopies: OpenLocalCopy = (name, doc) => {
  let persistence = openCopy(name, doc)
  const loaded = loadedOf(persistence)
  // A browser may take the database away from an open page: its site's data was cleared, or a phone has ended the process that holds it.
  // Writing then throws, in the middle of the document's own event, before the update has gone to the server.
  const keep = (update: Uint8Array, origin: unknown): void => {
    try {
      persistence._storeUpdate(update, origin)
    } catch {
      void persistence.destroy()
      // Its first write is the whole document.
      persistence = openCopy(name, doc)
      loadedOf(persistence).catch(() => {})
    }
  }
  doc.on('update', keep)
  return {
    loaded,
    // The database stays: deleting it would close it under another tab of the same person, whose next edit would throw.
    clear: async () => {
      await loaded
      const database = persistence.db
      if (database === null) return
      const [updates] = transact(database, ['updates'])
      await new Promise<void>((resolve, reject) => {
        if (updates === undefined) return resolve()
        const request = updates.clear()
        request.onsuccess = () => resolve()
        request.onerror = () => reject(request.error)
      })
    },
    close: () => {
      doc.off('update', keep)
      return persistence.destroy()
    },
  }
}

/** What happens to the document is handed to it by `keep` alone. */
function openCopy(name: string, doc: Doc): IndexeddbPersistence {
  const persistence = new IndexeddbPersistence(name, doc)
  doc.off('update', persistence._storeUpdate)
  return persistence
}

const loadedOf = (persistence: IndexeddbPersistence): Promise<void> =>
  new Promise((resolve, reject) => {
    persistence.once('synced', () => resolve())
    persistence._db.catch(reject)
  })
