// `npm run bench [typing|most|join|memory|replay|abuse] [-- --rooms=1,500 --rates=12000 --runs=3]`: our server and the floor side by
// side, in one run, on one machine.
import { cpus, loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { frameworkOf } from '@greenroom/frameworks'
import { measureAbuse } from './abuse.ts'
import { ascending, median, percentile, printTable, round } from './figures.ts'
import { residentBytes } from './process-figures.ts'
import { measureReplaySeek } from './replay-seek.ts'
import { createSentTimes } from './sent-times.ts'
import { startFloor, startGreenroom, type Target } from './targets.ts'
import { type LoadFigures, measureTyping } from './typing-load.ts'
import { connect } from './typist.ts'

const { positionals: only, values } = parseArgs({
  allowPositionals: true,
  options: { rooms: { type: 'string' }, runs: { type: 'string' }, rates: { type: 'string' } },
})
const numbers = (text: string | undefined, otherwise: readonly number[]): readonly number[] =>
  text === undefined ? otherwise : text.split(',').map(Number)
const sizes = numbers(values.rooms, [1, 50, 200, 500])
const rates = numbers(values.rates, [3000, 6000, 9000, 12_000, 15_000, 18_000, 21_000, 24_000])
const repeats = Number(values.runs ?? 3)
const wanted = (part: string): boolean => only.length === 0 || only.includes(part)
const framework = frameworkOf('success-metrics')
if (!framework) throw new Error('the success-metrics framework is missing')

const say = (line: string): void => void process.stdout.write(`${line}\n`)
say(
  `Node ${process.version}, ${cpus().length} cores, load and server on the same machine, whose load is ${round(loadavg()[0] ?? 0)}`,
)

/** What a thousand edits cost the server, and which of its threads. */
const sharesOf = ({ cpuPerThousand, threads, writesPerEdit }: LoadFigures): string =>
  `${round(cpuPerThousand, 0)} ms/1,000 (${[...threads].map(([name, share]) => `${name} ${round(share, 0)}`).join(', ')}; ${round(writesPerEdit)} writes an edit)`

/** Where nobody types. */
const nobodysEdits = createSentTimes(0, 0)

async function withTarget<T>(start: () => Promise<Target>, run: (target: Target) => Promise<T>): Promise<T> {
  const target = await start()
  try {
    return await run(target)
  } finally {
    await target.stop()
  }
}

/** One figure of several runs. The median: another program on the machine spoils one run, not three. */
const medianOf = (runs: readonly LoadFigures[], figure: (run: LoadFigures) => number): number =>
  median(runs.map(figure))

if (wanted('typing')) {
  const rows: string[][] = []
  for (const rooms of sizes) {
    const ran: { readonly floor: LoadFigures[]; readonly greenroom: LoadFigures[] } = { floor: [], greenroom: [] }
    for (let run = 0; run < repeats; run++) {
      for (const [name, start] of [
        ['floor', () => startFloor(framework)],
        ['greenroom', () => startGreenroom(framework, rooms)],
      ] as const) {
        const figures = await withTarget(start, (target) => measureTyping(target, rooms, { seconds: 6 }))
        ran[name].push(figures)
        say(
          `${name}, ${rooms} rooms: p50 ${round(figures.p50)} ms, p99 ${round(figures.p99)} ms, CPU ${sharesOf(figures)}, load late ${round(figures.late99)} ms at p99, machine's load ${round(loadavg()[0] ?? 0)}${figures.failures[0] ? `; ${figures.failures.length} failures, ${figures.failures[0]}` : ''}`,
        )
      }
    }
    for (const name of ['floor', 'greenroom'] as const) {
      const runs = ran[name]
      rows.push([
        name,
        String(rooms),
        round(
          medianOf(runs, (run) => run.offered),
          0,
        ),
        round(medianOf(runs, (run) => run.p50)),
        round(medianOf(runs, (run) => run.p99)),
        round(
          medianOf(runs, (run) => run.cpuPerThousand),
          0,
        ),
        String(runs.reduce((sum, run) => sum + run.lost, 0)),
        String(runs.reduce((sum, run) => sum + run.failures.length, 0)),
        round(medianOf(runs, (run) => run.late99)),
        round(
          medianOf(runs, (run) => run.loadCpu * 100),
          0,
        ),
      ])
    }
    const ratio = (figure: (run: LoadFigures) => number): string =>
      round(medianOf(ran.greenroom, figure) / medianOf(ran.floor, figure), 2)
    rows.push([
      'ratio',
      String(rooms),
      '',
      ratio((run) => run.p50),
      ratio((run) => run.p99),
      ratio((run) => run.cpuPerThousand),
      '',
      '',
      '',
      '',
    ])
  }
  printTable(
    `Typing: two editors (about 5 characters a second each, in bursts, with cursors) and one observer in each room; median of ${repeats} runs`,
    [
      'server',
      'rooms',
      'edits/s',
      'p50 ms',
      'p99 ms',
      'CPU ms/1,000',
      'lost',
      'failures',
      'load late p99 ms',
      'load CPU %',
    ],
    rows,
  )
}

if (wanted('most')) {
  const rooms = 200
  const rows: string[][] = []
  for (const [name, start] of [
    ['floor', () => startFloor(framework)],
    ['greenroom', () => startGreenroom(framework, rooms)],
  ] as const) {
    let held = 0
    let p99 = Number.NaN
    for (const rate of rates) {
      // Held when most of the tries hold it: see `medianOf`.
      const enough = Math.ceil(repeats / 2)
      const good: LoadFigures[] = []
      for (let tries = 0; tries < repeats && good.length < enough; tries++) {
        const figures = await withTarget(start, (target) =>
          measureTyping(target, rooms, { seconds: 5, editsPerSecond: rate }),
        )
        say(
          `${name}: ${rate} edits/s offered, ${round(figures.offered, 0)} sent, p50 ${round(figures.p50)} ms, p99 ${round(figures.p99)} ms, CPU ${sharesOf(figures)}, lost ${figures.lost}, load late ${round(figures.late99)} ms at p99 with ${round(figures.loadCpu * 100, 0)} % CPU, machine's load ${round(loadavg()[0] ?? 0)}${figures.failures[0] ? `, ${figures.failures[0]}` : ''}`,
        )
        if (figures.p99 < 100 && figures.offered >= rate * 0.95 && figures.lost === 0) good.push(figures)
      }
      if (good.length < enough) break
      held = rate
      p99 = medianOf(good, (run) => run.p99)
    }
    rows.push([name, String(held), round(p99)])
  }
  printTable(`Most edits a second held with p99 < 100 ms (${rooms} rooms)`, ['server', 'edits/s', 'p99 ms'], rows)
}

if (wanted('join')) {
  const tries = 60
  /** The first joins after a start compile the code they run. */
  const unmeasured = 5
  const target = await startGreenroom(framework, unmeasured + tries, 52 * 1024)
  const take = async (room: number): Promise<number> => {
    // The boards that were joined before are this program's garbage, and no part of a join.
    globalThis.gc?.()
    const connection = connect(
      target.address(room, 'observer'),
      900_000 + room,
      nobodysEdits,
      () => {},
      () => {},
    )
    await connection.opened
    const milliseconds = await connection.joined
    connection.close()
    return milliseconds
  }
  const cold: number[] = []
  const warm: number[] = []
  for (let room = 0; room < unmeasured + tries; room++) {
    const [first, second] = [await take(room), await take(room)]
    if (room < unmeasured) continue
    cold.push(first)
    warm.push(second)
  }
  await target.stop()
  const show = (name: string, samples: number[]): string[] => {
    const sorted = ascending(samples)
    return [name, round(percentile(sorted, 0.5)), round(percentile(sorted, 0.95)), round(percentile(sorted, 1))]
  }
  printTable(
    'Joining a board of 52 KiB, from connecting to the state applied',
    ['room', 'p50 ms', 'p95 ms', 'max ms'],
    [show('cold', cold), show('warm', warm)],
  )
}

if (wanted('memory')) {
  const rooms = 500
  const rows: string[][] = []
  for (const [name, start] of [
    ['floor', () => startFloor(framework)],
    ['greenroom', () => startGreenroom(framework, rooms)],
  ] as const) {
    await withTarget(start, async (target) => {
      const before = residentBytes(target.pid)
      const connections = []
      for (let room = 0; room < rooms; room++) {
        for (const who of ['interviewer', 'candidate', 'observer'] as const) {
          const connection = connect(
            target.address(room, who),
            1000 + connections.length,
            nobodysEdits,
            () => {},
            () => {},
          )
          await connection.opened
          connections.push(connection)
        }
      }
      await wait(45_000)
      rows.push([name, String(rooms), round((residentBytes(target.pid) - before) / rooms / 1024, 0)])
      for (const connection of connections) connection.close()
    })
  }
  printTable('Memory of an open idle room with three connections, after 45 s', ['server', 'rooms', 'KiB a room'], rows)
}

if (wanted('replay')) {
  const figures = await measureReplaySeek()
  printTable(
    'Replay: a seek in a session of one hour and 13,000 updates, from the call to plain data',
    ['seeks', 'p50 ms', 'p95 ms', 'max ms', 'opening ms'],
    [[String(figures.seeks), round(figures.p50), round(figures.p95), round(figures.max), round(figures.opening)]],
  )
}

// Minutes of attacks: only when asked for. What follows names the attacks.
if (only[0] === 'abuse') await measureAbuse(framework, only.slice(1))
