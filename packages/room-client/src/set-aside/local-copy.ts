import { transact } from 'lib0/indexeddb'
import { IndexeddbPersistence } from 'y-indexeddb'
import type { OpenLocalCopy } from '../connection/ports.ts'

/** A board's copy in IndexedDB. Each update is written in its own transaction as it happens: nothing waits to be flushed. */
export const indexedDbCopies: OpenLocalCopy = (name, doc) => {
  const persistence = new IndexeddbPersistence(name, doc)
  const loaded = new Promise<void>((resolve, reject) => {
    persistence.once('synced', () => resolve())
    persistence._db.catch(reject)
  })
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
    close: () => persistence.destroy(),
  }
}
