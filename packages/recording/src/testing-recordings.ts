import { createExportProjector, isEdit, type LogEntry, type Projector } from '@greenroom/session'
import {
  ana,
  ben,
  boardEdited,
  mia,
  sampleSession,
  scoreSampleRound,
  startSampleRound,
} from '@greenroom/session/testing'
import { encodeRecording, type SignRecording } from './encode-recording.ts'
import type { RecordingHeader } from './header.ts'
import type { RecordingItem } from './recorded-session.ts'

export const sampleHeader: RecordingHeader = {
  session: sampleSession,
  view: { kind: 'participant', participant: ben },
  madeAt: 1_700_000_000_000,
  madeBy: { version: '0.0.0-test', address: null },
  cases: [],
}

/** A scored round with this many edits of its board. */
export function sampleLog(
  edits: number,
  bytes = (at: number) => Uint8Array.of(0, 0, at & 255, at >>> 8),
): readonly LogEntry[] {
  const session = startSampleRound()
  for (let at = 0; at < edits; at++) session.append([boardEdited(at % 2 === 0 ? ana : ben, bytes(at))])
  session.must(mia, { kind: 'markMoment', label: 'good' })
  scoreSampleRound(session)
  return session.log
}

/** What the reader of a projection of a log receives. */
export function itemsOf(
  log: Iterable<LogEntry>,
  projector: Projector = createExportProjector(ben, new Set()),
): readonly RecordingItem[] {
  const items: RecordingItem[] = []
  for (const entry of log) {
    if (isEdit(entry)) {
      const { at, by, data, bytes } = entry
      items.push({ kind: 'edit', edit: { document: data.document, at, by, n: projector.count(), update: bytes } })
    } else for (const each of projector.next(entry)) items.push({ kind: 'entry', entry: each })
  }
  return items
}

/** The items a hundred at a time, as a store gives them. `damaged`: whether the store says at the end that its log is. */
export async function* sourceOf(
  items: readonly RecordingItem[],
  damaged = false,
): AsyncGenerator<readonly RecordingItem[], { readonly damaged: boolean }> {
  for (let at = 0; at < items.length; at += 100) yield items.slice(at, at + 100)
  return { damaged }
}

/** A whole recording in one piece. */
export async function encoded(
  items: readonly RecordingItem[],
  sign: SignRecording | null = null,
  header: RecordingHeader = sampleHeader,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of encodeRecording(header, sourceOf(items), sign)) chunks.push(chunk)
  return new Uint8Array(chunks.flatMap((chunk) => [...chunk]))
}

/** The same bytes in chunks of this size. */
export async function* chunksOf(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
