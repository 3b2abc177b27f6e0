import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { realClock, realInvitationId } from '../../../apps/server/src/real-deps.ts'
import { openStorage } from '../../../apps/server/src/storage/open-storage.ts'
import { type PostgresPair, startPostgresPair } from '../../../apps/server/src/testing/postgres-pair.ts'
import { prepareRooms } from '../../fixtures/prepared-rooms.ts'
import { type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { type LineProxy, openLineProxy } from '../steps/line-proxy.ts'
import { enterSession } from '../steps/session-client.ts'
import { lettersOf, openTypist } from '../steps/typist.ts'

const nowhere = '/nowhere/at/all'
let pair: PostgresPair
/** The one address that servers know, as of a pooler or a virtual IP. */
let address: LineProxy
let server: ServerProcess
beforeAll(async () => {
  pair = await startPostgresPair()
  address = await openLineProxy(Number(new URL(pair.primary).port))
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  await address?.close()
  pair?.stop()
})

it('F51: the primary is killed and its synchronous standby promoted: nothing that was acknowledged is missing, and what waits is stored once', async () => {
  const rooms = await prepareRooms(nowhere, 1, { databaseUrl: pair.primary })
  const [room] = rooms
  if (room === undefined) throw new Error('There is no room.')
  const url = new URL(pair.primary)
  url.host = new URL(address.url).host
  server = await startServer(nowhere, { env: { DATABASE_URL: url.href } })
  const at = (): string => server.url.replace('http:', 'ws:')
  const desk = await enterSession(server.url, { token: room.tokens.interviewer })
  const typists = await Promise.all([openTypist(room, 'interviewer', at), openTypist(room, 'candidate', at)])
  const marked: string[] = []
  const mark = async (id: string): Promise<void> => {
    const answer = await desk.command({ kind: 'markMoment', label: id }, id)
    if (answer.ok) marked.push(id)
  }
  for (let letter = 0; letter < 20; letter++) for (const typist of typists) typist.type()
  for (let one = 0; one < 5; one++) await mark(`before-${one}`)

  // Letters and a command are on their way when it dies.
  for (const typist of typists) for (let letter = 0; letter < 20; letter++) typist.type()
  const late = mark('late')
  address.target = null
  const told = typists.map((typist) => typist.told())
  const failing = pair.failOver()
  address.cut()
  await desk.until('to be told', () => !desk.saving())
  for (const typist of typists) for (let letter = 0; letter < 10; letter++) typist.type()
  await failing
  address.target = Number(new URL(pair.standby).port)
  await Promise.all(typists.map((typist) => typist.settled()))
  await late
  await desk.until('to be told', () => desk.saving())
  await expect
    .poll(async () => {
      await mark('after')
      return marked.includes('after')
    })
    .toBe(true)

  const storage = await openStorage({
    dataDir: nowhere,
    databaseUrl: pair.standby,
    clock: realClock,
    invitationId: realInvitationId,
  })
  try {
    const entries = await storage.store.read(room.session, 0, 1_000_000)
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1))
    const ids = entries.flatMap(({ command }) => (command === null ? [] : [command]))
    for (const id of marked) expect(ids.filter((one) => one === id)).toHaveLength(1)
    const board = new Y.Doc()
    for (const entry of entries) if (entry.kind === 'board-edited') Y.applyUpdate(board, entry.bytes)
    for (const who of ['interviewer', 'candidate']) expect(lettersOf(board, who)).toBe(50)
    for (const letters of told)
      for (const [replica, length] of letters)
        expect(Y.decodeStateVector(Y.encodeStateVector(board)).get(replica)).toBeGreaterThanOrEqual(length)
    expect(await storage.check()).toEqual({ file: [], damaged: [] })
  } finally {
    await storage.close()
  }
  for (const each of [...typists, desk]) each.close()
})
