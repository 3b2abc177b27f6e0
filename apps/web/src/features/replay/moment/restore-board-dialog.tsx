import type { BoardView, Framework } from '@greenroom/board'
import type { RecordedSession } from '@greenroom/replay'
import type { BoardClient } from '@greenroom/room-client'
import type { DocumentName } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { Button, Callout, Dialog, Modal, Progress, showToast } from '../../../design/index.ts'
import { momentWords } from '../../clock/moment.ts'
import { type Loaded, loadRecording } from '../source/load-recording.ts'
import { BoardPreview } from './board-preview.tsx'
import { useBoardAt } from './use-board-at.ts'

/** Makes the board of the running round what it was at a chosen time. It is an edit like any other: logged, and undone by Undo. */
export function RestoreBoardDialog({
  session,
  token,
  board,
  framework,
  startedAt,
  isOpen,
  onClose,
}: {
  readonly session: string
  readonly token: string
  readonly board: BoardClient
  readonly framework: Framework
  /** When the round started, in the server's milliseconds. */
  readonly startedAt: number
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  return (
    <Modal isOpen={isOpen} onOpenChange={(open) => !open && onClose()} width="lg">
      <RestoreBoard {...{ session, token, board, framework, startedAt, onClose }} />
    </Modal>
  )
}

type Props = Omit<Parameters<typeof RestoreBoardDialog>[0], 'isOpen'>

function RestoreBoard({ session, token, board, framework, startedAt, onClose }: Props) {
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [chosen, setChosen] = useState<BoardView | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    void loadRecording(session, token, () => {}, controller.signal).then((answer) => {
      if (!controller.signal.aborted) setLoaded(answer)
    })
    return () => controller.abort()
  }, [session, token])

  const restore = () => {
    if (chosen === null) return
    const answer = board.restore(chosen)
    onClose()
    if (answer.ok) {
      showToast({ tone: 'good', title: t`The board is restored`, words: t`Undo brings back what was there before.` })
      return
    }
    const words =
      answer.code === 'board-full'
        ? t`The board has no space for the missing cards.`
        : t`The board can’t be edited at the moment. Check your connection, then try again.`
    showToast({ tone: 'danger', title: t`The board was not restored`, words })
  }
  return (
    <Dialog
      title={t`Restore the board`}
      lead={t`Choose a time. Everybody sees the board as it was then; cards added since are removed.`}
      actions={(close) => (
        <>
          <Button onPress={close}>{t`Cancel`}</Button>
          <Button variant="primary" isDisabled={chosen === null} onPress={restore}>{t`Restore the board`}</Button>
        </>
      )}
    >
      {loaded === null && <Progress label={t`Loading the board’s history`} value={0} />}
      {loaded?.ok === false && (
        <Callout tone="danger" title={t`The board’s history could not be loaded`}>
          {loaded.message}
        </Callout>
      )}
      {loaded?.ok === true && (
        <Moment
          recording={loaded.recording}
          document={board.document}
          framework={framework}
          startedAt={startedAt}
          onChosen={setChosen}
        />
      )}
    </Dialog>
  )
}

function Moment({
  recording,
  document,
  framework,
  startedAt,
  onChosen,
}: {
  readonly recording: RecordedSession
  readonly document: DocumentName
  readonly framework: Framework
  readonly startedAt: number
  readonly onChosen: (view: BoardView | null) => void
}) {
  /** Whole seconds after the start, so that the slider's last step is the present board. */
  const end = useMemo(() => {
    let last = startedAt
    for (const edit of recording.edits) if (edit.document === document) last = Math.max(last, edit.at)
    return startedAt + Math.ceil((last - startedAt) / 1000) * 1000
  }, [recording, document, startedAt])
  const [at, setAt] = useState(end)
  const found = useBoardAt(recording, document, at)
  const view = found.kind === 'ready' ? found.board.view : null
  useEffect(() => onChosen(view), [view, onChosen])
  const spoken = useRef<HTMLInputElement>(null)
  const words = momentWords(at, startedAt)
  useEffect(() => spoken.current?.setAttribute('aria-valuetext', words))
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        <Slider
          aria-label={t`Time in the round`}
          className="grow"
          minValue={0}
          maxValue={Math.max(1, end - startedAt)}
          step={1000}
          value={at - startedAt}
          onChange={(value) => setAt(startedAt + value)}
        >
          <SliderTrack className="relative h-9 cursor-pointer rounded-sm bg-sunken forced-colors:border">
            <SliderThumb
              inputRef={spoken}
              className="top-1/2 h-9 w-3 rounded-full border-2 border-surface bg-accent shadow-2 focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2"
            />
          </SliderTrack>
        </Slider>
        <span className="tabular w-14 text-right font-semibold">{words}</span>
      </div>
      {found.kind === 'opening' && <Progress label={t`Loading the board’s history`} value={found.share} />}
      {found.kind === 'failed' && (
        <Callout tone="danger" title={t`The board’s history could not be loaded`}>
          {found.words}
        </Callout>
      )}
      {view !== null && <BoardPreview view={view} framework={framework} className="h-64" />}
    </div>
  )
}
