import {
  boardForksOf,
  createBoardSeeker,
  createLatestSeek,
  type LatestSeek,
  type RecordedSession,
  type SeekAnswer,
} from '@greenroom/replay'
import type { DocumentName } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import type { BoardAt } from './use-board-at.ts'

const opening: BoardAt = { kind: 'opening', share: 0 }

/** Two boards of one recording, each at a time of its own, sought in one worker. The documents are two different ones. */
export function useTwoBoards(
  recording: RecordedSession,
  first: { readonly document: DocumentName; readonly at: number },
  second: { readonly document: DocumentName; readonly at: number },
): readonly [BoardAt, BoardAt] {
  const [one, setOne] = useState(opening)
  const [other, setOther] = useState(opening)
  const [seeks, setSeeks] = useState<readonly [LatestSeek, LatestSeek] | null>(null)

  useEffect(() => {
    const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), { type: 'module' })
    const both = (state: BoardAt): void => {
      setOne(state)
      setOther(state)
    }
    const seeker = createBoardSeeker(
      recording.edits,
      (request) => worker.postMessage(request),
      (done, of) => both({ kind: 'opening', share: of === 0 ? 1 : done / of }),
      boardForksOf(recording.entries),
    )
    worker.addEventListener('message', (message: MessageEvent<SeekAnswer>) => seeker.receive(message.data))
    worker.addEventListener('error', () =>
      both({ kind: 'failed', words: t`The replay could not be opened in this browser.` }),
    )
    const failed = (words: string): void => both({ kind: 'failed', words })
    const opened = [
      createLatestSeek(seeker, (board) => setOne({ kind: 'ready', board }), failed),
      createLatestSeek(seeker, (board) => setOther({ kind: 'ready', board }), failed),
    ] as const
    setSeeks(opened)
    return () => {
      for (const seek of opened) seek.close()
      worker.terminate()
    }
  }, [recording])

  useEffect(() => seeks?.[0].want(first.document, first.at), [seeks, first.document, first.at])
  useEffect(() => seeks?.[1].want(second.document, second.at), [seeks, second.document, second.at])
  return [one, other]
}
