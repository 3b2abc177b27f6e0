import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, vi } from 'vitest'
import { boardEdit, createTurnedClock, named, sessionOf } from '../../testing/folders-and-entries.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { openStorage, type Storage } from '../open-storage.ts'
import { backUp } from './back-up.ts'
import { unpackBackupFile } from './backup-file.ts'
import { restore } from './restore.ts'

vi.setConfig({ testTimeout: 60_000 })
let lastId = 0
const open = (dataDir: string): Promise<Storage> =>
  openStorage({ dataDir, clock: createTurnedClock(), invitationId: () => `id-${++lastId}` })
/** A database that was copied out of a backup, with something changed in it: beside the manifest that it had, as older versions left both. */
const changed = async (sql: string): Promise<string> => {
  const path = temporaryFolder()
  const unpacked = await unpackBackupFile(await makeBackup(), join(path, 'greenroom.sqlite'), () => {})
  writeFileSync(join(path, 'backup.json'), unpacked?.manifest ?? '')
  const db = new DatabaseSync(join(path, 'greenroom.sqlite'))
  db.exec(sql)
  db.close()
  return path
}
/** The file with other bytes from there on. */
const overwritten = (file: string, at: number, bytes: Uint8Array): string => {
  const whole = readFileSync(file)
  whole.set(bytes, at)
  const to = join(temporaryFolder(), 'damaged.tar')
  writeFileSync(to, whole)
  return to
}
const names = ['alpha', 'beta', 'gamma']
let made: Uint8Array | null = null
/** Three sessions, the first of them packed. It is made once, and each call gives a copy. */
const makeBackup = async (): Promise<string> => {
  const to = join(temporaryFolder(), 'backup.tar')
  if (made !== null) {
    writeFileSync(to, made)
    return to
  }
  const data = temporaryFolder()
  const storage = await open(data)
  for (const name of names)
    for (let seq = 0; seq < 8; seq += 2)
      await storage.store.append(sessionOf(name), seq, [named(`${name} ${seq}`), boardEdit(new Uint8Array(2000))])
  while (await storage.packNext(sessionOf('alpha'))) {
    // The next.
  }
  await storage.close()
  await backUp(data, to, { version: '0.1.0', madeAt: 1_700_000_000_000 })
  made = readFileSync(to)
  return to
}
const fresh = (): string => join(temporaryFolder(), 'data')
const readAll = async (dataDir: string): Promise<Readonly<Record<string, number>>> => {
  const storage = await open(dataDir)
  const counts = await Promise.all(
    names.map(async (name) => [name, (await storage.store.read(sessionOf(name), 0, 100)).length] as const),
  )
  await storage.close()
  return Object.fromEntries(counts)
}

