import { lookAnswerSchema, revokeInvitationAnswerSchema, serverLimits, sessionSummarySchema } from '@greenroom/protocol'
import { samplePreparedCase } from '@greenroom/session/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { invite, join, type Person, startSession, startTestServer, type TestServer } from '../testing/test-server.ts'
import { accessTable } from './access-table.ts'

// Real files and threads, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

/** One that is never asked, so that the routes of accounts are there. */
const provider = {
  issuer: 'http://127.0.0.1:1',
  clientId: 'greenroom',
  clientSecret: 'a secret',
  publicUrl: 'http://localhost',
}
let at: TestServer
beforeAll(async () => {
  at = await startTestServer({
    config: { oidc: provider, passkeys: { host: 'localhost', origin: 'http://localhost' } },
  })
})
afterAll(() => at.close())

const stranger = 'A'.repeat(43)

/** What Express has registered, read from its own stack. */
const registered = (): string[] => {
  const stack: unknown = Reflect.get(at.server.app.router, 'stack')
  if (!Array.isArray(stack)) throw new Error('Express keeps its stack elsewhere now.')
  return stack.flatMap((layer: { route?: { path: string; methods: Record<string, boolean> } }) =>
    layer.route === undefined ? [] : Object.keys(layer.route.methods).map((method) => `${method} ${layer.route?.path}`),
  )
}

describe('who may call what', () => {
  it('is written down for every handler there is', () => {
    expect(registered().sort()).toEqual(accessTable.map(([method, path]) => `${method} ${path}`).sort())
  })

  const sessionRoutes = accessTable.filter(([, , who]) => who === 'participant' || who === 'owner')
  let owner: Person
  let guest: Person
  let foreigner: Person
  beforeAll(async () => {
    owner = await startSession(at)
    guest = await join(at, (await invite(at, owner, ['candidate'])).secret, 'Bo', 'candidate')
    foreigner = await startSession(at)
  })
  const call = (method: string, path: string, token?: string) =>
    at.request(
      method.toUpperCase(),
      path
        .replace(':session', owner.session)
        .replace(':invitation', 'none')
        .replace(':participant', 'none')
        .replace(':round', 'r1'),
      { token },
    )

  const letIn = (method: string, path: string): number => {
    if (method === 'post' || method === 'put') return 400
    if (path.includes('/audio/')) return 404
    return path.includes('/runs') ? 409 : 200
  }

  it.each(sessionRoutes)('%s %s is for the %s alone', async (method, path, who) => {
    expect((await call(method, path)).json).toMatchObject({ error: { code: 'unauthorized' } })
    expect((await call(method, path, stranger)).status).toBe(401)
    const foreign = await call(method, path, foreigner.token)
    expect([foreign.status, foreign.json]).toMatchObject([404, { error: { code: 'unknown-session' } }])
    const candidate = await call(method, path, guest.token)
    if (who === 'owner')
      expect([candidate.status, candidate.json]).toMatchObject([403, { error: { code: 'owner-only' } }])
    // Without a body: malformed, and so let in. A reference run opens with the scores of its round; there is no sound yet.
    else expect(candidate.status).toBe(letIn(method, path))
    expect((await at.request('GET', `/api/sessions/${owner.session}`, { token: owner.token })).status).toBe(200)
  })
})

