import {
  boardForksOf,
  createBoardSeeker,
  createLatestSeek,
  type LatestSeek,
  type RecordedSession,
  type SeekAnswer,
  type SoughtBoard,
} from '@greenroom/replay'
import type { DocumentName } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'

export type BoardAt =
  | { readonly kind: 'opening'; readonly share: number }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'ready'; readonly board: SoughtBoard }

const ignored = () => undefined

/**
 * The board of a round at a time, sought in a worker. `card`: an item to be found once, of whatever round; `onFound` is told when it got
 * the words it stands with, `null` where no board has had such an item.
 */
export function useBoardAt(
  recording: RecordedSession,
  document: DocumentName | null,
  at: number,
  card: string | null = null,
  onFound: (at: number | null) => void = ignored,
): BoardAt {
  const [state, setState] = useState<BoardAt>({ kind: 'opening', share: 0 })
  const [seek, setSeek] = useState<LatestSeek | null>(null)

  useEffect(() => {
    const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), { type: 'module' })
    const seeker = createBoardSeeker(
      recording.edits,
      (request) => worker.postMessage(request),
      (done, of) => setState({ kind: 'opening', share: of === 0 ? 1 : done / of }),
      boardForksOf(recording.entries),
    )
    worker.addEventListener('message', (message: MessageEvent<SeekAnswer>) => seeker.receive(message.data))
    worker.addEventListener('error', () =>
      setState({ kind: 'failed', words: t`The replay could not be opened in this browser.` }),
    )
    const opened = createLatestSeek(
      seeker,
      (board) => setState({ kind: 'ready', board }),
      (words) => setState({ kind: 'failed', words }),
    )
    setSeek(opened)
    let over = false
    if (card !== null)
      void seeker.opened.then(
        async () => {
          const found = await seeker.find(card)
          if (!over) onFound(found)
        },
        () => undefined,
      )
    return () => {
      over = true
      opened.close()
      worker.terminate()
    }
  }, [recording, card, onFound])

  useEffect(() => seek?.want(document, at), [seek, document, at])

  return state
}
