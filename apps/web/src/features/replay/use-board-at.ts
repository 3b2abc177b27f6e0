import {
  createBoardSeeker,
  createLatestSeek,
  type LatestSeek,
  type RecordedSession,
  type SeekAnswer,
  type SoughtBoard,
} from '@greenroom/replay'
import type { DocumentName } from '@greenroom/session'
import { useEffect, useState } from 'react'

export type BoardAt =
  | { readonly kind: 'opening'; readonly share: number }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'ready'; readonly board: SoughtBoard }

/** The board of a round at a time, sought in a worker. */
export function useBoardAt(recording: RecordedSession, document: DocumentName | null, at: number): BoardAt {
  const [state, setState] = useState<BoardAt>({ kind: 'opening', share: 0 })
  const [seek, setSeek] = useState<LatestSeek | null>(null)

  useEffect(() => {
    const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), { type: 'module' })
    const seeker = createBoardSeeker(
      recording.edits,
      (request) => worker.postMessage(request),
      (done, of) => setState({ kind: 'opening', share: of === 0 ? 1 : done / of }),
    )
    worker.addEventListener('message', (message: MessageEvent<SeekAnswer>) => seeker.receive(message.data))
    worker.addEventListener('error', () =>
      setState({ kind: 'failed', words: 'The replay could not be opened in this browser.' }),
    )
    const opened = createLatestSeek(
      seeker,
      (board) => setState({ kind: 'ready', board }),
      (words) => setState({ kind: 'failed', words }),
    )
    setSeek(opened)
    return () => {
      opened.close()
      worker.terminate()
    }
  }, [recording])

  useEffect(() => seek?.want(document, at), [seek, document, at])

  return state
}
