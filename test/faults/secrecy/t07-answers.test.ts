import { createHash } from 'node:crypto'
import { join as joinPath } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { serverLimits } from '@greenroom/protocol'
import type { Command } from '@greenroom/session'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { accessTable } from '../../../apps/server/src/http/access-table.ts'
import { stagedCase } from '../../../apps/server/src/testing/stage.ts'
import {
  invite,
  join,
  type Person,
  type Reply,
  startSession,
  startTestServer,
  type TestServer,
} from '../../../apps/server/src/testing/test-server.ts'
import { openBoard } from '../steps/board-client.ts'
import { enterSession, joinSession } from '../steps/session-client.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** One server for every row of this file. It believes a proxy, so that each test can come from addresses of its own. */
let at: TestServer
beforeAll(async () => {
  at = await startTestServer({
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    config: { trustProxy: 1 },
  })
})
afterAll(() => at.close())

let addresses = 0
/** An address that nobody has come from yet. */
const from = (): Record<string, string> => {
  addresses++
  return { 'x-forwarded-for': `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}` }
}
const must = async (by: Person, command: object): Promise<void> => {
  const state = await at.server.rooms.read(by.session)
  const versions = { seatsVersion: state?.seatsVersion, clockVersion: state?.clockVersion }
  const given = { ...versions, ...command } as unknown as Command
  expect(await at.server.rooms.run(by.session, by.participant, null, given)).toMatchObject({ ok: true })
}
const canary = 'canary-of-the-desk'
/** A round that runs, with private words in it. */
const cast = async () => {
  const owner = await startSession(at)
  const invitation = await invite(at, owner, ['candidate', 'observer'])
  const candidate = await join(at, invitation.secret, 'Caro', 'candidate')
  const observer = await join(at, invitation.secret, 'Olu', 'observer')
  const guide = { ...stagedCase.guide, brief: canary, modelAnswer: canary }
  await must(owner, { kind: 'prepareCase', how: 'chosen', prepared: { ...stagedCase, guide } })
  await must(owner, { kind: 'startRound' })
  await must(owner, { kind: 'writeNote', note: 'note-1', words: canary })
  return { owner, candidate, observer, invitation }
}

