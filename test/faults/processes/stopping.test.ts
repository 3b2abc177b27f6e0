import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testFramework } from '@greenroom/board/testing'
import { closeCodes } from '@greenroom/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { type PreparedRoom, prepareRooms, type Who } from '../../fixtures/prepared-rooms.ts'
import { type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { enterSession, joinSession } from '../steps/session-client.ts'

vi.setConfig({ testTimeout: 60_000 })
const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})
const personOf = (room: PreparedRoom, who: Who): Person => ({
  session: room.session,
  participant: room.participants[who],
  token: room.tokens[who],
})

/** Run in the server's process before anything of its own: what a test asks for by a signal, which the server itself never takes. */
const preload = (onSignal: string): Record<string, string> => ({
  NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=data:text/javascript,${encodeURIComponent(onSignal)}`,
})
const startOn = async (env: Record<string, string> = {}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-stopping-'))
  cleanUp.push(() => rmSync(dataDir, { recursive: true, force: true }))
  const [room] = await prepareRooms(dataDir, 1, { framework: testFramework })
  if (room === undefined) throw new Error('no room')
  const start = async (given: Record<string, string> = {}, port?: number): Promise<ServerProcess> => {
    const started = await startServer(dataDir, { env: given, ...(port !== undefined && { port }) })
    cleanUp.push(() => started.stop('SIGKILL'))
    return started
  }
  const server = await start(env)
  const desk = await enterSession(server.url, personOf(room, 'interviewer'))
  const typist = await openBoard(server.url.replace('http', 'ws'), personOf(room, 'candidate'))
  await typist.sync()
  cleanUp.push(() => {
    desk.close()
    typist.socket.terminate()
  })
  return { room, server, desk, typist, again: () => start({}, server.port) }
}
/** The cards that somebody finds who comes to a server after it was started again. */
const cardsFoundAt = async (server: ServerProcess, room: PreparedRoom): Promise<readonly string[]> => {
  const board = await openBoard(server.url.replace('http', 'ws'), personOf(room, 'observer'))
  await board.sync()
  board.close()
  return cardsOf(board.doc)
}

describe('F03: a server that is told to stop', () => {
  it('says so, keeps what was in flight, ends with 0 in time, and everybody is back at the next one', async () => {
    const { room, server, desk, typist, again } = await startOn()
    for (let number = 0; number < 30; number++) typist.edit((doc) => addCard(doc, `card-${number}`, `words ${number}`))
    await typist.until('some of it', () => typist.committed() > 0)
    const since = performance.now()
    const code = server.stop('SIGTERM')
    await desk.until('goodbye', () => desk.goodbye() !== null)
    expect(desk.goodbye()).toMatchObject({ reason: 'draining', retryAfter: expect.any(Number) })
    // What people see of it is the wait that they are asked for: spread, and never long.
    expect(desk.goodbye()?.retryAfter).toBeGreaterThanOrEqual(500)
    expect(desk.goodbye()?.retryAfter).toBeLessThanOrEqual(3_000)
    expect(await typist.closed).toBe(closeCodes.draining)
    const deadline = new Promise((resolve) => setTimeout(resolve, 10_000, 'not stopped within ten seconds'))
    expect(await Promise.race([code, deadline])).toBe(0)
    const next = await again()
    const back = await enterSession(next.url, personOf(room, 'interviewer'))
    console.info(`stopped and back after ${(performance.now() - since).toFixed(0)} ms`)
    expect((await cardsFoundAt(next, room)).length).toBeGreaterThanOrEqual(typist.committed())
    expect(await back.command({ kind: 'markMoment', label: 'back' })).toMatchObject({ ok: true })
    back.close()
  })
})

describe('F04: a server that is told to stop while the disk is slow, and is then killed', () => {
  it.skipIf(!canTrace)('has lost nothing that it confirmed', async () => {
    const { room, server, typist, again } = await startOn()
    typist.edit((doc) => addCard(doc, 'before', 'before'))
    await typist.until('the count', () => typist.committed() === 1)
    const strace: ChildProcess = spawn(
      'strace',
      [
        ...['-f', '-p', String(server.pid), '-o', '/dev/null'],
        ...['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:delay_enter=20s'],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    cleanUp.push(() => strace.kill('SIGKILL'))
    await new Promise<void>((resolve) => {
      strace.stderr?.on('data', (said: Buffer) => {
        if (said.toString().includes('attached')) resolve()
      })
    })
    typist.edit((doc) => addCard(doc, 'slow', 'slow'))
    server.child.kill('SIGTERM')
    await typist.closed
    const confirmed = typist.committed()
    // A kill leaves in the system’s cache what was written and not synced, and it would be found again: the count itself is looked at.
    expect(confirmed).toBe(1)
    const killed = server.stop('SIGKILL')
    strace.kill('SIGKILL')
    await killed
    const found = await cardsFoundAt(await again(), room)
    expect(found).toContain('before')
    expect(found.length).toBeGreaterThanOrEqual(confirmed)
  })
})

describe('F13: an exception that nobody catches', () => {
  it.each([
    ['thrown', 'setImmediate(() => { throw new Error("forgotten") })'],
    ['rejected', 'Promise.reject(new Error("forgotten"))'],
  ])('%s: is logged, and the server drains and ends with 1 instead of going on', async (_how, fault) => {
    const { room, server, desk, typist, again } = await startOn(preload(`process.on('SIGUSR2', () => { ${fault} })`))
    typist.edit((doc) => addCard(doc, 'card', 'mine'))
    await typist.until('the count', () => typist.committed() === 1)
    const code = server.stop('SIGUSR2')
    await desk.until('goodbye', () => desk.goodbye() !== null)
    expect(desk.goodbye()).toMatchObject({ reason: 'draining' })
    expect(await typist.closed).toBe(closeCodes.draining)
    expect(await code).toBe(1)
    expect(server.output()).toContain('forgotten')
    expect(server.output()).toContain('"level":60')
    expect(await cardsFoundAt(await again(), room)).toEqual(['mine'])
  })
})

describe("F39: a server's wall clock that is set an hour on, and two back", () => {
  it('moves no time that people see, and the order of the log stays', async () => {
    const turn = `let ahead = 0; const now = Date.now; Date.now = () => now() + ahead;
      process.on('SIGUSR2', () => { ahead = ahead > 0 ? -3600000 : 3600000 })`
    const { server, desk } = await startOn(preload(turn))
    const offset = async (): Promise<number> =>
      ((await desk.ask('time')) as { serverTime: number }).serverTime - performance.now()
    const before = await offset()
    for (let jump = 0; jump < 3; jump++) {
      server.child.kill('SIGUSR2')
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(Math.abs((await offset()) - before)).toBeLessThan(1_000)
      expect(await desk.command({ kind: 'markMoment', label: `jump ${jump}` })).toMatchObject({ ok: true })
    }
    const times = desk.entries.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect((times.at(-1) ?? 0) - (times.at(-3) ?? 0)).toBeLessThan(5_000)
  })
})

describe('F39: a wall clock that is an hour back when the server starts again', () => {
  it('moves no deadline, and the order of the log stays', async () => {
    const { server, desk, room } = await startOn()
    const time = async (client: typeof desk): Promise<number> =>
      ((await client.ask('time')) as { serverTime: number }).serverTime
    expect(await desk.command({ kind: 'markMoment', label: 'before' })).toMatchObject({ ok: true })
    const before = await time(desk)
    await server.stop('SIGTERM')
    const back = preload('const now = Date.now; Date.now = () => now() - 3600000')
    const again = await startServer(server.dataDir, { env: back, port: server.port })
    cleanUp.push(() => again.stop('SIGKILL'))
    const client = await enterSession(again.url, personOf(room, 'interviewer'))
    cleanUp.push(() => client.close())
    const after = (await time(client)) - before
    expect(after).toBeGreaterThanOrEqual(0)
    expect(after).toBeLessThan(60_000)
    for (const label of ['one', 'two'])
      expect(await client.command({ kind: 'markMoment', label })).toMatchObject({ ok: true })
    const times = client.entries.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })
})

describe('F15: a client of another version', () => {
  it('hears "protocol", which means: reload, and no retry; others notice nothing', async () => {
    const { room, server, desk } = await startOn()
    const { protocolVersion } = await import('@greenroom/protocol')
    for (const step of [-1, 1]) {
      const auth = { protocol: protocolVersion + step, token: room.tokens.candidate, after: 0, seenCases: [] }
      const other = await joinSession(server.url, personOf(room, 'candidate'), { auth })
      expect(other.goodbye(), `${step}`).toEqual({ reason: 'protocol', retryAfter: null })
      expect(other.entries).toEqual([])
      await other.disconnected
    }
    expect(await desk.command({ kind: 'markMoment', label: 'calm' })).toMatchObject({ ok: true })
  })
})
