/// <reference path="./s3rver.d.ts" />
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { changeSounds } from '@greenroom/recording'
import { type Command, participantIdSchema, type SessionState } from '@greenroom/session'
import S3rver from 's3rver'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { budgetTable } from '../budgets/budget-table.ts'
import { createBudgets } from '../budgets/index.ts'
import { checkData } from '../housekeeping/check-data.ts'
import { backUp } from '../storage/backups/back-up.ts'
import { restore } from '../storage/backups/restore.ts'
import { createTemporaryFolder, createTurnedClock } from '../testing/folders-and-entries.ts'
import { stagedCase } from '../testing/stage.ts'
import {
  invite,
  join as joinBy,
  type Person,
  type Reply,
  startSession,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

let at: TestServer
/** The server of all tests that neither close nor configure one. Of the sessions of each nothing is left for the next. */
let shared: { readonly at: TestServer; readonly clock: ReturnType<typeof createTurnedClock> } | null = null
const owners: Person[] = []
afterEach(async () => {
  const left = owners.splice(0)
  if (at !== shared?.at) await at.close()
  else for (const { session, token } of left) await at.request('DELETE', `/api/sessions/${session}`, { token })
})
afterAll(() => shared?.at.close())

/** A file as a browser makes one, as far as its first bytes; the rest can be looked for. */
const soundOf = (words: string): Buffer => Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from(words)])
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const send = async (who: Person, command: Command): Promise<void> => {
  const result = await at.server.rooms.run(who.session, who.participant, null, command)
  if (!result.ok) throw new Error(result.code)
}
const stateOf = async ({ session }: Person): Promise<SessionState> => {
  const state = await at.server.rooms.read(session)
  if (state === null) throw new Error('no such session')
  return state
}
/** Everything below a folder, as one text of bytes. */
const everything = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path)),
  )

