import type { RecordingQuery } from '@greenroom/protocol'
import { type ApiAnswer, callForFile } from '../../browser/api.ts'
import { chunksOf } from './file-chunks.ts'

/** A participant's recording, as the server makes and signs it: their own view, or what everybody in the session may see. */
export async function fetchRecording(
  session: string,
  token: string,
  view: RecordingQuery['view'],
  signal: AbortSignal,
): Promise<ApiAnswer<Blob>> {
  const path = `/sessions/${encodeURIComponent(session)}/recording?view=${view}`
  const answer = await callForFile(path, { token, signal })
  if (!answer.ok) return answer
  const chunks: BlobPart[] = []
  for await (const chunk of chunksOf(answer.value)) chunks.push(chunk.slice())
  return { ok: true, value: new Blob(chunks, { type: 'application/octet-stream' }) }
}
