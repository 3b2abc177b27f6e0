import type { BoardView, ItemId } from '@greenroom/board'
import { createStates, createTimeline, type RecordedSession } from '@greenroom/replay'
import { boardOf, type Evidence, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Pause, Play, StepBack, StepForward } from 'lucide-react'
import { type Ref, use, useCallback, useEffect, useMemo, useState } from 'react'
import { Button, ButtonLink, Callout, IconButton, Loading } from '../../../design/index.ts'
import { momentWords } from '../../clock/moment.ts'
import { MomentAction } from '../../clock/moment-action.ts'
import { RoundBoard } from '../../replay/moment/round-board.tsx'
import { useBoardAt } from '../../replay/moment/use-board-at.ts'
import { usePlayer } from '../../replay/player/use-player.ts'
import { evidenceAddress } from '../evidence-choices.ts'
import type { RecordingSource } from './use-recording.ts'

/** The board at the second that a piece of evidence points at, beside what points at it. */
export function EvidenceBoard({
  session,
  round,
  evidence,
  recording,
  board,
  ref,
}: {
  readonly ref?: Ref<HTMLElement>
  readonly session: SessionState
  readonly round: Round
  readonly evidence: Evidence
  readonly recording: RecordingSource
  /** The board at the end: shows whether a card that is pointed at was removed. */
  readonly board: { readonly view: BoardView } | null
}) {
  const removed = board !== null && evidence.kind === 'item' && !board.view.items.has(evidence.item as ItemId)
  const { state, ask } = recording
  useEffect(() => {
    if (state.kind === 'none') ask()
  }, [state.kind, ask])
  return (
    <section
      ref={ref}
      data-window=""
      aria-label={t`The board at this moment`}
      className="sticky top-2 flex h-[min(34rem,70dvh)] min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface print:hidden"
    >
      {state.kind === 'failed' ? (
        <div className="p-4">
          <Callout
            tone="danger"
            title={t`The recording could not be loaded`}
            actions={<Button size="sm" onPress={ask}>{t`Try again`}</Button>}
          >
            {state.message}
          </Callout>
        </div>
      ) : state.kind === 'here' ? (
        <Stand
          key={`${evidence.kind}-${evidence.kind === 'moment' ? evidence.at : evidence.item}`}
          session={session}
          round={round}
          evidence={evidence}
          recording={state.recording}
          removed={removed}
        />
      ) : (
        <Loading>{t`Loading the recording`}</Loading>
      )}
    </section>
  )
}

function Stand({
  session,
  round,
  evidence,
  recording,
  removed,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly evidence: Evidence
  readonly recording: RecordedSession
  readonly removed: boolean
}) {
  const timeline = useMemo(() => createTimeline(recording), [recording])
  const stateAt = useMemo(() => createStates(recording.entries), [recording])
  const from = evidence.kind === 'moment' ? Math.ceil(evidence.at / 1000) * 1000 : (round.endedAt ?? timeline.end)
  const { player, toggle, seekTo } = usePlayer(timeline, from)
  const [found, setFound] = useState<'seeking' | 'gone' | number>('seeking')
  const card = evidence.kind === 'item' ? evidence.item : null
  const onFound = useCallback(
    (at: number | null) => {
      setFound(at ?? 'gone')
      if (at !== null) seekTo(at)
    },
    [seekTo],
  )
  const board = useBoardAt(recording, boardOf(round.id), player.at, { card, onFound })
  const action = use(MomentAction)
  const then = stateAt(player.at)
  const roundThen = then.rounds.find((one) => one.id === round.id) ?? null
  return (
    <>
      <div className="flex flex-wrap items-center gap-1 border-b border-line px-2 py-1">
        <IconButton size="sm" label={t`Ten seconds back`} onPress={() => seekTo(player.at - 10_000)}>
          <StepBack aria-hidden="true" />
        </IconButton>
        <IconButton size="sm" label={player.playing ? t`Pause` : t`Play`} onPress={toggle}>
          {player.playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        </IconButton>
        <IconButton size="sm" label={t`Ten seconds forward`} onPress={() => seekTo(player.at + 10_000)}>
          <StepForward aria-hidden="true" />
        </IconButton>
        <p role="status" className="tabular min-w-0 grow basis-40 truncate px-1 text-sm text-ink">
          {momentWords(player.at, round.startedAt)} <bdi className="text-ink-faint">{labelOf(evidence, round)}</bdi>
        </p>
        {action(player.at)}
        <ButtonLink size="sm" variant="quiet" to={evidenceAddress(session, evidence)}>{t`In the replay`}</ButtonLink>
      </div>
      {removed && typeof found === 'number' && (
        <p className="border-b border-line bg-warn-soft px-3 py-1.5 text-sm text-warn-ink">
          {t`This card was removed later. This is the board when it last had its text.`}
        </p>
      )}
      {found === 'gone' && (
        <p className="border-b border-line bg-warn-soft px-3 py-1.5 text-sm text-warn-ink">
          {t`This card is not in the recording. This is the board at the end of the round.`}
        </p>
      )}
      <div className="min-h-0 grow overflow-auto">
        {board.kind === 'ready' ? (
          <RoundBoard
            round={roundThen}
            session={then}
            now={player.at}
            board={board.board}
            spotlight={found === player.at ? card : null}
          />
        ) : board.kind === 'failed' ? (
          <div className="p-4">
            <Callout tone="danger" title={t`This recording can’t be played`}>
              {board.words}
            </Callout>
          </div>
        ) : (
          <Loading>{t`Preparing the recording`}</Loading>
        )}
      </div>
    </>
  )
}

/** What a moment is, without the time that its label begins with: the clock beside it shows the running time. */
function labelOf(evidence: Evidence, round: Round): string {
  const time = evidence.kind === 'moment' ? `${momentWords(evidence.at, round.startedAt)} ` : ''
  return evidence.label.startsWith(time) ? evidence.label.slice(time.length) : evidence.label
}
