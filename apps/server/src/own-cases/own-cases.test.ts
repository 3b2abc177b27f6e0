import {
  type BankCase,
  importCasesAnswerSchema,
  type OwnCase,
  ownCaseFileSchema,
  restErrorSchema,
} from '@greenroom/protocol'
import { bankFolder, readCaseFiles } from '@greenroom/question-bank/guides'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { budgetTable } from '../budgets/budget-table.ts'
import { createBudgets } from '../budgets/index.ts'
import { realIds } from '../real-deps.ts'
import { readFolder } from '../testing/folders-and-entries.ts'
import { invite, join, startSession, startTestServer, type TestServer, testBank } from '../testing/test-server.ts'
import { createOwnCases } from './own-cases.ts'

// Real files and threads, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let at: TestServer
beforeAll(async () => {
  at = await startTestServer()
})
afterAll(() => at.close())

const files = readCaseFiles(bankFolder)
const textOf = (id: string): string => {
  const found = files.find(({ path }) => path.endsWith(`/${id}.yaml`))
  if (found === undefined) throw new Error(`no case ${id}`)
  return found.text
}
const streaks = textOf('duolingo-streaks')
const checkout = textOf('one-tap-checkout')

const post = (...texts: readonly string[]) =>
  at.request('POST', '/api/own-cases', {
    body: { files: texts.map((text, index) => ({ name: `${index}.yaml`, text })) },
  })
const take = async (...texts: readonly string[]): Promise<readonly (OwnCase & { secret: string })[]> =>
  importCasesAnswerSchema.parse((await post(...texts)).json).cases
const takeOne = async (text = streaks) => {
  const [one] = await take(text)
  if (one === undefined) throw new Error('not imported')
  return one
}
const faultsOf = (reply: { json: unknown }) => restErrorSchema.parse(reply.json).error.faults ?? []
const countKept = (): Promise<unknown> =>
  at.storage.ownCases.add([], 0, { most: 0, mostBytes: 0 }).then((none) => (none ? 0 : 'some'))

it('takes nothing in when one file of many is bad, and tells all the faults of all files at once', async () => {
  const bad = streaks
    .replace('difficulty: medium', 'difficulty: brutal')
    .replace('minutes: { 45: 4, 20: 2 } }', 'minutes: { 45: 90, 20: 2 } }')
  const dangling = checkout.replace(/moves: \[/, 'moves: [nobody-knows, ')
  const reply = await post(bad, streaks, dangling, 'a: [1')
  expect(reply.status).toBe(422)
  expect(faultsOf(reply).map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    '0.yaml schema',
    '0.yaml schema',
    '2.yaml release-rules',
    '3.yaml yaml',
  ])
  const line = bad.split('\n').findIndex((words) => words.includes('brutal')) + 1
  expect(faultsOf(reply)).toContainEqual(
    expect.objectContaining({ file: '0.yaml', line, column: 15, at: ['public', 'difficulty'] }),
  )
  expect(await countKept()).toBe(0)
})

const sendBytes = (bytes: Uint8Array<ArrayBuffer>) =>
  fetch(`${at.url}/api/own-cases`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: bytes })

it('refuses letters that were lost or cannot be shown, and says where they are, rather than keep them', async () => {
  const titled = (title: string) => streaks.replace('title: Is the streak working?', `title: ${title}`)
  const line = streaks.split('\n').findIndex((words) => words.includes('title: Is the streak working?')) + 1
  for (const [title, says] of [
    ['Caf\ufffd', 'a letter was lost here (�)'],
    ['Is \u0000 it?', 'U+0000'],
    ['Is \ud83d it?', 'U+D83D'],
    ['"Is \\0 it?"', 'U+0000'],
    ['"\\u200b\\u2060"', 'nothing in it can be seen'],
  ] as const) {
    const reply = await post(titled(title))
    expect(reply.status, title).toBe(422)
    expect(faultsOf(reply)).toEqual([expect.objectContaining({ line, message: expect.stringContaining(says) })])
  }
  // What no editor shows: a comment that a database could not keep.
  expect((await post(`# a\u0000b\n${streaks}`)).status).toBe(422)

  // A program that sends the bytes of another encoding is not read with its letters replaced.
  const asWindows = Uint8Array.from(
    Buffer.from(JSON.stringify({ files: [{ name: 'a.yaml', text: 'title: Café' }] }), 'latin1'),
  )
  const answered = await sendBytes(asWindows)
  expect(answered.status).toBe(400)
  expect(await answered.json()).toEqual({
    error: { code: 'malformed', message: expect.stringContaining('JSON in UTF-8') },
  })
  expect(await countKept()).toBe(0)

  // The same through the other door for text; what was saved before stays as it was.
  const one = await takeOne()
  const saved = await at.request('PUT', `/api/own-cases/${one.id}`, {
    token: one.secret,
    body: { expects: 1, text: titled('Caf\ufffd') },
  })
  expect(saved.status).toBe(422)
  const kept = await at.request('GET', `/api/own-cases/${one.id}`, { token: one.secret })
  expect(ownCaseFileSchema.parse(kept.json)).toMatchObject({ version: 1, text: streaks })
  await at.request('DELETE', `/api/own-cases/${one.id}`, { token: one.secret })
})

