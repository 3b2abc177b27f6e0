import { setTimeout as wait } from 'node:timers/promises'
import { ascending, percentile } from './figures.ts'
import { cpuMilliseconds } from './process-figures.ts'
import type { Target } from './targets.ts'
import { type Connection, connect, type SentTimes } from './typist.ts'

export type LoadFigures = {
  readonly rooms: number
  readonly offered: number
  readonly edits: number
  /** Milliseconds from when an edit should have been sent until each other person of the room had it. */
  readonly p50: number
  readonly p99: number
  readonly cpuPerThousand: number
  readonly lost: number
  readonly failures: readonly string[]
}

/** Characters of a burst, their distance, and the pause that makes it about 5 characters a second. */
const burst = { characters: 10, apart: 100, period: 2000 }

/**
 * Two editors and one observer in each of `rooms`, for `seconds` after a warm-up. `editsPerSecond` replaces the bursts by an
 * even flow over all editors. Latency counts from the intended time, so that a stalled sender is not left out.
 */
export async function measureTyping(
  target: Target,
  rooms: number,
  { seconds, editsPerSecond = null }: { readonly seconds: number; readonly editsPerSecond?: number | null },
): Promise<LoadFigures> {
  const sent: SentTimes = new Map()
  const failures: string[] = []
  const latencies: number[] = []
  let measuring = false
  let received = 0
  const note = (milliseconds: number): void => {
    received += 1
    if (measuring) latencies.push(milliseconds)
  }
  const editors: Connection[] = []
  const observers: Connection[] = []
  for (let room = 0; room < rooms; room++) {
    for (const [place, who] of (['interviewer', 'candidate', 'observer'] as const).entries()) {
      const connection = connect(target.address(room, who), 1000 + room * 3 + place, sent, note, (why) =>
        failures.push(`room ${room} ${who}: ${why}`),
      )
      ;(who === 'observer' ? observers : editors).push(connection)
    }
    if (room % 25 === 24) await Promise.all([...editors, ...observers].slice(-75).map((one) => one.opened))
  }
  const all = [...editors, ...observers]
  await Promise.all(all.map((one) => one.opened))
  if (!target.seed) await Promise.all(all.map((one) => Promise.race([one.joined, wait(20_000)])))
  for (const editor of editors) editor.prepare(target.framework, target.seed)
  await wait(1000)

  const start = performance.now() + 200
  const warmUp = 1500
  const plan = editors.map((_, index) => {
    const phase = (index * 7919) % burst.period
    return (nth: number): number =>
      editsPerSecond === null
        ? start + phase + Math.floor(nth / burst.characters) * burst.period + (nth % burst.characters) * burst.apart
        : start + (index * 1000) / editsPerSecond + (nth * editors.length * 1000) / editsPerSecond
  })
  const done = editors.map(() => 0)
  const finish = start + warmUp + seconds * 1000
  let edits = 0
  let cpuAtStart = 0
  for (;;) {
    const now = performance.now()
    if (!measuring && now >= start + warmUp) {
      measuring = true
      edits = 0
      cpuAtStart = cpuMilliseconds(target.pid)
    }
    if (now >= finish) break
    for (let index = 0; index < editors.length; index++) {
      for (;;) {
        const intended = plan[index]?.(done[index] ?? 0) ?? Number.POSITIVE_INFINITY
        if (intended > now) break
        editors[index]?.type(intended)
        done[index] = (done[index] ?? 0) + 1
        edits += 1
      }
    }
    await wait(1)
  }
  const cpu = cpuMilliseconds(target.pid) - cpuAtStart
  measuring = false
  const total = done.reduce((sum, one) => sum + one, 0) + editors.length
  // Everybody else of the room gets every edit, the first one (the card itself) included.
  for (let tries = 0; tries < 100 && received < total * 2; tries++) await wait(50)
  for (const one of all) one.close()
  const sorted = ascending(latencies)
  return {
    rooms,
    offered: edits / seconds,
    edits,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    cpuPerThousand: (cpu * 1000) / edits,
    lost: Math.max(0, total * 2 - received),
    failures,
  }
}
