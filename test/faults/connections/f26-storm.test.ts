import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RoomClient } from '@greenroom/room-client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { prepareRooms } from '../../fixtures/prepared-rooms.ts'
import { runCount } from '../../fixtures/run-counts.ts'
import { startServer } from '../../fixtures/server-process.ts'
import { openLineProxy } from '../steps/line-proxy.ts'
import { openRoom, until } from '../steps/room-page.ts'

vi.setConfig({ testTimeout: 120_000 })
const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})

const clients = runCount('F26: clients that come back at once', 120, 500)
const perPerson = 2

describe('F26: the clients of a server that is started again', () => {
  it('all come back automatically, and nobody is turned away', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-storm-'))
    cleanUp.push(() => rmSync(dataDir, { recursive: true, force: true }))
    const prepared = await prepareRooms(dataDir, Math.ceil(clients / (3 * perPerson)))
    let server = await startServer(dataDir)
    cleanUp.push(() => server.stop('SIGKILL'))
    const proxy = await openLineProxy(server.port)
    cleanUp.push(proxy.close)
    const rooms: RoomClient[] = []
    cleanUp.push(() => Promise.all(rooms.map((room) => room.close())))
    for (const { session, participants, tokens } of prepared)
      for (const who of ['interviewer', 'candidate', 'observer'] as const)
        for (let tab = 0; tab < perPerson && rooms.length < clients; tab++)
          rooms.push(openRoom(proxy.url, { session, participant: participants[who], token: tokens[who] }))
    const kinds = (): readonly string[] => rooms.map((room) => room.getSnapshot().connection.kind)
    const live = (): number => kinds().filter((kind) => kind === 'live').length
    await until('everybody', () => live() === clients, 60_000)

    await server.stop('SIGTERM')
    proxy.target = null
    server = await startServer(dataDir)
    proxy.target = server.port
    const since = performance.now()
    await until('everybody again', () => live() === clients, 60_000)
    console.info(`${clients} clients were back ${((performance.now() - since) / 1_000).toFixed(1)} s after the start`)
    expect(kinds().filter((kind) => kind === 'ended')).toEqual([])
    for (const room of rooms) expect(room.getSnapshot().session).not.toBeNull()
  })
})
