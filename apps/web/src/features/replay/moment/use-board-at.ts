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
import { useEffect, useRef, useState } from 'react'
import { openSeekWorker } from '../source/open-seek-worker.ts'

export type BoardAt =
  | { readonly kind: 'opening'; readonly share: number }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'ready'; readonly board: SoughtBoard }

/** A recording opened in a worker, and the questions put to it. */
export type OpenedRecording = {
  readonly seeker: BoardSeeker
  readonly close: () => void
}

/** Opens a recording in a worker. `progress`: the share of its edits that boards have been built from. */
export function openInWorker(
  recording: RecordedSession,
  progress: (share: number) => void,
  failed: (words: string) => void,
  isWhole = true,
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
    isWhole,
  )
  receive = seeker.receive
  for (const answer of early) receive(answer)
  return { seeker, close: port.close }
}

const ignored = () => undefined

const isSameBoard = (a: SoughtBoard, b: SoughtBoard): boolean =>
  a.view === b.view && a.lastEdit?.at === b.lastEdit?.at && a.lastEdit?.by === b.lastEdit?.by

/** Whether a recording continues a beginning of it that was shown before. */
function goesOn(beginning: RecordedSession, { edits }: RecordedSession): boolean {
  const { length } = beginning.edits
  return length > 0 && edits[0] === beginning.edits[0] && edits[length - 1] === beginning.edits[length - 1]
}

/**
 * The board of a round at a time, sought in a worker. `isWhole: false`: `recording` is a beginning, and the next one continues it. `card`:
 * an item to be found once, in any round; `onFound` is called with the time when it got its final text, `null` when no board has had such
 * an item. `onOpened`: receives the worker for other questions; `null` once it is closed.
 */
export function useBoardAt(
  recording: RecordedSession,
  document: DocumentName | null,
  at: number,
  {
    isWhole = true,
    card = null,
    onFound = ignored,
    onOpened = ignored,
  }: {
    readonly isWhole?: boolean
    readonly card?: string | null
    readonly onFound?: (at: number | null) => void
    readonly onOpened?: (seeker: BoardSeeker | null) => void
  } = {},
): BoardAt {
  const [state, setState] = useState<BoardAt>({ kind: 'opening', share: 0 })
  const [seek, setSeek] = useState<LatestSeek | null>(null)
  // What was opened, as long as the following recordings continue it. During rendering, as React allows for state that follows from what is
  // rendered.
  const [opened, setOpened] = useState({ recording, isWhole })
  const isSame = opened.recording === recording || (!opened.isWhole && goesOn(opened.recording, recording))
  if (!isSame) setOpened({ recording, isWhole })
  // A different one is no reason to open the recording again.
  const found = useRef(onFound)
  useEffect(() => {
    found.current = onFound
  })
  const sent = useRef<{ readonly seeker: BoardSeeker; edits: number; isWhole: boolean } | null>(null)

  useEffect(() => {
    const failed = (words: string): void => setState({ kind: 'failed', words })
    // A long recording is still being prepared behind a board that is already here.
    const progress = (share: number): void =>
      setState((before) => (before.kind === 'ready' ? before : { kind: 'opening', share }))
    const { seeker, close } = openInWorker(opened.recording, progress, failed, opened.isWhole)
    sent.current = { seeker, edits: opened.recording.edits.length, isWhole: opened.isWhole }
    // Between two edits the board is the same, and is not drawn again for each moment.
    const shown = (board: SoughtBoard): void =>
      setState((before) =>
        before.kind === 'ready' && isSameBoard(before.board, board) ? before : { kind: 'ready', board },
      )
    const latest = createLatestSeek(seeker, shown, failed)
    setSeek(latest)
    onOpened(seeker)
    let over = false
    if (card !== null)
      void seeker.opened.then(
        async () => {
          const at = await seeker.find(card)
          if (!over) found.current(at)
        },
        () => undefined,
      )
    return () => {
      over = true
      latest.close()
      sent.current = null
      onOpened(null)
      close()
    }
  }, [opened, card, onOpened])

  useEffect(() => {
    const before = sent.current
    if (before === null || before.isWhole || !isSame) return
    if (recording.edits.length === before.edits && !isWhole) return
    const edits = recording.edits.slice(before.edits)
    before.seeker.extend({ edits, forks: boardForksOf(recording.entries), isWhole })
    before.edits = recording.edits.length
    before.isWhole = isWhole
    // The moment that is being shown may be among what arrived.
    seek?.want(document, at)
  }, [recording, isWhole, isSame, seek, document, at])

  useEffect(() => seek?.want(document, at), [seek, document, at])

  return state
}
