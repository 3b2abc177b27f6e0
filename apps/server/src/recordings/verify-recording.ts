import { isBoardUpdate } from '@greenroom/board'
import { checkSeal, collectRecording, type RecordedSound, type RecordingView, recordingIn } from '@greenroom/recording'
import { foldAll } from '@greenroom/session'
import { counted } from '../counted.ts'
import { damageSentence } from './damage-sentence.ts'

/** What a file proves, in sentences. `isProven`: every byte is as one of the known servers wrote it. */
export type Verdict = { readonly isProven: boolean; readonly sentences: readonly string[] }

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function viewWords(view: RecordingView): string {
  const sound = view.sound === true ? ', with recorded voices' : ''
  if (view.kind === 'participant') return `one participant’s own view${sound}`
  const who = view.audience === 'desk' ? 'the interviewer’s view' : 'the candidate’s view'
  return `${who}, ${view.names ? 'with' : 'without'} names, ${view.words ? 'with' : 'without'} notes and comments${sound}`
}

/** Checks a recording, or a saved page that contains one. `known`: public keys of trusted servers, base64url. */
export async function verifyRecording(file: Uint8Array<ArrayBuffer>, known: readonly string[]): Promise<Verdict> {
  const bytes = recordingIn(file)
  return bytes === null
    ? { isProven: false, sentences: ['There is no recording in this page.'] }
    : verifyChunks(once(bytes), known)
}

/** What of the recorded voices that a file names is in it. */
function soundSentences(sounds: ReadonlyMap<string, RecordedSound['kind']>): readonly string[] {
  if (sounds.size === 0) return []
  const count = (kind: RecordedSound['kind']): number => [...sounds.values()].filter((one) => one === kind).length
  const said = [`${count('here')} here`, `${count('left-out')} left out`, `${count('damaged')} damaged`]
  const damaged = [...sounds].filter(([, kind]) => kind === 'damaged').map(([name]) => name)
  return [
    `Of ${counted(sounds.size, 'part')} of recorded voices: ${said.join(', ')}.`,
    ...(damaged.length === 0 ? [] : [`Damaged parts, by their SHA-256: ${damaged.join(', ')}.`]),
  ]
}

/** The same for a recording that is read while it is checked, so that it may be larger than memory. */
export async function verifyChunks(chunks: AsyncIterable<Uint8Array>, known: readonly string[]): Promise<Verdict> {
  const { header, recording, end, sounds } = await collectRecording(chunks)
  const sentences: string[] = []
  if (header !== null) {
    const { madeAt, madeBy, view, cases } = header
    const by = madeBy.address === null ? '' : ` by ${madeBy.address}`
    sentences.push(
      `According to the file: made on ${new Date(madeAt).toISOString()}${by} with Greenroom ${madeBy.version}; ${viewWords(view)}.`,
      `Holds ${counted(recording.entries.length, 'entry', 'entries')} and ${counted(recording.edits.length, 'edit')}${cases.length === 0 ? '' : ` of ${cases.map(({ title }) => `“${title}”`).join(', ')}`}.`,
    )
  }
  sentences.push(...soundSentences(sounds))
  if (!end.ok) {
    const readable = recording.entries.length > 0 ? ' What stands before that can be played.' : ''
    return { isProven: false, sentences: [...sentences, `${damageSentence(end.damage)}${readable}`] }
  }
  if (end.damaged) sentences.push('The session was damaged on its server, so the recording ends there.')
  if (recording.edits.some(({ update }) => !isBoardUpdate(update)) || !folds(recording.entries))
    return { isProven: false, sentences: [...sentences, 'Its contents contradict each other, so it cannot be played.'] }
  if ([...sounds.values()].includes('damaged'))
    return { isProven: false, sentences: [...sentences, 'Everything but those parts is as it was written.'] }
  sentences.push('Undamaged: every block is as it was written.')
  const { seal } = end
  const verdict = await checkSeal(seal, end.chain, known)
  switch (verdict) {
    case 'signed':
      return {
        isProven: true,
        sentences: [...sentences, 'Signed with a key that you named: every byte is exactly as that server made it.'],
      }
    case 'unknown-key': {
      const key = seal.algorithm === 'none' ? '' : seal.key
      const foreign = `Signed with the key ${key}, which you did not name: that does not prove who made it. Name a server that you trust with --server, or its key with --key.`
      return { isProven: false, sentences: [...sentences, foreign] }
    }
    case 'not-signed':
      return { isProven: false, sentences: [...sentences, 'Not signed: nothing proves who made it.'] }
    case 'forged':
      return {
        isProven: false,
        sentences: [...sentences, 'The signature does not match the contents of this file. Do not rely on it.'],
      }
  }
}

function folds(entries: Parameters<typeof foldAll>[0]): boolean {
  try {
    foldAll(entries)
    return true
  } catch {
    return false
  }
}