describe('a session', () => {
  it('with a loop draws the case of its first round, in the minutes of that round, and says which loops there are not', async () => {
    const solo = await startSession(at, {
      mode: 'solo',
      seat: 'candidate',
      loop: 'sample-style',
      case: { kind: 'drawn', category: null, difficulty: null, seen: [] },
    })
    const replay = await at.request('GET', `/api/sessions/${solo.session}/replay`, { token: solo.token })
    expect(replay.text).toContain('Three rounds in the style of Velo')
    expect(replay.text).not.toContain('It begins with bicycles.')
    const body = {
      ...{ mode: 'peer', cut: 45, coverage: 'learning', callLink: null, name: 'Ana', seat: 'interviewer' },
      loop: 'nowhere',
      case: { kind: 'later' },
    }
    const none = await at.request('POST', '/api/sessions', { body })
    expect([none.status, none.json]).toMatchObject([404, { error: { code: 'unknown-loop' } }])
  })

  it('is started, and summed up without what is withheld', async () => {
    const { caseId } = samplePreparedCase.public
    const owner = await startSession(at, { case: { kind: 'chosen', caseId } })
    const reply = await at.request('GET', `/api/sessions/${owner.session}`, { token: owner.token })
    expect(sessionSummarySchema.parse(reply.json)).toMatchObject({
      mode: 'peer',
      name: 'Ana',
      seat: 'interviewer',
      status: 'open',
      participants: [{ name: 'Ana' }],
      rounds: [{ round: 'r1', status: 'lobby', title: null }],
    })
    expect(reply.text).not.toContain(samplePreparedCase.public.title)
    expect((await at.server.rooms.read(owner.session))?.rounds[0]?.caseReady).toBe(true)
  })

  it.each([
    ['a case that is not in the bank', { case: { kind: 'chosen', caseId: 'none' } }, 404, 'unknown-case'],
    [
      'a draw of which everything is seen',
      { case: { kind: 'drawn', category: null, difficulty: null, seen: [samplePreparedCase.public.caseId] } },
      409,
      'no-case-left',
    ],
    [
      'a case chosen by its candidate',
      { seat: 'candidate', case: { kind: 'chosen', caseId: samplePreparedCase.public.caseId } },
      409,
      'interviewer-only',
    ],
    ['a seat that solo does not have', { mode: 'solo', seat: 'mentor' }, 409, 'seat-not-in-mode'],
    ['a call link that is a script', { callLink: 'javascript:alert(1)' }, 400, 'malformed'],
    ['a name of control characters', { name: '\u0000\u202e' }, 400, 'malformed'],
  ])('is not started with %s', async (_what, change, status, code) => {
    await expect(startSession(at, change)).rejects.toThrow(new RegExp(`${status} .*"${code}"`))
  })

  it.each([
    ['a name', { name: 'x'.repeat(41) }, 'name', 40],
    ['a long name', { name: 'x'.repeat(4_000) }, 'name', 40],
    ['a call link', { callLink: `https://meet.example.org/${'x'.repeat(500)}` }, 'callLink', 500],
    ['a case', { case: { kind: 'chosen', caseId: 'x'.repeat(65) } }, 'caseId', 64],
  ])('is not started with %s that is too long, which is said with its limit', async (_what, change, field, limit) => {
    const said = new RegExp(`400 .*"too-long".*"field":"${field}","limit":${limit}}`)
    await expect(startSession(at, change)).rejects.toThrow(said)
  })

  it('is deleted permanently by its owner', async () => {
    const owner = await startSession(at)
    const { secret } = await invite(at, owner, ['candidate'])
    const guest = await join(at, secret, 'Bo', 'candidate')
    expect((await at.request('DELETE', `/api/sessions/${owner.session}`, { token: owner.token })).status).toBe(204)
    for (const { token } of [owner, guest]) {
      expect((await at.request('GET', `/api/sessions/${owner.session}`, { token })).status).toBe(401)
    }
    expect(await at.storage.store.lastSeq(owner.session)).toBe(0)
    const look = await at.request('POST', '/api/invitations/look', { body: { invitation: secret } })
    expect(look.json).toMatchObject({ error: { code: 'unknown-invitation' } })
  })
})

