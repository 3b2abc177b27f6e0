import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { protocolVersion, serverLimits } from '@greenroom/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { type PreparedRoom, prepareRooms, type Who } from '../../fixtures/prepared-rooms.ts'
import { startServer } from '../../fixtures/server-process.ts'
import { residentBytes } from '../../load/process-figures.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { enterSession } from '../steps/session-client.ts'

vi.setConfig({ testTimeout: 90_000 })
const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})
const personOf = (room: PreparedRoom, who: Who): Person => ({
  session: room.session,
  participant: room.participants[who],
  token: room.tokens[who],
})

describe('T29, F28: readers that do not read, of a server in a process of its own', () => {
  it('are cut once more waits for them than the limit, cost no memory, and hold nobody up; they come back to everything', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-slow-'))
    cleanUp.push(() => rmSync(dataDir, { recursive: true, force: true }))
    const [room] = await prepareRooms(dataDir, 1)
    if (room === undefined) throw new Error('no room')
    const server = await startServer(dataDir)
    cleanUp.push(() => server.stop('SIGKILL'))
    const socketUrl = server.url.replace('http', 'ws')
    const typist = await openBoard(socketUrl, personOf(room, 'candidate'))
    const second = await openBoard(socketUrl, personOf(room, 'interviewer'))
    const reader = await openBoard(socketUrl, personOf(room, 'interviewer'))
    for (const board of [typist, second, reader]) await board.sync()
    const cut = async (): Promise<number> => {
      const metrics = await (await fetch(`${server.url}/metrics`)).text()
      return Number(/^greenroom_boards_ended_total\{reason="slow"\} (\d+)$/m.exec(metrics)?.[1] ?? 0)
    }

    // Four deaf readers of the board and one of the session, each with its hands over its ears from now on.
    const deaf = []
    for (let number = 0; number < 4; number++) {
      const board = await openBoard(socketUrl, personOf(room, 'observer'))
      await board.sync()
      deaf.push(board)
    }
    const live = new WebSocket(`${socketUrl}/socket.io/?EIO=4&transport=websocket`)
    cleanUp.push(() => live.terminate())
    await new Promise((resolve) => live.once('message', resolve))
    const auth = { protocol: protocolVersion, token: room.tokens.observer, after: 0, seenCases: [] }
    live.send(`40${JSON.stringify(auth)}`)
    await new Promise((resolve) => live.once('message', resolve))
    const lines = [...deaf.map(({ socket }) => socket), live]
    for (const line of lines) line.pause()

    typist.edit((doc) => {
      for (let card = 0; card < 50; card++) addCard(doc, `card-${card}`, '')
    })
    await typist.until('the count', () => typist.committed() === 1)
    const before = residentBytes(server.pid)
    let highest = 0
    let told = 0
    // Until all four are cut: at their limit, and what the kernel takes off the server's hands beside it.
    for (let number = 1; (await cut()) < deaf.length && told < 4 * serverLimits.unsentBytes; number++) {
      // In turn: one connection alone would be told that it floods.
      const writer = number % 2 === 0 ? typist : second
      writer.edit((doc) => {
        for (let card = 0; card < 50; card++) {
          const item = doc.getMap('items').get(`card-${card}`)
          if (item instanceof Y.Map) item.set('f.window', `${number} ${'x'.repeat(1_900)}`)
        }
      })
      told += 50 * 1_900
      // Clients that read have it before the next is written: nobody waits for a slow reader.
      for (const board of [reader, typist, second])
        await board.until('the edit', () => {
          const item = board.doc.getMap('items').get('card-49')
          return item instanceof Y.Map && String(item.get('f.window')).startsWith(`${number} `)
        })
      highest = Math.max(highest, residentBytes(server.pid))
    }
    expect(await cut()).toBe(deaf.length)
    const grown = (highest - before) / 1024 / 1024
    console.info(
      `${deaf.length} deaf readers of ${(told / 1024 / 1024).toFixed(0)} MB: the server grew by ${grown.toFixed(0)} MB`,
    )
    // Each of the four may have its limit waiting until it is cut, beside what V8 has not collected yet (20 to 41 MB were seen); a
    // server that waited for them would hold 4 × 16 MB, and that garbage.
    expect(grown).toBeLessThan((deaf.length * serverLimits.unsentBytes) / 1024 / 1024 + 46)
    for (const line of lines) line.resume()
    for (const { closed } of deaf) expect([1006, 1013]).toContain(await closed)
    const back = await openBoard(socketUrl, personOf(room, 'observer'))
    await back.sync()
    expect(back.doc.getMap('items').toJSON()).toEqual(reader.doc.getMap('items').toJSON())
    expect(cardsOf(back.doc)).toHaveLength(cardsOf(reader.doc).length)
    const again = await enterSession(server.url, personOf(room, 'observer'))
    expect(again.entries.length).toBe(again.count())
    again.close()
  })
})
