import { createHash } from 'node:crypto'
import { type ImportedRecording, serverLimits } from '@greenroom/protocol'
import type { RecordingView } from '@greenroom/recording'
import { type SessionId, sessionIdSchema } from '@greenroom/session'
import { beginsAsAudio } from '../audio/audio-keeper.ts'
import type { BlobStore } from '../audio/blob-store.ts'
import type { Budgets } from '../budgets/index.ts'
import type { CaseReader, ReadRecording } from '../own-cases/case-reader.ts'
import { CaseReaderNotStarted, CaseReadingRefused } from '../own-cases/case-reader.ts'
import type { Clock, Ids } from '../ports.ts'
import { hashOfSound, takeOutSounds } from './take-out-sounds.ts'

export type KeptImport = { readonly view: RecordingView; readonly bytes: Uint8Array<ArrayBuffer> }

/** Beside the log, in the same database. Nothing is found without the right secret. */
export interface ImportStore {
  /** Returns `false` when there would be more than `most` on this server, or more than `mostBytes` of them. */
  add(
    recording: KeptImport & {
      readonly id: string
      readonly secret: string
      readonly key: string
      readonly at: number
    },
    room: { readonly most: number; readonly mostBytes: number },
  ): Promise<boolean>
  find(secret: string): Promise<KeptImport | null>
  /** The ids of all, in no order. */
  list(): Promise<readonly string[]>
  /** Resolves when nothing of it is left on disk. */
  delete(id: string, key: string): Promise<boolean>
}

/** Recordings of sessions from any server, stored here unchanged, for anybody who has their link. */
export interface Imports {
  /** `body`: of a request to keep it. `from`: the address that pays for reading it. */
  import(
    body: Uint8Array,
    from: string,
  ): Promise<
    | { readonly ok: true; readonly imported: ImportedRecording }
    | { readonly ok: false; readonly code: 'recording-unreadable'; readonly why: string }
    | { readonly ok: false; readonly code: 'malformed' | 'too-many-recordings' | 'too-large' | 'rate-limited' }
  >
  /** `from`: the address that pays for reading it. Recordings are large: one after the other is read. */
  find(secret: string, from: string): Promise<KeptImport | null | 'rate-limited'>
  delete(id: string, key: string): Promise<boolean>
  /** The sound of a part that the recording of this secret names; `null`: there is none like it here. */
  readSound(secret: string, hash: string, from: string): Promise<Uint8Array | null | 'unknown-share' | 'rate-limited'>
  /** Keeps the sound of a part that the recording names; may be repeated. */
  keepSound(secret: string, hash: string, bytes: Uint8Array, from: string): Promise<KeptSound>
  /** Removes the sound of recordings that are gone, which a killed server has left. */
  sweep(isClosing: () => boolean): Promise<void>
}

export type KeptSound =
  | 'kept'
  | 'repeated'
  | 'unknown-share'
  | 'wrong-hash'
  | 'not-audio'
  | 'unknown-audio-part'
  | 'too-many-recordings'
  | 'rate-limited'

const idOf = (secret: string): string =>
  `rec-${createHash('sha256').update(`id of an imported recording ${secret}`).digest('hex').slice(0, 24)}`

/** Blobs are kept by session; the id of a recording is as good a name. */
const placeOf = (id: string): SessionId => sessionIdSchema.parse(id)

type Deps = {
  readonly store: ImportStore
  readonly blobs: BlobStore
  readonly reader: Pick<CaseReader, 'readRecording'>
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
  readonly ids: Pick<Ids, 'secret'>
  readonly budgets: Budgets
}

/** Of how many recordings it is remembered which sounds they name, so that not every sound costs reading the recording. */
const soundsRemembered = 64

