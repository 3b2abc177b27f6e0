import { openStorage, type Storage } from '../storage/open-storage.ts'
import { createTemporaryFolder, createTurnedClock } from './folders-and-entries.ts'
import { createTestDatabase } from './postgres.ts'

const opened = {
  SQLite: async () => {
    const folder = createTemporaryFolder()
    return { dataDir: folder.path, databaseUrl: null, remove: folder.remove }
  },
  Postgres: async () => {
    const database = await createTestDatabase()
    return { dataDir: '/nowhere', databaseUrl: database.url, remove: database.remove }
  },
}

type StorageKind = keyof typeof opened
export const storageKinds = Object.keys(opened) as readonly StorageKind[]

/** Does this work with a new, empty storage of that kind. */
export async function withStorage(kind: StorageKind, work: (storage: Storage) => Promise<void>): Promise<void> {
  const place = await opened[kind]()
  let ids = 0
  const storage = await openStorage({ ...place, clock: createTurnedClock(), invitationId: () => `id-${++ids}` })
  try {
    await work(storage)
  } finally {
    await storage.close()
    await place.remove()
  }
}
