// `npm run bench [typing|most|join|memory|idle|start|replay|scrub|recording|takes|takeover|reading|debrief|keep|grow|servers|upgrade|talk|hear|paint|abuse] [-- --rooms=200,500 --rates=12000 --runs=3 --minutes=10]`: our server and
// bare relays side by side, in one run, on one machine. `--profile=<folder>`: every thread of our server leaves its CPU profile there.
// `--beside=<folder>`: another checkout of Greenroom is measured as well, as `before`.
import { mkdirSync, rmSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { frameworkOf } from '@greenroom/frameworks'
import { measureAbuse } from './abuse.ts'
import { createAims } from './aims.ts'
import { printTable, round } from './figures.ts'
import { measureFirstPaint } from './first-paint.ts'
import { measureDebrief } from './measure-debrief.ts'
import { measureGrow } from './measure-grow.ts'
import { measureHear } from './measure-hear.ts'
import { measureJoin } from './measure-join.ts'
import { measureKeep } from './measure-keep.ts'
import { measureMost } from './measure-most.ts'
import { measurePacked, measureWriteAheadLog } from './measure-packed.ts'
import { measureReading } from './measure-reading.ts'
import { measureRecording } from './measure-recording.ts'
import { measureIdle, measureMemory, measureStart } from './measure-rest.ts'
import { measureScrub, prepareReplays } from './measure-scrub.ts'
import { measureServers } from './measure-servers.ts'
import { measureTakeover } from './measure-takeover.ts'
import { measureTakes } from './measure-takes.ts'
import { measureTalk } from './measure-talk.ts'
import { measureTypingBesideFloor } from './measure-typing.ts'
import { measureUpgrade } from './measure-upgrade.ts'
import { measureRecordingSize } from './recording-size.ts'
import { measureReplaySeek } from './replay-seek.ts'

const { positionals: only, values } = parseArgs({
  allowPositionals: true,
  options: {
    rooms: { type: 'string' },
    runs: { type: 'string' },
    rates: { type: 'string' },
    minutes: { type: 'string' },
    profile: { type: 'string' },
    beside: { type: 'string' },
  },
})
const numbers = (text: string | undefined, otherwise: readonly number[]): readonly number[] =>
  text === undefined ? otherwise : text.split(',').map(Number)
const repeats = Number(values.runs ?? 3)
const { profile, beside } = values
if (profile !== undefined) mkdirSync(profile, { recursive: true })
const wanted = (part: string): boolean => only.length === 0 || only.includes(part)
const framework = frameworkOf('success-metrics')
if (!framework) throw new Error('the success-metrics framework is missing')
const aims = createAims()

process.stdout.write(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), load and server on the same machine, whose load is ${round(loadavg()[0] ?? 0)}\n`,
)

if (wanted('typing')) {
  await measureTypingBesideFloor(framework, {
    sizes: numbers(values.rooms, [50, 200, 500]),
    repeats,
    profile,
    beside,
    aims,
  })
}
if (wanted('most')) {
  const rates = numbers(values.rates, [3000, 6000, 9000, 12_000, 15_000, 18_000, 21_000, 24_000])
  await measureMost(framework, { rates, repeats, profile, beside, aims })
}
if (wanted('join')) await measureJoin(framework)
if (wanted('talk')) {
  for (const rooms of numbers(values.rooms, [100])) await measureTalk(framework, { rooms, repeats, aims })
}
if (wanted('hear')) await measureHear({ minutes: Number(values.minutes ?? 10), repeats, aims })
if (wanted('memory')) await measureMemory(framework, beside, aims)
if (wanted('idle')) await measureIdle(framework, beside, aims, profile)
if (wanted('start')) await measureStart(framework, beside, aims)
if (wanted('replay')) {
  const rows: string[][] = []
  for (const [session, updates, aim] of [
    ['1 h', 13_000, 5],
    ['10 h', 200_000, 30],
  ] as const) {
    const figures = await measureReplaySeek(updates)
    rows.push([
      `${session}, ${updates}`,
      ...[figures.seeks, figures.p50, figures.p95, figures.p99, figures.max, figures.opening].map(round),
    ])
    aims.note(`seek in ${session}, p99`, `${round(figures.p99)} ms`, `${aim} ms`)
  }
  printTable(
    'Replay: a seek, from the call to plain data',
    ['session, updates', 'seeks', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'opening ms'],
    rows,
  )
  const { file, page } = await measureRecordingSize()
  const kilobytes = (bytes: number | null): string => (bytes === null ? 'not built' : round(bytes / 1000))
  printTable(
    'Recording of one hour and 13,000 updates, without a guide',
    ['file kB', 'saved web page kB'],
    [[kilobytes(file), kilobytes(page)]],
  )
}
if (wanted('scrub')) {
  const replays = await prepareReplays(framework)
  try {
    await measureScrub(replays, aims)
  } finally {
    for (const { data } of replays) rmSync(data, { recursive: true, force: true })
  }
}
if (wanted('recording')) await measureRecording(framework, aims)
if (wanted('takes')) await measureTakes()
if (wanted('takeover')) await measureTakeover(framework, aims)
if (wanted('reading')) await measureReading()
if (wanted('debrief')) await measureDebrief(aims)
if (wanted('keep')) {
  await measurePacked(framework, aims)
  await measureWriteAheadLog(framework, aims)
  await measureKeep(framework, repeats, aims)
}
if (wanted('grow'))
  await measureGrow(framework, { rates: numbers(values.rates, [1000, 2000, 3000, 4000, 6000]), repeats, aims })
if (wanted('grow') || only.includes('servers')) await measureServers(aims)
// A rolling upgrade from the checkout of `--beside`.
if (only.includes('upgrade') && beside !== undefined) await measureUpgrade(beside, aims)
if (wanted('paint')) await measureFirstPaint(aims, repeats)
// Minutes of attacks: only when asked for. Further arguments name the attacks.
if (only[0] === 'abuse') await measureAbuse(framework, only.slice(1))
aims.print()
