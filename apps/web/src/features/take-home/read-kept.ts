import { boardForksOf, createBoardSeeker, type RecordedSession, type SeekAnswer } from '@greenroom/replay'
import type { ParticipantId } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type KeptSession, keptFromRecording } from '../replay/source/kept-session.ts'
import type { Loaded } from '../replay/source/load-recording.ts'

/** Progress of the reading: edits received, then the share of them that boards have been built from. */
export type KeptProgress =
  | { readonly kind: 'loading'; readonly edits: number }
  | { readonly kind: 'preparing'; readonly share: number }

export type KeptAnswer =
  | { readonly ok: true; readonly kept: KeptSession }
  | { readonly ok: false; readonly message: string }

/** Loads the recording and builds its boards in a worker, so that a long session does not hold up the page. */
export async function readKept(
  load: (progress: (edits: number) => void, signal: AbortSignal) => Promise<Loaded>,
  me: ParticipantId,
  progress: (progress: KeptProgress) => void,
  signal: AbortSignal,
): Promise<KeptAnswer> {
  const loaded = await load((edits) => progress({ kind: 'loading', edits }), signal)
  if (!loaded.ok) return loaded
  return await boardsFrom(loaded.recording, me, loaded.damaged, progress, signal)
}

async function boardsFrom(
  recording: RecordedSession,
  me: ParticipantId,
  damaged: boolean,
  progress: (progress: KeptProgress) => void,
  signal: AbortSignal,
): Promise<KeptAnswer> {
  let worker: Worker | null = null
  try {
    const own = new Worker(new URL('../replay/source/replay-worker.ts', import.meta.url), { type: 'module' })
    worker = own
    const failed = Promise.withResolvers<never>()
    failed.promise.catch(() => undefined)
    own.addEventListener('error', () => failed.reject(new Error('the worker')))
    signal.addEventListener('abort', () => failed.reject(new Error('given up')))
    const seeker = createBoardSeeker(
      recording.edits,
      (request) => own.postMessage(request),
      (done, of) => progress({ kind: 'preparing', share: of === 0 ? 1 : done / of }),
      boardForksOf(recording.entries),
    )
    own.addEventListener('message', (message: MessageEvent<SeekAnswer>) => seeker.receive(message.data))
    await Promise.race([seeker.opened, failed.promise])
    return { ok: true, kept: await Promise.race([keptFromRecording(recording, me, seeker, damaged), failed.promise]) }
  } catch {
    return { ok: false, message: t`The recording could not be read in this browser.` }
  } finally {
    worker?.terminate()
  }
}
