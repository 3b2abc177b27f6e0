import type { RecordingQuery } from '@greenroom/protocol'
import { type ApiAnswer, callForFile } from '../../browser/api.ts'
import { chunksOf } from './file-chunks.ts'

/** Bytes that are in memory at most before they go into a blob. */
const blobAt = 1024 * 1024

/** A participant's recording, as the server makes and signs it: their own view, or what everybody in the session may see; with `sound`, with the recorded voices. */
export async function fetchRecording(
  session: string,
  token: string,
  { view, sound }: { readonly view: RecordingQuery['view']; readonly sound: boolean },
  signal: AbortSignal,
): Promise<ApiAnswer<Blob>> {
  const path = `/sessions/${encodeURIComponent(session)}/recording?view=${view}${sound ? '&sound=true' : ''}`
  const answer = await callForFile(path, { token, signal })
  return answer.ok ? { ok: true, value: await blobOf(answer.value) } : answer
}

/** What a share link shows, as the server makes and signs it, without the recorded voices. */
export async function fetchShared(secret: string, signal: AbortSignal): Promise<ApiAnswer<Blob>> {
  const answer = await callForFile('/shared/recording', { method: 'POST', body: { secret }, signal })
  return answer.ok ? { ok: true, value: await blobOf(answer.value) } : answer
}

async function blobOf(stream: ReadableStream<Uint8Array>): Promise<Blob> {
  const blobs: Blob[] = []
  let chunks: BlobPart[] = []
  let size = 0
  // In blobs, which a browser keeps on disk when there is much of them.
  for await (const chunk of chunksOf(stream)) {
    chunks.push(chunk.slice())
    size += chunk.length
    if (size < blobAt) continue
    blobs.push(new Blob(chunks))
    chunks = []
    size = 0
  }
  return new Blob([...blobs, ...chunks], { type: 'application/octet-stream' })
}