type Given = Partial<{ audio: number; at: number; length: number; type: string; hash: string; mime: string }>
const put = async (who: Person, bytes: Uint8Array, given: Given = {}, token = who.token): Promise<Reply> => {
  const query = new URLSearchParams({
    audio: String(given.audio ?? 1),
    at: String(given.at ?? clock.now() - 10_000),
    length: String(given.length ?? 10_000),
    type: given.type ?? 'webm',
    levels: '08f',
  })
  const response = await fetch(`${at.url}/api/sessions/${who.session}/audio/${given.hash ?? hashOf(bytes)}?${query}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': given.mime ?? 'audio/webm' },
    body: new Uint8Array(bytes),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: text === '' ? null : JSON.parse(text) }
}
const get = (who: Person, hash: string, token = who.token) =>
  fetch(`${at.url}/api/sessions/${who.session}/audio/${hash}`, { headers: { authorization: `Bearer ${token}` } })
const codeOf = ({ status, json }: Reply) => [status, (json as { error?: { code: string } }).error?.code]

let clock = createTurnedClock()
/** Ana and Ben have agreed, and the recording has run for twenty seconds; Oto watches. With options on a server of their own. */
const recorded = async (options?: Parameters<typeof startTestServer>[0]) => {
  if (options === undefined) {
    if (shared === null) {
      const turned = createTurnedClock(Date.now())
      shared = { at: await startTestServer({ clock: turned }), clock: turned }
    }
    at = shared.at
    clock = shared.clock
  } else {
    clock = createTurnedClock(Date.now())
    at = await startTestServer({ clock, ...options })
  }
  const ana = await startSession(at)
  owners.push(ana)
  const ben = await joinBy(at, (await invite(at, ana, ['candidate'])).secret, 'Ben', 'candidate')
  const oto = await joinBy(at, (await invite(at, ana, ['observer'])).secret, 'Oto', 'observer')
  await send(ana, { kind: 'askAudio' })
  await send(ben, { kind: 'answerAudio', audio: 1, agreed: true })
  clock.turn(20_000)
  return { ana, ben, oto }
}

describe('a part of a voice [P36]', () => {
  it('is kept once, and heard by everybody in the session and nobody else', async () => {
    const { ana, ben, oto } = await recorded()
    const sound = soundOf('jade canary')
    expect((await put(ana, sound)).status).toBe(201)
    // The answer was lost, and it is sent again.
    expect(await put(ana, sound)).toMatchObject({ status: 200, json: { repeated: true } })
    expect(at.server.audio.kept()).toEqual({ parts: 1, bytes: sound.length })
    expect((await stateOf(ana)).audio[0]?.parts).toMatchObject([
      { by: ana.participant, hash: hashOf(sound), bytes: sound.length, length: 10_000, levels: '08f' },
    ])
    for (const who of [ana, ben, oto]) {
      const answer = await get(who, hashOf(sound))
      expect(answer.status).toBe(200)
      expect(Buffer.from(await answer.arrayBuffer()).equals(sound)).toBe(true)
    }
    const stranger = await startSession(at, { name: 'Zoë' })
    expect((await get(ana, hashOf(sound), stranger.token)).status).toBe(404)
    expect((await get(ana, hashOf(sound), 'x'.repeat(43))).status).toBe(401)
    expect((await get(ana, hashOf(soundOf('never sent')))).status).toBe(404)
    await at.request('POST', `/api/sessions/${ana.session}/participants/${oto.participant}/remove`, {
      token: ana.token,
    })
    expect((await get(oto, hashOf(sound))).status).toBe(401)
  })

  it('is refused with a reason when it is not what it claims to be, and nothing of it stays', async () => {
    const { ana, ben, oto } = await recorded()
    const sound = soundOf('a voice')
    expect(codeOf(await put(ana, sound, { hash: hashOf(soundOf('another')) }))).toEqual([422, 'wrong-hash'])
    expect(codeOf(await put(ana, Buffer.from('<html>')))).toEqual([422, 'not-audio'])
    expect(codeOf(await put(ana, sound, { type: 'mp4' }))).toEqual([422, 'not-audio'])
    expect(codeOf(await put(ana, sound, { mime: 'text/plain' }))).toEqual([400, 'malformed'])
    expect(codeOf(await put(ana, sound, { type: 'wav' }))).toEqual([400, 'malformed'])
    expect(codeOf(await put(ana, sound, { length: 60_000 }))).toEqual([400, 'malformed'])
    expect(codeOf(await put(ana, sound, { hash: 'x' }))).toEqual([400, 'malformed'])
    expect(codeOf(await put(ana, new Uint8Array(0)))).toEqual([400, 'malformed'])
    const large = Buffer.concat([soundOf(''), Buffer.alloc(2 * 1024 * 1024)])
    expect(codeOf(await put(ana, large))).toEqual([413, 'too-large'])
    // An observer, and a recording or a time that nobody agreed to.
    expect(codeOf(await put(oto, sound))).toEqual([403, 'audio-not-agreed'])
    expect(codeOf(await put(ana, sound, { audio: 2 }))).toEqual([404, 'unknown-audio'])
    expect(codeOf(await put(ana, sound, { at: clock.now() - 3_600_000 }))).toEqual([409, 'audio-outside'])
    expect(codeOf(await put(ana, sound, { at: clock.now() + 3_600_000 }))).toEqual([409, 'audio-outside'])
    // With the token of somebody else it is theirs, and with none it is nobody's.
    expect((await put(ana, sound, {}, 'x'.repeat(43))).status).toBe(401)
    expect((await put(ana, sound, {}, ben.token)).status).toBe(201)
    expect((await stateOf(ana)).audio[0]?.parts.map(({ by }) => by)).toEqual([ben.participant])
    // The same sound for another time, or other sound for the same time.
    expect(codeOf(await put(ben, sound, { at: clock.now() - 5_000 }))).toEqual([409, 'audio-taken'])
    expect(codeOf(await put(ben, soundOf('x')))).toEqual([409, 'audio-taken'])
    expect(everything(join(at.folder, 'audio')).equals(sound)).toBe(true)
  })

  it('can arrive two hundred at once, and all are kept', async () => {
    const { ana } = await recorded({})
    clock.turn(2_000_000)
    const parts = Array.from({ length: 200 }, (_, index) => ({ sound: soundOf(`part ${index}`), index }))
    const answers = await Promise.all(
      parts.map(({ sound, index }) => put(ana, sound, { at: clock.now() - 2_000_000 + index * 10_000 })),
    )
    const late = answers.filter(({ status }) => status !== 201)
    for (const { status } of late) expect(status).toBe(429)
    expect((await stateOf(ana)).audio[0]?.parts).toHaveLength(200 - late.length)
    expect(late.length).toBeLessThan(200)
  })

  it('is read only as often as is paid for beforehand, however many ask at once', async () => {
    const sound = soundOf('x'.repeat(996))
    const answers = { ...budgetTable.answers, participant: { perSecond: 0.001, burst: 3_000 } }
    const { ana, ben } = await recorded({ budgets: createBudgets({ table: { ...budgetTable, answers } }) })
    expect((await put(ana, sound)).status).toBe(201)
    const statuses = (await Promise.all(Array.from({ length: 12 }, () => get(ana, hashOf(sound))))).map(
      ({ status }) => status,
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(3)
    expect(statuses.filter((status) => status === 429)).toHaveLength(9)
    expect((await get(ben, hashOf(sound))).status).toBe(200)
  })

  it('stays on the device when it cannot be stored: nothing is in the log, and the next try is kept', async () => {
    const { ana } = await recorded({})
    const sound = soundOf('late')
    const folder = join(at.folder, 'audio')
    writeFileSync(folder, 'no folder')
    expect(codeOf(await put(ana, sound))).toEqual([503, 'store-unavailable'])
    expect((await stateOf(ana)).audio[0]?.parts).toEqual([])
    rmSync(folder)
    expect((await put(ana, sound)).status).toBe(201)
  })

  it('may arrive after the session was closed', async () => {
    const { ana } = await recorded()
    await send(ana, { kind: 'closeSession' })
    expect((await put(ana, soundOf('late'))).status).toBe(201)
  })
})

describe('erased sound [P37]', () => {
  const canary = 'JADE-CANARY-OF-A-VOICE'
  const isAnywhere = () => everything(at.folder).includes(canary)

  it('leaves no byte in the data folder, when a recording stops and at any later time', async () => {
    const { ana, ben } = await recorded()
    expect((await put(ana, soundOf(`${canary} one`))).status).toBe(201)
    expect((await put(ben, soundOf(`${canary} two`))).status).toBe(201)
    expect(isAnywhere()).toBe(true)
    await send(ben, { kind: 'stopAudio', audio: 1, erase: true })
    await vi.waitFor(() => expect(isAnywhere()).toBe(false))
    expect(codeOf(await put(ana, soundOf(`${canary} three`)))).toEqual([409, 'audio-erased'])
    expect(isAnywhere()).toBe(false)
    // The next one is kept, and erased on its own, after the session was closed.
    await send(ana, { kind: 'askAudio' })
    await send(ben, { kind: 'answerAudio', audio: 2, agreed: true })
    clock.turn(20_000)
    expect((await put(ana, soundOf(`${canary} four`), { audio: 2 })).status).toBe(201)
    await send(ana, { kind: 'closeSession' })
    expect(isAnywhere()).toBe(true)
    await send(ana, { kind: 'eraseAudio', audio: 2 })
    await vi.waitFor(() => expect(isAnywhere()).toBe(false))
    expect((await get(ana, hashOf(soundOf(`${canary} four`)))).status).toBe(404)
    expect(at.server.audio.kept()).toEqual({ parts: 0, bytes: 0 })
  })

  it('goes with its session', async () => {
    const { ana } = await recorded()
    await put(ana, soundOf(canary))
    expect((await at.request('DELETE', `/api/sessions/${ana.session}`, { token: ana.token })).status).toBe(204)
    expect(isAnywhere()).toBe(false)
  })

  it('is erased once it is as old as the server keeps recordings, and not before; the session stays', async () => {
    const { ana } = await recorded()
    await put(ana, soundOf(canary))
    await send(ana, { kind: 'stopAudio', audio: 1, erase: false })
    const stopped = clock.now()
    await at.server.audio.sweep(stopped, () => false)
    expect(isAnywhere()).toBe(true)
    await at.server.audio.sweep(null, () => false)
    expect(isAnywhere()).toBe(true)
    await at.server.audio.sweep(stopped + 1, () => false)
    expect(isAnywhere()).toBe(false)
    expect((await stateOf(ana)).audio[0]).toMatchObject({ erased: { by: null }, parts: [] })
  })

  it('is removed by the next server, when one was killed between the two steps', async () => {
    const { ana } = await recorded()
    await put(ana, soundOf('kept'))
    const [database = ''] = readdirSync(join(at.folder, 'audio'))
    const ofDatabase = join(at.folder, 'audio', database)
    // Sound without an entry of the log, and of a session that is gone.
    writeFileSync(join(ofDatabase, ana.session, hashOf(soundOf(canary))), soundOf(canary))
    mkdirSync(join(ofDatabase, 'gone'))
    writeFileSync(join(ofDatabase, 'gone', hashOf(soundOf(canary))), soundOf(canary))
    await at.server.audio.sweep(null, () => false)
    expect(isAnywhere()).toBe(false)
    expect(existsSync(join(ofDatabase, ana.session, hashOf(soundOf('kept'))))).toBe(true)
  })

  it('leaves no byte in a bucket either, nor in the data folder beside it', async () => {
    const place = createTemporaryFolder()
    const bucket = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: place.path,
      configureBuckets: [{ name: 'greenroom' }],
    })
    try {
      const { port } = await bucket.run()
      const key = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
      const s3 = { endpoint: `http://127.0.0.1:${port}`, bucket: 'greenroom', region: 'us-east-1', ...key }
      const { ana, ben } = await recorded({ config: { s3 } })
      const isInBucket = () => everything(place.path).includes(canary)
      expect((await put(ana, soundOf(`${canary} one`))).status).toBe(201)
      expect((await put(ben, soundOf(`${canary} two`))).status).toBe(201)
      expect([isInBucket(), isAnywhere()]).toEqual([true, false])
      await send(ben, { kind: 'stopAudio', audio: 1, erase: true })
      await vi.waitFor(() => expect(isInBucket()).toBe(false), { timeout: 10_000 })
      await send(ana, { kind: 'askAudio' })
      await send(ben, { kind: 'answerAudio', audio: 2, agreed: true })
      clock.turn(20_000)
      expect((await put(ana, soundOf(`${canary} three`), { audio: 2 })).status).toBe(201)
      expect(isInBucket()).toBe(true)
      await at.request('DELETE', `/api/sessions/${ana.session}`, { token: ana.token })
      expect([isInBucket(), isAnywhere()]).toEqual([false, false])
    } finally {
      await bucket.close()
      place.remove()
    }
  })

  it('is not removed because somebody who was never here asks for it', async () => {
    const { ana } = await recorded()
    const nobody = { ...ana, participant: participantIdSchema.parse('nobody') }
    await expect(send(nobody, { kind: 'stopAudio', audio: 1, erase: true })).rejects.toThrow('not-joined')
  })
})