describe('T7: whatever is asked of a public address', () => {
  it('is answered without a stack, a path, a token or anything of a session, and metrics name nobody', async () => {
    const { owner, candidate, invitation } = await cast()
    const secrets = [owner.token, candidate.token, invitation.secret, canary]
    const ids = [owner.session, owner.participant, candidate.participant]
    const junk = fc.oneof(
      fc.constantFrom(
        '',
        '..',
        '%00',
        '%ff',
        '__proto__',
        'constructor',
        '/',
        '\\',
        '{}',
        '[]',
        'null',
        '1e999',
        '%2e%2e',
      ),
      fc.string({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    const path = fc.oneof(
      fc.constantFrom(...accessTable.map(([, each]) => each)),
      fc.constantFrom(
        '/',
        '/healthz',
        '/readyz',
        '/version',
        '/metrics',
        '/socket.io/',
        '/yjs/a/b',
        '/assets/x.js.map',
        '/.env',
      ),
    )
    const body = fc.oneof(fc.constant(undefined), junk, fc.json({ maxDepth: 6 }), fc.constant('{"a":'.repeat(200)))
    const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD')
    await fc.assert(
      fc.asyncProperty(path, junk, junk, method, body, fc.boolean(), async (pattern, part, query, verb, sent, json) => {
        // Some of it as it stands: an address that cannot be decoded is junk too.
        const inPath = (junk: string): string => (/^[%\w.]+$/.test(junk) ? junk : encodeURIComponent(junk))
        const address = `${pattern.replace(/:[a-z]+/g, () => inPath(part))}?after=${encodeURIComponent(query)}`
        const ask = (): Promise<Reply> =>
          at.request(verb, address, {
            ...(sent !== undefined && verb !== 'GET' && verb !== 'HEAD' && { body: sent }),
            headers: {
              ...from(),
              ...(json && { 'content-type': 'application/json' }),
              authorization: `Bearer ${'x'.repeat(30)}`,
            },
          })
        // Once more when a connection that rested was just being closed.
        const reply = await ask().catch(ask)
        expect(reply.status, `${verb} ${address}`).not.toBe(500)
        const all = `${JSON.stringify([...reply.headers])} ${reply.text}`
        expect(all).not.toMatch(/node_modules|\bat \S+ \(|\.ts:\d|\.js:\d|file:\/\/|SQLITE|ENOENT|TypeError|ZodError/)
        for (const secret of [...secrets, ...ids, at.folder]) expect(all, `${verb} ${address}`).not.toContain(secret)
      }),
      { numRuns: 600 },
    )
    const logged = at.logged()
    for (const secret of secrets) expect(logged).not.toContain(secret)
    // Metrics are for this machine alone, asked without a proxy: nobody and no session is named in them even there.
    const metrics = (await at.request('GET', '/metrics')).text
    expect(metrics).toContain('greenroom_')
    for (const secret of [...secrets, ...ids]) expect(metrics).not.toContain(secret)
  })

  it('about metrics, by another name of this machine or through a proxy, is "not found"', async () => {
    for (const [name, value] of [
      ['x-forwarded-for', '127.0.0.1'],
      ['x-real-ip', '127.0.0.1'],
      ['forwarded', 'for=127.0.0.1'],
      ['via', '1.1 proxy'],
    ] as const)
      expect((await at.request('GET', '/metrics', { headers: { [name]: value } })).status, name).toBe(404)
    // A page of somebody else's whose name was made to resolve to this machine. `fetch` does not let one say so.
    const { request } = await import('node:http')
    const status = await new Promise((resolve, reject) => {
      const asked = request(`${at.url}/metrics`, { headers: { host: 'evil.test' } }, (reply) => {
        reply.resume()
        resolve(reply.statusCode)
      })
      asked.on('error', reject)
      asked.end()
    })
    expect(status).toBe(404)
  })
})

describe('T10: what the database holds of links and tokens', () => {
  it('are their SHA-256 alone: nothing in it opens anything, and no link can be worked out from another', async () => {
    const { owner, candidate, invitation } = await cast()
    const db = new DatabaseSync(joinPath(at.folder, 'greenroom.sqlite'), { readOnly: true })
    const hashes = (table: string): readonly Uint8Array[] =>
      db
        .prepare(`SELECT hash FROM ${table}`)
        .all()
        .map((row) => row.hash as Uint8Array)
    const kept = [...hashes('tokens'), ...hashes('invitations')].map((hash) => Buffer.from(hash))
    db.close()
    // Looked up by hash: no comparison ever ends at the first letter that differs from a secret.
    for (const secret of [owner.token, candidate.token, invitation.secret])
      expect(kept.some((hash) => hash.equals(createHash('sha256').update(secret).digest()))).toBe(true)
    for (const hash of kept.slice(-6))
      for (const form of ['hex', 'base64url', 'base64'] as const) {
        const token = hash.toString(form)
        const reply = await at.request('GET', `/api/sessions/${owner.session}`, { token, headers: from() })
        expect(reply.status).toBe(401)
        const body = { invitation: token }
        expect((await at.request('POST', '/api/invitations/look', { body, headers: from() })).status).toBe(404)
      }
  })
})

describe('T11: guesses', () => {
  /** The chance that one of `a` is larger than one of `b`: 0.5 when nobody can tell them apart. */
  const chanceLarger = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, x) => sum + b.filter((y) => x > y).length + b.filter((y) => x === y).length / 2, 0) /
    (a.length * b.length)

  it('get one answer and take one time, however near they come to a right one', async () => {
    const { owner, candidate } = await cast()
    const near = `${candidate.token.slice(0, -1)}${candidate.token.endsWith('A') ? 'B' : 'A'}`
    const far = 'Q'.repeat(candidate.token.length)
    const answers = new Set<string>()
    const times: Record<'near' | 'far', number[]> = { near: [], far: [] }
    const bare = ({ status, text, headers }: Reply): string =>
      `${status} ${text} ${[...headers].filter(([name]) => name !== 'date').map(String)}`
    for (let guess = 0; guess < 150; guess++)
      for (const kind of guess % 2 === 0 ? (['near', 'far'] as const) : (['far', 'near'] as const)) {
        const since = performance.now()
        const token = kind === 'near' ? near : far
        const reply = await at.request('GET', `/api/sessions/${owner.session}`, { token, headers: from() })
        times[kind].push(performance.now() - since)
        answers.add(bare(reply))
      }
    expect([...answers]).toHaveLength(1)
    // No figure of time: whether one kind is systematically slower. 150 of each tell 0.3 from 0.5 with six standard deviations.
    const chance = chanceLarger(times.near, times.far)
    expect(chance).toBeGreaterThan(0.3)
    expect(chance).toBeLessThan(0.7)
  })
})

describe('T13: people with a link or token that was revoked', () => {
  it('is refused at every address and on both sockets, and cut from those that were open; a renewed link works', async () => {
    const { owner, candidate, observer, invitation } = await cast()
    const live = await enterSession(at.url, candidate)
    const board = await openBoard(at.url.replace('http', 'ws'), candidate)
    await board.sync()
    const renewed = await invite(at, owner, ['candidate', 'observer'])
    const path = `/api/sessions/${owner.session}/invitations/${invitation.id}`
    const revoked = await at.request('DELETE', path, { token: owner.token, body: { removeParticipants: true } })
    expect(revoked.json).toEqual({ removed: expect.arrayContaining([candidate.participant, observer.participant]) })
    expect(await board.closed).toBe(4410)
    await live.disconnected
    for (const stale of [candidate, observer]) {
      for (const [method, pattern, who] of accessTable.filter(
        ([, , each]) => each === 'participant' || each === 'owner',
      )) {
        const address = pattern.replace(':session', owner.session).replace(/:\w+/g, stale.participant)
        const reply = await at.request(method.toUpperCase(), address, { token: stale.token, headers: from() })
        expect([reply.status, reply.json], `${method} ${pattern} ${who}`).toMatchObject([
          401,
          { error: { code: 'revoked' } },
        ])
        expect(reply.text).not.toContain(canary)
      }
      const again = await joinSession(at.url, stale)
      expect([again.goodbye()?.reason, again.entries]).toEqual(['revoked', []])
      const closed = await openBoard(at.url.replace('http', 'ws'), stale)
      expect(await closed.closed).toBe(4410)
      expect(closed.received).toEqual([])
    }
    for (const route of ['look', 'join']) {
      const body = { invitation: invitation.secret, name: 'Again', seat: null }
      const reply = await at.request('POST', `/api/invitations/${route}`, { body, headers: from() })
      expect([reply.status, reply.json]).toMatchObject([404, { error: { code: 'invitation-revoked' } }])
    }
    const newcomer = await join(at, renewed.secret, 'Cleo', 'candidate')
    expect((await at.request('GET', `/api/sessions/${owner.session}`, { token: newcomer.token })).status).toBe(200)
  })
})

describe('T3: history', () => {
  const replayOf = async ({ session, token }: Person): Promise<Reply> =>
    at.request('GET', `/api/sessions/${session}/replay`, { token, headers: from() })

  it('gives a candidate nothing of the desk after words were removed, the round reopened, the desk left, or everything deleted', async () => {
    const { owner, candidate, observer } = await cast()
    const mentor = await join(at, (await invite(at, owner, ['mentor'])).secret, 'Mia', 'mentor')
    await must(mentor, { kind: 'sendWhisper', words: canary })
    await must(owner, { kind: 'removeNote', note: 'note-1' })
    const silent = async (): Promise<void> => {
      for (const person of [candidate, observer]) {
        const reply = await replayOf(person)
        expect(reply.status).toBe(200)
        expect(reply.text).not.toContain(canary)
        const live = await enterSession(at.url, person)
        expect(JSON.stringify(live.events)).not.toContain(canary)
        live.close()
      }
      expect((await replayOf(owner)).text).toContain(canary)
    }
    await silent()
    await must(owner, { kind: 'endRound' })
    const score = { score: 2, words: canary, evidence: [] }
    await must(owner, { kind: 'sealScorecard', scorecard: { scores: { goal: score } } })
    await silent()
    await must(owner, { kind: 'reopenRound' })
    await silent()
    // Who leaves the desk keeps what they were sent there, and is sent nothing more.
    await must(mentor, { kind: 'leaveSeat' })
    await must(owner, { kind: 'writeNote', note: 'note-2', words: `${canary} after they left` })
    expect((await replayOf(mentor)).text).not.toContain(`${canary} after they left`)
    await silent()

    expect((await at.request('DELETE', `/api/sessions/${owner.session}`, { token: owner.token })).status).toBe(204)
    for (const person of [owner, candidate, observer, mentor]) {
      const reply = await replayOf(person)
      expect([reply.status, reply.text.includes(canary)]).toEqual([401, false])
    }
  })
})

describe('T31: sessions without end', () => {
  it('are started by one address no more often than its hour allows, while another address starts its own', async () => {
    const greedy = from()
    const ask = (headers: Record<string, string>, name: string): Promise<Reply> =>
      at.request('POST', '/api/sessions', {
        headers,
        body: {
          mode: 'peer',
          cut: 45,
          coverage: 'learning',
          callLink: null,
          name,
          seat: 'interviewer',
          case: { kind: 'later' },
        },
      })
    // Every attempt counts, also one that is refused: a name that is none makes no session, and costs nobody time.
    const counts = { 201: 0, 400: 0, 429: 0 }
    const attempts = serverLimits.sessionsPerHourPerAddress + 20
    for (let done = 0; done < attempts; done += 20)
      for (const reply of await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          ask(greedy, done + n < serverLimits.sessionsPerHourPerAddress - 20 ? '' : 'Gil'),
        ),
      ))
        counts[reply.status as 201]++
    expect(counts).toEqual({ 201: 20, 400: serverLimits.sessionsPerHourPerAddress - 20, 429: 20 })
    expect((await ask(from(), 'Gil')).status).toBe(201)
  })
})
