import { createHash } from 'node:crypto'
import { checkSeal, collectRecording, type RecordingView } from '@greenroom/recording'
import { foldAll, type LogEntry, type NewEntry, type SessionState } from '@greenroom/session'
import { openMemoryLogStore } from '@greenroom/session/log-store-memory'
import {
  ana,
  ben,
  boardEdited,
  mia,
  noteId,
  sampleScorecard,
  sampleSession,
  startSampleRound,
  trayEdited,
} from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { createBudgets } from '../budgets/index.ts'
import { createRecorder } from './recorder.ts'
import { createSigner } from './signer.ts'

const signer = createSigner(new Uint8Array(32).fill(1))

const recorderOf = async (
  log: readonly LogEntry[],
  change: { damagedFrom?: number; state?: SessionState | null; sounds?: ReadonlyMap<string, Uint8Array> } = {},
) => {
  const store = openMemoryLogStore({ now: () => 1_000 })
  await store.append(
    sampleSession,
    0,
    log.map(({ seq: _, at: __, ...entry }) => entry as NewEntry),
  )
  return createRecorder({
    deps: {
      store,
      clock: { now: () => 1_700_000_000_000, monotonic: () => 0 },
      budgets: createBudgets(),
    },
    rooms: {
      read: async () => (change.state === undefined ? foldAll(log) : change.state),
      damagedFrom: () => change.damagedFrom ?? null,
    },
    signer,
    audio: { readLeaving: async (_session, _whose, hash) => change.sounds?.get(hash) ?? null },
    version: '0.0.0-test',
    address: null,
  })
}
const bytesOf = async (log: readonly LogEntry[], view: RecordingView, change = {}): Promise<Buffer> => {
  const chunks = await (await recorderOf(log, change)).record(sampleSession, view, {}, 'filled')
  if (chunks === null) throw new Error('nothing is recorded')
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}
const read = (bytes: Uint8Array) =>
  collectRecording(
    (async function* () {
      yield bytes
    })(),
  )

const soundOf = (words: string): Uint8Array => new TextEncoder().encode(words)
const nameOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** A round in which voices were recorded, if at all: what was said, and whether it was erased afterwards. */
const spoken = (words: readonly string[], erase = false) => {
  const session = startSampleRound()
  if (words.length > 0) {
    session.must(ana, { kind: 'askAudio' })
    session.must(ben, { kind: 'answerAudio', audio: 1, agreed: true })
    session.must(mia, { kind: 'answerAudio', audio: 1, agreed: true })
  }
  session.wait(60_000)
  for (const [index, said] of words.entries()) {
    const bytes = soundOf(said)
    const part = { audio: 1, hash: nameOf(bytes), at: session.now - 60_000 + index * 10_000, length: 10_000 } as const
    session.must(ben, { kind: 'keepAudio', part: { ...part, bytes: bytes.length, type: 'webm', levels: 'f' } })
  }
  if (words.length > 0) session.must(ana, { kind: 'stopAudio', audio: 1, erase })
  session.append([boardEdited(ben, new TextEncoder().encode('what is on the board'))])
  return session.log
}

/** A scored round in which the desk, and the candidate's tray, did so many private things with such words. */
const scored = (times: number, words: string) => {
  const session = startSampleRound()
  for (let time = 0; time < times; time++) {
    session.must(mia, { kind: 'sendWhisper', words: `whisper ${words}` })
    session.must(ana, { kind: 'writeNote', note: noteId(`n${time}`), words: `note ${words}` })
    session.append([trayEdited(ben, [`tray-${words.length}`])])
  }
  session.append([boardEdited(ben, new TextEncoder().encode('what is on the board'))])
  session.must(ana, { kind: 'endRound' })
  session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(2, 'words of a score') })
  session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
  session.must(ana, { kind: 'openScores' })
  return session.log
}
const shared = (audience: 'candidate' | 'desk', names: boolean, words: boolean): RecordingView => ({
  kind: 'shared',
  audience,
  names,
  words,
})
const sharedViews = (['candidate', 'desk'] as const).flatMap((audience) =>
  [true, false].flatMap((names) => [true, false].map((words) => shared(audience, names, words))),
)

