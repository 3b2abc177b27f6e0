import {
  type BoardSeeker,
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
import { openSeekWorker } from './open-seek-worker.ts'

export type BoardAt =
  | { readonly kind: 'opening'; readonly share: number }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'ready'; readonly board: SoughtBoard }

/** A recording opened in a worker, and what is asked of it. */
export type OpenedRecording = {
  readonly seeker: BoardSeeker
  readonly close: () => void
}

/** Opens a recording in a worker. `progress`: the share of its edits that boards are made of. */
export function openInWorker(
  recording: RecordedSession,
  progress: (share: number) => void,
  failed: (words: string) => void,
): OpenedRecording {
  const early: SeekAnswer[] = []
  let receive = (answer: SeekAnswer): void => void early.push(answer)
  const port = openSeekWorker(
    (answer) => receive(answer),
    () => failed(t`The replay could not be opened in this browser.`),
  )
  const seeker = createBoardSeeker(
    recording.edits,
    port.post,
    (done, of) => progress(of === 0 ? 1 : done / of),
    boardForksOf(recording.entries),
  )
  receive = seeker.receive
  for (const answer of early) receive(answer)
  return { seeker, close: port.close }
}

const ignored = () => undefined

/**
 * The board of a round at a time, sought in a worker. `card`: an item to be found once, of whatever round; `onFound` is told when it got
 * the words it stands with, `null` where no board has had such an item. `onOpened`: what else is asked of the same worker; `null` once
 * it is closed.
 */
export function useBoardAt(
  recording: RecordedSession,
  document: DocumentName | null,
  at: number,
  card: string | null = null,
  onFound: (at: number | null) => void = ignored,
  onOpened: (seeker: BoardSeeker | null) => void = ignored,
): BoardAt {
  const [state, setState] = useState<BoardAt>({ kind: 'opening', share: 0 })
  const [seek, setSeek] = useState<LatestSeek | null>(null)

  useEffect(() => {
    const failed = (words: string): void => setState({ kind: 'failed', words })
    // A long recording is still being prepared behind a board that is here already.
    const progress = (share: number): void =>
      setState((before) => (before.kind === 'ready' ? before : { kind: 'opening', share }))
    const { seeker, close } = openInWorker(recording, progress, failed)
    const opened = createLatestSeek(seeker, (board) => setState({ kind: 'ready', board }), failed)
    setSeek(opened)
    onOpened(seeker)
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
      onOpened(null)
      close()
    }
  }, [recording, card, onFound, onOpened])

  useEffect(() => seek?.want(document, at), [seek, document, at])

  return state
}
