import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCaseValue } from '@greenroom/question-bank/authoring'
import { bankFolder, loadLoops, readCaseFiles } from '@greenroom/question-bank/guides'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessTable } from '../../../apps/server/src/http/access-table.ts'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { openBoard } from '../steps/board-client.ts'
import { enterSession } from '../steps/session-client.ts'

/** Shorter ones are not secret: "Ask why." can be anywhere. */
const leastLetters = 40

type Secret = { readonly caseId: string; readonly sentence: string }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return isRecord(value) ? Object.values(value).flatMap(textsOf) : []
}
const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?…])["”’)]*\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length >= leastLetters)

/** What leads to a case in a round of a loop: told with its prompt, and not before. */
const bridges: readonly Secret[] = loadLoops().flatMap(({ id, rounds }) =>
  rounds
    .flatMap(({ cases }) => cases.map(({ bridge }) => ({ caseId: id, sentence: bridge })))
    .filter(({ sentence }) => sentence.length >= leastLetters),
)

/** The cases as their authors wrote them. */
const written = readCaseFiles(bankFolder)
  .map(({ text }) => readCaseValue(text))
  .filter(isRecord)

/** Everything in the guides, but for words that the public part says too. */
const guides: readonly Secret[] = written.flatMap((file) => {
  const open = textsOf(file.public).join('\n')
  const caseId = String(file.id)
  const own = new Set(textsOf(file.guide).flatMap(sentencesOf))
  return [...own].filter((sentence) => !open.includes(sentence)).map((sentence) => ({ caseId, sentence }))
})

const secrets: readonly Secret[] = [...guides, ...bridges]

/** As it stands, as a JSON string holds it, and as base64 at each of the three places where a group of bytes may begin. */
const formsOf = (sentence: string): readonly string[] => {
  const escaped = JSON.stringify(sentence).slice(1, -1)
  const inBase64 = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before, 'x'), Buffer.from(sentence)])
    const whole = bytes.toString('base64')
    // What the letters before and after it would change is left out.
    return whole.slice(before === 0 ? 0 : 4, Math.floor(bytes.length / 3) * 4)
  })
  return [...new Set([sentence, escaped, ...inBase64])]
}

const startLength = 24

/** A number below 2²² of four letters of a start. */
const markAt = (text: string, at: number): number => {
  let mark = 0
  for (const letter of [0, 7, 15, startLength - 1]) mark = Math.imul(mark ^ text.charCodeAt(at + letter), 0x9e3779b1)
  return mark >>> 10
}

/** Finds all sentences in one walk over a text: by four letters, which few other places have, by their first letters, then in full. */
const createSearch = (among: readonly Secret[]) => {
  const marks = new Uint8Array(2 ** 22)
  const byStart = new Map<string, { readonly form: string; readonly leak: string }[]>()
  for (const { caseId, sentence } of among)
    for (const form of formsOf(sentence)) {
      const start = form.slice(0, startLength)
      marks[markAt(start, 0)] = 1
      byStart.set(start, [...(byStart.get(start) ?? []), { form, leak: `${caseId}: ${sentence}` }])
    }
  return (text: string): readonly string[] => {
    const leaks = new Set<string>()
    for (let at = 0; at + startLength <= text.length; at++) {
      if (marks[markAt(text, at)] === 0) continue
      for (const { form, leak } of byStart.get(text.slice(at, at + startLength)) ?? [])
        if (text.startsWith(form, at)) leaks.add(leak)
    }
    return [...leaks]
  }
}
const leaksIn = createSearch(secrets)

describe('the search for leaks', () => {
  it('knows many sentences, and finds each of them in each form', () => {
    expect(secrets.length).toBeGreaterThan(500)
    expect(bridges.length).toBeGreaterThan(30)
    for (const secret of secrets.slice(0, 40)) {
      const { sentence } = secret
      for (const around of ['', 'a', 'ab', 'abc']) {
        const base64 = Buffer.from(`${around}${sentence}${around} and more`).toString('base64')
        expect(leaksIn(base64)).toContain(`${secret.caseId}: ${sentence}`)
      }
      expect(leaksIn(JSON.stringify({ guide: { text: `…${sentence}…` } }))).toContain(`${secret.caseId}: ${sentence}`)
    }
    expect(leaksIn('How would you define the success of a bike-share scheme?')).toEqual([])
  })
})

