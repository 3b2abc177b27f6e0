import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogEntry } from '@greenroom/session'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { realClock, realInvitationId } from '../../../apps/server/src/real-deps.ts'
import { openStorage } from '../../../apps/server/src/storage/open-storage.ts'
import { type PreparedRoom, prepareRooms } from '../../fixtures/prepared-rooms.ts'
import { runCount } from '../../fixtures/run-counts.ts'
import { startServer } from '../../fixtures/server-process.ts'
import { type BoardClient, openBoard } from '../steps/board-client.ts'
import { addCard } from '../steps/cards.ts'

const roomCount = 20
const kills = runCount('F01: kills of the server while people write', 10, 200)

/** What a client was told of others' edits, message by message; of the messages from one on. */
const toldTo = (client: BoardClient, from = 0): readonly Uint8Array[] =>
  client.received.slice(from).flatMap((data) => {
    const decoder = createDecoder(data)
    if (readVarUint(decoder) !== 0 || readVarUint(decoder) !== 2) return []
    return [readVarUint8Array(decoder)]
  })

const boardOfLog = (entries: readonly LogEntry[]): Y.Doc => {
  const doc = new Y.Doc({ gc: false })
  for (const entry of entries) if (entry.kind === 'board-edited') Y.applyUpdate(doc, entry.bytes)
  return doc
}

/** Whether a document holds all of an update: applying it again changes nothing and leaves nothing pending. */
const holds = (doc: Y.Doc, update: Uint8Array): boolean => {
  let changed = false
  const note = (): void => {
    changed = true
  }
  doc.on('update', note)
  Y.applyUpdate(doc, update)
  doc.off('update', note)
  return !changed && doc.store.pendingStructs === null && doc.store.pendingDs === null
}

describe(`F01: the server is killed ${kills} times while ${roomCount} rooms write`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-f01-'))
  let rooms: readonly PreparedRoom[] = []
  /** Counted through a second try too: the cards of the first one are still there. */
  let cards = 0
  beforeAll(async () => {
    rooms = await prepareRooms(folder, roomCount)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it(
    'keeps every edit that anybody else received, and every edit that its author was told is saved, and no seq is missing',
    async () => {
      let told = 0
      let saved = 0
      for (let kill = 0; kill < kills; kill++) {
        const server = await startServer(folder)
        const clients: { readonly room: PreparedRoom; readonly client: BoardClient; readonly written: string[] }[] = []
        try {
          const socketUrl = `ws://127.0.0.1:${server.port}`
          for (const room of rooms) {
            for (const who of ['interviewer', 'candidate'] as const) {
              const person = { session: room.session, participant: room.participants[who], token: room.tokens[who] }
              const client = await openBoard(socketUrl, person)
              await client.sync()
              clients.push({ room, client, written: [] })
            }
          }
          const dead = new Promise((resolve) => server.child.once('exit', resolve))
          // The moment is chance; what must hold does not depend on it.
          const moment = performance.now() + 50 + Math.random() * 500
          const looked = new Map<BoardClient, number>()
          let toldNow = 0
          // Later on a busy machine: a kill before anybody was told anything proves nothing.
          while (performance.now() < moment || toldNow <= roomCount) {
            for (const { client, written } of clients) {
              const card = `card-${cards++}`
              written.push(card)
              client.edit((doc) => addCard(doc, card, 'written'))
              toldNow += toldTo(client, looked.get(client)).length
              looked.set(client, client.received.length)
            }
            // The server gets its turn: people are told while they write, and not once they have stopped.
            await new Promise((resolve) => setTimeout(resolve, 4))
          }
          server.child.kill('SIGKILL')
          await dead
        } finally {
          await server.stop('SIGKILL')
          for (const { client } of clients) client.socket.terminate()
        }

        const storage = await openStorage({ dataDir: folder, clock: realClock, invitationId: realInvitationId })
        try {
          for (const room of rooms) {
            const entries = await storage.store.read(room.session, 0, 1_000_000)
            expect(entries.map((entry) => entry.seq)).toEqual(entries.map((_, index) => index + 1))
            const board = boardOfLog(entries)
            const items = board.getMap('items')
            for (const { client, written } of clients.filter((one) => one.room === room)) {
              const counted = written.slice(0, client.committed())
              expect(counted.filter((card) => !items.has(card))).toEqual([])
              saved += counted.length
              const updates = toldTo(client)
              told += updates.length
              // All in one: what a single one of them brings that the log lacks would change the board.
              if (updates.length > 0) expect(holds(board, Y.mergeUpdates([...updates]))).toBe(true)
            }
          }
        } finally {
          await storage.close()
        }
      }
      expect(told).toBeGreaterThan(kills * roomCount)
      expect(saved).toBeGreaterThan(kills * roomCount)
      process.stdout.write(
        `F01: ${kills} kills, ${roomCount} rooms, ${told} edits had been told to others and ${saved} to their authors as saved, none lost\n`,
      )
    },
    kills * 20_000,
  )

  it('serves the same board after the restart', async () => {
    const server = await startServer(folder)
    const clients: BoardClient[] = []
    try {
      for (const room of rooms.slice(0, 3)) {
        const person = { session: room.session, participant: room.participants.observer, token: room.tokens.observer }
        const client = await openBoard(`ws://127.0.0.1:${server.port}`, person)
        clients.push(client)
        await client.sync()
        client.close()
      }
    } finally {
      await server.stop('SIGKILL')
    }
    const storage = await openStorage({ dataDir: folder, clock: realClock, invitationId: realInvitationId })
    try {
      for (const [index, client] of clients.entries()) {
        const board = boardOfLog(await storage.store.read((rooms[index] as PreparedRoom).session, 0, 1_000_000))
        expect(client.doc.getMap('items').toJSON()).toEqual(board.getMap('items').toJSON())
      }
    } finally {
      await storage.close()
    }
  })
})
