import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  boardEdit,
  createTemporaryFolder,
  createTurnedClock,
  named,
  sessionOf,
} from '../testing/folders-and-entries.ts'
import { backUp } from './back-up.ts'
import { openStorage, type Storage } from './open-storage.ts'
import { restore } from './restore.ts'

vi.setConfig({ testTimeout: 60_000 })
const folders: { remove(): void }[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove()
})
const folder = (): string => {
  const made = createTemporaryFolder()
  folders.push(made)
  return made.path
}
const open = (dataDir: string): Promise<Storage> =>
  openStorage({ dataDir, clock: createTurnedClock(), invitationId: () => 'none' })
const change = (path: string, sql: string): void => {
  const db = new DatabaseSync(join(path, 'greenroom.sqlite'))
  db.exec(sql)
  db.close()
}
const names = ['alpha', 'beta', 'gamma']
/** Three sessions, the first of them packed. */
const makeBackup = async (): Promise<string> => {
  const data = folder()
  const storage = await open(data)
  for (const name of names)
    for (let seq = 0; seq < 8; seq += 2)
      await storage.store.append(sessionOf(name), seq, [named(`${name} ${seq}`), boardEdit(new Uint8Array([0, 0]))])
  while (await storage.packNext(sessionOf('alpha'))) {
    // The next.
  }
  await storage.close()
  const to = join(folder(), 'backup')
  await backUp(data, to, { version: '0.1.0', madeAt: 1_700_000_000_000 })
  return to
}
const fresh = (): string => join(folder(), 'data')
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
    const before = readFileSync(join(backup, 'greenroom.sqlite'))
    const to = fresh()
    expect(await restore(backup, to, { withoutDamaged: false })).toEqual({ folder: to, sessions: 3, lost: [] })
    expect(readdirSync(to)).toEqual(['greenroom.sqlite'])
    expect(statSync(join(to, 'greenroom.sqlite')).mode & 0o077).toBe(0)
    expect(await readAll(to)).toEqual({ alpha: 8, beta: 8, gamma: 8 })
    expect(readFileSync(join(backup, 'greenroom.sqlite')).equals(before)).toBe(true)
  })

  it('is refused for a folder in which something is, and changes nothing there', async () => {
    const to = fresh()
    mkdirSync(join(to, 'something'), { recursive: true })
    await expect(restore(await makeBackup(), to, { withoutDamaged: false })).rejects.toThrow('is not empty')
    expect(readdirSync(to)).toEqual(['something'])
  })

  it('is refused without a backup, for one of a newer version, and for what is no database, and leaves no folder', async () => {
    const to = fresh()
    await expect(restore(folder(), to, { withoutDamaged: false })).rejects.toThrow('no file greenroom.sqlite')
    const newer = await makeBackup()
    change(newer, 'UPDATE schema_version SET version = 999')
    await expect(restore(newer, to, { withoutDamaged: false })).rejects.toThrow('version 999')
    const other = folder()
    writeFileSync(join(other, 'greenroom.sqlite'), 'not a database at all, but a text that is long enough')
    await expect(restore(other, to, { withoutDamaged: true })).rejects.toThrow('could not be restored')
    expect(existsSync(to)).toBe(false)
  })

  it('says which sessions of a damaged one are lost, and restores the rest when told to', async () => {
    const backup = await makeBackup()
    change(
      backup,
      `UPDATE entries SET data = '{}' WHERE seq = 3 AND session = (SELECT key FROM sessions WHERE id = 'beta')`,
    )
    const to = fresh()
    await expect(restore(backup, to, { withoutDamaged: false })).rejects.toThrow('Damaged session: beta.')
    expect(existsSync(to)).toBe(false)
    expect(await restore(backup, to, { withoutDamaged: true })).toEqual({ folder: to, sessions: 2, lost: ['beta'] })
    expect(await readAll(to)).toEqual({ alpha: 8, beta: 0, gamma: 8 })
  })

  it('is refused when a whole session is gone from it, or anything else was changed', async () => {
    const gone = await makeBackup()
    change(
      gone,
      `DELETE FROM entries; DELETE FROM packs; DELETE FROM sessions WHERE id <> 'beta'; UPDATE sessions SET entries = NULL`,
    )
    await expect(restore(gone, fresh(), { withoutDamaged: false })).rejects.toThrow('2 sessions of 3 cannot be found.')
    const touched = await makeBackup()
    change(touched, `UPDATE sessions SET due = 5`)
    await expect(restore(touched, fresh(), { withoutDamaged: false })).rejects.toThrow('its checksum is another')
  })
})
