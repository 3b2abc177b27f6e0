import { loadavg } from 'node:os'
import type { Framework } from '@greenroom/board'
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
