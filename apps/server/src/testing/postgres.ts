import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

/** A separate database on the Postgres that all tests of a run share. */
export type TestDatabase = {
  readonly url: string
  readonly query: (text: string, values?: readonly unknown[]) => Promise<readonly Readonly<Record<string, unknown>>[]>
  readonly remove: () => Promise<void>
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
const keeper = fileURLToPath(new URL('./postgres-keeper.ts', import.meta.url))

/** The process whose tests share one Postgres: one vitest, whose workers are its children. */
const sharedBy = process.env.VITEST === undefined ? process.pid : process.ppid

/** Started by whichever file asks first. Installed from npm, so that it is the same on every machine. */
const startPostgres = async (): Promise<string> => {
  const folder = join(tmpdir(), `greenroom-postgres-of-${sharedBy}-${process.getuid?.() ?? 0}`)
  const file = `${folder}.json`
  let isFirst = true
  try {
    mkdirSync(folder)
  } catch {
    isFirst = false
  }
  // Left over from a process that had the same number long ago.
  if (isFirst || (!existsSync(file) && !(await appears(file, 60_000)))) {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', keeper, String(sharedBy), file], {
      detached: true,
      stdio: 'ignore',
    })
    child.unref()
  }
  if (!(await appears(file, 60_000))) throw new Error('Postgres did not start within a minute.')
  const { url, error } = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof url !== 'string') throw new Error(`Postgres did not start: ${String(error)}`)
  return url
}
const appears = async (file: string, within: number): Promise<boolean> => {
  for (const start = performance.now(); performance.now() - start < within; await wait(25))
    if (existsSync(file) && readFileSync(file, 'utf8').endsWith('}')) return true
  return false
}

let starting: Promise<string> | null = null
/** The address of the shared Postgres, as its superuser. */
export function sharedPostgres(): Promise<string> {
  starting ??= startPostgres()
  return starting
}

/**
 * Dropping a database needs a checkpoint, which writes what all databases have changed: it fails for as long as another test keeps the disk of
 * its own database full.
 */
async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  for (const start = performance.now(); ; await wait(200)) {
    try {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      return
    } catch (error) {
      const isForNow = error instanceof Error && error.message === 'checkpoint request failed'
      if (!isForNow || performance.now() - start > 60_000) throw error
    }
  }
}

let made = 0
/** An empty database; `remove` drops it, even while something is connected to it. */
export async function createTestDatabase(options = ''): Promise<TestDatabase> {
  const shared = await sharedPostgres()
  const name = `test_${process.pid}_${++made}`
  const admin = new pg.Client({ connectionString: shared })
  admin.on('error', () => {})
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} ${options}`)
  const url = new URL(shared)
  url.pathname = `/${name}`
  const own = new pg.Pool({ connectionString: url.href, max: 2 })
  own.on('error', () => {})
  return {
    url: url.href,
    query: async (text, values = []) => (await own.query(text, [...values])).rows,
    remove: async () => {
      await own.end()
      await dropDatabase(admin, name)
      await admin.end()
    },
  }
}
