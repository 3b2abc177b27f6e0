import { isBoardUpdate } from '@greenroom/board'
import { checkSeal, type RecordingHeader, readRecording } from '@greenroom/recording'
import { entriesInTime, type RecordedSession } from '@greenroom/replay'
import { foldAll, type ParticipantId, type ProjectedEntry } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type Proof, wordsOfDamage } from './proof-words.ts'

export type Opened =
  | {
      readonly ok: true
      readonly header: RecordingHeader
      readonly recording: RecordedSession
      readonly proof: Proof
      /** The log that it was made of could not be read further. */
      readonly sourceDamaged: boolean
    }
  | { readonly ok: false; readonly message: string }

/** Nobody's name stands in a recording without names: people are numbered in the order in which they came. */
function withStandIns(entries: readonly ProjectedEntry[]): readonly ProjectedEntry[] {
  let count = 0
  return entries.flatMap((entry): readonly ProjectedEntry[] => {
    if (entry.kind !== 'participant-joined') return [entry]
    const { participant } = entry.data
    const name = t`Person ${++count}`
    return [entry, { n: entry.n, at: entry.at, kind: 'participant-named', by: null, data: { participant, name } }]
  })
}

const lastTime = ({ entries, edits }: RecordedSession): number | null => {
  const last = Math.max(entries.at(-1)?.at ?? 0, edits.at(-1)?.at ?? 0)
  return last === 0 ? null : last
}

/**
 * Reads a recording that may come from anybody: nothing of it is trusted. Everything before a damage can be played. `known`: keys of
 * servers that are trusted.
 */
export async function openRecording(
  chunks: AsyncIterable<Uint8Array>,
  known: readonly string[],
  progress?: (edits: number) => void,
): Promise<Opened> {
  const read = await readRecording(chunks, progress ? { progress } : {})
  const { header, end } = read
  if (header === null) {
    return { ok: false, message: end.ok ? '' : wordsOfDamage(end.damage) }
  }
  // A hostile update could stop a browser. One that no board accepts ends the readable part.
  const bad = read.recording.edits.findIndex(({ update }) => !isBoardUpdate(update))
  const sound =
    bad === -1
      ? read.recording
      : {
          entries: read.recording.entries.slice(0, read.recording.edits[bad]?.n ?? 0),
          edits: read.recording.edits.slice(0, bad),
        }
  const named = header.view.kind === 'shared' && !header.view.names
  const recording = { edits: sound.edits, entries: named ? withStandIns(sound.entries) : sound.entries }
  try {
    foldAll(entriesInTime(recording.entries))
  } catch {
    return { ok: false, message: t`This recording can’t be played: what it holds makes no sense.` }
  }
  const proof: Proof =
    !end.ok || bad !== -1
      ? {
          kind: 'damaged',
          damage: end.ok ? { kind: 'unreadable', block: 0, offset: 0, words: '' } : end.damage,
          until: lastTime(recording),
        }
      : { kind: await checkSeal(end.seal, end.chain, known) }
  return { ok: true, header, recording, proof, sourceDamaged: end.ok && end.damaged }
}

/** Whose view it is; `null`: nobody’s. */
export function readerOf({ view }: RecordingHeader): ParticipantId | null {
  return view.kind === 'participant' ? view.participant : null
}
