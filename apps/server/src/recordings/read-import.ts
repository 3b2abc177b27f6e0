import { importRecordingBodySchema, limits } from '@greenroom/protocol'
import { type RecordingView, recordingLimits } from '@greenroom/recording'
import { isWithinBounds } from '../budgets/index.ts'
import { checkRecording } from './check-recording.ts'
import { takeOutSounds } from './take-out-sounds.ts'

/** What somebody has brought. Its bytes follow: first the recording without its sounds, then the sounds. */
export type ReadImport =
  | {
      readonly ok: true
      readonly view: RecordingView
      readonly title: string | null
      readonly damage: string | null
      /** Bytes of the recording without its sounds. */
      readonly length: number
      /** The lengths of all sounds that it names. */
      readonly lengths: readonly (readonly [name: string, length: number])[]
      /** Those that were in it and are what they are named, in the order in which they follow. */
      readonly sounds: readonly string[]
    }
  | { readonly ok: false; readonly code: 'malformed' | 'too-large' }
  /** Nothing of it can be played, and why. */
  | { readonly ok: false; readonly code: 'recording-unreadable'; readonly why: string }

type ReadWithBytes = { readonly said: ReadImport; readonly bytes: readonly Uint8Array[] }

const utf8 = new TextDecoder('utf-8', { fatal: true })
const sumOf = (numbers: Iterable<number>): number => [...numbers].reduce((sum, one) => sum + one, 0)
const refused = (said: ReadImport): ReadWithBytes => ({ said, bytes: [] })

const fileIn = (body: Uint8Array): string | null => {
  if (!isWithinBounds(body, { depth: 2, elements: 4 })) return null
  try {
    return importRecordingBodySchema.parse(JSON.parse(utf8.decode(body))).file
  } catch {
    return null
  }
}

/** Reads the body of a request to keep a recording: JSON that carries it as base64. */
export async function readImport(body: Uint8Array): Promise<ReadWithBytes> {
  const file = fileIn(body)
  if (file === null) return refused({ ok: false, code: 'malformed' })
  const checked = await checkRecording(Uint8Array.from(Buffer.from(file, 'base64')))
  if (!checked.ok) return refused({ ok: false, code: 'recording-unreadable', why: checked.why })
  const { recording, view, title, damage } = checked
  if (recording.byteLength > limits.importedRecordingBytes) return refused({ ok: false, code: 'too-large' })
  const { parts, lengths, sounds } = await takeOutSounds(recording.subarray(0, checked.bytes))
  if (sumOf(lengths.values()) > recordingLimits.sound) return refused({ ok: false, code: 'too-large' })
  const length = sumOf(parts.map(({ byteLength }) => byteLength))
  return {
    said: { ok: true, view, title, damage, length, lengths: [...lengths], sounds: [...sounds.keys()] },
    bytes: [...parts, ...sounds.values()],
  }
}
