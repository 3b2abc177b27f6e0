import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Framework } from '@greenroom/board'
import type { TestDatabase } from '../../apps/server/src/testing/postgres.ts'
import type { Aims } from './aims.ts'
import { median, printTable, round } from './figures.ts'
import { medianOf, sharesOf } from './measure-typing.ts'
import { startGreenroom, type Target, withTarget } from './targets.ts'
import { type LoadFigures, measureTyping } from './typing-load.ts'

const rooms = 200
const seconds = 10
const rateSeconds = 5

type Store = 'SQLite' | 'Postgres'
const stores: readonly Store[] = ['SQLite', 'Postgres']

/** How both stores sync here, printed beside the figures; throws unless a commit of either waits for the disk, and for the same one. */
async function howTheySync(database: TestDatabase): Promise<string> {
  const names = [
    'server_version',
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'wal_sync_method',
    'data_directory',
  ]
  const settings = new Map<string, string>()
  for (const name of names) {
    const [row] = await database.query('SELECT current_setting($1) AS value', [name])
    settings.set(name, String(row?.value))
  }
  if (settings.get('fsync') !== 'on' || settings.get('synchronous_commit') !== 'on')
    throw new Error('This Postgres does not wait for the disk: its figures would say nothing.')
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-sync-'))
  try {
    if (statSync(folder).dev !== statSync(String(settings.get('data_directory'))).dev)
      throw new Error('The two stores are on different disks.')
    const { openForWriting } = await import('../../apps/server/src/storage/open-database.ts')
    const db = openForWriting(join(folder, 'greenroom.sqlite'))
    const synchronous = Number(db.prepare('PRAGMA synchronous').get()?.synchronous)
    db.close()
    if (synchronous < 2) throw new Error('This SQLite does not wait for the disk: its figures would say nothing.')
    return `Postgres ${names
      .slice(0, -1)
      .map((name, at) => (at === 0 ? settings.get(name) : `${name}=${settings.get(name)}`))
      .join(', ')}; SQLite synchronous=${synchronous}; both on one disk`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * One server on Postgres beside one on SQLite, both syncing every group to the same disk: what people who type notice, and how many edits a
 * second each of them can take. The two take turns, so that other work on the machine affects both.
 */
export async function measureGrow(
  framework: Framework,
  { rates, repeats, aims }: { readonly rates: readonly number[]; readonly repeats: number; readonly aims: Aims },
): Promise<void> {
  // As an operator runs it. Read when the first test database is asked for, which starts the Postgres.
  process.env.GREENROOM_POSTGRES_FSYNC = 'on'
  const { createTestDatabase } = await import('../../apps/server/src/testing/postgres.ts')
  const first = await createTestDatabase()
  try {
    process.stdout.write(`${await howTheySync(first)}\n`)
  } finally {
    await first.remove()
  }
  const start: Readonly<Record<Store, () => Promise<Target>>> = {
    SQLite: () => startGreenroom(framework, rooms),
    Postgres: async () => {
      const database = await createTestDatabase()
      const target = await startGreenroom(framework, rooms, { databaseUrl: database.url })
      return {
        ...target,
        stop: async () => {
          await target.stop()
          await database.remove()
        },
      }
    },
  }
  const say = (store: Store, what: string, figures: LoadFigures): void =>
    void process.stdout.write(
      `${store}, ${what}: p50 ${round(figures.p50)} ms, p99 ${round(figures.p99)} ms, CPU ${sharesOf(figures)}, lost ${figures.lost}, load late ${round(figures.late99)} ms at p99, machine's load ${round(loadavg()[0] ?? 0)}${figures.failures[0] ? `; ${figures.failures[0]}` : ''}\n`,
    )

  const typed: Record<Store, LoadFigures[]> = { SQLite: [], Postgres: [] }
  for (let run = 0; run < repeats; run++)
    for (const store of run % 2 === 0 ? stores : stores.toReversed()) {
      const figures = await withTarget(start[store], (target) => measureTyping(target, rooms, { seconds }))
      say(store, `${rooms} rooms`, figures)
      typed[store].push(figures)
    }

  const held: Record<Store, number> = { SQLite: 0, Postgres: 0 }
  const ended = new Set<Store>()
  for (const rate of rates)
    for (const store of stores) {
      if (ended.has(store)) continue
      const figures = await withTarget(start[store], (target) =>
        measureTyping(target, rooms, { seconds: rateSeconds, editsPerSecond: rate }),
      )
      say(store, `${rate} edits/s offered, ${round(figures.offered, 0)} sent`, figures)
      if (figures.p99 < 100 && figures.offered >= rate * 0.95 && figures.lost === 0) held[store] = rate
      else ended.add(store)
    }

  printTable(
    `One server on each store, ${rooms} rooms; median of ${repeats} runs`,
    ['store', 'p50 ms', 'p99 ms', 'CPU ms/1,000', 'lost', 'edits/s held, p99 < 100 ms'],
    stores.map((store) => [
      store,
      round(medianOf(typed[store], (run) => run.p50)),
      round(medianOf(typed[store], (run) => run.p99)),
      round(
        medianOf(typed[store], (run) => run.cpuPerThousand),
        0,
      ),
      String(typed[store].reduce((sum, run) => sum + run.lost, 0)),
      String(held[store]),
    ]),
  )
  const ratios = typed.Postgres.map(({ p99 }, run) => p99 / (typed.SQLite[run]?.p99 ?? Number.NaN))
  aims.note('p99 edit → peer, 200 rooms, Postgres beside SQLite', `${round(median(ratios), 2)} ×`, '≤ 2 ×')
  aims.note('edits/s held, Postgres beside SQLite', `${round(held.Postgres / held.SQLite, 2)} ×`, '≥ 0.5 ×')
}
