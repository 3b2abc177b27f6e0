import { createHash, randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { createBoardReader } from '@greenroom/board'
import { type Keyframe, keptAudio, type LogStore, type SessionId, type SessionState } from '@greenroom/session'
import * as Y from 'yjs'
import type { BlobStore } from '../audio/blob-store.ts'
import { openBlobs } from '../audio/open-blobs.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../ports.ts'
import { createSigner } from '../recordings/signer.ts'
import { FoldedLog } from '../rooms/folded-log.ts'
import { openStorage } from '../storage/open-storage.ts'

export type CheckedData = {
  readonly sessions: number
  /** What is wrong, one sentence each; empty when everything is as it was written. */
  readonly faults: readonly string[]
}

const quiet = { warn: () => {}, error: () => {} }
const everything = Number.MAX_SAFE_INTEGER

/** What a person would see of a document. Two documents put together in a different order have different bytes. */
const boardOf = (bytes: Uint8Array): unknown => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytes)
  const reader = createBoardReader(doc)
  const view = reader.view()
  reader.close()
  doc.destroy()
  return view
}

const sameKeyframe = (kept: Keyframe, folded: Keyframe): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(kept.state)), JSON.parse(JSON.stringify(folded.state))) &&
  kept.documents.length === folded.documents.length &&
  kept.documents.every((each) => {
    const other = folded.documents.find(({ document }) => document === each.document)
    return other !== undefined && isDeepStrictEqual(boardOf(each.bytes), boardOf(other.bytes))
  })

/** Folds a session from its first entry, and compares each keyframe with the result of its entries. */
const foldAndCompare = async (
  store: LogStore,
  session: SessionId,
): Promise<{ readonly faults: readonly string[]; readonly state: SessionState }> => {
  const withoutKeyframes: LogStore = { ...store, readKeyframe: async () => null }
  const faults: string[] = []
  const keyframes: Keyframe[] = []
  for (let below = everything; ; ) {
    const found = await store.readKeyframe(session, below)
    if (found === null) break
    keyframes.unshift(found)
    below = found.seq - 1
  }
  const log = new FoldedLog(session, withoutKeyframes, quiet)
  for (const kept of keyframes) {
    await (log.seq === 0 ? log.load(kept.seq) : log.catchUp(() => {}, kept.seq))
    if (!sameKeyframe(kept, log.toKeyframe()))
      faults.push(`Session ${session}: the keyframe at entry ${kept.seq} does not match its log.`)
  }
  await (log.seq === 0 ? log.load() : log.catchUp(() => {}))
  return { faults, state: log.state }
}

/** Reads every recorded voice that a session's log refers to. */
const listenThrough = async (blobs: BlobStore, session: SessionId, state: SessionState): Promise<readonly string[]> => {
  const hashes = keptAudio(state).flatMap(({ parts }) => parts.map(({ hash }) => hash))
  let missing = 0
  let changed = 0
  for (const hash of hashes) {
    const bytes = await blobs.get(session, hash)
    if (bytes === null) missing++
    else if (createHash('sha256').update(bytes).digest('hex') !== hash) changed++
  }
  const said = [
    ...(missing === 0 ? [] : [`${missing} missing`]),
    ...(changed === 0 ? [] : [`${changed} not as they were recorded`]),
  ]
  return said.length === 0
    ? []
    : [`Session ${session}: of ${hashes.length} parts of recorded voices, ${said.join(' and ')}.`]
}

/**
 * Reads a whole data folder that no server is using: the file, every entry against its checksum, every session folded from its first entry,
 * every keyframe against the fold, every recorded voice (in the folder, or in the bucket of `s3`) against its hash. Calls `progress` for
 * each session. With `databaseUrl` it reads that database instead, even while servers are using it. Throws a `StartRefusal` when the folder
 * cannot be opened.
 */
export async function checkData(
  dataDir: string,
  clock: Clock,
  progress: (done: number, of: number) => void = () => {},
  databaseUrl: string | null = null,
  s3: Config['s3'] = null,
): Promise<CheckedData> {
  const storage = await openStorage({ dataDir, databaseUrl, clock, invitationId: () => '' })
  try {
    const { file, damaged } = await storage.check()
    const faults = file.map((said) => `The database file is damaged: ${said}.`)
    for (const { session, seq } of damaged)
      faults.push(
        `Session ${session}: entry ${seq} is missing or has changed since it was written. Everything before it can be read.`,
      )
    const sessions = await storage.readIdle(everything, everything)
    // A server that has stored a voice already has a key, so none is created here.
    let blobs: BlobStore | null = null
    const known = new Set(damaged.map(({ session }) => session))
    for (const [index, session] of sessions.entries()) {
      progress(index + 1, sessions.length)
      if (known.has(session)) continue
      try {
        const { faults: found, state } = await foldAndCompare(storage.store, session)
        faults.push(...found)
        if (keptAudio(state).length === 0) continue
        blobs ??= openBlobs({ dataDir, s3 }, createSigner(await storage.signingSeed(randomBytes(32))).key)
        faults.push(...(await listenThrough(blobs, session, state)))
      } catch (error) {
        faults.push(`Session ${session}: ${error instanceof Error ? error.message : 'it cannot be read.'}`)
      }
    }
    return { sessions: sessions.length, faults }
  } finally {
    await storage.close()
  }
}
