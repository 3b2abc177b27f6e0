import { shareLinkSchema } from '@greenroom/protocol'
import { checkSeal, collectRecording } from '@greenroom/recording'
import type { Command, SharedView } from '@greenroom/session'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTurnedClock, readFolder } from '../../../apps/server/src/testing/folders-and-entries.ts'
import { type Person, stagedCase } from '../../../apps/server/src/testing/stage.ts'
import {
  invite,
  join,
  startSession,
  startTestServer,
  type TestServer,
} from '../../../apps/server/src/testing/test-server.ts'

const views: readonly SharedView[] = (['candidate', 'desk'] as const).flatMap((audience) =>
  [true, false].flatMap((names) => [true, false].map((words) => ({ audience, names, words }))),
)
/** What stands where in the session, and which views may show it. */
const canaries: Readonly<Record<string, (view: SharedView) => boolean>> = {
  'whisper-canary': () => false,
  'private-note-canary': () => false,
  'call-canary': () => false,
  'second-call-canary': () => false,
  'second-guide-canary': () => false,
  'focus-canary': () => false,
  'Interviewer Canary': ({ names }) => names,
  'Candidate Canary': ({ names }) => names,
  'shared-note-canary': ({ words }) => words,
  'guide-canary': ({ audience }) => audience === 'desk',
  'mark-canary': ({ audience }) => audience === 'desk',
  'score-canary': ({ audience, words }) => audience === 'desk' && words,
  'evidence-canary': ({ audience, words }) => audience === 'desk' && words,
  'pin-canary': ({ audience, words }) => audience === 'desk' && words,
  'gap-canary': ({ audience, words }) => audience === 'desk' && words,
  'comment-canary': ({ audience, words }) => audience === 'desk' && words,
  'reply-canary': ({ audience, words }) => audience === 'desk' && words,
  // Was read by everybody, and then deleted.
  'erased-canary': () => false,
}