describe('sound and the rest of the data', () => {
  const sound = soundOf('jade canary')
  const madeBy = { version: '0.1.0', madeAt: 1_700_000_000_000 }

  it('goes into a backup while the server runs, and is heard and erased where that is restored', async () => {
    const { ana } = await recorded({})
    expect((await put(ana, sound)).status).toBe(201)
    const other = createTemporaryFolder()
    try {
      const backup = join(other.path, 'backup.tar')
      expect(await backUp(at.folder, backup, madeBy)).toMatchObject({ sessions: 1, voices: 1 })
      await at.close()
      const to = join(other.path, 'restored')
      expect(await restore(backup, to, { withoutDamaged: false })).toEqual({ folder: to, sessions: 1, lost: [] })
      for (const name of readdirSync(join(to, 'audio'), { recursive: true, encoding: 'utf8' }))
        expect(statSync(join(to, 'audio', name)).mode & 0o077, name).toBe(0)
      expect(await checkData(to, clock)).toEqual({ sessions: 1, faults: [] })
      at = await startTestServer({ clock, folder: to })
      await at.server.audio.sweep(null, () => false)
      expect(at.server.audio.kept()).toEqual({ parts: 1, bytes: sound.length })
      const answer = await get(ana, hashOf(sound))
      expect(Buffer.from(await answer.arrayBuffer()).equals(sound)).toBe(true)
      await send(ana, { kind: 'stopAudio', audio: 1, erase: true })
      await vi.waitFor(() => expect(everything(to).includes('jade canary')).toBe(false))
    } finally {
      other.remove()
    }
  })

  it('is noticed when it is missing from a backup: a restore says so, and restores the rest on request', async () => {
    const { ana } = await recorded({})
    await put(ana, sound)
    const other = createTemporaryFolder()
    try {
      const backup = join(other.path, 'backup.tar')
      await backUp(at.folder, backup, madeBy)
      const whole = readFileSync(backup)
      const damaged = join(other.path, 'damaged.tar')
      const to = join(other.path, 'restored')
      // Another byte in it, and a file that ends before it.
      const flipped = Buffer.from(whole)
      flipped.write('J', flipped.lastIndexOf('jade canary'))
      for (const bytes of [flipped, whole.subarray(0, whole.lastIndexOf('jade canary') - 512)]) {
        writeFileSync(damaged, bytes)
        await expect(restore(damaged, to, { withoutDamaged: false })).rejects.toThrow(
          '1 part of recorded voices missing or damaged.',
        )
        expect(existsSync(to)).toBe(false)
        const { lost } = await restore(damaged, to, { withoutDamaged: true })
        expect(lost).toEqual(['1 part of recorded voices'])
        expect(existsSync(join(to, 'audio'))).toBe(false)
        rmSync(to, { recursive: true })
      }
    } finally {
      other.remove()
    }
  })

  it('is looked for and read by a check of the data folder', async () => {
    const { path, remove } = createTemporaryFolder()
    try {
      const { ana } = await recorded({ folder: path })
      await put(ana, sound)
      await put(ana, soundOf('another'), { at: clock.now() - 20_000 })
      await at.close()
      const [database = ''] = readdirSync(join(path, 'audio'))
      const fileOf = (bytes: Uint8Array): string => join(path, 'audio', database, ana.session, hashOf(bytes))
      expect((await checkData(path, clock)).faults).toEqual([])
      writeFileSync(fileOf(sound), 'something else')
      rmSync(fileOf(soundOf('another')))
      expect((await checkData(path, clock)).faults).toEqual([
        `Session ${ana.session}: of 2 parts of recorded voices, 1 missing and 1 not as they were recorded.`,
      ])
    } finally {
      remove()
    }
  })
})

