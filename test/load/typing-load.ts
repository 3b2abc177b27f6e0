import { setTimeout as wait } from 'node:timers/promises'
import { ascending, percentile } from './figures.ts'
import { cpuByThread, cpuMilliseconds, writeCalls } from './process-figures.ts'
import { createSentTimes } from './sent-times.ts'
import type { Target } from './targets.ts'
import { type Connection, connect } from './typist.ts'

export type LoadFigures = {
  readonly rooms: number
  readonly offered: number
  readonly edits: number
  /** Milliseconds from when an edit should have been sent until each other person of the room had it. */
  readonly p50: number
  readonly p99: number
  /**
   * Milliseconds by which the load itself was late with an edit: what its own event loop, or another program on this
   * machine, adds to every figure above.
   */
  readonly late99: number
  /** Share of one core that the load took. */
  readonly loadCpu: number
  /** Milliseconds of the server's CPU for a thousand edits: all of it, and by thread. */
  readonly cpuPerThousand: number
  readonly threads: ReadonlyMap<string, number>
  /** System calls of the server that write, for each edit: to the lines, to the disk and to its own threads. */
  readonly writesPerEdit: number
  readonly lost: number
  readonly failures: readonly string[]
}

/** Characters of a burst, their distance, and the pause that makes it about 5 characters a second. */
const burst = { characters: 10, apart: 100, period: 2000 }
/** Every editor shows its cursor five times a second, typing or not: its milliseconds apart. */
const cursorsApart = 200

/** When which editor should type: in bursts, the editors out of step with one another, or evenly. */
function scheduleOf(
  editors: number,
  from: number,
  until: number,
  editsPerSecond: number | null,
): readonly { readonly at: number; readonly editor: number }[] {
  const schedule: { at: number; editor: number }[] = []
  for (let editor = 0; editor < editors; editor++) {
    for (let nth = 0; ; nth++) {
      const at =
        editsPerSecond === null
          ? from +
            ((editor * 7919) % burst.period) +
            Math.floor(nth / burst.characters) * burst.period +
            (nth % burst.characters) * burst.apart
          : from + ((editor + nth * editors) * 1000) / editsPerSecond
      if (at >= until) break
      schedule.push({ at, editor })
    }
  }
  return schedule.sort((a, b) => a.at - b.at)
}

const firstClient = 1000
/** Milliseconds of typing before anything is measured: V8 is still compiling in the first of them, which a server is not for most of its life. */
const warmUp = 20_000

/**
 * Two editors and one observer in each of `rooms`, for `seconds` after a warm-up, with cursors. `editsPerSecond` replaces the bursts
 * by an even flow over all editors. Latency counts from the intended time, so that a stalled sender is not left out.
 */
export async function measureTyping(
  target: Target,
  rooms: number,
  { seconds, editsPerSecond = null }: { readonly seconds: number; readonly editsPerSecond?: number | null },
): Promise<LoadFigures> {
  const sent = createSentTimes(firstClient, rooms * 3)
  const failures: string[] = []
  const latencies: number[] = []
  const lateness: number[] = []
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
      const connection = connect(target.address(room, who), firstClient + room * 3 + place, sent, note, (why) =>
        failures.push(`room ${room} ${who}: ${why}`),
      )
      ;(who === 'observer' ? observers : editors).push(connection)
    }
    if (room % 25 === 24) await Promise.all([...editors, ...observers].slice(-75).map((one) => one.opened))
  }
  const all = [...editors, ...observers]
  await Promise.all(all.map((one) => one.opened))
  if (!target.seed) await Promise.all(all.map((one) => Promise.race([one.joined, wait(20_000)])))
  for (const editor of editors) {
    editor.prepare(target.framework, target.seed)
    // In between, pings are answered.
    await wait(0)
  }
  await wait(1000)
  // What setting up has left behind is not collected in the middle of what is timed.
  globalThis.gc?.()

  const start = performance.now() + 500
  const finish = start + warmUp + seconds * 1000
  const schedule = scheduleOf(editors.length, start, finish, editsPerSecond)
  let next = 0
  let edits = 0
  let cursors = 0
  let cpuAtStart = 0
  let threadsAtStart: ReadonlyMap<string, number> = new Map()
  let writesAtStart = 0
  let ownCpu = process.cpuUsage()
  for (;;) {
    const now = performance.now()
    if (!measuring && now >= start + warmUp) {
      measuring = true
      edits = 0
      cpuAtStart = cpuMilliseconds(target.pid)
      threadsAtStart = cpuByThread(target.pid)
      writesAtStart = writeCalls(target.pid)
      ownCpu = process.cpuUsage()
    }
    if (now >= finish) break
    for (let due = schedule[next]; due && due.at <= now; due = schedule[++next]) {
      editors[due.editor]?.type(due.at)
      edits += 1
      if (measuring) lateness.push(performance.now() - due.at)
    }
    const cursorsDue = ((now - start) / cursorsApart) * editors.length
    for (; cursors < cursorsDue; cursors++) editors[(cursors * 7) % editors.length]?.showCursor()
    await wait(1)
  }
  const cpu = cpuMilliseconds(target.pid) - cpuAtStart
  const writesPerEdit = (writeCalls(target.pid) - writesAtStart) / edits
  const threads = new Map<string, number>()
  for (const [name, milliseconds] of cpuByThread(target.pid)) {
    const share = ((milliseconds - (threadsAtStart.get(name) ?? 0)) * 1000) / edits
    if (share >= 0.5) threads.set(name, share)
  }
  const { user, system } = process.cpuUsage(ownCpu)
  measuring = false
  // Both others of the room get every edit. What is late is not lost: only five seconds without any of it end the waiting.
  for (let tries = 0, last = received; tries < 100 && received < next * 2; tries = received > last ? 0 : tries + 1) {
    last = received
    await wait(50)
  }
  for (const one of all) one.close()
  const sorted = ascending(latencies)
  return {
    rooms,
    offered: edits / seconds,
    edits,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    late99: percentile(ascending(lateness), 0.99),
    loadCpu: (user + system) / 1000 / (seconds * 1000),
    cpuPerThousand: (cpu * 1000) / edits,
    threads,
    writesPerEdit,
    lost: next * 2 - received,
    failures,
  }
}
