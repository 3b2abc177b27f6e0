import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { realClock, realInvitationId } from '../../../apps/server/src/real-deps.ts'
import { openStorage } from '../../../apps/server/src/storage/open-storage.ts'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { type PreparedRoom, prepareRooms } from '../../fixtures/prepared-rooms.ts'
import { startServer } from '../../fixtures/server-process.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { enterSession } from '../steps/session-client.ts'

vi.setConfig({ testTimeout: 60_000 })
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
/** As `npm run backup` does it, in a process of its own. */
const backUp = (dataDir: string, to: string): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const args = ['--disable-warning=ExperimentalWarning', 'apps/server/src/main.ts', 'backup', to]
    execFile(process.execPath, args, { cwd: root, env: { ...process.env, DATA_DIR: dataDir } }, (error, out, failed) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: out + failed }),
    )
  })

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
    const to = join(folder('f14-copy'), 'backup')
    const made = await backUp(dataDir, to)
    const during = typists.map((typist) => typist.committed())
    goesOn = false
    await writing
    expect(made).toEqual({ code: 0, said: `Backed up 3 sessions to ${to}.\n` })
    // The server did not wait for it.
    for (const [index, count] of during.entries()) expect(count).toBeGreaterThan(before[index] ?? 0)
    expect(readdirSync(to)).toEqual(['backup.json', 'greenroom.sqlite'])
    expect(statSync(join(to, 'greenroom.sqlite')).mode & 0o077).toBe(0)
    expect(statSync(to).mode & 0o077).toBe(0)
    await server.stop('SIGKILL')
    // Where there is something already, or no data, it says so and writes nothing.
    const full = await backUp(dataDir, to)
    expect([full.code, full.said]).toEqual([1, expect.stringContaining('is not empty')])
    const nothing = await backUp(folder('f14-nothing'), join(folder('f14-copy'), 'backup'))
    expect([nothing.code, nothing.said]).toEqual([1, expect.stringContaining('There is no database in')])

    const storage = await openStorage({ dataDir: to, clock: realClock, invitationId: realInvitationId })
    expect(await storage.check()).toEqual({ file: [], damaged: [] })
    await storage.close()
    const restored = await startServer(to)
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
