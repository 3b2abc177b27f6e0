import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { realClock, realInvitationId } from '../../../apps/server/src/real-deps.ts'
import { openStorage } from '../../../apps/server/src/storage/open-storage.ts'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { type PreparedRoom, prepareRooms, type Who } from '../../fixtures/prepared-rooms.ts'
import { runCount } from '../../fixtures/run-counts.ts'
import { startServer } from '../../fixtures/server-process.ts'
import { canMountDisk, mountSmallDisk } from '../../fixtures/small-disk.ts'
import { residentBytes } from '../../load/process-figures.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { enterSession } from '../steps/session-client.ts'

const can = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0
const canTrace = can('strace', '-f', '-o', '/dev/null', 'true')
const canMount = canMountDisk()

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'greenroom-disk-'))
  cleanUp.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}
const personOf = (room: PreparedRoom, who: Who): Person => ({
  session: room.session,
  participant: room.participants[who],
  token: room.tokens[who],
})
const startOn = async (dataDir: string) => {
  const [room] = await prepareRooms(dataDir, 1)
  if (room === undefined) throw new Error('no room')
  const server = await startServer(dataDir)
  cleanUp.push(() => server.stop('SIGKILL'))
  const socketUrl = server.url.replace('http', 'ws')
  const desk = await enterSession(server.url, personOf(room, 'interviewer'))
  const typist = await openBoard(socketUrl, personOf(room, 'candidate'))
  const peer = await openBoard(socketUrl, personOf(room, 'interviewer'))
  await typist.sync()
  await peer.sync()
  cleanUp.push(() => {
    desk.close()
    typist.socket.terminate()
    peer.socket.terminate()
  })
  return { room, server, desk, typist, peer }
}
/** Attaches to a process, and answers once it is attached. */
const trace = async (pid: number, ...how: readonly string[]): Promise<ChildProcess> => {
  const child = spawn('strace', ['-f', '-p', String(pid), '-o', '/dev/null', ...how], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  cleanUp.push(() => child.kill('SIGKILL'))
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (said: Buffer) => {
      if (said.toString().includes('attached')) resolve()
    })
    child.once('exit', () => reject(new Error('strace could not attach')))
  })
  return child
}
/** What the log holds after the server was killed: its edits by people, and whether it is whole. */
const readLog = async (dataDir: string, room: PreparedRoom) => {
  const storage = await openStorage({ dataDir, clock: realClock, invitationId: realInvitationId })
  try {
    expect(await storage.check()).toEqual({ file: [], damaged: [] })
    return await storage.store.read(room.session, 0, 10_000)
  } finally {
    await storage.close()
  }
}