export function createImports({ store, blobs, reader, clock, ids, budgets }: Deps): Imports {
  /** As the newest sweep has found it, and what was brought to this server since. */
  let soundBytes = 0
  /** The lengths of the sounds that a recording names, by its id. */
  const remembered = new Map<string, ReadonlyMap<string, number>>()
  let last: Promise<unknown> = Promise.resolve()

  /** Everybody who opens one recording shares one account. */
  const payerOf = (secret: string, from: string) => ({ participant: `import ${idOf(secret)}`, address: from })

  const find = (secret: string, from: string): Promise<KeptImport | null | 'rate-limited'> => {
    const payer = payerOf(secret, from)
    const found = last.then(async () => {
      if (!budgets.charge(payer, 'answers', 0, clock.monotonic()).ok) return 'rate-limited'
      const kept = await store.find(secret)
      if (kept !== null) budgets.spend(payer, 'answers', kept.bytes.byteLength, clock.monotonic())
      return kept
    })
    last = found.catch(() => undefined)
    return found
  }

  const soundsOf = async (
    secret: string,
    from: string,
  ): Promise<ReadonlyMap<string, number> | 'unknown-share' | 'rate-limited'> => {
    const id = idOf(secret)
    const known = remembered.get(id)
    if (known !== undefined) return known
    const found = await find(secret, from)
    if (found === null) return 'unknown-share'
    if (found === 'rate-limited') return found
    const { lengths } = await takeOutSounds(found.bytes)
    const [oldest] = remembered.keys()
    if (remembered.size >= soundsRemembered && oldest !== undefined) remembered.delete(oldest)
    remembered.set(id, lengths)
    return lengths
  }

  const keepSound = async (secret: string, hash: string, bytes: Uint8Array, from: string): Promise<KeptSound> => {
    const lengths = await soundsOf(secret, from)
    if (typeof lengths === 'string') return lengths
    const length = lengths.get(hash)
    if (length === undefined) return 'unknown-audio-part'
    if (bytes.length !== length || hashOfSound(bytes) !== hash) return 'wrong-hash'
    if (!beginsAsAudio('webm', bytes) && !beginsAsAudio('mp4', bytes)) return 'not-audio'
    const place = placeOf(idOf(secret))
    if (await blobs.has(place, hash)) return 'repeated'
    if (!budgets.charge({ address: from }, 'importedSound', length, clock.monotonic()).ok) return 'rate-limited'
    if (soundBytes + length > serverLimits.importedSoundPerServer) return 'too-many-recordings'
    soundBytes += length
    await blobs.put(place, hash, bytes)
    if ((await store.list()).includes(idOf(secret))) return 'kept'
    // Deleted while it arrived, perhaps by another server.
    remembered.delete(idOf(secret))
    await blobs.removeSession(place)
    return 'unknown-share'
  }
  return {
    import: async (body, from) => {
      const quota = { address: from }
      if (!budgets.charge(quota, 'importedBytes', 0, clock.monotonic()).ok) return { ok: false, code: 'rate-limited' }
      let read: ReadRecording
      try {
        read = await reader.readRecording(body, from)
      } catch (error) {
        if (error instanceof CaseReadingRefused) return { ok: false, code: 'rate-limited' }
        // That is not the file's fault.
        if (error instanceof CaseReaderNotStarted) throw error
        return { ok: false, code: 'recording-unreadable', why: 'Reading it takes too long, or too much memory.' }
      }
      if (!read.ok) return read
      const { view, title, damage, bytes, soundBytes: sounds } = read
      const lengths = new Map(read.lengths)
      if (!budgets.charge(quota, 'importedBytes', bytes.byteLength, clock.monotonic()).ok)
        return { ok: false, code: 'rate-limited' }
      const secret = ids.secret()
      const kept = { id: idOf(secret), secret, key: ids.secret() }
      const added = await store.add(
        { ...kept, at: clock.now(), view, bytes },
        { most: serverLimits.importedRecordingsPerServer, mostBytes: serverLimits.importedBytesPerServer },
      )
      if (!added) return { ok: false, code: 'too-many-recordings' }
      const missing = new Set(lengths.keys())
      for (const [name, sound] of sounds)
        if ((await keepSound(secret, name, sound, from)) === 'kept') missing.delete(name)
      return { ok: true, imported: { ...kept, title, damage, sound: [...missing] } }
    },
    find,
    delete: async (id, key) => {
      if (!(await store.delete(id, key))) return false
      remembered.delete(id)
      await blobs.removeSession(placeOf(id))
      return true
    },
    readSound: async (secret, hash, from) => {
      const lengths = await soundsOf(secret, from)
      if (typeof lengths === 'string') return lengths
      const length = lengths.get(hash)
      if (length === undefined) return null
      if (!budgets.charge(payerOf(secret, from), 'answers', length, clock.monotonic()).ok) return 'rate-limited'
      const bytes = await blobs.get(placeOf(idOf(secret)), hash)
      return bytes !== null && hashOfSound(bytes) === hash ? bytes : null
    },
    keepSound,
    sweep: async (isClosing) => {
      // In this order: a recording is in the database before its sound is here.
      const places = await blobs.sessions()
      const kept = new Set<string>(await store.list())
      let bytes = 0
      for (const place of places) {
        if (isClosing()) return
        if (kept.has(place)) bytes += await blobs.size(place)
        else await blobs.removeSession(place)
      }
      soundBytes = bytes
    },
  }
}
