// `npm run bench`: our server and the floor side by side, in one run, on one machine.
import { cpus } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { frameworkOf } from '@greenroom/frameworks'
import { ascending, percentile, printTable, round } from './figures.ts'
import { residentBytes } from './process-figures.ts'
import { measureReplaySeek } from './replay-seek.ts'
import { startFloor, startGreenroom, type Target } from './targets.ts'
import { measureTyping } from './typing-load.ts'
import { connect } from './typist.ts'

const only = process.argv.slice(2)
const wanted = (part: string): boolean => only.length === 0 || only.includes(part)
const framework = frameworkOf('success-metrics')
if (!framework) throw new Error('the success-metrics framework is missing')

const say = (line: string): void => void process.stdout.write(`${line}\n`)
say(`Node ${process.version}, ${cpus().length} cores, load and server on the same machine`)

async function withTarget<T>(start: () => Promise<Target>, run: (target: Target) => Promise<T>): Promise<T> {
  const target = await start()
  try {
    return await run(target)
  } finally {
    await target.stop()
  }
}

if (wanted('typing')) {
  const rows: string[][] = []
  for (const rooms of [1, 50, 200, 500]) {
    const seconds = rooms === 1 ? 8 : 10
    const floor = await withTarget(
      () => startFloor(framework),
      (target) => measureTyping(target, rooms, { seconds }),
    )
    const ours = await withTarget(
      () => startGreenroom(framework, rooms),
      (target) => measureTyping(target, rooms, { seconds }),
    )
    for (const [name, figures] of [
      ['floor', floor],
      ['greenroom', ours],
    ] as const) {
      rows.push([
        name,
        String(rooms),
        round(figures.offered, 0),
        round(figures.p50),
        round(figures.p99),
        round(figures.cpuPerThousand, 0),
        String(figures.lost),
        String(figures.failures.length),
      ])
      if (figures.failures.length > 0) say(`${name}, ${rooms} rooms: ${figures.failures.slice(0, 3).join('; ')}`)
    }
    rows.push([
      'ratio',
      String(rooms),
      '',
      round(ours.p50 / floor.p50, 2),
      round(ours.p99 / floor.p99, 2),
      round(ours.cpuPerThousand / floor.cpuPerThousand, 2),
      '',
      '',
    ])
  }
  printTable(
    'Typing: two editors (about 5 characters a second each, in bursts, with cursors) and one observer in each room',
    ['server', 'rooms', 'edits/s', 'p50 ms', 'p99 ms', 'CPU ms/1,000', 'lost', 'failures'],
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
    for (const rate of [3000, 6000, 9000, 12_000, 15_000, 18_000, 21_000, 24_000]) {
      const figures = await withTarget(start, (target) =>
        measureTyping(target, rooms, { seconds: 5, editsPerSecond: rate }),
      )
      say(
        `${name}: ${rate} edits/s offered, ${round(figures.offered, 0)} sent, p99 ${round(figures.p99)} ms, lost ${figures.lost}${figures.failures[0] ? `, ${figures.failures[0]}` : ''}`,
      )
      if (!(figures.p99 < 100) || figures.offered < rate * 0.95 || figures.lost > 0) break
      held = rate
      p99 = figures.p99
    }
    rows.push([name, String(held), round(p99)])
  }
  printTable(`Most edits a second held with p99 < 100 ms (${rooms} rooms)`, ['server', 'edits/s', 'p99 ms'], rows)
}

if (wanted('join')) {
  const tries = 40
  const target = await startGreenroom(framework, tries, 52 * 1024)
  const take = async (room: number): Promise<number> => {
    const connection = connect(
      target.address(room, 'observer'),
      900_000 + room,
      new Map(),
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
  for (let room = 0; room < tries; room++) {
    cold.push(await take(room))
    warm.push(await take(room))
  }
  await target.stop()
  const show = (name: string, samples: number[]): string[] => {
    const sorted = ascending(samples)
    return [name, round(percentile(sorted, 0.5)), round(percentile(sorted, 0.95))]
  }
  printTable(
    'Joining a board of 52 KiB, from connecting to the state applied',
    ['room', 'p50 ms', 'p95 ms'],
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
            new Map(),
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
