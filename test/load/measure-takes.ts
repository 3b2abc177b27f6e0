import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentNameSchema, type NewEntry, roundIdSchema } from '@greenroom/session'
import { ben, sampleSession, startSampleRound } from '@greenroom/session/testing'
import { realClock, realInvitationId } from '../../apps/server/src/real-deps.ts'
import { FoldedLog } from '../../apps/server/src/rooms/folded-log.ts'
import { openStorage } from '../../apps/server/src/storage/open-storage.ts'
import { recordEdits } from '../../packages/replay/src/testing-recording.ts'
import { ascending, percentile, printTable, round } from './figures.ts'

const tenHours = 10 * 60 * 60_000
/** Spread over the ten hours. A take reads at most a keyframe and what follows it, however long the log is. */
const sizes = [20_000, 60_000]
const perAppend = 100
/** As a room writes them (`serverLimits.editsPerKeyframe`). */
const perKeyframe = 500
const takes = 200

const quiet = { warn: () => {}, error: () => {} }

/**
 * What it costs to take a round of ten hours again: from asking for a random moment until its state and the updates of its board are read
 * from the store, from the nearest keyframe on. The entry that follows is an append like any other; the board is put together when somebody
 * opens it.
 */
export async function measureTakes(): Promise<void> {
  const rows: string[][] = []
  for (const updates of sizes) rows.push(await takesOf(updates))
  printTable(
    `Taking a round of ten hours again: ${takes} random moments, p50 / p95 / max ms`,
    ['updates', 'until the take may open', 'aim', 'processor', 'with its board put together'],
    rows,
  )
}

async function takesOf(updates: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-takes-'))
  try {
    const session = sampleSession
    const began = realClock.now()
    let ahead = 0
    const clock = { ...realClock, now: () => began + ahead }
    const storage = await openStorage({ dataDir: folder, clock, invitationId: realInvitationId })
    const { store } = storage
    const script = startSampleRound().log.map(({ seq: _seq, at: _at, ...entry }) => entry as NewEntry)
    await store.append(session, 0, script)
    const log = new FoldedLog(session, store, quiet)
    await log.load()
    let state = 42
    const random = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
    const document = documentNameSchema.parse('board-r1')
    const { edits } = recordEdits(updates, random)
    for (let from = 0; from < edits.length; from += perAppend) {
      ahead = Math.round((from / edits.length) * tenHours)
      const page = edits.slice(from, from + perAppend).map(
        ({ update }): NewEntry => ({
          kind: 'board-edited',
          v: 1,
          by: ben,
          command: null,
          data: { document, clients: [7] },
          bytes: update,
        }),
      )
      const appended = await store.append(session, log.seq, page)
      if (!appended.ok) throw new Error('somebody else appended')
      await log.catchUp(() => {})
      if (from % perKeyframe === 0) await store.writeKeyframe(session, log.toKeyframe())
    }
    const r1 = roundIdSchema.parse('r1')
    const samples: number[] = []
    /** Processor time of all threads together: on a busy machine the only one of these figures that means anything. */
    const spent: number[] = []
    const boards: number[] = []
    const moments = Array.from({ length: takes }, () => ({ round: r1, at: began + Math.round(random() * tenHours) }))
    for (const moment of moments) {
      const since = performance.now()
      const before = process.cpuUsage()
      if ((await log.prepareTake(moment)) === null) throw new Error('there was no round at that moment')
      samples.push(performance.now() - since)
      const { user, system } = process.cpuUsage(before)
      spent.push((user + system) / 1000)
      log.dropTake(moment)
    }
    // What the first person to open its board waits for: the same keyframe and updates, put together. Measured last, because the documents
    // are garbage.
    for (const moment of moments.slice(0, takes / 4)) {
      const again = performance.now()
      const past = new FoldedLog(session, store, quiet)
      await past.load(await store.seqAt(session, moment.at))
      past.documents.get(document)?.encoded()
      boards.push(performance.now() - again)
    }
    await storage.close()
    const of = (all: readonly number[]): string =>
      [0.5, 0.95, 1].map((share) => round(percentile(ascending(all), share))).join(' / ')
    return [String(updates), of(samples), '100', of(spent), of(boards)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
