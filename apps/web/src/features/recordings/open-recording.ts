import { frameworkSchema, isBoardUpdate } from '@greenroom/board'
import { checkSeal, collectRecording, type RecordedSound, type RecordingHeader } from '@greenroom/recording'
import { entriesInTime, isEnoughToOpen, type RecordedSession } from '@greenroom/replay'
import { foldAll, type ParticipantId, type ProjectedEntry } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import type { RecordedVoices } from '../replay/audio/recorded-voices.ts'
import { nothingToCome, type Rest } from '../replay/source/rest-of-recording.tsx'
import { type Proof, wordsOfDamage } from './proof-words.ts'

export type Opened =
  | {
      readonly ok: true
      readonly header: RecordingHeader
      readonly recording: RecordedSession
      readonly proof: Proof
      /** The log that it was made of could not be read further. */
      readonly sourceDamaged: boolean
      /** What can be heard of the voices that it has. */
      readonly voices: RecordedVoices
    }
  | { readonly ok: false; readonly message: string }

export type OpenedRecording = Extract<Opened, { readonly ok: true }>

/** A recording without names contains nobody's name: people are numbered in the order in which they joined. */
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
 * Checks edits as they arrive, because a hostile update could stop a browser. Returns the index of the first one that no board accepts, or
 * -1.
 */
function createEditCheck(): (edits: RecordedSession['edits']) => number {
  let checked = 0
  return (edits) => {
    while (checked < edits.length) {
      const edit = edits[checked]
      if (edit !== undefined && !isBoardUpdate(edit.update)) return checked
      checked++
    }
    return -1
  }
}

/** What can be played, with a name for everybody. `null` when it makes no sense, or has boards of a form that is not known here. An edit that no board accepts ends the readable part. */
function playable(header: RecordingHeader, { entries, edits }: RecordedSession, bad: number): RecordedSession | null {
  const sound =
    bad === -1
      ? { entries: [...entries], edits: [...edits] }
      : { entries: entries.slice(0, edits[bad]?.n ?? 0), edits: edits.slice(0, bad) }
  const isNameless = header.view.kind === 'shared' && !header.view.names
  const recording = { edits: sound.edits, entries: isNameless ? withStandIns(sound.entries) : sound.entries }
  try {
    const { rounds } = foldAll(entriesInTime(recording.entries))
    const isKnown = rounds.every(({ framework }) => framework === null || frameworkSchema.safeParse(framework).success)
    return isKnown ? recording : null
  } catch {
    return null
  }
}

/** Which parts of voices a recording names and has not, or not undamaged. */
function missingIn(
  { entries }: RecordedSession,
  here: ReadonlyMap<string, Blob>,
  found: ReadonlyMap<string, RecordedSound['kind']>,
): RecordedVoices['missing'] {
  const missing = new Map<string, 'damaged' | 'left-out'>()
  for (const entry of entries) {
    if (entry.kind !== 'audio-part-kept' || here.has(entry.data.hash)) continue
    const { hash } = entry.data
    missing.set(hash, found.get(hash) === 'damaged' ? 'damaged' : 'left-out')
  }
  return missing
}

export type OpeningRecording = {
  /** Where sound that the file leaves out can be had; `null`: there is none. */
  readonly fetchSound?: (hash: string) => Promise<ArrayBuffer | null>
  /** Called with the number of edits so far. */
  readonly progress?: (edits: number) => void
  /**
   * Receives the beginning, with a proof that is still being checked, as soon as it reaches `seconds` from its start (`null`: the first
   * thing worth seeing), and again each time that it has grown by half.
   */
  readonly early?: { readonly seconds: number | null; readonly show: (beginning: OpenedRecording) => void }
}

/** Reads a recording from an untrusted source. Everything before any damage can be played. `known`: keys of trusted servers. */
export async function openRecording(
  chunks: AsyncIterable<Uint8Array>,
  known: readonly string[],
  { progress, early, fetchSound }: OpeningRecording = {},
): Promise<Opened> {
  const badIn = createEditCheck()
  // As blobs, which a browser keeps on disk when there are many.
  const sounds = new Map<string, Blob>()
  const load = async (hash: string): Promise<ArrayBuffer | null> =>
    (await sounds.get(hash)?.arrayBuffer()) ?? (await fetchSound?.(hash)) ?? null
  let shown = 0
  const begun = (beginning: RecordedSession, header: RecordingHeader): void => {
    const { length } = beginning.edits
    progress?.(length)
    const bad = badIn(beginning.edits)
    if (early === undefined || bad !== -1 || length < shown * 1.5 || !isEnoughToOpen(beginning, early.seconds)) return
    const recording = playable(header, beginning, -1)
    if (recording === null) return
    shown = length
    const voices = { load, missing: new Map() }
    early.show({ ok: true, header, recording, proof: { kind: 'checking' }, sourceDamaged: false, voices })
  }
  const {
    header,
    end,
    recording: read,
    sounds: found,
  } = await collectRecording(chunks, {
    progress: begun,
    sound: (name, bytes) => void sounds.set(name, new Blob([bytes])),
  })
  if (header === null) return { ok: false, message: end.ok ? '' : wordsOfDamage(end.damage) }
  const bad = badIn(read.edits)
  const recording = playable(header, read, bad)
  if (recording === null)
    return {
      ok: false,
      message: t`This recording can’t be played here: its contents make no sense. A newer Greenroom may have written it.`,
    }
  const proof: Proof =
    !end.ok || bad !== -1
      ? {
          kind: 'damaged',
          damage: end.ok ? { kind: 'unreadable', block: 0, offset: 0, words: '' } : end.damage,
          until: lastTime(recording),
        }
      : [...found.values()].includes('damaged')
        ? { kind: 'damaged-voices' }
        : { kind: await checkSeal(end.seal, end.chain, known) }
  // An empty player would not say why.
  if (proof.kind === 'damaged' && recording.entries.every(({ kind }) => kind !== 'round-started'))
    return { ok: false, message: `${wordsOfDamage(proof.damage)} ${t`No round had started before that point.`}` }
  const missing = missingIn(recording, sounds, found)
  // What can be fetched is not missing.
  const gone = fetchSound === undefined ? missing : new Map([...missing].filter(([, why]) => why === 'damaged'))
  return { ok: true, header, recording, proof, sourceDamaged: end.ok && end.damaged, voices: { load, missing: gone } }
}

/** What is still to come of a recording that was opened by its beginning, while it loads. */
export function restOf({ proof, recording }: OpenedRecording): Rest {
  return proof.kind === 'checking' ? { kind: 'loading', edits: recording.edits.length } : nothingToCome
}

/** Whose view it is; `null`: nobody’s. */
export function readerOf({ view }: RecordingHeader): ParticipantId | null {
  return view.kind === 'participant' ? view.participant : null
}