describe('sound that leaves the session', () => {
  const canary = 'JADE-CANARY-OF-A-VOICE'
  const view = { audience: 'candidate', names: false, words: false }
  /** Two parts are kept in a round that has begun. */
  const kept = async (options?: Parameters<typeof startTestServer>[0]) => {
    const people = await recorded(options)
    await startRound(people.ana)
    expect((await put(people.ana, soundOf(`${canary} one`))).status).toBe(201)
    expect((await put(people.ben, soundOf(`${canary} two`))).status).toBe(201)
    return people
  }
  const startRound = async (ana: Person): Promise<void> => {
    await send(ana, { kind: 'prepareCase', how: 'chosen', prepared: stagedCase })
    await send(ana, { kind: 'startRound', seatsVersion: (await stateOf(ana)).seatsVersion })
  }
  const share = async (ana: Person, sound: boolean) => {
    const made = await at.request('POST', `/api/sessions/${ana.session}/share-links`, {
      token: ana.token,
      body: { view: sound ? { ...view, sound } : view, endsAt: null },
    })
    expect(made.status, made.text).toBe(201)
    return made.json as { id: string; secret: string }
  }
  const ask = (path: string, headers: Record<string, string>, body?: Uint8Array<ArrayBuffer>) =>
    fetch(`${at.url}${path}`, body === undefined ? { headers } : { method: 'PUT', headers, body })
  const heard = (secret: string, hash: string, headers: Record<string, string> = {}) =>
    ask(`/api/shared/audio/${hash}`, { authorization: `Bearer ${secret}`, ...headers })
  const recordingOf = async (secret: string): Promise<Buffer> => {
    const answer = await fetch(`${at.url}/api/shared/recording`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret }),
    })
    expect(answer.status).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }
  const exported = async ({ session, token }: Person, query: string): Promise<Buffer> => {
    const answer = await ask(`/api/sessions/${session}/recording${query}`, { authorization: `Bearer ${token}` })
    expect(answer.status).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }
  const one = hashOf(soundOf(`${canary} one`))

  it('is in the file of somebody who chose it, and in no other', async () => {
    const { ben, oto } = await kept()
    for (const who of [ben, oto])
      for (const query of ['?sound=true', '?view=everybodys&sound=true']) {
        const bytes = await exported(who, query)
        expect([bytes.includes(`${canary} one`), bytes.includes(`${canary} two`)], query).toEqual([true, true])
      }
    for (const query of ['', '?sound=false', '?view=everybodys']) {
      const bytes = await exported(ben, query)
      expect(bytes[9]).toBe(1)
      for (const trace of [canary, one, Buffer.from(one, 'hex')]) expect(bytes.includes(trace)).toBe(false)
    }
    await send(ben, { kind: 'stopAudio', audio: 1, erase: true })
    const erased = await exported(ben, '?sound=true')
    for (const trace of [canary, one, Buffer.from(one, 'hex')]) expect(erased.includes(trace)).toBe(false)
  })

  it('is served to a share link that was made with it, whole or in ranges, until it is revoked or erased', async () => {
    const { ana, ben } = await kept()
    const [link, deaf] = [await share(ana, true), await share(ana, false)]
    const sound = soundOf(`${canary} one`)
    const whole = await heard(link.secret, one)
    expect([whole.status, whole.headers.get('accept-ranges'), whole.headers.get('cache-control')]).toEqual([
      200,
      'bytes',
      'no-store',
    ])
    expect(Buffer.from(await whole.arrayBuffer()).equals(sound)).toBe(true)
    const part = await heard(link.secret, one, { range: 'bytes=4-7' })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 4-7/${sound.length}`,
      'JADE',
    ])
    const end = await heard(link.secret, one, { range: 'bytes=-3' })
    expect([end.status, await end.text()]).toEqual([206, 'one'])
    expect((await heard(link.secret, one, { range: `bytes=${sound.length}-` })).status).toBe(416)
    for (const odd of ['bytes=0-1,4-5', 'letters=0-1', 'bytes=x'])
      expect([odd, (await heard(link.secret, one, { range: odd })).status]).toEqual([odd, 200])
    // The file of that link names them; another link, and what it shows, has no trace of them.
    expect((await recordingOf(link.secret)).includes(Buffer.from(one, 'hex'))).toBe(true)
    expect((await heard(deaf.secret, one)).status).toBe(404)
    const silent = await recordingOf(deaf.secret)
    expect([silent[9], silent.includes(Buffer.from(one, 'hex')), silent.includes(one)]).toEqual([1, false, false])
    expect((await heard('x'.repeat(43), one)).status).toBe(404)
    expect((await ask(`/api/shared/audio/${one}`, {})).status).toBe(404)
    expect((await heard(link.secret, hashOf(soundOf('never sent')))).status).toBe(404)
    expect((await heard(link.secret, 'x')).status).toBe(400)
    // Nobody brings sound of their own to a session by its link.
    const own = soundOf('somebody else')
    const brought = await ask(
      `/api/shared/audio/${hashOf(own)}`,
      { authorization: `Bearer ${link.secret}`, 'content-type': 'audio/webm' },
      new Uint8Array(own),
    )
    expect(brought.status).toBe(404)
    await at.request('DELETE', `/api/sessions/${ana.session}/share-links/${link.id}`, { token: ana.token })
    expect((await heard(link.secret, one)).status).toBe(410)
    const again = await share(ana, true)
    expect((await heard(again.secret, one)).status).toBe(200)
    await send(ben, { kind: 'stopAudio', audio: 1, erase: true })
    expect((await heard(again.secret, one)).status).toBe(404)
    expect(at.logged()).not.toContain(link.secret)
  })

  it('can be brought to another server, part by part, and is deleted with the recording there', async () => {
    const { ana } = await kept({})
    const file = await exported(ana, '?sound=true')
    await at.close()
    at = await startTestServer({ clock })
    const without: Uint8Array[] = []
    const chunks = (async function* () {
      yield file
    })()
    for await (const chunk of changeSounds(chunks, async () => null)) without.push(chunk)
    const imported = await at.request('POST', '/api/recordings', {
      body: { file: Buffer.concat(without).toString('base64') },
    })
    expect(imported.status, imported.text).toBe(201)
    const kept2 = imported.json as { id: string; secret: string; key: string; damage: string | null; sound: string[] }
    const two = hashOf(soundOf(`${canary} two`))
    expect([kept2.damage, kept2.sound]).toEqual([null, [one, two]])
    const bring = async (hash: string, bytes: Uint8Array, type = 'audio/mp4') => {
      const headers = { authorization: `Bearer ${kept2.secret}`, 'content-type': type }
      const answer = await ask(`/api/shared/audio/${hash}`, headers, new Uint8Array(bytes))
      return answer.status
    }
    expect(await bring(one, soundOf(`${canary} 1ne`))).toBe(422)
    expect(await bring(hashOf(soundOf('other')), soundOf('other'))).toBe(404)
    expect(await bring(one, soundOf(`${canary} one`), 'text/plain')).toBe(400)
    expect((await heard(kept2.secret, one)).status).toBe(404)
    expect(await bring(one, soundOf(`${canary} one`))).toBe(201)
    expect(await bring(one, soundOf(`${canary} one`))).toBe(200)
    expect(Buffer.from(await (await heard(kept2.secret, one)).arrayBuffer()).equals(soundOf(`${canary} one`))).toBe(
      true,
    )
    // The other one never came: what is served plays without it, and is still proven.
    expect((await recordingOf(kept2.secret)).equals(Buffer.concat(without))).toBe(true)
    // A sweep leaves it alone, and takes what a killed server has left of another.
    const folder = readdirSync(join(at.folder, 'audio'))
      .map((name) => join(at.folder, 'audio', name))
      .find((path) => readdirSync(path).includes(kept2.id))
    const left = join(folder ?? '', `rec-${'0'.repeat(24)}`)
    mkdirSync(left)
    writeFileSync(join(left, one), 'left')
    await at.server.imports.sweep(() => false)
    await at.server.audio.sweep(null, () => false)
    expect(existsSync(left)).toBe(false)
    expect((await heard(kept2.secret, one)).status).toBe(200)
    const gone = await at.request('DELETE', `/api/recordings/${kept2.id}`, { token: kept2.key })
    expect(gone.status).toBe(204)
    expect((await heard(kept2.secret, one)).status).toBe(404)
    expect(everything(at.folder).includes(`${canary} one`)).toBe(false)
    // A small file may bring its sound along.
    const whole = await at.request('POST', '/api/recordings', { body: { file: file.toString('base64') } })
    const { secret, sound } = whole.json as { secret: string; sound: string[] }
    expect(sound).toEqual([])
    expect((await heard(secret, two)).status).toBe(200)
  })
})