describe('a restored backup', () => {
  it('has every session, is closed to other accounts, and leaves the backup as it was', async () => {
    const backup = await makeBackup()
    const before = readFileSync(backup)
    const to = fresh()
    expect(await restore(backup, to, { withoutDamaged: false })).toEqual({ folder: to, sessions: 3, lost: [] })
    expect(readdirSync(to)).toEqual(['greenroom.sqlite'])
    expect(statSync(join(to, 'greenroom.sqlite')).mode & 0o077).toBe(0)
    expect(await readAll(to)).toEqual({ alpha: 8, beta: 8, gamma: 8 })
    expect(readFileSync(backup).equals(before)).toBe(true)
  })

  it('is refused for a folder in which something is, and changes nothing there', async () => {
    const to = fresh()
    mkdirSync(join(to, 'something'), { recursive: true })
    await expect(restore(await makeBackup(), to, { withoutDamaged: false })).rejects.toThrow('is not empty')
    expect(readdirSync(to)).toEqual(['something'])
  })

  it('is refused without a backup, for one of a newer version, and for a file that is not a database, and leaves no folder', async () => {
    const to = fresh()
    await expect(restore(temporaryFolder(), to, { withoutDamaged: false })).rejects.toThrow('no file greenroom.sqlite')
    await expect(restore(join(temporaryFolder(), 'none.tar'), to, { withoutDamaged: false })).rejects.toThrow(
      'Check the name.',
    )
    const newer = await changed('UPDATE schema_version SET version = 999')
    await expect(restore(newer, to, { withoutDamaged: false })).rejects.toThrow('version 999')
    const manifest = JSON.parse(readFileSync(join(newer, 'backup.json'), 'utf8'))
    for (const ahead of [
      { ...manifest, greenroom: '9.0.0', schema: 999 },
      { format: 3, greenroom: '9.0.0' },
    ]) {
      writeFileSync(join(newer, 'backup.json'), JSON.stringify(ahead))
      await expect(restore(newer, to, { withoutDamaged: true })).rejects.toThrow(
        'This backup was made by Greenroom 9.0.0, which is newer than this one. Update Greenroom, then restore it.',
      )
    }
    const text = join(temporaryFolder(), 'letter.tar')
    writeFileSync(text, 'Dear reader,'.repeat(200))
    await expect(restore(text, to, { withoutDamaged: true })).rejects.toThrow('is not a backup of Greenroom')
    const other = temporaryFolder()
    writeFileSync(join(other, 'greenroom.sqlite'), 'not a database at all, but a text that is long enough')
    await expect(restore(other, to, { withoutDamaged: true })).rejects.toThrow('nothing in it can be read')
    expect(existsSync(to)).toBe(false)
  })

  it('says which sessions of a damaged one are lost, and restores the rest when told to', async () => {
    const backup = await changed(
      `UPDATE entries SET data = '{}' WHERE seq = 3 AND session = (SELECT key FROM sessions WHERE id = 'beta')`,
    )
    const to = fresh()
    await expect(restore(backup, to, { withoutDamaged: false })).rejects.toThrow('Damaged session: beta.')
    expect(existsSync(to)).toBe(false)
    expect(await restore(backup, to, { withoutDamaged: true })).toEqual({ folder: to, sessions: 2, lost: ['beta'] })
    expect(await readAll(to)).toEqual({ alpha: 8, beta: 0, gamma: 8 })
  })

  it('is refused when a whole session is gone from it, or anything else was changed', async () => {
    const gone = await changed(
      `DELETE FROM entries; DELETE FROM packs; DELETE FROM sessions WHERE id <> 'beta'; UPDATE sessions SET entries = NULL`,
    )
    await expect(restore(gone, fresh(), { withoutDamaged: false })).rejects.toThrow('Damaged sessions: alpha, gamma.')
    expect((await restore(gone, fresh(), { withoutDamaged: true })).lost).toEqual(['alpha', 'gamma'])
    const touched = await changed(`UPDATE sessions SET due = 5`)
    await expect(restore(touched, fresh(), { withoutDamaged: false })).rejects.toThrow('its checksum differs')
  })

  it('of a file with bytes that are wrong or missing names what is lost, wherever they are, and restores the rest', async () => {
    const backup = await makeBackup()
    const whole = readFileSync(backup)
    const database = whole.indexOf('SQLite format 3')
    const damages = [
      // The table of contents: of the file, and what the manifest lists.
      overwritten(backup, 3, Buffer.from('what?')),
      overwritten(backup, 520, Buffer.from('not what was listed')),
      overwritten(backup, database - 500, Buffer.alloc(100, 7)),
      // A page in the middle of the logs, where gamma’s words stand.
      overwritten(backup, whole.lastIndexOf('gamma 4'), Buffer.alloc(8)),
      // Its end.
      (() => {
        const cut = join(temporaryFolder(), 'cut.tar')
        writeFileSync(cut, whole.subarray(0, whole.length - 6000))
        return cut
      })(),
    ]
    const outcomes: (readonly string[])[] = []
    for (const damaged of damages) {
      const to = fresh()
      await expect(restore(damaged, to, { withoutDamaged: false })).rejects.toThrow(/damaged|Damaged/)
      expect(existsSync(to)).toBe(false)
      await expect(restore(damaged, to, { withoutDamaged: false, isCheck: true })).rejects.toThrow(
        /The backup was left as it is\. To restore the rest: npm run restore/,
      )
      expect(existsSync(to)).toBe(false)
      const { sessions, lost } = await restore(damaged, to, { withoutDamaged: true })
      expect(sessions + lost.filter((each) => names.includes(each)).length, damaged).toBe(3)
      const kept = await readAll(to)
      for (const name of names) expect(kept[name]).toBe(lost.includes(name) ? 0 : 8)
      outcomes.push(lost)
    }
    expect(outcomes.slice(0, 4)).toEqual([[], [], [], ['gamma']])
    // Of one whose description of its tables is gone, nothing can be read.
    const gone = overwritten(backup, database + 100, Buffer.alloc(3000, 9))
    await expect(restore(gone, fresh(), { withoutDamaged: true })).rejects.toThrow(
      'so much of the database is damaged that none of its 3 sessions can be read. Nothing was restored.',
    )
  })

  it('that is salvaged has everything that is not damaged: invitations, share links, cases, and the signing key', async () => {
    const data = temporaryFolder()
    const storage = await open(data)
    for (const name of ['alpha', 'beta']) {
      await storage.store.append(sessionOf(name), 0, [named(name), named('again')])
      await storage.access.addInvitation(sessionOf(name), `${name}-invites`, ['candidate'], 5)
      await storage.shareLinks.add(
        sessionOf(name),
        `${name}-shares`,
        { view: { round: null, hides: [] } as never, createdAt: 5, endsAt: null },
        9,
      )
    }
    const seed = await storage.signingSeed(new Uint8Array(32).fill(9))
    await storage.close()
    const backup = join(temporaryFolder(), 'backup.tar')
    await backUp(data, backup, { version: '0.1.0', madeAt: 5 })
    const damaged = overwritten(backup, readFileSync(backup).lastIndexOf('beta'), Buffer.from('bet!'))
    const to = fresh()
    expect((await restore(damaged, to, { withoutDamaged: true })).lost).toEqual(['beta'])
    const db = new DatabaseSync(join(to, 'greenroom.sqlite'))
    const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
    const counts = Object.fromEntries(
      tables.map(({ name }) => [name, Number(db.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.n)]),
    )
    db.close()
    expect(counts).toMatchObject({ sessions: 1, entries: 2, invitations: 1, share_links: 1, server_key: 1 })
    const again = await open(to)
    expect(await again.signingSeed(new Uint8Array(32))).toEqual(seed)
    await again.close()
  })
})
