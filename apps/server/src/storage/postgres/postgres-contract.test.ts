import { describeLogStore } from '@greenroom/session/log-store-contract'
import { vi } from 'vitest'
import { createTurnedClock } from '../../testing/folders-and-entries.ts'
import { createTestDatabase } from '../../testing/postgres.ts'
import { openStorage } from '../open-storage.ts'

// A real Postgres, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describeLogStore('Postgres', async () => {
  const database = await createTestDatabase()
  const open = () =>
    openStorage({
      dataDir: '/nowhere',
      databaseUrl: database.url,
      clock: createTurnedClock(),
      invitationId: () => 'invitation',
    })
  const { store } = await open()
  // The database's own clock is turned: nothing else stamps an entry.
  await database.query('CREATE TABLE turned (by BIGINT NOT NULL)')
  await database.query('INSERT INTO turned VALUES (0)')
  await database.query(
    'CREATE OR REPLACE FUNCTION now_ms() RETURNS BIGINT LANGUAGE SQL VOLATILE AS $$ SELECT 1700000000000 + by FROM turned $$',
  )
  let turning = Promise.resolve()
  return {
    store: { ...store, append: (...given) => turning.then(() => store.append(...given)) },
    turnClock: (milliseconds) => {
      turning = turning.then(async () => {
        await database.query('UPDATE turned SET by = by + $1', [milliseconds])
      })
    },
    reopen: async () => {
      await store.close()
      return (await open()).store
    },
    cleanUp: database.remove,
  }
})
