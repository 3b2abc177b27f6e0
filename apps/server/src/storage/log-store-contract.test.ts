import { describeLogStore } from '@greenroom/session/log-store-contract'
import { vi } from 'vitest'
import { createTemporaryFolder, createTurnedClock } from '../testing/folders-and-entries.ts'
import { openStorage } from './open-storage.ts'

// Real files and threads, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

describeLogStore('SQLite', async () => {
  const folder = createTemporaryFolder()
  const clock = createTurnedClock()
  const open = () => openStorage({ dataDir: folder.path, clock, invitationId: () => 'invitation' })
  const { store } = await open()
  return {
    store,
    turnClock: clock.turn,
    reopen: async () => {
      await store.close()
      return (await open()).store
    },
    cleanUp: folder.remove,
  }
})
