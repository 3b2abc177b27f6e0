import { sharedLookSchema } from '@greenroom/protocol'
import { callApi, callForFile } from '../../browser/api.ts'
import { chunksOf } from './file-chunks.ts'
import { type OpenedRecording, type OpeningRecording, openRecording } from './open-recording.ts'
import { knownKeys } from './server-key.ts'

/** Why a link opens nothing: there is no such link, or it was revoked or has expired. */
export type Over = { readonly kind: 'unknown' | 'ended'; readonly message: string }

const overByCode: Readonly<Record<string, Over['kind']>> = {
  'unknown-share': 'unknown',
  'share-revoked': 'ended',
  'share-ended': 'ended',
}

function overOf({ code, message }: { readonly code: string; readonly message: string }): Over | null {
  const kind = overByCode[code]
  return kind === undefined ? null : { kind, message }
}

/** `over`: asking again would give the same answer. `null`: the request failed. */
export type OpenedShared =
  | OpenedRecording
  | { readonly ok: false; readonly message: string; readonly over: Over | null }

/** What a share link shows, from the server that made it. */
export async function openShared(
  secret: string,
  opening: OpeningRecording,
  signal: AbortSignal,
): Promise<OpenedShared> {
  const fetchSound = async (hash: string): Promise<ArrayBuffer | null> => {
    const part = await callForFile(`/shared/audio/${hash}`, { token: secret })
    return part.ok ? new Response(part.value).arrayBuffer() : null
  }
  const answer = await callForFile('/shared/recording', { method: 'POST', body: { secret }, signal })
  if (!answer.ok) return { ok: false, message: answer.message, over: overOf(answer) }
  const opened = await openRecording(chunksOf(answer.value), await knownKeys(), { ...opening, fetchSound })
  return opened.ok ? opened : { ...opened, over: null }
}

/** Why the link has stopped working since. `null`: it works, or the server cannot be asked. */
export async function whyOver(secret: string, signal: AbortSignal): Promise<Over | null> {
  const answer = await callApi('/shared/look', { method: 'POST', body: { secret }, schema: sharedLookSchema, signal })
  return answer.ok ? null : overOf(answer)
}