describe('an invitation', () => {
  it('is not accepted under a name that is too long, which is said with its limit', async () => {
    const { secret } = await invite(at, await startSession(at), ['candidate'])
    const body = { invitation: secret, name: 'x'.repeat(41), seat: null }
    const reply = await at.request('POST', '/api/invitations/join', { body })
    expect([reply.status, reply.json]).toMatchObject([400, { error: { code: 'too-long', field: 'name', limit: 40 } }])
    expect(reply.json).toHaveProperty('error.message', 'name is too long. It may have 40 characters.')
  })

  it('is looked at without changing anything, and traded for a token', async () => {
    const owner = await startSession(at)
    const { secret, seats } = await invite(at, owner, ['observer', 'candidate'])
    expect(seats).toEqual(['candidate', 'observer'])
    const before = await at.storage.store.lastSeq(owner.session)
    const look = await at.request('POST', '/api/invitations/look', { body: { invitation: secret } })
    expect(lookAnswerSchema.parse(look.json)).toMatchObject({ ownerName: 'Ana', freeSeats: ['candidate', 'observer'] })
    expect(await at.storage.store.lastSeq(owner.session)).toBe(before)

    const guest = await join(at, secret, 'Bo', 'candidate')
    expect(guest.token).not.toBe(owner.token)
    const summary = await at.request('GET', `/api/sessions/${owner.session}`, { token: guest.token })
    expect(summary.json).toMatchObject({ name: 'Bo', seat: 'candidate' })
    const again = await at.request('POST', '/api/invitations/look', { body: { invitation: secret } })
    expect(again.json).toMatchObject({ freeSeats: ['observer'] })
    const listed = await at.request('GET', `/api/sessions/${owner.session}/invitations`, { token: owner.token })
    expect(listed.json).toMatchObject([{ secret: null, revokedAt: null }])
    expect(listed.text).not.toContain(secret)
  })

  it('admits so many guests and no more; another invitation still does, and so does this one when somebody has gone', async () => {
    const owner = await startSession(at)
    const { secret } = await invite(at, owner, ['observer'])
    // All at once: none of them is in yet when the next one asks.
    const asked = await Promise.allSettled(
      Array.from({ length: serverLimits.guestsPerInvitation + 10 }, (_, n) =>
        join(at, secret, `Guest ${n}`, 'observer'),
      ),
    )
    const guests = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    expect(guests).toHaveLength(serverLimits.guestsPerInvitation)
    await expect(join(at, secret, 'One more', 'observer')).rejects.toThrow('409 {"error":{"code":"invitation-full"')
    await join(at, (await invite(at, owner, ['candidate'])).secret, 'Caro', 'candidate')
    const path = `/api/sessions/${owner.session}/participants/${guests[0]?.participant}/remove`
    expect((await at.request('POST', path, { token: owner.token })).status).toBe(204)
    await join(at, secret, 'One more', 'observer')
  })

  it('admits to its own seats only', async () => {
    const owner = await startSession(at, { seat: 'candidate' })
    const { secret } = await invite(at, owner, ['observer'])
    await expect(join(at, secret, 'Bo', 'interviewer')).rejects.toThrow('403 {"error":{"code":"seat-not-admitted"')
    const solo = await startSession(at, { mode: 'solo', seat: 'candidate' })
    expect(await invite(at, solo, ['interviewer'])).toMatchObject({ error: { code: 'seat-not-in-mode' } })
  })

  it('says that it was revoked only to somebody who holds it; everything else is unknown in the same words', async () => {
    const owner = await startSession(at)
    const { id, secret } = await invite(at, owner, ['candidate'])
    const path = `/api/sessions/${owner.session}/invitations/${id}`
    expect((await at.request('DELETE', path, { token: owner.token })).json).toEqual({ removed: [] })
    for (const route of ['look', 'join']) {
      const ask = (invitation: string) =>
        at.request('POST', `/api/invitations/${route}`, { body: { invitation, name: 'Bo', seat: null } })
      expect((await ask(secret)).json).toMatchObject({ error: { code: 'invitation-revoked' } })
      const guesses = await Promise.all([
        ask(`${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`),
        ask(stranger),
      ])
      for (const guess of guesses) expect([guess.status, guess.text]).toEqual([404, guesses[0]?.text])
    }
  })

  it('removes, when asked to, everybody who joined by it', async () => {
    const owner = await startSession(at)
    const first = await invite(at, owner, ['candidate', 'observer'])
    const second = await invite(at, owner, ['observer'])
    const bo = await join(at, first.secret, 'Bo', 'candidate')
    const cy = await join(at, first.secret, 'Cy', 'observer')
    const dee = await join(at, second.secret, 'Dee', 'observer')
    const reply = await at.request('DELETE', `/api/sessions/${owner.session}/invitations/${first.id}`, {
      token: owner.token,
      body: { removeParticipants: true },
    })
    const { removed } = revokeInvitationAnswerSchema.parse(reply.json)
    expect(new Set(removed)).toEqual(new Set([bo.participant, cy.participant]))
    const statusOf = async ({ token }: Person) =>
      (await at.request('GET', `/api/sessions/${owner.session}`, { token })).json
    expect(await statusOf(bo)).toMatchObject({ error: { code: 'revoked' } })
    expect(await statusOf(cy)).toMatchObject({ error: { code: 'revoked' } })
    expect(await statusOf(dee)).toMatchObject({ name: 'Dee', participants: [{ name: 'Ana' }, { name: 'Dee' }] })
  })
})

