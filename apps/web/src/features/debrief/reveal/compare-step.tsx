import type { BoardView } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import { type Evidence, isSolo, maySend } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Button, Callout } from '../../../design/index.ts'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'
import { gapOf } from '../../people/seat-notice.tsx'
import type { StripState } from '../../replay/player/use-strip.ts'
import type { StripMoment } from '../../strip/strip-picture.tsx'
import { EvidenceBoard } from '../evidence/evidence-board.tsx'
import type { RecordingSource } from '../evidence/use-recording.ts'
import { openOffer } from '../open-scores.ts'
import { fifthsOf, linesOf, scorecardDraftOf } from '../scorecard/scorecard-draft.ts'
import { Envelopes } from './envelopes.tsx'
import { GapList } from './gap-list.tsx'
import { firstShown } from './gap-rows.ts'
import { RoundStrip } from './round-strip.tsx'
import { wantsMotion } from './use-turning.ts'

/** Sealed envelopes until the scores are open; then everybody's scores, with the board beside them. */
export function CompareStep(
  props: RoomProps & {
    readonly guide: Guide | null
    readonly board: { readonly view: BoardView } | null
    readonly recording: RecordingSource
    readonly strip: StripState
    readonly isCurrent: boolean
    /** The scores have just opened: as `useTurning` says. */
    readonly turning: boolean
  },
) {
  const { session, round, me, guide, recording, strip, turning } = props
  const scored = round.status === 'scored'
  const [chosen, setChosen] = useState<Evidence | null>(null)
  const beside = useRef<HTMLElement>(null)
  const show = useCallback((evidence: Evidence) => {
    setChosen(evidence)
    // In a narrow window the board is below the scores, where a press would seem to do nothing.
    beside.current?.scrollIntoView?.({ block: 'nearest', behavior: wantsMotion() ? 'smooth' : 'auto' })
  }, [])
  const showMoment = useCallback(
    ({ at }: StripMoment) => show({ kind: 'moment', at, label: t`in the picture` }),
    [show],
  )
  const kept = useMemo(() => scorecardDraftOf(session.session ?? '', round.id, me), [session.session, round.id, me])
  const draft = useSyncExternalStore(kept.subscribe, kept.read)
  const fifths = fifthsOf({ ...linesOf(round.scorecards[me]), ...draft }, round.dimensions)
  if (!scored || turning)
    return (
      <div className="flex flex-col gap-3">
        <Envelopes {...props} fifths={fifths} turning={turning} />
        {!scored && (
          <>
            <p className="text-center text-sm text-ink-soft">
              {isSolo(session, round)
                ? t`Your scores and the case open when you have sealed.`
                : t`All scorecards open together, once everybody has sealed.`}
            </p>
            {round.sealedBy.length > 0 && !isSolo(session, round) && <OpenAnyway {...props} />}
          </>
        )}
      </div>
    )
  const shown = chosen ?? firstShown(round)
  return (
    <>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] print:block">
        <GapList session={session} round={round} guide={guide} shown={shown} onShow={show} />
        <EvidenceBoard {...props} ref={beside} evidence={shown} recording={recording} />
      </div>
      {/* Below what everybody waited for. */}
      <RoundStrip session={session} strip={strip} recording={recording} onGo={showMoment} />
    </>
  )
}

/** Nobody waits for a scorecard that cannot come, or for a mentor's unless they want to. */
function OpenAnyway({ session, me, round, connected, send, isCurrent }: RoomProps & { readonly isCurrent: boolean }) {
  // A second take says so above, with its own choice; and so does the notice of an empty seat.
  if (!isCurrent || round.fork !== null || !maySend(session, me, { kind: 'openScores' })) return null
  const offer = gapOf({ session, round, me }) === null ? openOffer(session, round, (one) => nameIn(session, one)) : null
  if (offer === null) return null
  const { title, words, button } = offer
  return (
    <Callout
      tone="warn"
      title={title}
      actions={
        <Button size="sm" isDisabled={!connected} onPress={() => void send({ kind: 'openScores', round: round.id })}>
          {button}
        </Button>
      }
    >
      {words}
    </Callout>
  )
}