describe('a real disk', () => {
  it.skipIf(!canMount)(
    'F05: that is full: nothing is confirmed or shown, the server stays up, and recovers by itself with space',
    async () => {
      const dataDir = folder()
      const disk = mountSmallDisk(dataDir, 6)
      cleanUp.push(disk.unmount)
      const { room, server, desk, typist, peer } = await startOn(dataDir)
      typist.edit((doc) => addCard(doc, 'before', 'before'))
      await typist.until('the first count', () => typist.committed() === 1)

      disk.fill()
      typist.edit((doc) => addCard(doc, 'kept', 'kept'))
      await desk.until('to be told', () => !desk.saving())
      expect(await desk.command({ kind: 'markMoment', label: 'now' })).toMatchObject({
        ok: false,
        code: 'store-unavailable',
      })
      expect(typist.committed()).toBe(1)
      expect(cardsOf(peer.doc)).not.toContain('kept')
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
      const readiness = async (): Promise<number> => (await fetch(`${server.url}/readyz`)).status
      // It lives, and should be sent nobody.
      await expect.poll(readiness, { timeout: 5_000 }).toBe(503)

      disk.empty()
      await expect.poll(readiness, { timeout: 10_000 }).toBe(200)
      await typist.until('the second count', () => typist.committed() === 2)
      await peer.until('the card', () => cardsOf(peer.doc).includes('kept'))
      await desk.until('to be told', () => desk.saving())
      await server.stop('SIGKILL')
      const edits = (await readLog(dataDir, room)).filter((entry) => entry.kind === 'board-edited' && entry.by !== null)
      expect(edits).toHaveLength(2)
    },
  )

  it.skipIf(!canTrace)(
    'F08: whose fsync fails: a second try fails too, it is said, the room writes it again, and nothing is lost',
    async () => {
      const dataDir = folder()
      const { room, server, desk, typist, peer } = await startOn(dataDir)
      const strace = await trace(
        server.pid,
        '-e',
        'trace=fsync,fdatasync',
        '-e',
        'inject=fsync,fdatasync:error=EIO:when=1..8',
      )
      // Eight: the server writes small things of its own too, and each group that fails is tried once more by the writer.
      typist.edit((doc) => addCard(doc, 'one', 'one'))
      await desk.until('to be told', () => !desk.saving())
      typist.edit((doc) => addCard(doc, 'two', 'two'))
      await typist.until('both counts', () => typist.committed() === 2)
      await peer.until('both cards', () => cardsOf(peer.doc).length >= 2)
      strace.kill('SIGTERM')
      await expect.poll(() => server.output()).toContain('Appending failed')
      await server.stop('SIGKILL')
      const edits = (await readLog(dataDir, room)).filter((entry) => entry.kind === 'board-edited' && entry.by !== null)
      expect(edits.length).toBeGreaterThanOrEqual(1)
    },
  )

  it.skipIf(!canTrace)(
    'F06: that stands still (skipped without strace): it is said, nothing is confirmed or shown before it is written, memory is bounded, and the server answers at once',
    async () => {
      const stall = runCount('F06: seconds that a disk stands still', 6, 30)
      const dataDir = folder()
      const { server, desk, typist, peer } = await startOn(dataDir)
      await trace(
        server.pid,
        '-e',
        'trace=fsync,fdatasync',
        '-e',
        `inject=fsync,fdatasync:delay_enter=${stall}s:when=1`,
      )
      typist.edit((doc) => addCard(doc, 'late', 'late'))
      await desk.until('to be told', () => !desk.saving())
      let answered = 0
      let longest = 0
      let sent = 0
      const before = residentBytes(server.pid)
      while (!desk.saving()) {
        const asked = performance.now()
        expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
        longest = Math.max(longest, performance.now() - asked)
        // They go on writing meanwhile: it is kept, up to what one connection may have unconfirmed.
        if (sent < 100) typist.edit((doc) => addCard(doc, `meanwhile-${sent++}`, 'x'.repeat(1_000)))
        if (desk.saving()) break
        answered++
        expect(typist.committed()).toBe(0)
        expect(cardsOf(peer.doc)).not.toContain('late')
        await new Promise((resolve) => setTimeout(resolve, 20))
        if (typist.committed() > 0) break
      }
      expect(answered).toBeGreaterThan(10)
      // The store stands in a thread of its own: no answer waited for it. (A busy machine may delay one; not for most of the stall.)
      expect(longest).toBeLessThan((stall * 1_000) / 2)
      expect((residentBytes(server.pid) - before) / 1024 / 1024).toBeLessThan(50)
      await typist.until('the counts', () => typist.committed() === 1 + sent)
      await peer.until('the card', () => cardsOf(peer.doc).includes('late'))
      await desk.until('to be told', () => desk.saving())
    },
  )

  it.skipIf(!canTrace)('F02: is synced before every confirmation, also after the second opening', async () => {
    const wanted = runCount('F02: confirmations that are compared with what was synced', 1_000, 10_000)
    const dataDir = folder()
    const appender = fileURLToPath(new URL('../../../apps/server/src/testing/appender.ts', import.meta.url))
    for (const opening of [1, 2]) {
      const traced = join(dataDir, `trace-${opening}`)
      const child = spawn(
        'strace',
        [
          '-f',
          '-y',
          '-s',
          '40',
          '-e',
          'trace=fsync,fdatasync,pwrite64,write,writev',
          '-o',
          traced,
          process.execPath,
          appender,
          dataDir,
          '1',
        ],
        { stdio: ['ignore', 'pipe', 'ignore'], detached: true },
      )
      const group = child.pid ?? 0
      const gone = new Promise((resolve) => child.once('exit', resolve))
      let acknowledged = 0
      for await (const _line of createInterface({ input: child.stdout })) {
        if (++acknowledged === wanted / 2) process.kill(-group, 'SIGKILL')
      }
      await gone
      // One session, one append at a time: at each confirmation everything written to the log file must have been synced.
      let unsynced = false
      let syncs = 0
      let confirmed = 0
      const early: string[] = []
      const syncing = new Set<string>()
      for (const line of readFileSync(traced, 'utf8').split('\n')) {
        const [pid = ''] = line.split(' ', 1)
        if (/pwrite64\(\d+<[^>]*-wal>/.test(line)) unsynced = true
        else if (/f(data)?sync\(\d+<[^>]*-wal>/.test(line)) {
          if (line.includes('unfinished')) syncing.add(pid)
          else {
            unsynced = false
            syncs++
          }
        } else if (/f(data)?sync resumed/.test(line) && syncing.delete(pid)) {
          unsynced = false
          syncs++
        } else if (/writev?\(1<.*"s0 \d+/.test(line)) {
          confirmed++
          if (unsynced) early.push(line)
        }
      }
      expect(early).toEqual([])
      expect(confirmed).toBeGreaterThanOrEqual(wanted / 2)
      expect(syncs).toBeGreaterThanOrEqual(confirmed)
    }
  })
})
