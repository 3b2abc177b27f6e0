import { loadavg } from 'node:os'
import type { Framework } from '@greenroom/board'
import type { Aims } from './aims.ts'
import { median, printTable, round } from './figures.ts'
import { startFloor, startGreenroom, withTarget } from './targets.ts'
import { type LoadFigures, measureTyping } from './typing-load.ts'

/** What a thousand edits cost the server, and which of its threads. */
export const sharesOf = ({ cpuPerThousand, threads, writesPerEdit }: LoadFigures): string =>
  `${round(cpuPerThousand, 0)} ms/1,000 (${[...threads].map(([name, share]) => `${name} ${round(share, 0)}`).join(', ')}; ${round(writesPerEdit)} writes an edit)`

/** One figure from several runs. The median: another program on the machine spoils one run, not three. */
export const medianOf = (runs: readonly LoadFigures[], figure: (run: LoadFigures) => number): number =>
  median(runs.map(figure))

/**
 * Latency and CPU beside the relay that syncs to disk first. The two take turns, and a ratio is the median of the ratios of neighbouring
 * runs, so that other work on the machine affects both.
 */
export async function measureTypingBesideFloor(
  framework: Framework,
  {
    sizes,
    repeats,
    profile,
    beside,
    aims,
  }: {
    readonly sizes: readonly number[]
    readonly repeats: number
    readonly profile: string | undefined
    readonly beside: string | undefined
    readonly aims: Aims
  },
): Promise<void> {
  const rows: string[][] = []
  for (const rooms of sizes) {
    const servers = [
      ['floor', () => startFloor(framework)],
      ...(beside === undefined ? [] : [['before', () => startGreenroom(framework, rooms, { root: beside })] as const]),
      ['greenroom', () => startGreenroom(framework, rooms, { profile })],
    ] as const
    const ran = new Map<string, LoadFigures[]>(servers.map(([name]) => [name, []]))
    for (let run = 0; run < repeats; run++) {
      for (const [name, start] of servers) {
        const figures = await withTarget(start, (target) => measureTyping(target, rooms, { seconds: 10 }))
        ran.get(name)?.push(figures)
        process.stdout.write(
          `${name}, ${rooms} rooms: p50 ${round(figures.p50)} ms, p99 ${round(figures.p99)} ms, CPU ${sharesOf(figures)}, load late ${round(figures.late99)} ms at p99, machine's load ${round(loadavg()[0] ?? 0)}${figures.failures[0] ? `; ${figures.failures.length} failures, ${figures.failures[0]}` : ''}\n`,
        )
      }
    }
    for (const [name, runs] of ran) {
      const digits = (count: number, figure: (run: LoadFigures) => number): string =>
        round(medianOf(runs, figure), count)
      rows.push([
        name,
        String(rooms),
        digits(0, (run) => run.offered),
        digits(1, (run) => run.p50),
        digits(1, (run) => run.p99),
        digits(0, (run) => run.cpuPerThousand),
        digits(1, (run) => run.writesPerEdit),
        String(runs.reduce((sum, run) => sum + run.lost, 0)),
        String(runs.reduce((sum, run) => sum + run.failures.length, 0)),
        digits(1, (run) => run.late99),
        digits(0, (run) => run.loadCpu * 100),
      ])
    }
    const ratio = (name: string, figure: (run: LoadFigures) => number): number =>
      median(
        (ran.get(name) ?? []).map((run, index) => {
          const floor = ran.get('floor')?.[index]
          return floor === undefined ? Number.NaN : figure(run) / figure(floor)
        }),
      )
    for (const name of ran.keys()) {
      if (name === 'floor') continue
      const besideFloor = (figure: (run: LoadFigures) => number): string => round(ratio(name, figure), 2)
      rows.push([
        `${name} / floor`,
        String(rooms),
        '',
        besideFloor((run) => run.p50),
        besideFloor((run) => run.p99),
        besideFloor((run) => run.cpuPerThousand),
        besideFloor((run) => run.writesPerEdit),
        '',
        '',
        '',
        '',
      ])
    }
    const p99 = ratio('greenroom', (run) => run.p99)
    const cpu = ratio('greenroom', (run) => run.cpuPerThousand)
    if (rooms === 200)
      aims.note('p99 edit → peer, 200 rooms, beside the relay that syncs', `${round(p99, 2)} ×`, '≤ 1.5 ×')
    if (rooms === 500) {
      aims.note('p99 edit → peer, 500 rooms, beside the relay that syncs', `${round(p99, 2)} ×`, '≤ 2 ×')
      aims.note('CPU for 1,000 edits, 500 rooms, beside the relay that syncs', `${round(cpu, 2)} ×`, '≤ 1.5 ×')
    }
  }
  printTable(
    `Typing: two editors (about 5 characters a second each, in bursts, and 5 cursors a second) and one observer in each room; median of ${repeats} runs`,
    [
      'server',
      'rooms',
      'edits/s',
      'p50 ms',
      'p99 ms',
      'CPU ms/1,000',
      'writes/edit',
      'lost',
      'failures',
      'load late p99 ms',
      'load CPU %',
    ],
    rows,
  )
}
