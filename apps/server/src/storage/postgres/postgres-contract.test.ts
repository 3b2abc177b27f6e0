import { describeLogStore } from '@greenroom/session/log-store-contract'
import pg from 'pg'
import { expect, it, vi } from 'vitest'
import { createTurnedClock, named, sessionOf } from '../../testing/folders-and-entries.ts'
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

it('a deletion by age waits for an entry that another server is writing, and then leaves the session alone', async () => {
  const database = await createTestDatabase()
  const { store } = await openStorage({
    dataDir: '/nowhere',
    databaseUrl: database.url,
    clock: createTurnedClock(),
    invitationId: () => 'invitation',
  })
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  try {
    const session = sessionOf('one')
    await store.append(session, 0, [named('Ana')])
    await database.query('UPDATE sessions SET at = 1000')
    // Written, and not committed: a look finds the old time.
    await other.query('BEGIN')
    await other.query('UPDATE sessions SET at = 9000')
    const deleted = store.deleteSession(session, 5_000)
    await vi.waitUntil(
      async () =>
        (
          await database.query(
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
          )
        ).length === 1,
      { timeout: 4_000, interval: 5 },
    )
    await other.query('COMMIT')
    expect(await deleted).toBe(false)
    expect(await store.lastSeq(session)).toBe(1)
  } finally {
    await other.end()
    await store.close()
    await database.remove()
  }
})
