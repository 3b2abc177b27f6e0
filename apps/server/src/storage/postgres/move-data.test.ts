import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { emptySession } from '@greenroom/session'
import { expect, it, vi } from 'vitest'
import { copyBlobs } from '../../audio/copy-blobs.ts'
import { createFolderBlobs } from '../../audio/folder-blobs.ts'
import { openBlobs } from '../../audio/open-blobs.ts'
import {
  ana,
  boardEdit,
  createTemporaryFolder,
  createTurnedClock,
  named,
  sessionOf,
} from '../../testing/folders-and-entries.ts'
import { createTestDatabase } from '../../testing/postgres.ts'
import { backUp } from '../backups/back-up.ts'
import { restore } from '../backups/restore.ts'
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
  const blobsIn = (dataDir: string, key: string) => openBlobs({ dataDir, s3: null }, key)
  const keys: string[] = []
  const place = {
    databaseUrl: database.url,
    clock,
    copyVoices: async (key: string) => {
      keys.push(key)
      await copyBlobs(blobsIn(from, key), blobsIn(back, key))
    },
  }
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
    // What is appended there continues where the folder ended.
    const there = await open('/nowhere', database.url)
    expect(await there.store.append(one, 3, [named('there')])).toMatchObject({ ok: true, firstSeq: 4 })
    expect(await there.store.append(sessionOf('new'), 0, [named('new')])).toMatchObject({ ok: true })
    await there.store.deleteSession(sessionOf('new'))
    await there.close()
    const grown = await readAll('/nowhere', database.url)

    // Its voices come along, under the same name, and nothing is final before they have.
    const [key = ''] = keys
    const voice = Buffer.from('a voice')
    const hash = createHash('sha256').update(voice).digest('hex')
    await blobsIn(from, key).put(one, hash, voice)
    const copyNothing = () => Promise.reject(new Error('no space'))
    await expect(
      moveToFolder({ dataDir: join(folder.path, 'full'), ...place, copyVoices: copyNothing }),
    ).rejects.toThrow('no space')
    const full = await open(join(folder.path, 'full'), null)
    expect(await full.store.lastSeq(one)).toBe(0)
    await full.close()
    expect(await moveToFolder({ dataDir: back, ...place })).toBe(2)
    expect(keys).toEqual([key, key])
    expect(await blobsIn(back, key).get(one, hash)).toEqual(voice)
    expect(await readAll(back, null)).toEqual(grown)
    await expect(moveToFolder({ dataDir: from, ...place })).rejects.toThrow(/already holds data/)
    expect(await readAll(from, null)).toEqual(before)
  } finally {
    await database.remove()
    folder.remove()
  }
})

it('a folder with a damaged session is not copied, and what it says to do moves the rest', async () => {
  const folder = createTemporaryFolder()
  const database = await createTestDatabase()
  const clock = createTurnedClock(1_700_000_000_000)
  const place = { databaseUrl: database.url, clock, copyVoices: () => Promise.resolve() }
  const [from, backup, to] = [join(folder.path, 'from'), join(folder.path, 'backup.tar'), join(folder.path, 'to')]
  try {
    const storage = await openStorage({ dataDir: from, clock, invitationId: () => '' })
    for (const name of ['one', 'two', 'three']) await storage.store.append(sessionOf(name), 0, [named(name)])
    await storage.close()
    const spoil = (session: string): void => {
      const db = new DatabaseSync(join(from, 'greenroom.sqlite'))
      db.prepare("UPDATE entries SET data = '{}' WHERE session = (SELECT key FROM sessions WHERE id = ?)").run(session)
      db.close()
    }
    spoil('one')
    await expect(moveToPostgres({ dataDir: from, ...place })).rejects.toThrow('has 1 damaged session;')
    spoil('two')
    await expect(moveToPostgres({ dataDir: from, ...place })).rejects.toThrow('has 2 damaged sessions;')
    await backUp(from, backup, { version: '0', madeAt: 0 })
    expect(await restore(backup, to, { withoutDamaged: true })).toMatchObject({ sessions: 1 })
    expect(await moveToPostgres({ dataDir: to, ...place })).toBe(1)
  } finally {
    await database.remove()
    folder.remove()
  }
})

it('a voice that is damaged is not copied as if it were whole', async () => {
  const folder = createTemporaryFolder()
  try {
    const from = createFolderBlobs(join(folder.path, 'from'))
    const to = createFolderBlobs(join(folder.path, 'to'))
    const hash = createHash('sha256').update('a voice').digest('hex')
    await from.put(sessionOf('one'), hash, Buffer.from('a voice'))
    expect(await copyBlobs(from, to)).toBe(1)
    expect(await to.list(sessionOf('one'))).toEqual([hash])
    writeFileSync(join(folder.path, 'from', 'one', hash), 'no voice')
    await to.removeSession(sessionOf('one'))
    await expect(copyBlobs(from, to)).rejects.toThrow('A recorded voice of session one is damaged.')
    expect(readdirSync(join(folder.path, 'to'))).toEqual([])
  } finally {
    folder.remove()
  }
})
