import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { replayPageSchema, serverLimits } from '@greenroom/protocol'
import { documentNameSchema, type NewEntry } from '@greenroom/session'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { realClock, realInvitationId } from '../../../apps/server/src/real-deps.ts'
import { openStorage } from '../../../apps/server/src/storage/open-storage.ts'
import { prepareRooms } from '../../fixtures/prepared-rooms.ts'
import { startServer } from '../../fixtures/server-process.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, typeInto } from '../steps/cards.ts'
import { enterSession } from '../steps/session-client.ts'

const entries = 200_000
const perAppend = 2_000
const typedLetters = 1_000
const tenHours = 10 * 60 * 60_000

it('F12, F43: a session of ten hours and 200,000 entries is opened, joined, replayed and deleted by a server with 256 MB of heap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-f12-'))
  let server: Awaited<ReturnType<typeof startServer>> | null = null
  try {
    const [room] = await prepareRooms(folder, 1)
    if (room === undefined) throw new Error('no room')
    const { session, participants, tokens } = room
    const person = { session, participant: participants.candidate, token: tokens.candidate }
    const document = documentNameSchema.parse('board-r1')
    const began = realClock.now()
    let ahead = 0
    const clock = { ...realClock, now: () => began + ahead }
    const storage = await openStorage({ dataDir: folder, clock, invitationId: realInvitationId })
    let seq = await storage.store.lastSeq(session)

    // Letters typed into one card, again and again: what an applied update adds is one letter, and what it was told is long.
    const doc = new Y.Doc()
    for (const entry of await storage.store.read(session, 0, 1_000))
      if (entry.kind === 'board-edited') Y.applyUpdate(doc, entry.bytes)
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    addCard(doc, 'card', '')
    for (let letter = 0; letter < typedLetters; letter++) typeInto(doc, 'card', `${letter % 10}`)
    const edit = (index: number): NewEntry => ({
      kind: 'board-edited',
      v: 1,
      by: participants.candidate,
      command: null,
      data: { document, clients: [doc.clientID] },
      bytes: updates[index % updates.length] ?? Uint8Array.of(0, 0),
    })
    const named = (index: number): NewEntry => ({
      kind: 'participant-named',
      v: 1,
      by: participants.candidate,
      command: null,
      data: { participant: participants.candidate, name: `Caro ${index}` },
      bytes: null,
    })
    while (seq < entries) {
      const page = Array.from({ length: Math.min(perAppend, entries - seq) }, (_, index) =>
        (seq + index) % 2 === 0 ? edit(Math.floor((seq + index) / 2)) : named(seq + index),
      )
      ahead = Math.round((seq / entries) * tenHours)
      expect((await storage.store.append(session, seq, page)).ok).toBe(true)
      seq += page.length
    }
    await storage.close()

    server = await startServer(folder, { env: { NODE_OPTIONS: '--max-old-space-size=256' } })
    const { url } = server
    const ask = (method: string, path: string): Promise<Response> =>
      fetch(url + path, { method, headers: { authorization: `Bearer ${tokens.interviewer}` } })
    expect(await (await ask('GET', `/api/sessions/${session}`)).json()).toMatchObject({ session, status: 'open' })

    const clients = await Promise.all([enterSession(url, person), enterSession(url, person)])
    for (const client of clients) {
      expect(client.entries.length).toBeGreaterThan(entries / 2 - 100)
      expect(client.entries.at(-1)?.n).toBe(client.entries.length)
      client.close()
    }
    const board = await openBoard(url.replace('http', 'ws'), person)
    await board.sync()
    expect(Y.encodeStateVector(board.doc)).toEqual(Y.encodeStateVector(doc))
    board.close()

    let told = 0
    let last = 0
    for (let after: string | null = '0.0'; after !== null; ) {
      const answer = await ask('GET', `/api/sessions/${session}/replay?after=${after}`)
      if (answer.status === 429) {
        // Like the page, a reader of ten hours at once waits when asked to.
        await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get('retry-after') ?? 1) * 1000))
        continue
      }
      expect(answer.status).toBe(200)
      const text = await answer.text()
      expect(text.length).toBeLessThanOrEqual(serverLimits.replayPageBytes)
      const page = replayPageSchema.parse(JSON.parse(text))
      for (const { at } of [...page.entries, ...page.edits]) last = Math.max(last, at)
      told += page.entries.length + page.edits.length
      after = page.next
    }
    // All that was written beforehand, and at most what the room has noted since.
    expect(told).toBeGreaterThanOrEqual(entries)
    expect(told).toBeLessThan(entries + 10)
    expect(last - began).toBeGreaterThan(0.98 * tenHours)
    expect((await ask('DELETE', `/api/sessions/${session}`)).status).toBe(204)
    expect((await ask('GET', `/api/sessions/${session}`)).status).toBe(401)
    expect(server.child.exitCode).toBeNull()
    expect(await server.stop()).toBe(0)
  } finally {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}, 240_000)
