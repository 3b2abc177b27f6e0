import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { createTurnedClock, named, sessionOf } from '../testing/folders-and-entries.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { restore } from './backups/restore.ts'
import { openStorage, type Storage } from './open-storage.ts'
import { migrate, migrations } from './schema.ts'

vi.setConfig({ testTimeout: 60_000 })
const open = (dataDir: string): Promise<Storage> =>
  openStorage({ dataDir, clock: createTurnedClock(), invitationId: () => 'none' })
const old = gunzipSync(
  readFileSync(new URL('../../../../test/fixtures/data/0.1.0/greenroom.sqlite.gz', import.meta.url)),
)
const releasedVersion = 2

/** A data folder of version 0.1.0, brought to a version of the database in between. */
const folderAt = (version: number): string => {
  const path = temporaryFolder()
  writeFileSync(join(path, 'greenroom.sqlite'), old)
  const db = new DatabaseSync(join(path, 'greenroom.sqlite'))
  migrate(db, migrations.slice(0, version))
  db.close()
  return path
}
const versionAt = (file: string): number => {
  const db = new DatabaseSync(file, { readOnly: true })
  const version = Number(db.prepare('SELECT version FROM schema_version').get()?.version)
  db.close()
  return version
}
const wordsIn = (path: string): unknown => {
  const db = new DatabaseSync(join(path, 'greenroom.sqlite'), { readOnly: true })
  const rows = db.prepare('SELECT session, seq, at, kind, data, bytes FROM entries ORDER BY session, seq').all()
  db.close()
  return rows
}

describe('an upgrade', () => {
  it.each(Array.from({ length: migrations.length - releasedVersion + 1 }, (_, index) => releasedVersion + index))(
    'from version %i of the database, whatever was skipped: everything is there, and a copy of what it was',
    async (version) => {
      const path = folderAt(version)
      const before = wordsIn(path)
      const storage = await open(path)
      expect(await storage.check()).toEqual({ file: [], damaged: [] })
      await storage.store.append(sessionOf('after'), 0, [named('goes on')])
      await storage.close()
      expect(wordsIn(path)).toEqual([...(before as unknown[]), expect.objectContaining({ seq: 1 })])
      const copy = join(path, `before-version-${migrations.length}.sqlite`)
      expect(existsSync(copy)).toBe(version < migrations.length)
      if (version === migrations.length) return
      expect(versionAt(copy)).toBe(version)
      expect(statSync(copy).mode & 0o077).toBe(0)
      // The copy restores as a backup does.
      const to = join(temporaryFolder(), 'data')
      const restored = await restore(copy, to, { withoutDamaged: false })
      expect(restored.lost).toEqual([])
      expect(wordsIn(to)).toEqual(before)
    },
  )

  it('keeps the last two copies, makes none of a database that is new or up to date, and no other account may look into the folder', async () => {
    const path = folderAt(releasedVersion)
    const later = migrations.length + 10
    for (const made of [3, 4, later]) writeFileSync(join(path, `before-version-${made}.sqlite`), `copy ${made}`)
    await (await open(path)).close()
    const copies = () => readdirSync(path).filter((name) => name.startsWith('before-'))
    expect(copies().sort()).toEqual([`before-version-${migrations.length}.sqlite`, `before-version-${later}.sqlite`])
    expect(statSync(path).mode & 0o077).toBe(0)
    const before = statSync(join(path, `before-version-${migrations.length}.sqlite`)).mtimeMs
    await (await open(path)).close()
    expect(statSync(join(path, `before-version-${migrations.length}.sqlite`)).mtimeMs).toBe(before)
    const fresh = temporaryFolder()
    await (await open(fresh)).close()
    expect(readdirSync(fresh).filter((name) => name.startsWith('before-'))).toEqual([])
  })

  it('whose server is killed between two steps goes through at the next start', async () => {
    for (const step of [releasedVersion + 1, migrations.length - 1]) {
      const path = folderAt(releasedVersion)
      const before = wordsIn(path)
      const file = join(path, 'greenroom.sqlite')
      // Runs the migrations up to one that never ends, as the server runs them, and is killed there.
      const program = `
        import { writeSync } from 'node:fs'
        const { openForWriting } = await import(${JSON.stringify(fileURLToPath(new URL('./open-database.ts', import.meta.url)))})
        const { migrate, migrations } = await import(${JSON.stringify(fileURLToPath(new URL('./schema.ts', import.meta.url)))})
        const stop = () => {
          writeSync(1, 'between')
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
        }
        migrate(openForWriting(${JSON.stringify(file)}), [...migrations.slice(0, ${step}), stop])
      `
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
      const said = await new Promise((resolve) => child.stdout.once('data', (bytes: Buffer) => resolve(String(bytes))))
      expect(said).toBe('between')
      child.kill('SIGKILL')
      expect(await ended).toBe('SIGKILL')
      expect(versionAt(file)).toBe(releasedVersion)
      const storage = await open(path)
      expect(await storage.check()).toEqual({ file: [], damaged: [] })
      await storage.close()
      expect(versionAt(file)).toBe(migrations.length)
      expect(wordsIn(path)).toEqual(before)
    }
  })
})
