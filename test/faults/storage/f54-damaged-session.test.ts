import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { closeCodes, type ReplayPage, replayPageSchema } from '@greenroom/protocol'
import { participantIdSchema } from '@greenroom/session'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { realClock, realInvitationId } from '../../../apps/server/src/real-deps.ts'
import { openStorage } from '../../../apps/server/src/storage/open-storage.ts'
import { type PreparedRoom, prepareRooms } from '../../fixtures/prepared-rooms.ts'
import { type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard } from '../steps/cards.ts'
import { enterSession, joinSession } from '../steps/session-client.ts'

const folder = mkdtempSync(join(tmpdir(), 'greenroom-f54-'))
/** Whose first entry, whose board in the middle, whose newest entry behind a keyframe is damaged; whose log makes no sense; and a sound one. */
let rooms: readonly PreparedRoom[] = []
let server: ServerProcess
const ends = new Map<string, number>()

const person = ({ session, participants, tokens }: PreparedRoom, who: 'interviewer' | 'candidate' | 'observer') => ({
  session,
  participant: participants[who],
  token: tokens[who],
})
const ask = (method: string, path: string, token: string): Promise<Response> =>
  fetch(server.url + path, { method, headers: { authorization: `Bearer ${token}` } })
const replay = async ({ session, tokens }: PreparedRoom): Promise<ReplayPage> => {
  const whole: ReplayPage = { entries: [], edits: [], next: null }
  for (let after: string | null = '0.0'; after !== null; ) {
    const answer = await ask('GET', `/api/sessions/${session}/replay?after=${after}`, tokens.interviewer)
    expect(answer.status).toBe(200)
    const page = replayPageSchema.parse(await answer.json())
    whole.entries.push(...page.entries)
    whole.edits.push(...page.edits)
    if (page.damaged) whole.damaged = true
    after = page.next
  }
  return whole
}

beforeAll(async () => {
  rooms = [...(await prepareRooms(folder, 2)), ...(await prepareRooms(folder, 3, { boardBytes: 4_000 }))]
  const [, , , senseless] = rooms
  const storage = await openStorage({ dataDir: folder, clock: realClock, invitationId: realInvitationId })
  for (const { session } of rooms) ends.set(session, await storage.store.lastSeq(session))
  if (senseless === undefined) throw new Error('a room is missing')
  const nobody = participantIdSchema.parse('nobody')
  await storage.store.append(senseless.session, ends.get(senseless.session) ?? 0, [
    {
      kind: 'participant-named',
      v: 1,
      by: nobody,
      command: null,
      data: { participant: nobody, name: 'N' },
      bytes: null,
    },
  ])
  await storage.close()
  const db = new DatabaseSync(join(folder, 'greenroom.sqlite'))
  const damage = db.prepare(
    "UPDATE entries SET data = replace(data, '\"', '\"x') WHERE seq = ? AND session = (SELECT key FROM sessions WHERE id = ?)",
  )
  damage.run(1, rooms[0]?.session ?? '')
  damage.run(6, rooms[1]?.session ?? '')
  // Behind a keyframe: the room opens, and its streams cannot be read.
  damage.run(8, rooms[2]?.session ?? '')
  db.close()
  server = await startServer(folder)
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('F54: damaged sessions', () => {
  it('F10: cost themselves alone: nobody is let in, everything before the damage is read, and the owner deletes them [P30]', async () => {
    for (const [index, seq] of [1, 6, 8, null].entries()) {
      const room = rooms[index]
      if (room === undefined) throw new Error('a room is missing')
      const { session, tokens } = room
      const from = seq ?? (ends.get(session) ?? 0) + 1
      for (const who of ['interviewer', 'candidate'] as const) {
        const turnedAway = await joinSession(server.url, person(room, who))
        expect(turnedAway.goodbye(), `${index}`).toEqual({ reason: 'session-damaged', retryAfter: null })
        await turnedAway.disconnected
        const board = await openBoard(server.url.replace('http', 'ws'), person(room, who))
        expect(await board.closed).toBe(closeCodes['session-damaged'])
        expect(board.received).toEqual([])
      }
      const summary = await ask('GET', `/api/sessions/${session}`, tokens.candidate)
      if (seq === 1) expect(await summary.json()).toMatchObject({ error: { code: 'session-damaged' } })
      else expect(await summary.json()).toMatchObject({ session, damaged: true })
      const readable = await replay(room)
      expect(readable.damaged).toBe(true)
      // The interviewer has been at the desk all along: the stream and the edits are the log.
      expect(readable.entries.length + readable.edits.length).toBe(from - 1)

      expect((await ask('DELETE', `/api/sessions/${session}`, tokens.candidate)).status).toBe(403)
      expect((await ask('DELETE', `/api/sessions/${session}`, tokens.interviewer)).status).toBe(204)
      expect((await ask('GET', `/api/sessions/${session}`, tokens.interviewer)).status).toBe(401)
    }
  })

  it('are unknown to everybody else on the server', async () => {
    const sound = rooms[4]
    if (sound === undefined) throw new Error('a room is missing')
    const client = await enterSession(server.url, person(sound, 'candidate'))
    const board = await openBoard(server.url.replace('http', 'ws'), person(sound, 'candidate'))
    await board.sync()
    board.edit((doc) => addCard(doc, 'card', 'goes on'))
    await board.until('the count', () => board.committed() === 1)
    const whole = await replay(sound)
    expect(whole.damaged).toBeUndefined()
    client.close()
    board.close()
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    expect(server.output()).toContain('This session is damaged from this entry on')
  })
})