describe('T3: the guides of the bank', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-secrets-'))
  let server: ServerProcess
  beforeAll(async () => {
    server = await startServer(folder)
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const call = async (method: string, path: string, { token, body }: { token?: string; body?: unknown } = {}) => {
    const reply = await fetch(`${server.url}${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: reply.status, text: await reply.text() }
  }
  const admitted = async (path: string, body: unknown): Promise<Person> =>
    JSON.parse((await call('post', path, { body })).text)

  const caseId = 'amazon-pay-integration'
  const cast = async () => {
    const owner = await admitted('/api/sessions', {
      mode: 'peer',
      cut: 45,
      coverage: 'learning',
      callLink: null,
      name: 'Ina',
      seat: 'interviewer',
      case: { kind: 'chosen', caseId },
    })
    const invited = await call('post', `/api/sessions/${owner.session}/invitations`, {
      token: owner.token,
      body: { seats: ['candidate'] },
    })
    const { secret } = JSON.parse(invited.text)
    const candidate = await admitted('/api/invitations/join', { invitation: secret, name: 'Caro', seat: 'candidate' })
    return { owner, candidate, secret: String(secret) }
  }

  it('stand in no answer of any route, whether somebody shows nothing or a candidate’s token', async () => {
    const { candidate, secret } = await cast()
    const fill = (path: string): readonly string[] => {
      const session = path.replace(':session', candidate.session).replace(':invitation', 'none')
      const known = session.replace(':participant', candidate.participant).replace(':id', `own-${'0'.repeat(24)}`)
      if (!known.includes(':case')) return [known]
      return [...new Set(secrets.map((one) => one.caseId))].map((id) => known.replace(':case', id))
    }
    const bodies: Readonly<Record<string, unknown>> = {
      '/api/invitations/look': { invitation: secret },
      '/api/own-cases': { files: [{ name: `${caseId}.yaml`, text: 'id: amazon-pay-integration' }] },
    }
    let asked = 0
    for (const [method, path] of accessTable) {
      if (method === 'delete' || path.endsWith('/remove')) continue
      for (const address of fill(path))
        for (const token of [undefined, candidate.token]) {
          const reply = await call(method, address, {
            ...(token !== undefined && { token }),
            ...(method !== 'get' && { body: bodies[path] ?? {} }),
          })
          asked++
          expect(leaksIn(reply.text), `${method} ${address}`).toEqual([])
        }
    }
    expect(asked).toBeGreaterThan(2 * accessTable.length)
    for (const path of [
      '/',
      '/bank',
      `/bank/${caseId}`,
      '/bank/own',
      '/loops',
      '/healthz',
      '/readyz',
      '/version',
      '/metrics',
    ])
      expect(leaksIn((await call('get', path)).text), path).toEqual([])
  })

  it('reach a candidate by neither socket while the scores are sealed, however busy the desk is', async () => {
    const { owner, candidate } = await cast()
    const desk = await enterSession(server.url, owner)
    const caro = await enterSession(server.url, candidate)
    const must = async (command: object) => expect(await desk.command(command)).toMatchObject({ ok: true })
    await must({ kind: 'drawCase', category: null, difficulty: null })
    await must({ kind: 'chooseCase', caseId })
    const seats = JSON.parse((await call('get', `/api/sessions/${owner.session}`, { token: owner.token })).text)
    expect(seats.participants).toHaveLength(2)
    let started = false
    for (let seatsVersion = 0; seatsVersion < 10 && !started; seatsVersion++)
      started = (await desk.command({ kind: 'startRound', seatsVersion })).ok
    expect(started).toBe(true)
    await must({ kind: 'showPrompt', how: 'shown' })
    await must({ kind: 'writeNote', note: 'note-1', words: secrets[0]?.sentence ?? '' })
    const board = await openBoard(server.url.replace('http', 'ws'), candidate)
    await board.sync()
    let clockVersion = 0
    while (!(await desk.command({ kind: 'endRound', clockVersion })).ok && clockVersion < 20) clockVersion++
    await caro.until('the end', () => caro.entries.some(({ kind }) => kind === 'round-ended'))
    await caro.ask('time')

    const received = `${JSON.stringify(caro.events)} ${Buffer.concat(board.received).toString()}`
    expect(received).toContain('third-party e-commerce platforms')
    expect(leaksIn(received)).toEqual([])
    const replay = await call('get', `/api/sessions/${owner.session}/replay`, { token: candidate.token })
    expect(replay.status).toBe(200)
    expect(leaksIn(replay.text)).toEqual([])
    // And the search would have found them: the desk was sent them.
    expect(leaksIn(JSON.stringify(desk.events)).length).toBeGreaterThan(50)
    for (const client of [desk, caro]) client.close()
  })
})

describe('the built page', () => {
  const dist = fileURLToPath(new URL('../../../apps/web/dist/', import.meta.url))
  const filesBelow = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))

  it('holds no sentence of any guide, but for the finished sample session, whose case is open', () => {
    expect(existsSync(dist), 'build the page first').toBe(true)
    const files = filesBelow(dist)
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) {
      const text = readFileSync(file, 'utf8')
      const open = file.endsWith('sample-session.json') ? openCasesOf(text) : null
      const search = open === null ? leaksIn : createSearch(stillSecretBeside(open))
      expect(search(text), file).toEqual([])
    }
  })

  it('holds no title and no prompt of a case, so that its first load does not grow with the bank', () => {
    const open = written.flatMap(({ public: shown }) =>
      isRecord(shown) ? [String(shown.title), String(shown.prompt)] : [],
    )
    expect(open.length).toBeGreaterThan(150)
    for (const file of filesBelow(dist).filter((one) => !one.endsWith('sample-session.json'))) {
      const text = readFileSync(file, 'utf8')
      expect(
        open.filter((words) => text.includes(words)),
        file,
      ).toEqual([])
    }
  })

  /** What only the guides of other cases say. */
  const stillSecretBeside = (open: ReadonlySet<string>): readonly Secret[] => {
    const known = new Set(secrets.flatMap(({ caseId, sentence }) => (open.has(caseId) ? [sentence] : [])))
    return secrets.filter(({ sentence }) => !known.has(sentence))
  }

  /** The cases whose guides the sample session has opened to everybody. */
  const openCasesOf = (text: string): ReadonlySet<string> => {
    const ids = [...text.matchAll(/"caseId":\s*"([a-z0-9-]+)"/g)].map(([, id]) => id ?? '')
    expect(new Set(ids).size).toBe(1)
    return new Set(ids)
  }
})
