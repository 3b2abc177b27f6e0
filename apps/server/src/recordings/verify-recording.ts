import { isBoardUpdate } from '@greenroom/board'
import { checkSeal, type RecordingView, readRecording, recordingIn } from '@greenroom/recording'
import { foldAll } from '@greenroom/session'
import { damageSentence } from './damage-sentence.ts'

/** What a file proves, in sentences. `isProven`: every byte is as one of the known servers wrote it. */
export type Verdict = { readonly isProven: boolean; readonly sentences: readonly string[] }

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function viewWords(view: RecordingView): string {
  if (view.kind === 'participant') return 'one participant’s own view'
  const who = view.audience === 'desk' ? 'the interviewer’s view' : 'the candidate’s view'
  return `${who}, ${view.names ? 'with' : 'without'} names, ${view.words ? 'with' : 'without'} notes and comments`
}

/** Checks a recording, or a saved page that contains one. `known`: public keys of trusted servers, base64url. */
export async function verifyRecording(file: Uint8Array<ArrayBuffer>, known: readonly string[]): Promise<Verdict> {
  const bytes = recordingIn(file)
  if (bytes === null) return { isProven: false, sentences: ['There is no recording in this page.'] }
  const { header, recording, end } = await readRecording(once(bytes))
  const sentences: string[] = []
  if (header !== null) {
    const { madeAt, madeBy, view, cases } = header
    const by = madeBy.address === null ? '' : ` by ${madeBy.address}`
    sentences.push(
      `Says of itself: made on ${new Date(madeAt).toISOString()}${by} with Greenroom ${madeBy.version}; ${viewWords(view)}.`,
      `Holds ${recording.entries.length} entries and ${recording.edits.length} edits${cases.length === 0 ? '' : ` of ${cases.map(({ title }) => `“${title}”`).join(', ')}`}.`,
    )
  }
  if (!end.ok) {
    const readable = recording.entries.length > 0 ? ' What stands before that can be played.' : ''
    return { isProven: false, sentences: [...sentences, `${damageSentence(end.damage)}${readable}`] }
  }
  if (end.damaged) sentences.push('The session was damaged on its server, so the recording ends there.')
  if (recording.edits.some(({ update }) => !isBoardUpdate(update)) || !folds(recording.entries))
    return { isProven: false, sentences: [...sentences, 'What it holds makes no sense: it cannot be played.'] }
  sentences.push('Undamaged: every block is as it was written.')
  const { seal } = end
  const verdict = await checkSeal(seal, end.chain, known)
  switch (verdict) {
    case 'signed':
      return {
        isProven: true,
        sentences: [...sentences, 'Signed: every byte is as a server with a key that you named made it.'],
      }
    case 'unknown-key': {
      const key = seal.algorithm === 'none' ? '' : seal.key
      const foreign = `Signed with the key ${key}, which you did not name: that does not prove who made it. Name a server that you trust by --server, or its key by --key.`
      return { isProven: false, sentences: [...sentences, foreign] }
    }
    case 'not-signed':
      return { isProven: false, sentences: [...sentences, 'Not signed: nothing proves who made it.'] }
    case 'forged':
      return {
        isProven: false,
        sentences: [...sentences, 'The signature does not belong to what this file holds. Do not rely on it.'],
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
