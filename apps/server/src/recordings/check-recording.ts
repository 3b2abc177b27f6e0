import { isBoardUpdate } from '@greenroom/board'
import { decodeRecording, type RecordingView, recordingIn } from '@greenroom/recording'
import { foldAll, type ProjectedEntry } from '@greenroom/session'
import { damageSentence } from './damage-sentence.ts'

/** What kind of recording somebody has brought. */
type CheckedRecording =
  | {
      readonly ok: true
      readonly view: RecordingView
      readonly title: string | null
      /** How many of its first bytes are sound; `damage` says what is wrong with the rest. */
      readonly bytes: number
      readonly damage: string | null
      /** Its own bytes: it may be embedded in a saved page. */
      readonly recording: Uint8Array<ArrayBuffer>
    }
  /** Nothing of it can be played, and why. */
  | { readonly ok: false; readonly why: string }

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** More than a recording of ten hours inflates to; the process that reads it has little memory. */
const mostInflated = 128 * 1024 * 1024

/**
 * Reads a recording, or a saved page that contains one, from an untrusted source. Reads it block by block and keeps no edits in memory.
 * Everything before a damaged block is sound and can be kept.
 */
export async function checkRecording(file: Uint8Array<ArrayBuffer>): Promise<CheckedRecording> {
  const recording = recordingIn(file)
  if (recording === null) return { ok: false, why: 'There is no recording in this page.' }
  const entries: ProjectedEntry[] = []
  let edits = 0
  let about: { readonly view: RecordingView; readonly title: string | null } | null = null
  for await (const part of decodeRecording(once(recording), mostInflated)) {
    if (part.kind === 'header') about = { view: part.header.view, title: part.header.cases[0]?.title ?? null }
    else if (part.kind === 'items') {
      for (const item of part.items) {
        if (item.kind === 'entry') entries.push(item.entry)
        else if (isBoardUpdate(item.edit.update)) edits++
        else return { ok: false, why: 'Its contents contradict each other, so it cannot be played.' }
      }
    } else if (part.kind === 'end') {
      const { end } = part
      if (about === null || (!end.ok && entries.length + edits === 0))
        return { ok: false, why: end.ok ? 'It is empty.' : damageSentence(end.damage) }
      try {
        foldAll(entries)
      } catch {
        return { ok: false, why: 'Its contents contradict each other, so it cannot be played.' }
      }
      // A file that was cut off ends in the damaged block: what is there of it is kept.
      const sound = end.ok || !('offset' in end.damage) ? recording.length : end.damage.offset
      return {
        ok: true,
        ...about,
        bytes: sound,
        damage: end.ok ? null : damageSentence(end.damage),
        recording,
      }
    }
  }
  return { ok: false, why: 'It is empty.' }
}
