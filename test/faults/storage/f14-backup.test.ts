import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { realClock, realInvitationId } from '../../../apps/server/src/real-deps.ts'
import { openStorage } from '../../../apps/server/src/storage/open-storage.ts'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { type PreparedRoom, prepareRooms } from '../../fixtures/prepared-rooms.ts'
import { serverProgram, startServer } from '../../fixtures/server-process.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { enterSession } from '../steps/session-client.ts'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})
const folder = (name: string): string => {
  const path = mkdtempSync(join(tmpdir(), `greenroom-${name}-`))
  cleanUp.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}
const personOf = (room: PreparedRoom, who: 'interviewer' | 'candidate'): Person => ({
  session: room.session,
  participant: room.participants[who],
  token: room.tokens[who],
})
const root = fileURLToPath(new URL('../../../', import.meta.url))
/** As npm’s scripts do it, in a process of its own. */
const command = (words: readonly string[], dataDir: string): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const args = ['--disable-warning=ExperimentalWarning', serverProgram(root), ...words]
    execFile(process.execPath, args, { cwd: root, env: { ...process.env, DATA_DIR: dataDir } }, (error, out, failed) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: out + failed }),
    )
  })

const backUp = (dataDir: string, to: string) => command(['backup', to], dataDir)

describe('F14: a backup that is taken while people write', () => {
  it('is the data of one moment: every log is whole, and a server on it has whatever was confirmed before', async () => {
    const dataDir = folder('f14')
    const rooms = await prepareRooms(dataDir, 3)
    const server = await startServer(dataDir)
    cleanUp.push(() => server.stop('SIGKILL'))
    const typists = await Promise.all(
      rooms.map((room) => openBoard(server.url.replace('http', 'ws'), personOf(room, 'candidate'))),
    )
    for (const typist of typists) await typist.sync()
    let cards = 0
    let goesOn = true
    const writing = Promise.all(
      typists.map(async (typist) => {
        while (goesOn) {
          typist.edit((doc) => addCard(doc, `card-${cards++}`, 'written'))
          const wanted = typist.committed() + 1
          await typist.until('the count', () => typist.committed() >= wanted)
        }
      }),
    )
    for (const typist of typists) await typist.until('the first card', () => typist.committed() > 0)
    const before = typists.map((typist) => typist.committed())
    const to = join(folder('f14-copy'), 'backup.tar')
    const made = await backUp(dataDir, to)
    const during = typists.map((typist) => typist.committed())
    goesOn = false
    await writing
    expect(made).toEqual({ code: 0, said: `Backed up 3 sessions to ${to}.\n` })
    // The server did not wait for it.
    for (const [index, count] of during.entries()) expect(count).toBeGreaterThan(before[index] ?? 0)
    expect(readdirSync(dirname(to))).toEqual(['backup.tar'])
    expect(statSync(to).mode & 0o077).toBe(0)
    await server.stop('SIGKILL')
    // Where there is something already, or no data, it says so and writes nothing.
    const full = await backUp(dataDir, to)
    expect([full.code, full.said]).toEqual([1, expect.stringContaining('exists already')])
    const nothing = await backUp(folder('f14-nothing'), join(folder('f14-copy'), 'backup.tar'))
    expect([nothing.code, nothing.said]).toEqual([1, expect.stringContaining('There is no database in')])

    const restoredTo = join(folder('f14-restored'), 'data')
    expect(await command(['restore', to], restoredTo)).toEqual({
      code: 0,
      said: `Restored 3 sessions to ${restoredTo}.\n`,
    })
    const storage = await openStorage({ dataDir: restoredTo, clock: realClock, invitationId: realInvitationId })
    expect(await storage.check()).toEqual({ file: [], damaged: [] })
    await storage.close()
    const restored = await startServer(restoredTo)
    cleanUp.push(() => restored.stop('SIGKILL'))
    for (const [index, room] of rooms.entries()) {
      const desk = await enterSession(restored.url, personOf(room, 'interviewer'))
      const board = await openBoard(restored.url.replace('http', 'ws'), personOf(room, 'candidate'))
      await board.sync()
      expect(cardsOf(board.doc).length).toBeGreaterThanOrEqual(before[index] ?? 0)
      board.edit((doc) => addCard(doc, 'after', 'goes on'))
      await board.until('the count', () => board.committed() === 1)
      desk.close()
      board.close()
    }
  })
})

describe('F14: a backup whose process is killed', () => {
  it('leaves no file of its name, wherever it was, and the next one clears up', async () => {
    const dataDir = folder('f14-killed')
    await prepareRooms(dataDir, 30, { boardBytes: 30_000 })
    const place = folder('f14-killed-copies')
    const to = join(place, 'backup.tar')
    let killed = 0
    // Sooner and sooner after its folder appeared, until one is whole before it is killed.
    for (const wait of [0, 60, 150]) {
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', serverProgram(root), 'backup', to],
        { cwd: root, env: { ...process.env, DATA_DIR: dataDir }, stdio: 'ignore' },
      )
      const ended = new Promise((resolve) => child.once('exit', resolve))
      while (!readdirSync(place).some((name) => name.endsWith('.unfinished')) && child.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 1))
      await new Promise((resolve) => setTimeout(resolve, wait))
      child.kill('SIGKILL')
      await ended
      if (child.signalCode !== 'SIGKILL') {
        rmSync(to)
        continue
      }
      killed++
      expect(readdirSync(place).filter((name) => !name.startsWith('.'))).toEqual([])
    }
    expect(killed).toBeGreaterThan(0)
    expect(await backUp(dataDir, to)).toEqual({ code: 0, said: `Backed up 30 sessions to ${to}.\n` })
    expect(readdirSync(place)).toEqual(['backup.tar'])
  })
})

describe('F14: nightly backups of a running server', () => {
  it('are made at its start, restore, and a folder that takes none stops the start with one sentence', async () => {
    const dataDir = folder('f14-nightly')
    await prepareRooms(dataDir, 3)
    const kept = join(folder('f14-nightly-copies'), 'backups')
    const server = await startServer(dataDir, { env: { BACKUP_DIR: kept, LOG_LEVEL: 'info' } })
    cleanUp.push(() => server.stop('SIGKILL'))
    const metrics = async () => (await fetch(`${server.url}/metrics`)).text()
    while (!(await metrics()).includes('greenroom_backups_total{outcome="made"} 1'))
      await new Promise((resolve) => setTimeout(resolve, 20))
    await server.stop()
    const names = readdirSync(kept)
    expect(names).toEqual([expect.stringMatching(/^greenroom-\d{4}-\d\d-\d\d-\d{6}\.tar$/)])
    const to = join(folder('f14-nightly-restored'), 'data')
    expect((await command(['restore', join(kept, names[0] ?? '')], to)).code).toBe(0)
    const refused = await startServer(dataDir, { env: { BACKUP_DIR: join(dataDir, 'backups') } }).then(
      () => '',
      (error: unknown) => String(error),
    )
    expect(refused).toContain('which is in the data folder')
  })
})
