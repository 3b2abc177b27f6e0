import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { replayPageSchema } from '@greenroom/protocol'
import { boardOf, type NewEntry, roundIdSchema } from '@greenroom/session'
import { samplePreparedCase } from '@greenroom/session/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  type Person,
  startSession,
  startTestServer,
  type TestServer,
} from '../../../apps/server/src/testing/test-server.ts'

vi.setConfig({ testTimeout: 60_000 })

const open: { close: () => unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** A page of a replay that is so large that a few of them are more than the system takes off the server's hands. */
const editBytes = 600_000
const mostPages = 60
const unreadBytes = 400_000

const serve = async (stalledAfter: number, pingStore?: () => Promise<void>): Promise<[TestServer, Person]> => {
  const at = await startTestServer({ unread: { bytes: unreadBytes, stalledAfter }, ...(pingStore && { pingStore }) })
  open.push(at)
  const owner = await startSession(at, { case: { kind: 'chosen', caseId: samplePreparedCase.public.caseId } })
  const entry: NewEntry = {
    kind: 'board-edited',
    v: 1,
    by: owner.participant,
    command: null,
    data: { document: boardOf(roundIdSchema.parse('r1')), clients: [7] },
    bytes: new Uint8Array(editBytes),
  }
  const end = await at.storage.store.lastSeq(owner.session)
  expect((await at.storage.store.append(owner.session, end, [entry])).ok).toBe(true)
  return [at, owner]
}

const isRefused = async (at: TestServer): Promise<boolean> => (await at.request('GET', '/api/site')).status === 429

/** Asks for one page after the other on one line and reads none of them, until one has nowhere to go. */
const askWithoutReading = async (
  at: TestServer,
  { session, token }: Person,
): Promise<{ readonly line: Socket; readonly closed: Promise<void>; readonly pages: number }> => {
  const { hostname, port } = new URL(at.url)
  // The first page is short.
  const first = await at.request('GET', `/api/sessions/${session}/replay?after=0.0`, { token })
  const { next: after } = replayPageSchema.parse(first.json)
  const line = createConnection(Number(port), hostname)
  open.push({ close: () => line.destroy() })
  const closed = new Promise<void>((resolve) => line.once('close', () => resolve()))
  line.on('error', () => {})
  line.pause()
  for (let pages = 1; pages <= mostPages; pages++) {
    line.write(
      `GET /api/sessions/${session}/replay?after=${after} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    )
    // While a page is on its way to the system as well, for a moment: only what lasts means that it is held.
    let refused = 0
    for (let look = 0; look < 10 && refused < 3; look++) refused = (await isRefused(at)) ? refused + 1 : 0
    if (refused === 3) return { line, closed, pages }
  }
  throw new Error('the system takes whatever it is given')
}

describe('T29: answers that nobody reads', () => {
  it('fill what one address may leave unread: until they have been read, it is told to wait', async () => {
    const [at, owner] = await serve(60_000)
    const { line } = await askWithoutReading(at, owner)
    const refused = await at.request('GET', `/api/sessions/${owner.session}`, { token: owner.token })
    expect([refused.status, refused.json]).toMatchObject([429, { error: { code: 'rate-limited' } }])
    // Whether the server is up is still answered.
    expect((await at.request('GET', '/healthz')).status).toBe(200)
    line.resume()
    await expect.poll(() => isRefused(at), { timeout: 20_000 }).toBe(false)
    expect(line.destroyed).toBe(false)
  })

  it('are not counted when their reader is gone before they are there', async () => {
    const [at, { session, token }] = await serve(60_000)
    const { hostname, port } = new URL(at.url)
    const first = await at.request('GET', `/api/sessions/${session}/replay?after=0.0`, { token })
    const { next: after } = replayPageSchema.parse(first.json)
    for (let time = 0; time < 20; time++) {
      const line = createConnection(Number(port), hostname)
      line.write(
        `GET /api/sessions/${session}/replay?after=${after} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
        () => line.destroy(),
      )
      await once(line, 'close')
    }
    await expect.poll(() => isRefused(at), { timeout: 20_000 }).toBe(false)
  })

  it('are given up with their connection when nothing of them is read for a while; an answer that takes long is waited for', async () => {
    const pinged = Promise.withResolvers<void>()
    const [at, owner] = await serve(1_500, () => pinged.promise)
    const slow = at.request('GET', '/readyz')
    const { line, closed, pages } = await askWithoutReading(at, owner)
    // Its line is cut at the server's end, and what it held is free again.
    await expect.poll(() => isRefused(at), { timeout: 20_000 }).toBe(false)
    let read = ''
    line.on('data', (data: Buffer) => {
      read += data.toString('latin1')
    })
    line.resume()
    await closed
    // Each page of a replay ends so; the last one was cut.
    expect(read.split('"next":null}').length - 1).toBeLessThan(pages)
    expect(read).toContain('HTTP/1.1 200')
    // Asked before that line was, and nothing has been said on it for as long: it gets its answer, here that the store is late.
    pinged.resolve()
    expect([200, 503]).toContain((await slow).status)
  })
})
