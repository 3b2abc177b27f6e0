import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Framework } from '@greenroom/board'
import { realClock, realInvitationId } from '../../apps/server/src/real-deps.ts'
import { openStorage, type Storage } from '../../apps/server/src/storage/open-storage.ts'
import { prepareRooms } from '../fixtures/prepared-rooms.ts'
import type { Aims } from './aims.ts'
import { printTable, round } from './figures.ts'
import { updatesOf } from './measure-scrub.ts'
import { startGreenroom } from './targets.ts'
import { measureTyping } from './typing-load.ts'

const sessions = 8
const editsOfAnHour = 13_000
const hour = 3_600_000
const typingRooms = 200
const seconds = 20
const quietFor = 60_000
const worthCutting = 8 * 1024 * 1024

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
const databaseIn = (dataDir: string): string => join(dataDir, 'greenroom.sqlite')

async function withStorage<T>(dataDir: string, use: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({ dataDir, clock: realClock, invitationId: realInvitationId })
  try {
    return await use(storage)
  } finally {
    await storage.close()
  }
}

/** What an hour-long session takes of the database's file, before and after it is packed, with everything that its replay needs. */
export async function measurePacked(framework: Framework, aims: Aims): Promise<void> {
  const [empty, full] = ['empty', 'full'].map((name) => mkdtempSync(join(tmpdir(), `greenroom-packed-${name}-`)))
  if (empty === undefined || full === undefined) throw new Error('There are no folders.')
  try {
    await withStorage(empty, async () => {})
    const updates = updatesOf(framework, 40, editsOfAnHour)
    const rooms = await prepareRooms(full, sessions, { framework, updates, lasts: hour })
    const perSession = (): number => (sizeOf(databaseIn(full)) - sizeOf(databaseIn(empty))) / sessions / 1024
    const open = perSession()
    await withStorage(full, async (storage) => {
      for (const { session } of rooms) {
        const before = await storage.store.read(session, 0, 1_000_000)
        while (await storage.packNext(session)) {
          // The next part.
        }
        const after = await storage.store.read(session, 0, 1_000_000)
        if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error('A packed session reads differently.')
      }
    })
    const packed = perSession()
    printTable(
      `${sessions} sessions of one hour, ${editsOfAnHour} edits each, on a board of 40 cards`,
      ['', 'KiB of database a session'],
      [
        ['when its people have left', round(open, 0)],
        ['packed, reads the same', round(packed, 0)],
      ],
    )
    aims.note('an hour-long session at rest', `${round(packed, 0)} KiB`, '≤ 150 KiB')
  } finally {
    for (const folder of [empty, full]) rmSync(folder, { recursive: true, force: true })
  }
}

/** How large the write-ahead log becomes while people type, and how long after they have stopped it is small again. */
export async function measureWriteAheadLog(framework: Framework, aims: Aims): Promise<void> {
  const target = await startGreenroom(framework, typingRooms)
  const log = `${databaseIn(target.dataDir)}-wal`
  let largest = 0
  const looking = setInterval(() => {
    largest = Math.max(largest, sizeOf(log))
  }, 100)
  try {
    await measureTyping(target, typingRooms, { seconds })
    const since = performance.now()
    while (sizeOf(log) >= worthCutting && performance.now() - since < quietFor) await wait(100)
    const after = (performance.now() - since) / 1000
    const left = sizeOf(log)
    process.stdout.write(
      `\nWrite-ahead log of ${typingRooms} typing rooms: at most ${round(largest / 1e6)} MB; ${round(left / 1e6)} MB after ${round(after)} s of quiet\n`,
    )
    aims.note(
      'write-ahead log below 8 MB after people stop',
      left < worthCutting ? `${round(after)} s` : `${round(left / 1e6)} MB after a minute`,
      '≤ 60 s',
    )
  } finally {
    clearInterval(looking)
    await target.stop()
  }
}