it('keeps so many bytes of all authors together, whether cases are added or grow', async () => {
  const { ownCases } = at.storage
  const key = (name: string) => ({ id: `own-${name.repeat(24)}`, secret: name.repeat(43) })
  const text = 'é'.repeat(1_000)
  const room = { most: 10, mostBytes: 5_000 }
  expect(await ownCases.add([{ key: key('a'), text }], 0, room)).toBe(true)
  expect(
    await ownCases.add(
      [
        { key: key('b'), text },
        { key: key('c'), text },
      ],
      0,
      room,
    ),
  ).toBe(false)
  expect(await ownCases.add([{ key: key('b'), text }], 0, room)).toBe(true)
  expect(await ownCases.save(key('a'), 1, `${text}${text}`, 0, room.mostBytes)).toBe('full')
  expect(await ownCases.save(key('a'), 1, 'short', 0, 10_000)).toBe('saved')
})

it('counts what a case grows by like a case that is added, so that small ones do not become as many large ones', async () => {
  let text = 'short'
  const unused = () => Promise.reject(new Error('not asked for'))
  const ownCases = createOwnCases({
    store: {
      add: unused,
      delete: unused,
      find: async () => ({ version: 1, changedAt: 0, text }),
      save: async (_key, _expects, saved) => {
        text = saved
        return 'saved'
      },
    },
    reader: {
      check: async () => [],
      publish: async (id) => ({ ...testBank.list()[0], caseId: id }) as BankCase,
      readRecording: () => Promise.reject(new Error('no recordings here')),
      prepare: unused,
      close: async () => {},
      pid: () => null,
    },
    clock: { now: () => 0, monotonic: () => 0 },
    ids: realIds,
    budgets: createBudgets(),
  })
  const key = { id: `own-${'a'.repeat(24)}`, secret: 'a'.repeat(43) }
  const save = (size: number) => ownCases.save(key, 1, 'x'.repeat(size), 'somewhere')
  const most = budgetTable.ownCaseBytes.address?.burst ?? 0
  expect(await save(most - 100)).toMatchObject({ ok: true })
  // What shrinks, or stays as it is, costs nothing; what grows again does.
  expect(await save(10)).toMatchObject({ ok: true })
  expect(await save(10)).toMatchObject({ ok: true })
  expect(await save(2_000)).toEqual({ ok: false, code: 'rate-limited' })
  expect(text).toHaveLength(10)
})

it('asks less of your own case than of one from the bank', async () => {
  const lighter = streaks.replace(/\n {2}drills:[\s\S]*?(?=\n {2}\w+:)/, '\n  drills: []')
  expect(lighter).not.toBe(streaks)
  expect((await post(lighter)).status).toBe(201)
})

it('opens a case to those who present its secret, and to nobody else', async () => {
  const [one, other] = await take(streaks, checkout)
  if (one === undefined || other === undefined) throw new Error('not imported')
  const path = `/api/own-cases/${one.id}`
  const found = ownCaseFileSchema.parse((await at.request('GET', path, { token: one.secret })).json)
  expect(found).toMatchObject({ id: one.id, version: 1, text: streaks, public: { caseId: one.id } })
  expect(found.public).not.toHaveProperty('guide')
  for (const token of [undefined, other.secret, 'A'.repeat(43)])
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      const body = method === 'PUT' ? { text: checkout, expects: 1 } : undefined
      const reply = await at.request(method, path, { token, body })
      expect([method, reply.status, reply.json]).toMatchObject([method, 404, { error: { code: 'unknown-own-case' } }])
    }
  expect((await at.request('GET', path, { token: one.secret })).text).toContain('Is the streak working?')
})

it('saves a new version, but not over one that somebody else saved in the meantime, and nothing that is bad', async () => {
  const one = await takeOne()
  const save = (text: string, expects: number) =>
    at.request('PUT', `/api/own-cases/${one.id}`, { token: one.secret, body: { text, expects } })
  const second = streaks.replace('Is the streak working?', 'Does the streak work?')
  expect((await save(second, 1)).json).toMatchObject({ version: 2, public: { title: 'Does the streak work?' } })
  const late = await save(checkout, 1)
  expect([late.status, late.json]).toMatchObject([409, { error: { code: 'own-case-changed' } }])
  const bad = await save(second.replace('difficulty: medium', 'difficulty: brutal'), 2)
  expect([bad.status, faultsOf(bad).length]).toEqual([422, 1])
  const { json } = await at.request('GET', `/api/own-cases/${one.id}`, { token: one.secret })
  expect(json).toMatchObject({ version: 2, text: second })
})

