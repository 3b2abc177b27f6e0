import {
  type AskReturnAnswer,
  lookAnswerSchema,
  lookAtWayBackAnswerSchema,
  newWayBackSchema,
  type ReturnAnswer,
  useWayBackAnswerSchema,
} from '@greenroom/protocol'
import { type ReturnId, sessionLimits } from '@greenroom/session'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTurnedClock } from '../testing/folders-and-entries.ts'
import { invite, join, type Person, startSession, startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const clock = createTurnedClock(Date.now())
let at: TestServer
beforeAll(async () => {
  at = await startTestServer({ clock })
})
afterAll(() => at.close())

/** A peer session in which Bo has joined by the partner's invitation. */
const setUp = async () => {
  const owner = await startSession(at, { callLink: 'https://meet.example.org/room?pwd=1' })
  const { secret, id } = await invite(at, owner, ['interviewer', 'candidate'])
  const bo = await join(at, secret, 'Bo', 'candidate')
  return { owner, bo, secret, id }
}
const ask = async (invitation: string, { participant }: Person) => {
  const reply = await at.request('POST', '/api/returns', { body: { invitation, participant } })
  return { status: reply.status, json: reply.json as AskReturnAnswer & { error?: { code: string } } }
}
const look = async (key: string) =>
  (await at.request('POST', '/api/returns/look', { body: { key } })).json as ReturnAnswer & { error?: { code: string } }
const say = ({ session, participant }: Person, request: string, granted: boolean) =>
  at.server.rooms.run(session, participant, null, { kind: 'answerReturn', request: request as ReturnId, granted })
const summary = async ({ session, token }: { session: string; token: string }) =>
  (await at.request('GET', `/api/sessions/${session}`, { token })).json

describe('an invitation that is looked at', () => {
  it('names those who joined by it, and where people talk, without the link', async () => {
    const { owner, bo, secret } = await setUp()
    const other = await invite(at, owner, ['observer'])
    await join(at, other.secret, 'Ola', 'observer')
    await join(at, secret, 'bo', null)
    const reply = await at.request('POST', '/api/invitations/look', { body: { invitation: secret } })
    const found = lookAnswerSchema.parse(reply.json)
    expect(found.callHost).toBe('meet.example.org')
    expect(reply.text).not.toContain('pwd')
    expect(found.people).toHaveLength(2)
    expect(found.people).toEqual(
      expect.arrayContaining([
        { participant: bo.participant, name: 'Bo', seat: 'candidate' },
        expect.objectContaining({ name: 'bo (2)', seat: null }),
      ]),
    )
  })
})

describe('the same person on another device', () => {
  it('[S61] gets nothing until it is confirmed, and then a token of that participant; the old one stays valid', async () => {
    const { owner, bo, secret } = await setUp()
    const asked = await ask(secret, bo)
    expect([asked.status, asked.json]).toMatchObject([201, { asked: [] }])
    expect(await look(asked.json.key)).toEqual({ state: 'waiting', asked: [] })
    expect(await say(owner, asked.json.request, true)).toMatchObject({ ok: true })
    // Asked for twice at once, and again after the answer was lost: one token.
    const answers = await Promise.all([look(asked.json.key), look(asked.json.key)])
    const [first] = answers
    if (first?.state !== 'granted') throw new Error(`not granted: ${JSON.stringify(first)}`)
    expect([...answers, await look(asked.json.key)]).toEqual([first, first, first])
    expect(first.admission).toMatchObject({ session: bo.session, participant: bo.participant })
    expect(first.admission.token).not.toBe(bo.token)
    for (const { token } of [first.admission, bo])
      expect(await summary({ session: bo.session, token })).toMatchObject({ name: 'Bo', seat: 'candidate' })
  })

  it('[S61] is told of a no and of the end of the request, and learns nothing with somebody else’s key', async () => {
    const { owner, bo, secret } = await setUp()
    const first = await ask(secret, bo)
    expect((await ask(secret, bo)).json.error?.code).toBe('already-asked')
    await say(owner, first.json.request, false)
    expect(await look(first.json.key)).toEqual({ state: 'declined' })
    const second = await ask(secret, bo)
    clock.turn(sessionLimits.returnOpenFor)
    expect(await look(second.json.key)).toEqual({ state: 'over' })
    expect(await say(owner, second.json.request, true)).toMatchObject({ code: 'no-such-request' })
    expect((await look('k'.repeat(43))).error?.code).toBe('unknown-return')
    expect((await look(second.json.request.padEnd(43, '-'))).error?.code).toBe('unknown-return')
    expect((await at.request('POST', '/api/returns/end', { body: { key: second.json.key } })).status).toBe(204)
    expect((await look(second.json.key)).error?.code).toBe('unknown-return')
  })

  it('is nobody who joined by another invitation, not even the owner', async () => {
    const { owner, bo, secret } = await setUp()
    const other = await invite(at, owner, ['observer'])
    for (const [invitation, person] of [
      [secret, owner],
      [other.secret, bo],
    ] as const)
      expect((await ask(invitation, person)).json.error?.code).toBe('unknown-participant')
    expect((await ask('x'.repeat(43), bo)).json.error?.code).toBe('unknown-invitation')
  })

  it('is not let in by an invitation that is revoked before they come, nor as somebody removed', async () => {
    const revoked = await setUp()
    const asked = await ask(revoked.secret, revoked.bo)
    await say(revoked.owner, asked.json.request, true)
    const path = `/api/sessions/${revoked.owner.session}`
    await at.request('DELETE', `${path}/invitations/${revoked.id}`, { token: revoked.owner.token })
    expect(await look(asked.json.key)).toEqual({ state: 'over' })
    expect((await ask(revoked.secret, revoked.bo)).json.error?.code).toBe('invitation-revoked')

    const removed = await setUp()
    const late = await ask(removed.secret, removed.bo)
    await say(removed.owner, late.json.request, true)
    await at.request('POST', `/api/sessions/${removed.owner.session}/participants/${removed.bo.participant}/remove`, {
      token: removed.owner.token,
    })
    expect(await look(late.json.key)).toEqual({ state: 'over' })
  })

  it('asks at a bounded rate, no matter who asks', async () => {
    const { bo, secret, owner } = await setUp()
    const codes: (string | undefined)[] = []
    for (let time = 0; time < 6; time++) {
      const asked = await ask(secret, bo)
      codes.push(asked.json.error?.code)
      if (asked.status === 201) await say(owner, asked.json.request, false)
    }
    expect(codes).toEqual([undefined, undefined, undefined, undefined, 'rate-limited', 'rate-limited'])
  })

  it('stays a guest of their invitation: removed with it, and never the founder', async () => {
    const { owner, bo, secret, id } = await setUp()
    const asked = await ask(secret, bo)
    await say(owner, asked.json.request, true)
    const answered = await look(asked.json.key)
    if (answered.state !== 'granted') throw new Error('not granted')
    expect(await at.storage.access.findToken(answered.admission.token)).toMatchObject({ founder: false })
    await at.request('DELETE', `/api/sessions/${owner.session}/invitations/${id}`, {
      token: owner.token,
      body: { removeParticipants: true },
    })
    for (const { token } of [answered.admission, bo])
      expect(await summary({ session: bo.session, token })).toMatchObject({ error: { code: 'revoked' } })
  })
})

describe('a link to come back by', () => {
  const path = ({ session }: Person) => `/api/sessions/${session}/way-back`
  const make = async (person: Person) =>
    newWayBackSchema.parse((await at.request('POST', path(person), { token: person.token, body: {} })).json)
  const use = (secret: string) => at.request('POST', '/api/ways-back', { body: { secret } })
  const lookAt = (secret: string) => at.request('POST', '/api/ways-back/look', { body: { secret } })

  it('T15: says whose it is and where it leads before it is used, and looking at it lets nobody in', async () => {
    const { owner, bo } = await setUp()
    const { secret } = await make(bo)
    const before = await at.storage.store.lastSeq(bo.session)
    for (let time = 0; time < 3; time++) {
      const looked = await lookAt(secret)
      expect(lookAtWayBackAnswerSchema.parse(looked.json)).toEqual({
        name: 'Bo',
        ownerName: 'Ana',
        mode: 'peer',
        seat: 'candidate',
        owner: false,
      })
      // Nothing in it opens anything.
      expect(looked.text).not.toMatch(new RegExp([bo.token, bo.session, bo.participant, secret].join('|')))
    }
    expect(lookAtWayBackAnswerSchema.parse((await lookAt((await make(owner)).secret)).json)).toMatchObject({
      name: 'Ana',
      owner: true,
    })
    expect(await at.storage.store.lastSeq(bo.session)).toBe(before)
    await at.request('DELETE', path(bo), { token: bo.token })
    for (const unknown of [secret, 'x'.repeat(43)])
      expect((await lookAt(unknown)).json).toMatchObject({ error: { code: 'unknown-way-back' } })
  })

  it('[S63] opens the session as the owner, as often as they like, until a newer one is made or it is revoked', async () => {
    const { owner } = await setUp()
    expect((await at.request('GET', path(owner), { token: owner.token })).json).toEqual({ createdAt: null })
    const { secret, createdAt } = await make(owner)
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect((await at.request('GET', path(owner), { token: owner.token })).json).toEqual({ createdAt })
    for (let time = 0; time < 2; time++) {
      const back = useWayBackAnswerSchema.parse((await use(secret)).json)
      expect(back).toMatchObject({ participant: owner.participant, name: 'Ana', mode: 'peer', owner: true })
      const invitations = await at.request('GET', `/api/sessions/${owner.session}/invitations`, { token: back.token })
      expect(invitations.status).toBe(200)
      expect(await at.storage.access.findToken(back.token)).toMatchObject({ founder: true })
    }
    expect((await at.server.rooms.read(owner.session))?.deviceAdded?.participant).toBe(owner.participant)
    const newer = await make(owner)
    expect((await use(secret)).json).toMatchObject({ error: { code: 'unknown-way-back' } })
    expect((await at.request('DELETE', path(owner), { token: owner.token })).json).toEqual({ createdAt: null })
    expect((await use(newer.secret)).json).toMatchObject({ error: { code: 'unknown-way-back' } })
  })

  it('is for everybody, and ends with them; people who come back by it still count as guests of their invitation', async () => {
    const { owner, bo, id } = await setUp()
    const { secret } = await make(bo)
    const back = useWayBackAnswerSchema.parse((await use(secret)).json)
    expect(back).toMatchObject({ participant: bo.participant, owner: false })
    expect(await at.storage.access.participantsOf(bo.session, id)).toEqual([bo.participant])
    expect(await at.storage.access.findToken(back.token)).toMatchObject({ founder: false })
    await at.request('POST', `/api/sessions/${owner.session}/participants/${bo.participant}/remove`, {
      token: owner.token,
    })
    expect((await use(secret)).json).toMatchObject({ error: { code: 'unknown-way-back' } })
    expect(await summary({ session: bo.session, token: back.token })).toMatchObject({ error: { code: 'revoked' } })
  })

  it('ends with everything else when somebody signs out their other devices', async () => {
    const { owner, bo } = await setUp()
    const { secret } = await make(owner)
    const back = useWayBackAnswerSchema.parse((await use(secret)).json)
    const reply = await at.request('POST', `/api/sessions/${owner.session}/sign-out-others`, {
      token: back.token,
      body: {},
    })
    expect(reply.status).toBe(204)
    expect((await use(secret)).json).toMatchObject({ error: { code: 'unknown-way-back' } })
    expect(await summary(owner)).toMatchObject({ error: { code: 'revoked' } })
    expect(await summary({ session: owner.session, token: back.token })).toMatchObject({ name: 'Ana' })
    expect(await summary(bo)).toMatchObject({ name: 'Bo' })
  })

  it('works while the session is closed, and goes with it', async () => {
    const { owner } = await setUp()
    const { secret } = await make(owner)
    await at.server.rooms.run(owner.session, owner.participant, null, { kind: 'closeSession' })
    expect((await use(secret)).status).toBe(201)
    await at.request('DELETE', `/api/sessions/${owner.session}`, { token: owner.token })
    expect((await use(secret)).json).toMatchObject({ error: { code: 'unknown-way-back' } })
  })

  it('is in no log, and on disk only as a hash', async () => {
    const { owner } = await setUp()
    const { secret } = await make(owner)
    await use(secret)
    await at.request('GET', `/back%23${secret}`)
    expect(at.logged()).not.toContain(secret)
    const { readdirSync, readFileSync } = await import('node:fs')
    for (const name of readdirSync(at.folder, { recursive: true, encoding: 'utf8' }).filter((one) =>
      /sqlite/.test(one),
    ))
      expect(readFileSync(`${at.folder}/${name}`).includes(secret)).toBe(false)
  })
})
