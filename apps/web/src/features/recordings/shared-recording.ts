import { sharedLookSchema } from '@greenroom/protocol'
import { callApi, callForFile } from '../../browser/api.ts'
import { chunksOf } from './file-chunks.ts'
import { type Opened, openRecording } from './open-recording.ts'
import { knownKeys } from './server-key.ts'

/** What a share link shows, from the server that made it. */
export async function openShared(
  secret: string,
  progress: (edits: number) => void,
  signal: AbortSignal,
): Promise<Opened> {
  const answer = await callForFile('/shared/recording', { method: 'POST', body: { secret }, signal })
  if (!answer.ok) return { ok: false, message: answer.message }
  return await openRecording(chunksOf(answer.value), await knownKeys(), progress)
}

/** Codes after which a link opens nothing any more. */
const over: ReadonlySet<string> = new Set(['share-revoked', 'share-ended', 'unknown-share'])

/** Why the link has stopped working since; `null`: it works, or the server cannot be asked. */
export async function whyOver(secret: string, signal: AbortSignal): Promise<string | null> {
  const answer = await callApi('/shared/look', { method: 'POST', body: { secret }, schema: sharedLookSchema, signal })
  return answer.ok || !over.has(answer.code) ? null : answer.message
}
