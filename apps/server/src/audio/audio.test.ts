import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, participantIdSchema, type SessionState } from '@greenroom/session'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkData } from '../housekeeping/check-data.ts'
import { backUp } from '../storage/backups/back-up.ts'
import { restore } from '../storage/backups/restore.ts'
import { createTemporaryFolder, createTurnedClock } from '../testing/folders-and-entries.ts'
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
afterEach(() => at.close())

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
/** Ana and Ben have agreed, and the recording has run for twenty seconds; Oto watches. */
const recorded = async (config: Parameters<typeof startTestServer>[0] = {}) => {
  clock = createTurnedClock(Date.now())
  at = await startTestServer({ clock, ...config })
  const ana = await startSession(at)
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

  it('is refused with a reason when it is not what it says, and nothing of it stays', async () => {
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

  it('comes two hundred at once, and all are kept', async () => {
    const { ana } = await recorded()
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

  it('stays on the device when it cannot be stored: nothing is in the log, and the next try is kept', async () => {
    const { ana } = await recorded()
    const sound = soundOf('late')
    const folder = join(at.folder, 'audio')
    writeFileSync(folder, 'no folder')
    expect(codeOf(await put(ana, sound))).toEqual([503, 'store-unavailable'])
    expect((await stateOf(ana)).audio[0]?.parts).toEqual([])
    rmSync(folder)
    expect((await put(ana, sound)).status).toBe(201)
  })

  it('comes after the session was closed, too', async () => {
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

  it('goes when it was kept as long as the server keeps recordings, and not before; the session stays', async () => {
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

  it('is not removed for what somebody who was never here says', async () => {
    const { ana } = await recorded()
    const nobody = { ...ana, participant: participantIdSchema.parse('nobody') }
    await expect(send(nobody, { kind: 'stopAudio', audio: 1, erase: true })).rejects.toThrow('not-joined')
  })
})

describe('sound and the rest of the data', () => {
  const sound = soundOf('jade canary')
  const madeBy = { version: '0.1.0', madeAt: 1_700_000_000_000 }

  it('goes into a backup while the server runs, and is heard and erased where that is restored', async () => {
    const { ana } = await recorded()
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

  it('is missed when a backup has lost it: a restore says so, and restores the rest on request', async () => {
    const { ana } = await recorded()
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