let at: TestServer
let owner: Person
let candidate: Person
let mentor: Person
let clock: ReturnType<typeof createTurnedClock>
const must = async (by: Person, command: object): Promise<void> => {
  const state = await at.server.rooms.read(owner.session)
  const versions = { seatsVersion: state?.seatsVersion, clockVersion: state?.clockVersion }
  const given = { ...versions, ...command } as unknown as Command
  expect(await at.server.rooms.run(by.session, by.participant, null, given)).toMatchObject({ ok: true })
}
const prepared = (brief: string, caseId: string) => ({
  ...stagedCase,
  public: { ...stagedCase.public, caseId },
  guide: { ...stagedCase.guide, brief },
})
const makeLink = async (view: SharedView, endsAt: number | null = null) => {
  const reply = await at.request('POST', `/api/sessions/${owner.session}/share-links`, {
    token: owner.token,
    body: { view, endsAt },
  })
  expect(reply.status, reply.text).toBe(201)
  const link = shareLinkSchema.parse(reply.json)
  return { ...link, secret: link.secret ?? '' }
}
const post = (path: string, secret: string) =>
  fetch(`${at.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secret }),
  })
const open = async (secret: string) => {
  const response = await post('/api/shared/recording', secret)
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, headers: [...response.headers], bytes }
}
const read = (bytes: Uint8Array) =>
  collectRecording(
    (async function* () {
      yield bytes
    })(),
  )

beforeAll(async () => {
  clock = createTurnedClock()
  at = await startTestServer({ clock })
  owner = await startSession(at, { name: 'Interviewer Canary', callLink: 'https://call.example/call-canary' })
  const { secret } = await invite(at, owner, ['candidate', 'mentor'])
  candidate = await join(at, secret, 'Candidate Canary', 'candidate')
  mentor = await join(at, secret, 'Mia', 'mentor')
  await must(candidate, { kind: 'setFocus', words: 'focus-canary' })
  await must(owner, { kind: 'prepareCase', how: 'chosen', prepared: prepared('guide-canary', 'case-1') })
  await must(owner, { kind: 'startRound' })
  await must(owner, { kind: 'showPrompt', how: 'shown' })
  await must(mentor, { kind: 'sendWhisper', words: 'whisper-canary' })
  await must(owner, { kind: 'writeNote', note: 'n1', words: 'private-note-canary' })
  await must(owner, { kind: 'markMoment', label: 'mark-canary' })
  await must(mentor, { kind: 'pinMoment', pin: 'p1', words: 'pin-canary' })
  await must(owner, { kind: 'setCallLink', callLink: 'https://call.example/second-call-canary' })
  await must(owner, { kind: 'endRound' })
  await must(owner, { kind: 'writeNote', note: 'n2', words: 'shared-note-canary' })
  const moment = (await at.server.rooms.read(owner.session))?.rounds[0]?.startedAt
  const comment = { kind: 'writeComment', round: 'r1', moment, item: null }
  await must(mentor, { ...comment, comment: 'c1', words: 'comment-canary' })
  await must(mentor, { ...comment, comment: 'c2', words: 'erased-canary' })
  await must(owner, { kind: 'shareNote', note: 'n2' })
  const evidence = [{ kind: 'moment', at: 1, label: 'evidence-canary' }]
  const scorecard = { scores: { goal: { score: 2, words: 'score-canary', evidence } } }
  await must(owner, { kind: 'sealScorecard', scorecard })
  await must(candidate, {
    kind: 'sealScorecard',
    scorecard: { scores: { goal: { score: 3, words: '', evidence: [] } } },
  })
  await must(mentor, { kind: 'sealScorecard', scorecard: { scores: { goal: { score: 3, words: '', evidence: [] } } } })
  await must(candidate, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'gap-canary', next: null })
  await must(candidate, {
    kind: 'replyToComment',
    round: 'r1',
    comment: 'c1',
    to: { by: mentor.participant, comment: 'c1' },
    words: 'reply-canary',
  })
  await must(candidate, { ...comment, comment: 'c2', words: 'erased-canary' })
  await must(owner, { kind: 'openNextRound', swapSeats: false })
  await must(owner, { kind: 'prepareCase', how: 'chosen', prepared: prepared('second-guide-canary', 'case-2') })
  for (const author of [mentor, candidate])
    await must(author, { kind: 'deleteComment', round: 'r1', author: author.participant, comment: 'c2' })
})
afterAll(() => at.close())

describe('share links', () => {
  it('T3: hold in no byte of any answer what their view does not show', async () => {
    for (const view of views) {
      const { secret } = await makeLink(view)
      const look = await post('/api/shared/look', secret)
      const { status, headers, bytes } = await open(secret)
      expect(status).toBe(200)
      const { header, recording, end } = await read(bytes)
      if (!end.ok) throw new Error(JSON.stringify(end.damage))
      // As it came, and everything that is compressed in it.
      const everything = [
        JSON.stringify([...look.headers]),
        await look.text(),
        JSON.stringify(headers),
        Buffer.from(bytes).toString('latin1'),
        JSON.stringify([header, recording.entries, end]),
        ...recording.edits.map(({ update }) => Buffer.from(update).toString('latin1')),
      ].join('\n')
      for (const [canary, shows] of Object.entries(canaries))
        expect(everything.includes(canary), `${canary} in ${JSON.stringify(view)}`).toBe(shows(view))
      expect(everything).not.toContain(secret)
      expect(header?.view).toEqual({ kind: 'shared', ...view })
      const key = (await at.request('GET', '/.well-known/greenroom-key.json')).json as { key: string }
      expect(await checkSeal(end.seal, end.chain, [key.key])).toBe('signed')
    }
  })

  it('T3: a recording for everybody holds what the fullest link shows, for everybody who asks; a participant’s own holds no private words but theirs', async () => {
    const download = async ({ session, token }: Person, view: string) => {
      const response = await fetch(`${at.url}/api/sessions/${session}/recording?view=${view}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      const { recording, end } = await read(new Uint8Array(await response.arrayBuffer()))
      if (!end.ok) throw new Error(JSON.stringify(end.damage))
      return JSON.stringify(recording.entries)
    }
    const { secret } = await makeLink({ audience: 'desk', names: true, words: true })
    const shown = JSON.stringify((await read((await open(secret)).bytes)).recording.entries)
    for (const person of [owner, candidate, mentor]) expect(await download(person, 'everybodys')).toBe(shown)
    const own = await Promise.all([owner, candidate, mentor].map((person) => download(person, 'own')))
    expect(own.map((words) => words.includes('private-note-canary'))).toEqual([true, false, false])
    expect(own.map((words) => words.includes('second-guide-canary'))).toEqual([true, false, true])
    for (const words of own) {
      expect(words).not.toMatch(/whisper-canary|erased-canary/)
      expect(words).toContain('comment-canary')
    }
  })

  it('of a round about somebody’s own life hold its clock, and nothing of its board; their own recordings hold it', async () => {
    const ina = await startSession(at, { name: 'Ina' })
    const { secret: invitation } = await invite(at, ina, ['candidate'])
    const caro = await join(at, invitation, 'Caro', 'candidate')
    const run = (by: Person, command: object) =>
      at.server.rooms.run(by.session, by.participant, null, { seatsVersion: 2, clockVersion: 0, ...command } as never)
    const told = { ...stagedCase, public: { ...stagedCase.public, personal: true } }
    await run(ina, { kind: 'prepareCase', how: 'chosen', prepared: told })
    const seatsVersion = (await at.server.rooms.read(ina.session))?.seatsVersion
    expect(await run(ina, { kind: 'startRound', seatsVersion })).toMatchObject({ ok: true })
    await run(ina, { kind: 'showPrompt', how: 'shown' })
    const reply = await at.request('POST', `/api/sessions/${ina.session}/share-links`, {
      token: ina.token,
      body: { view: { audience: 'candidate', names: true, words: true }, endsAt: null },
    })
    const link = shareLinkSchema.parse(reply.json)
    const { recording } = await read((await open(link.secret ?? '')).bytes)
    expect(recording.entries.map(({ kind }) => kind)).toContain('prompt-shown')
    // Even the line that every board begins with.
    expect(recording.edits).toEqual([])
    const editsFor = async (person: Person, view: string) => {
      const response = await fetch(`${at.url}/api/sessions/${person.session}/recording?view=${view}`, {
        headers: { authorization: `Bearer ${person.token}` },
      })
      return (await read(new Uint8Array(await response.arrayBuffer()))).recording.edits.length
    }
    for (const person of [ina, caro])
      expect([await editsFor(person, 'own'), await editsFor(person, 'everybodys')]).toEqual([1, 0])
  })

  it('are made, listed and revoked by the owner, open without a seat, and end automatically', async () => {
    const view: SharedView = { audience: 'candidate', names: false, words: false }
    const path = `/api/sessions/${owner.session}/share-links`
    const refused = await at.request('POST', path, { token: candidate.token, body: { view, endsAt: null } })
    expect(refused.json).toMatchObject({ error: { code: 'owner-only' } })
    const past = await at.request('POST', path, { token: owner.token, body: { view, endsAt: clock.now() - 1 } })
    expect(past.json).toMatchObject({ error: { code: 'malformed' } })

    const link = await makeLink(view, clock.now() + 60_000)
    const listed = async () => {
      const reply = await at.request('GET', path, { token: owner.token })
      expect(reply.text).not.toContain(link.secret)
      return shareLinkSchema
        .array()
        .parse(reply.json)
        .find(({ id }) => id === link.id)
    }
    expect(await listed()).toMatchObject({ view, secret: null, usedAt: null, revokedAt: null })
    await post('/api/shared/look', link.secret)
    expect(await listed()).toMatchObject({ usedAt: null })
    expect((await open(link.secret)).status).toBe(200)
    expect(await listed()).toMatchObject({ usedAt: clock.now() })

    const codeOf = async (secret: string) => {
      const answers = await Promise.all(
        ['/api/shared/look', '/api/shared/recording'].map(async (each) => {
          const response = await post(each, secret)
          return [response.status, ((await response.json()) as { error: { code: string } }).error.code]
        }),
      )
      expect(answers[0]).toEqual(answers[1])
      return answers[0]
    }
    clock.turn(60_001)
    expect(await codeOf(link.secret)).toEqual([410, 'share-ended'])
    const other = await makeLink(view)
    expect((await at.request('DELETE', `${path}/${other.id}`, { token: candidate.token })).status).toBe(403)
    expect((await at.request('DELETE', `${path}/${other.id}`, { token: owner.token })).status).toBe(204)
    expect(await codeOf(other.secret)).toEqual([410, 'share-revoked'])
    expect((await at.request('DELETE', `${path}/${other.id}`, { token: owner.token })).status).toBe(404)
    expect(await codeOf('x'.repeat(43))).toEqual([404, 'unknown-share'])
    // A link is not a token.
    for (const route of ['', '/replay', '/recording', '/share-links'])
      expect((await at.request('GET', `/api/sessions/${owner.session}${route}`, { token: link.secret })).status).toBe(
        401,
      )
    expect(at.logged()).not.toContain(link.secret)
    expect(readFolder(at.folder).includes(link.secret)).toBe(false)
  })

  it('go with their session', async () => {
    const { secret } = await makeLink({ audience: 'desk', names: true, words: true })
    expect((await at.request('DELETE', `/api/sessions/${owner.session}`, { token: owner.token })).status).toBe(204)
    const response = await post('/api/shared/look', secret)
    expect([response.status, await response.json()]).toMatchObject([404, { error: { code: 'unknown-share' } }])
  })
})
