import { createHash } from 'node:crypto'
import {
  isAudioKept,
  keptAudio,
  type LogStore,
  type NewAudioPart,
  type ParticipantId,
  participantOf,
  type RefusalCode,
  refusalToKeepAudio,
  type SessionId,
  type SessionState,
  soundToShare,
  soundToTake,
} from '@greenroom/session'
import type { Logger } from 'pino'
import type { Clock } from '../ports.ts'
import { damageIn } from '../rooms/damaged-sessions.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { BlobStore } from './blob-store.ts'
import { readSoundInLog } from './sound-in-log.ts'

export type KeepAnswer =
  | { readonly ok: true; readonly repeated: boolean }
  | { readonly ok: false; readonly code: RefusalCode | 'wrong-hash' | 'not-audio' | 'unknown-session' }

/** How much sound is stored. */
export type KeptVoices = { readonly parts: number; readonly bytes: number }

/** The sound of recordings: stored beside the log, and deleted when the log no longer refers to it. */
export type AudioKeeper = {
  /** Stores the sound of a part, and then records it in the log. Safe to repeat. */
  readonly keep: (
    session: SessionId,
    by: ParticipantId,
    part: Omit<NewAudioPart, 'bytes'>,
    bytes: Uint8Array,
  ) => Promise<KeepAnswer>
  /**
   * The sound of a part that this participant may hear. `null` when there is none. `pay` is told how many bytes it has before any is read;
   * `rate-limited`: it has refused.
   */
  readonly read: (
    session: SessionId,
    by: ParticipantId,
    hash: string,
    pay?: (bytes: number) => boolean,
  ) => Promise<Uint8Array | null | 'rate-limited'>
  /** The sound of a part that may leave the room now, for an outsider or a participant's file; `null`: it may not, or there is none. */
  readonly readLeaving: (
    session: SessionId,
    whose: 'shared' | 'taken',
    hash: string,
    pay?: (bytes: number) => boolean,
  ) => Promise<Uint8Array | null | 'rate-limited'>
  /** Removes all sound of a session that its log does not refer to (any more). */
  readonly tidy: (session: SessionId) => Promise<void>
  /** Call before the log of a session is deleted. */
  readonly removeSession: (session: SessionId) => Promise<void>
  /**
   * Erases sound that is past its retention period, and removes what an earlier server left behind. `before`: milliseconds since the epoch;
   * `null` keeps sound as long as its session.
   */
  readonly sweep: (before: number | null, isClosing: () => boolean) => Promise<void>
  /** The total, according to the logs. Exact for what this server has stored or removed; correct for the rest once a sweep has finished. */
  readonly kept: () => KeptVoices
}

/** The first bytes of such a file: Matroska's EBML header, or an `ftyp` box. */
export function beginsAsAudio(type: NewAudioPart['type'], bytes: Uint8Array): boolean {
  const text = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1')
  return type === 'webm' ? text(0, 4) === '\x1aE\xdf\xa3' : text(4, 8) === 'ftyp'
}

const sizeOf = (state: SessionState): KeptVoices => {
  const parts = keptAudio(state).flatMap((recording) => recording.parts)
  return { parts: parts.length, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0) }
}

const isFree = (): boolean => true

const lengthOf = (state: SessionState | null, hash: string): number =>
  state === null
    ? 0
    : (keptAudio(state)
        .flatMap(({ parts }) => parts)
        .find((part) => part.hash === hash)?.bytes ?? 0)

const hashesOf = (state: SessionState): ReadonlySet<string> =>
  new Set(keptAudio(state).flatMap(({ parts }) => parts.map(({ hash }) => hash)))

