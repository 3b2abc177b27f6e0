import { boardSubprotocol, closeCodes, tokenSubprotocolPrefix } from '@greenroom/protocol'
import { type Command, commandIdSchema } from '@greenroom/session'
import { samplePreparedCase } from '@greenroom/session/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { invite, join, type Person, startSession, startTestServer, type TestServer } from '../testing/test-server.ts'

// Real files and threads, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let at: TestServer
let owner: Person
let guest: Person
let invitation: string
const sockets: WebSocket[] = []

beforeEach(async () => {
  at = await startTestServer()
  owner = await startSession(at, { case: { kind: 'chosen', caseId: samplePreparedCase.public.caseId } })
  const made = await invite(at, owner, ['candidate'])
  invitation = made.id
  guest = await join(at, made.secret, 'Bo', 'candidate')
  await run({ kind: 'startRound', seatsVersion: (await at.server.rooms.read(owner.session))?.seatsVersion ?? 0 })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  await at.close()
})

let commands = 0
const run = async (command: Command): Promise<void> => {
  const commandId = commandIdSchema.parse(`c${++commands}`)
  expect(await at.server.rooms.run(owner.session, owner.participant, commandId, command)).toMatchObject({ ok: true })
}

type Connection = { readonly opened: Promise<void>; readonly closed: Promise<number> }
const connect = (person: Person, headers: Record<string, string> = {}): Connection => {
  const protocols = [boardSubprotocol, `${tokenSubprotocolPrefix}${person.token}`]
  const url = `${at.url.replace('http', 'ws')}/yjs/${person.session}/board-r1`
  const socket = new WebSocket(url, protocols, { headers })
  sockets.push(socket)
  const opened = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<number>()
  socket.on('open', () => opened.resolve())
  socket.on('close', (code) => closed.resolve(code))
  socket.on('unexpected-response', (_request, response) => {
    closed.resolve(response.statusCode ?? 0)
    response.destroy()
  })
  socket.on('error', () => {})
  return { opened: opened.promise, closed: closed.promise }
}
it('disconnects people who joined by a revoked invitation, and admits them nowhere again', async () => {
  const connection = connect(guest)
  const other = connect(owner)
  await Promise.all([connection.opened, other.opened])
  const asked = at.request('DELETE', `/api/sessions/${owner.session}/invitations/${invitation}`, {
    token: owner.token,
    body: { removeParticipants: true },
  })
  expect(await connection.closed).toBe(closeCodes.revoked)
  expect((await asked).json).toEqual({ removed: [guest.participant] })
  expect(await connect(guest).closed).toBe(closeCodes.revoked)
  // Others stay.
  expect(await Promise.race([other.closed, Promise.resolve('open')])).toBe('open')
})

it('disconnects everybody when the session is deleted, and no longer knows any of their tokens', async () => {
  const connections = [connect(guest), connect(owner)]
  await Promise.all(connections.map(({ opened }) => opened))
  expect((await at.request('DELETE', `/api/sessions/${owner.session}`, { token: owner.token })).status).toBe(204)
  expect(await Promise.all(connections.map(({ closed }) => closed))).toEqual([
    closeCodes['session-deleted'],
    closeCodes['session-deleted'],
  ])
  expect(await connect(owner).closed).toBe(closeCodes.unauthorized)
  expect(await at.storage.store.lastSeq(owner.session)).toBe(0)
})

it('tells everybody to come back when it stops', async () => {
  const connection = connect(guest)
  await connection.opened
  await at.server.close()
  expect(await connection.closed).toBe(closeCodes.draining)
})

it.each(['https://evil.test', 'null', 'http://127.0.0.1'])('refuses the page %s at the upgrade', async (origin) => {
  expect(await connect(guest, { origin }).closed).toBe(403)
  const own = connect(guest, { origin: at.url })
  await own.opened
})