describe('a recording of a session', () => {
  it('has the same bytes whatever was done in private, so nothing else from the log is in it', async () => {
    // Whole times come from the store, which stands still, so that whatever differs is not the time.
    for (const view of sharedViews)
      expect(await bytesOf(scored(3, 'secret words'), view)).toEqual(await bytesOf(scored(0, ''), view))
  })

  it('has the same bytes, whether or not anybody was recorded, unless its maker chose the voices', async () => {
    const [said, silent] = [spoken(['jade canary', 'second']), spoken([])]
    for (const view of [...sharedViews, { kind: 'participant', participant: ben } as const])
      expect(await bytesOf(said, view)).toEqual(await bytesOf(silent, view))
  })

  it('has the voices when its maker chose them, and nothing of what was erased; what is lost is a gap', async () => {
    const words = ['jade canary', 'second']
    const sounds = new Map(words.map((each) => [nameOf(soundOf(each)), soundOf(each)]))
    const views = [
      { ...shared('candidate', false, false), sound: true },
      { kind: 'participant', participant: ana, sound: true },
    ] as const
    for (const view of views) {
      const bytes = await bytesOf(spoken(words), view, { sounds })
      expect(bytes.includes('jade canary')).toBe(true)
      const { end, sounds: found } = await read(bytes)
      if (!end.ok) throw new Error(JSON.stringify(end.damage))
      expect(await checkSeal(end.seal, end.chain, [signer.key])).toBe('signed')
      expect([...found.values()]).toEqual(['here', 'here'])
      sounds.delete(nameOf(soundOf('second')))
      expect([...(await read(await bytesOf(spoken(words), view, { sounds }))).sounds.values()]).toEqual([
        'here',
        'left-out',
      ])
      sounds.set(nameOf(soundOf('second')), soundOf('second'))
      const erased = await bytesOf(spoken(words, true), view, { sounds })
      for (const each of words) {
        expect(erased.includes(each)).toBe(false)
        expect(erased.includes(Buffer.from(nameOf(soundOf(each)), 'hex'))).toBe(false)
      }
      expect((await read(erased)).sounds.size).toBe(0)
    }
  })

  it('is signed in every variant, nameless or not, and each has another chain', async () => {
    const chains = new Set<string>()
    for (const view of [...sharedViews, { kind: 'participant', participant: ben } as const]) {
      const { end, header } = await read(await bytesOf(scored(1, 'x'), view))
      if (!end.ok) throw new Error(JSON.stringify(end.damage))
      expect(header?.view).toEqual(view)
      expect(await checkSeal(end.seal, end.chain, [signer.key])).toBe('signed')
      chains.add(Buffer.from(end.chain).toString('hex'))
    }
    expect(chains.size).toBe(sharedViews.length + 1)
  })

  it('has a think tray for its author alone', async () => {
    const log = scored(1, 'x')
    const documents = async (view: RecordingView) =>
      (await read(await bytesOf(log, view))).recording.edits.map(({ document }) => document)
    expect(await documents({ kind: 'participant', participant: ben })).toEqual(['tray-r1-ben', 'board-r1'])
    for (const view of [...sharedViews, { kind: 'participant', participant: ana } as const])
      expect(await documents(view)).toEqual(['board-r1'])
  })

  it('of a damaged log ends before the damage and says so', async () => {
    const log = scored(0, '')
    const at = log.findIndex(({ kind }) => kind === 'scores-opened') + 1
    const view = { kind: 'participant', participant: ana } as const
    const { end, recording } = await read(await bytesOf(log, view, { damagedFrom: at, state: null }))
    expect(end).toMatchObject({ ok: true, damaged: true })
    expect(recording.entries.at(-1)?.kind).toBe('scorecard-sealed')
    expect(await (await recorderOf([], { state: null })).record(sampleSession, view, {})).toBeNull()
  })
})
