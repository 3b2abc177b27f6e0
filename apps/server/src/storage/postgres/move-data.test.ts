import { join } from 'node:path'
import { emptySession } from '@greenroom/session'
import { expect, it, vi } from 'vitest'
import {
  ana,
  boardEdit,
  createTemporaryFolder,
  createTurnedClock,
  named,
  sessionOf,
} from '../../testing/folders-and-entries.ts'
import { createTestDatabase } from '../../testing/postgres.ts'
import { openStorage } from '../open-storage.ts'
import { moveToFolder, moveToPostgres } from './move-data.ts'

vi.setConfig({ testTimeout: 120_000 })

it('a data folder is copied into Postgres and back with everything in it, and only into what is empty', async () => {
  const folder = createTemporaryFolder()
  const database = await createTestDatabase()
  const clock = createTurnedClock(1_700_000_000_000)
  const [one, packed] = [sessionOf('one'), sessionOf('packed')]
  const open = (dataDir: string, databaseUrl: string | null) => {
    let id = 0
    return openStorage({ dataDir, databaseUrl, clock, invitationId: () => `id-${++id}` })
  }
  const [from, back] = [join(folder.path, 'from'), join(folder.path, 'back')]
  const place = { databaseUrl: database.url, clock }
  const readAll = async (dataDir: string, databaseUrl: string | null) => {
    const storage = await open(dataDir, databaseUrl)
    try {
      const { store, access, shareLinks, ownCases, imports } = storage
      return {
        logs: [await store.read(one, 0, 9_999), await store.read(packed, 0, 9_999)],
        ends: [await store.lastSeq(one), await store.lastSeq(packed), await store.seqAt(packed, clock.now())],
        keyframe: await store.readKeyframe(one, 9),
        due: await store.readDue(Number.MAX_SAFE_INTEGER),
        token: await access.findToken('token'),
        wayBack: await access.findWayBack('way'),
        invitations: await access.listInvitations(one),
        links: await shareLinks.list(one),
        ownCase: await ownCases.find({ id: 'case', secret: 'secret' }),
        imported: await imports.find('import'),
        seed: [...(await storage.signingSeed(new Uint8Array(32)))],
        unpacked: await storage.readUnpacked(clock.now() + 1, 10),
        check: await storage.check(),
      }
    } finally {
      await storage.close()
    }
  }
  try {
    const storage = await open(from, null)
    await storage.store.append(one, 0, [
      named('Ana'),
      boardEdit(new Uint8Array([0, 1, 255])),
      named('Zoë “quoted” \\ {x,y} NULL'),
    ])
    await storage.store.append(
      packed,
      0,
      Array.from({ length: 700 }, (_, at) => (at % 3 === 0 ? named(`n ${at}`) : boardEdit(new Uint8Array([at % 256])))),
    )
    while (await storage.packNext(packed)) {
      // The next.
    }
    await storage.store.append(packed, 700, [named('after')])
    await storage.store.writeKeyframe(one, { seq: 2, state: emptySession, documents: [] })
    await storage.store.setDue(one, 5_000)
    await storage.access.addToken('token', one, ana, null)
    await storage.access.setWayBack(one, ana, 'way', 7)
    await storage.access.addInvitation(one, 'invitation', ['candidate'], 8)
    await storage.signingSeed(new Uint8Array(32).fill(9))
    await storage.imports.add(
      {
        id: 'imported',
        secret: 'import',
        key: 'key',
        at: 9,
        view: { kind: 'participant', participant: ana },
        bytes: new Uint8Array([1, 2, 0, 255]),
      },
      { most: 3, mostBytes: 99 },
    )
    await storage.ownCases.add([{ key: { id: 'case', secret: 'secret' }, text: 'id: “x”\n' }], 3, {
      most: 9,
      mostBytes: 9_999,
    })
    await storage.close()
    const before = await readAll(from, null)
    expect(before.logs.map(({ length }) => length)).toEqual([3, 701])
    expect(before.wayBack).not.toBeNull()

    expect(await moveToPostgres({ dataDir: from, ...place })).toBe(2)
    expect(await readAll('/nowhere', database.url)).toEqual(before)
    await expect(moveToPostgres({ dataDir: from, ...place })).rejects.toThrow(/already in use/)
    // What is appended there goes on where the folder ended.
    const there = await open('/nowhere', database.url)
    expect(await there.store.append(one, 3, [named('there')])).toMatchObject({ ok: true, firstSeq: 4 })
    expect(await there.store.append(sessionOf('new'), 0, [named('new')])).toMatchObject({ ok: true })
    await there.store.deleteSession(sessionOf('new'))
    await there.close()
    const grown = await readAll('/nowhere', database.url)

    expect(await moveToFolder({ dataDir: back, ...place })).toBe(2)
    expect(await readAll(back, null)).toEqual(grown)
    await expect(moveToFolder({ dataDir: from, ...place })).rejects.toThrow(/already holds data/)
    expect(await readAll(from, null)).toEqual(before)
  } finally {
    await database.remove()
    folder.remove()
  }
})
