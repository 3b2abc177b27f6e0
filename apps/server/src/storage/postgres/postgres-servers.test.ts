import { type NewEntry, versionsRead } from '@greenroom/session'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTurnedClock, named, sessionOf } from '../../testing/folders-and-entries.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts'
import { openStorage } from '../open-storage.ts'
import { connectPostgres, type PostgresConnections, PostgresRefusal } from './postgres-connection.ts'
import { type EntryVersions, joinServers } from './postgres-servers.ts'

const today = versionsRead()
/** What a release that knows no recorded voices reads. */
const older = Object.fromEntries(Object.entries(today).filter(([kind]) => !kind.startsWith('audio-')))
/** What one reads that has changed the shape of a kind. */
const newer = { ...today, 'participant-named': 2 }
const newKinds = Object.keys(today).filter((kind) => kind.startsWith('audio-'))
const asked = {
  ...{ kind: 'audio-asked', v: 1, by: null, command: null, data: { audio: 1 }, bytes: null },
} as const satisfies NewEntry

describe('servers of several versions on one Postgres', () => {
  let database: TestDatabase
  let connections: PostgresConnections
  const join = (reads: EntryVersions) => joinServers(connections, reads)
  /** So long ago was each of them heard, in milliseconds: as of servers that were killed, or stand still. */
  const silenceAll = (milliseconds: number): Promise<unknown> =>
    database.query('UPDATE servers SET seen_at = seen_at - $1::bigint', [milliseconds])
  beforeEach(async () => {
    database = await createTestDatabase()
    connections = await connectPostgres(database.url)
    // The first one starts Postgres.
  }, 60_000)
  afterEach(async () => {
    await connections.close()
    await database.remove()
  })

  it('write nothing that one of them cannot read, until it has left', async () => {
    const before = await join(older)
    expect(await before.beat()).toEqual([])
    const after = await join(newer)
    expect((await after.beat()).toSorted()).toEqual([...newKinds, 'participant-named'].toSorted())
    await after.use(
      new Map([
        ['audio-asked', 1],
        ['round-ended', 1],
        ['participant-named', 2],
      ]),
    )
    const inUse = (kind: string, version: number): boolean => after.isInUse(kind, version)
    expect([inUse('audio-asked', 1), inUse('round-ended', 1), inUse('participant-named', 2)]).toEqual([
      false,
      true,
      false,
    ])
    // The older shape of a kind continues to be written.
    await before.use(new Map([['participant-named', 1]]))
    expect((await after.beat()).toSorted()).toEqual([...newKinds, 'participant-named'].toSorted())

    await before.leave()
    expect(await after.beat()).toEqual([])
    await after.use(
      new Map([
        ['audio-asked', 1],
        ['participant-named', 2],
      ]),
    )
    expect([inUse('audio-asked', 1), inUse('participant-named', 2), inUse('participant-named', 3)]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('can go back to the older one until something new was written, which then refuses to start', async () => {
    const after = await join(newer)
    const back = await join(older)
    await back.leave()
    await after.use(
      new Map([
        ['audio-asked', 1],
        ['participant-named', 2],
      ]),
    )
    const refused = join(older)
    await expect(refused).rejects.toThrow(PostgresRefusal)
    await expect(refused).rejects.toThrow(
      'have entries of a newer version of Greenroom (audio-asked, participant-named), which this one cannot read. Update Greenroom',
    )
    expect(await database.query('SELECT 1 FROM servers')).toHaveLength(1)
    await (await join(newer)).leave()
  })

  it('wait fifteen seconds for one that was killed, and one that was frozen finds out what was written in the meantime', async () => {
    const [still, frozen] = [await join(older), await join(older)]
    const after = await join(today)
    await silenceAll(14_000)
    expect(await after.beat()).toEqual(newKinds)
    await silenceAll(1_500)
    // It comes to itself in time, and is waited for again.
    expect(await still.beat()).toEqual([])
    expect(await after.beat()).toEqual(newKinds)
    await after.use(new Map([['audio-asked', 1]]))
    expect(after.isInUse('audio-asked', 1)).toBe(false)
    await still.leave()
    expect(await after.beat()).toEqual([])
    await after.use(new Map([['audio-asked', 1]]))
    expect(after.isInUse('audio-asked', 1)).toBe(true)
    await expect(frozen.beat()).rejects.toThrow('(audio-asked), which this one cannot read')
  })

  it('lose no append to another of the same group, and keep nothing of the refused one', async () => {
    const before = await join(older)
    const clock = createTurnedClock()
    const { store, close } = await openStorage({
      ...{ dataDir: '/nowhere', databaseUrl: database.url, clock, invitationId: () => 'invitation' },
    })
    try {
      const results = await Promise.allSettled([
        store.append(sessionOf('one'), 0, [named('Ana'), asked]),
        store.append(sessionOf('two'), 0, [named('Bo')]),
      ])
      expect(results).toMatchObject([
        { status: 'rejected', reason: { message: expect.stringContaining('could not be appended') } },
        { status: 'fulfilled', value: { ok: true, firstSeq: 1 } },
      ])
      expect(await store.lastSeq(sessionOf('one'))).toBe(0)
      await before.leave()
      expect(await store.append(sessionOf('one'), 0, [named('Ana'), asked])).toMatchObject({ ok: true, firstSeq: 1 })
    } finally {
      await close()
    }
  })
})
