import type { ProjectedEntry } from '@greenroom/session'
import { decodeRecording, type RecordedSound, type RecordingEnd } from './decode-recording.ts'
import type { RecordingHeader } from './header.ts'
import type { RecordedEdit, RecordedSession } from './recorded-session.ts'

export type CollectedRecording = {
  /** `null` when the file is damaged before anything could be read. */
  readonly header: RecordingHeader | null
  /** Everything before the damage. */
  readonly recording: RecordedSession
  readonly end: RecordingEnd
  /** Parts of recorded voices that the file names, by their SHA-256, and whether each can be heard. Empty: a file without sound. */
  readonly sounds: ReadonlyMap<string, RecordedSound['kind']>
}

/** `progress` receives what has been read, after each block: it grows, and is the recording that is returned in the end. */
export type CollectOptions = {
  readonly mostInflated?: number
  readonly progress?: (beginning: RecordedSession, header: RecordingHeader) => void
  /** Is handed each part of a voice that can be heard: who needs it later keeps it, as nothing here does. */
  readonly sound?: (name: string, bytes: Uint8Array<ArrayBuffer>) => void
}

/** Collects a whole recording in memory, as one that is decoded once; its sound is only passed on. */
export async function collectRecording(
  chunks: AsyncIterable<Uint8Array>,
  options: CollectOptions = {},
): Promise<CollectedRecording> {
  const entries: ProjectedEntry[] = []
  const edits: RecordedEdit[] = []
  let header: RecordingHeader | null = null
  const sounds = new Map<string, RecordedSound['kind']>()
  for await (const part of decodeRecording(chunks, options.mostInflated)) {
    if (part.kind === 'header') header = part.header
    else if (part.kind === 'items') {
      for (const item of part.items) {
        if (item.kind === 'entry') entries.push(item.entry)
        else edits.push(item.edit)
      }
      if (header !== null) options.progress?.({ entries, edits }, header)
    } else if (part.kind === 'sound') {
      const { sound } = part
      if (sound.kind === 'here') options.sound?.(sound.name, sound.bytes)
      if (sounds.get(sound.name) !== 'here') sounds.set(sound.name, sound.kind)
    } else return { sounds, header, recording: { entries, edits }, end: part.end }
  }
  throw new Error('a recording has an end')
}
