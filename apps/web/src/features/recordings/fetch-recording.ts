import { type ApiAnswer, callForFile } from '../../browser/api.ts'
import { chunksOf } from './file-chunks.ts'

/** A participant's own recording, as the server makes and signs it. */
export async function fetchRecording(session: string, token: string, signal: AbortSignal): Promise<ApiAnswer<Blob>> {
  const answer = await callForFile(`/sessions/${encodeURIComponent(session)}/recording`, { token, signal })
  if (!answer.ok) return answer
  const chunks: BlobPart[] = []
  for await (const chunk of chunksOf(answer.value)) chunks.push(chunk.slice())
  return { ok: true, value: new Blob(chunks, { type: 'application/octet-stream' }) }
}