describe('removing somebody', () => {
  it('ends their token; the owner stays', async () => {
    const owner = await startSession(at)
    const bo = await join(at, (await invite(at, owner, ['candidate'])).secret, 'Bo', 'candidate')
    const remove = (participant: string) =>
      at.request('POST', `/api/sessions/${owner.session}/participants/${participant}/remove`, { token: owner.token })
    expect((await remove(bo.participant)).status).toBe(204)
    expect((await at.request('GET', `/api/sessions/${owner.session}`, { token: bo.token })).status).toBe(401)
    expect((await remove(owner.participant)).json).toMatchObject({ error: { code: 'owner-stays' } })
    expect((await remove('nobody')).json).toMatchObject({ error: { code: 'unknown-participant' } })
  })

  it('works in a closed session too, which takes no entry any more', async () => {
    const owner = await startSession(at)
    const bo = await join(at, (await invite(at, owner, ['candidate'])).secret, 'Bo', 'candidate')
    await at.server.rooms.run(owner.session, owner.participant, null, { kind: 'closeSession' })
    const path = `/api/sessions/${owner.session}/participants/${bo.participant}/remove`
    expect((await at.request('POST', path, { token: owner.token })).status).toBe(204)
    expect((await at.request('GET', `/api/sessions/${owner.session}`, { token: bo.token })).status).toBe(401)
  })
})

it('tells the person who prepares a case which guides the candidate has seen, and nobody else', async () => {
  const { caseId } = samplePreparedCase.public
  const owner = await startSession(at, { case: { kind: 'chosen', caseId } })
  const bo = await join(at, (await invite(at, owner, ['interviewer', 'candidate'])).secret, 'Bo', null)
  const known = async (who: Person) =>
    (await at.request('GET', `/api/sessions/${owner.session}/known-cases`, { token: who.token })).json
  const run = async (who: Person, command: Parameters<typeof at.server.rooms.run>[3]) =>
    expect(await at.server.rooms.run(owner.session, who.participant, null, command)).toMatchObject({ ok: true })
  expect(await known(owner)).toEqual({ cases: [] })
  const state = async () => (await at.server.rooms.read(owner.session))?.seatsVersion ?? 0
  await run(bo, { kind: 'takeSeat', seat: 'candidate', seatsVersion: await state() })
  await run(owner, { kind: 'startRound', seatsVersion: await state() })
  await run(owner, { kind: 'endRound', clockVersion: (await at.server.rooms.read(owner.session))?.clockVersion ?? 0 })
  for (const who of [owner, bo]) await run(who, { kind: 'sealScorecard', scorecard: { scores: {} } })
  await run(owner, { kind: 'askToSwap' })
  await run(bo, { kind: 'openNextRound', swapSeats: true })
  expect(await known(bo)).toEqual({ cases: [caseId] })
  expect(await known(owner)).toEqual({ cases: [] })
})

it('T12: lets no GET or HEAD change anything, no matter who fetches', async () => {
  const owner = await startSession(at)
  const bo = await join(at, (await invite(at, owner, ['candidate'])).secret, 'Bo', 'candidate')
  const { id, secret } = await invite(at, owner, ['interviewer'])
  const of = `/api/sessions/${owner.session}`
  await at.request('POST', `${of}/way-back`, { token: owner.token, body: {} })
  const asked = async (path: string, token: string) => {
    const { status, json } = await at.request('GET', path, { token })
    return [path, status, json]
  }
  const everything = async () => [
    await at.storage.store.lastSeq(owner.session),
    await asked(`${of}/invitations`, owner.token),
    await asked(`${of}/way-back`, owner.token),
    await asked(of, owner.token),
    await asked(of, bo.token),
  ]
  const before = await everything()
  const paths = accessTable.map(([, path]) =>
    path.replace(':session', owner.session).replace(':invitation', id).replace(':participant', bo.participant),
  )
  for (const method of ['GET', 'HEAD']) {
    for (const path of [...paths, '/', `/join?invitation=${secret}`, '/healthz', '/readyz']) {
      await at.request(method, path, { token: owner.token, headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0' } })
    }
  }
  expect(await everything()).toEqual(before)
  const look = await at.request('POST', '/api/invitations/look', { body: { invitation: secret } })
  expect(look.json).toMatchObject({ seats: ['interviewer'], people: [] })
})

it('keeps every secret out of its logs and its database', async () => {
  const owner = await startSession(at)
  const { secret } = await invite(at, owner, ['candidate'])
  const bo = await join(at, secret, 'Bo', 'candidate')
  await at.request('GET', `/api/sessions/${owner.session}?token=${bo.token}`, { token: bo.token })
  const { readFolder } = await import('../testing/folders-and-entries.ts')
  const kept = readFolder(at.folder)
  for (const word of [secret, bo.token, owner.token]) {
    expect(at.logged()).not.toContain(word)
    expect(kept.includes(word)).toBe(false)
  }
  expect(at.logged()).toContain(`/api/sessions/${owner.session}`)
})