it('deletes permanently: no byte of it is left in the data folder', async () => {
  const mark = 'zanzibar-canary-of-a-deleted-case'
  const one = await takeOne(streaks.replace('insight: >-', `insight: >-\n    ${mark}`))
  expect(readFolder(at.folder).includes(mark)).toBe(true)
  expect((await at.request('DELETE', `/api/own-cases/${one.id}`, { token: one.secret })).status).toBe(204)
  expect(readFolder(at.folder).includes(mark)).toBe(false)
  expect((await at.request('GET', `/api/own-cases/${one.id}`, { token: one.secret })).status).toBe(404)
  expect((await at.request('DELETE', `/api/own-cases/${one.id}`, { token: one.secret })).status).toBe(404)
})

it('runs in a session: copied into its log, its guide for the desk alone, prepared only by the person who runs the round', async () => {
  const canary = 'quetzal canary words of the hidden truth'
  const one = await takeOne(streaks.replace('truth: >-', `truth: >-\n      ${canary}`))
  const key = { id: one.id, secret: one.secret }
  const owner = await startSession(at, { case: { kind: 'own', ...key } })
  const bo = await join(at, (await invite(at, owner, ['candidate'])).secret, 'Bo', 'candidate')
  const { rooms } = at.server
  const seenBy = async (person: typeof bo): Promise<string> =>
    JSON.stringify(await rooms.readStream(person.session, person.participant, 0))
  expect(await seenBy(owner)).toContain(canary)
  expect(await seenBy(owner)).toContain(one.id)

  const other = await takeOne(checkout)
  const prepare = (token: string, body: object) =>
    at.request('POST', `/api/sessions/${owner.session}/own-case`, { token, body })
  const byCandidate = await prepare(bo.token, { id: other.id, secret: other.secret })
  expect([byCandidate.status, byCandidate.json]).toMatchObject([409, { error: { code: 'interviewer-only' } }])
  expect((await prepare(owner.token, { id: other.id, secret: one.secret })).status).toBe(404)
  expect((await prepare(owner.token, { id: other.id, secret: other.secret })).status).toBe(204)
  expect((await rooms.read(owner.session))?.rounds[0]?.case?.caseId).toBe(other.id)
  expect((await prepare(owner.token, key)).status).toBe(204)

  // Nothing of it is looked up later.
  await at.request('DELETE', `/api/own-cases/${one.id}`, { token: one.secret })
  const seatsVersion = (await rooms.read(owner.session))?.seatsVersion ?? 0
  expect(await rooms.run(owner.session, owner.participant, null, { kind: 'startRound', seatsVersion })).toMatchObject({
    ok: true,
  })
  await rooms.run(owner.session, owner.participant, null, { kind: 'showPrompt', how: 'shown' })
  expect(await seenBy(bo)).toContain('Is the streak working?')
  expect(await seenBy(bo)).not.toContain('canary')
})

it('refuses a session with somebody else’s case, and then starts none', async () => {
  const reply = await at.request('POST', '/api/sessions', {
    body: {
      mode: 'solo',
      cut: 20,
      coverage: 'learning',
      callLink: null,
      name: 'Ana',
      seat: 'candidate',
      case: { kind: 'own', id: (await takeOne()).id, secret: 'A'.repeat(43) },
    },
  })
  expect([reply.status, reply.json]).toMatchObject([404, { error: { code: 'unknown-own-case' } }])
})

it('keeps secrets out of its logs and its database', async () => {
  const one = await takeOne()
  await at.request('GET', `/api/own-cases/${one.id}?secret=${one.secret}`, { token: one.secret })
  expect(at.logged()).not.toContain(one.secret)
  expect(readFolder(at.folder).includes(one.secret)).toBe(false)
})

it('refuses what is large, deep or endless, with a sentence, and continues', async () => {
  const deep = `public: ${'['.repeat(20_000)}`
  const bomb = ['a: &a [x,x,x,x,x,x,x,x]', 'b: &b [*a,*a,*a,*a]', 'c: [*b,*b,*b]'].join('\n')
  const large = `${streaks}\n# ${'x'.repeat(300_000)}`
  const reply = await post(deep, bomb, large)
  expect(reply.status).toBe(422)
  expect(new Set(faultsOf(reply).map(({ file, rule }) => `${file} ${rule}`))).toEqual(
    new Set(['0.yaml yaml', '1.yaml yaml', '2.yaml size']),
  )
  expect(faultsOf(await post(...Array.from({ length: 61 }, () => 'a: 1'))).map(({ rule }) => rule)).toEqual(['size'])
  expect((await at.request('POST', '/api/own-cases', { body: { files: [] } })).status).toBe(400)
  expect((await at.request('POST', '/api/own-cases', { body: 'x'.repeat(5_000_000) })).status).toBe(413)
  expect((await post(streaks)).status).toBe(201)
})