export function createAudioKeeper(input: {
  readonly blobs: BlobStore
  readonly rooms: Pick<Rooms, 'read' | 'run' | 'damagedFrom'>
  readonly store: Pick<LogStore, 'read'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Logger, 'error' | 'info'>
}): AudioKeeper {
  const { blobs, rooms, store: logs, clock, log } = input
  /** Sound that is being stored right now: already in the store, but not in the log yet. */
  const arriving = new Map<string, number>()
  const keyOf = (session: SessionId, hash: string): string => `${session} ${hash}`
  const arrive = (key: string, by: 1 | -1): void => {
    const count = (arriving.get(key) ?? 0) + by
    if (count === 0) arriving.delete(key)
    else arriving.set(key, count)
  }

  const sizes = new Map<SessionId, KeptVoices>()
  const count = (session: SessionId, state: SessionState | null): void => {
    const size = state === null ? null : sizeOf(state)
    if (size === null || size.parts === 0) sizes.delete(session)
    else sizes.set(session, size)
  }

  /**
   * Removes sound that the log does not keep, whatever a room of this server believes. What the log has never referred to may be on its way
   * there by another server, which stores it before it appends and once more afterwards: if it has appended by the time the sound is gone,
   * the sound is put back.
   */
  const removeUnkept = async (session: SessionId, hashes: readonly string[]): Promise<void> => {
    const before = await readSoundInLog(logs, session)
    for (const hash of hashes) {
      const found = before.get(hash)
      if (found === 'kept') continue
      const bytes = found === 'erased' ? null : await blobs.get(session, hash)
      await blobs.remove(session, hash)
      if (bytes === null) continue
      const after = await readSoundInLog(logs, session)
      if (after.get(hash) === 'kept') await blobs.put(session, hash, bytes)
    }
  }

  const tidy = async (session: SessionId): Promise<void> => {
    const stored = await blobs.list(session)
    const state = await rooms.read(session)
    count(session, state)
    // A damaged log may refer to more than can be read: nothing is removed from a damaged session.
    if (rooms.damagedFrom(session) !== null) return
    const named = state === null ? new Set<string>() : hashesOf(state)
    const unnamed = stored.filter((hash) => !named.has(hash) && !arriving.has(keyOf(session, hash)))
    try {
      if (unnamed.length > 0) await removeUnkept(session, unnamed)
    } catch (error) {
      if (damageIn(error) === null) throw error
    }
  }

  const store = async (
    session: SessionId,
    by: ParticipantId,
    part: NewAudioPart,
    bytes: Uint8Array,
  ): Promise<KeepAnswer> => {
    await blobs.put(session, part.hash, bytes)
    const result = await rooms.run(session, by, null, { kind: 'keepAudio', part })
    if (!result.ok) return result
    // Another server may have cleaned up in between.
    await blobs.put(session, part.hash, bytes)
    return { ok: true, repeated: false }
  }

  return {
    tidy,
    removeSession: async (session) => {
      await blobs.removeSession(session)
      sizes.delete(session)
    },
    kept: () => {
      const all = [...sizes.values()]
      const sumOf = (what: keyof KeptVoices): number => all.reduce((sum, one) => sum + one[what], 0)
      return { parts: sumOf('parts'), bytes: sumOf('bytes') }
    },
    keep: async (session, by, given, bytes) => {
      if (createHash('sha256').update(bytes).digest('hex') !== given.hash) return { ok: false, code: 'wrong-hash' }
      if (!beginsAsAudio(given.type, bytes)) return { ok: false, code: 'not-audio' }
      const part = { ...given, bytes: bytes.byteLength }
      const state = await rooms.read(session)
      if (state === null) return { ok: false, code: 'unknown-session' }
      const isRepeat = isAudioKept(state, by, part)
      const code = isRepeat ? null : refusalToKeepAudio(state, by, part, clock.now())
      if (code !== null) return { ok: false, code }
      const key = keyOf(session, part.hash)
      arrive(key, 1)
      try {
        if (!isRepeat) return await store(session, by, part, bytes)
        // The answer was lost, or the sound was: repeating the upload fixes both.
        await blobs.put(session, part.hash, bytes)
        return { ok: true, repeated: true }
      } catch (error) {
        log.error({ err: error, session }, 'A voice recording could not be stored.')
        return { ok: false, code: 'store-unavailable' }
      } finally {
        arrive(key, -1)
        // In the meantime it was refused by the log, or erased.
        const after = await rooms.read(session).catch(() => undefined)
        if (after !== undefined) count(session, after)
        if (after !== undefined && (after === null || !hashesOf(after).has(part.hash)) && !arriving.has(key))
          await removeUnkept(session, [part.hash]).catch((error: unknown) => {
            log.error(
              { err: error, session },
              'A voice recording that is no longer wanted could not be removed and will be retried.',
            )
          })
      }
    },
    read: async (session, by, hash, pay = isFree) => {
      const state = await rooms.read(session)
      if (state === null || participantOf(state, by) === null || !hashesOf(state).has(hash)) return null
      if (!pay(lengthOf(state, hash))) return 'rate-limited'
      return blobs.get(session, hash)
    },
    readLeaving: async (session, whose, hash, pay = isFree) => {
      const state = await rooms.read(session)
      const leaving = whose === 'shared' ? soundToShare(state) : soundToTake(state)
      if (!leaving.has(hash)) return null
      if (!pay(lengthOf(state, hash))) return 'rate-limited'
      const bytes = await blobs.get(session, hash)
      // What a bucket or a disk has lost or changed is a gap, in a file as in the replay.
      return bytes !== null && createHash('sha256').update(bytes).digest('hex') === hash ? bytes : null
    },
    sweep: async (before, isClosing) => {
      const found = await blobs.sessions()
      // Removed by another server.
      for (const session of sizes.keys()) if (!found.includes(session)) sizes.delete(session)
      for (const session of found) {
        if (isClosing()) return
        const state = await rooms.read(session)
        const isDue = state?.audio.some(
          ({ stoppedAt, erased }) => before !== null && stoppedAt !== null && stoppedAt < before && erased === null,
        )
        if (isDue && before !== null) {
          await rooms.run(session, null, null, { kind: 'expireAudio', before })
          log.info('Voice recordings were deleted: their retention period is over.')
        }
        await tidy(session)
      }
    },
  }
}
