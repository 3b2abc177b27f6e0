import type { BoardView, Framework } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import { currentRound, holderOf, isDeskSeat, isSolo, judgesOf, maySend, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { History, RotateCcw } from 'lucide-react'
import { type ReactNode, useDeferredValue, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isWritingInMain } from '../../browser/typing/writing-place.ts'
import { usePrinting } from '../../browser/use-printing.ts'
import { Button, ButtonLink, Callout } from '../../design/index.ts'
import { useUnsentWords } from '../../live/room-draft.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { isLeftBehind, UnsentWordsList } from '../../live/unsent-words.tsx'
import { isComposing } from '../board/keyboard.ts'
import { MomentAction } from '../clock/moment-action.ts'
import { CaseAfterwards } from '../desk/case-afterwards.tsx'
import { useGuide } from '../desk/use-guide.ts'
import { LoopTable, readLoopOf } from '../loops/loop-table.tsx'
import { type StripState, useOwnStrip } from '../replay/player/use-strip.ts'
import type { KeptRound } from '../replay/source/kept-session.ts'
import type { Loaded } from '../replay/source/load-recording.ts'
import { useTakeBeside } from '../takes/take-link.tsx'
import { mainTake, TakesInDebrief } from '../takes/takes-in-debrief.tsx'
import { FocusFirst } from '../thinking/focus-line.tsx'
import { ThoughtsAfterwards } from '../thinking/thoughts-afterwards.tsx'
import { AppointmentForm } from './after/appointment-form.tsx'
import { NextRound } from './after/next-round.tsx'
import { WidestGap } from './after/widest-gap.tsx'
import { CommentsInDebrief, UnreadComments } from './comments-in-debrief.tsx'
import { DebriefNotes } from './debrief-notes.tsx'
import { type DebriefStep, debriefSteps, firstStep, setDebriefPlace, useDebriefPlace } from './debrief-steps.ts'
import { type RecordingSource, useRecording } from './evidence/use-recording.ts'
import { type EvidenceGroup, evidenceChoices } from './evidence-choices.ts'
import { InterviewingStep } from './interviewing/interviewing-step.tsx'
import { PaperRound } from './paper/paper-round.tsx'
import { FeedbackStep } from './points/feedback-step.tsx'
import { CompareStep } from './reveal/compare-step.tsx'
import { hasEvidence } from './reveal/gap-rows.ts'
import { useTurning } from './reveal/use-turning.ts'
import { interviewerName, ScorecardForm } from './scorecard/scorecard-form.tsx'
import { TakeChoice } from './scorecard/take-choice.tsx'
import { StepBar, StepWay } from './step-bar.tsx'
import { writtenItems } from './yardstick/reference-items.ts'
import { runShownBeside } from './yardstick/run-shown.ts'
import { YardstickRuns } from './yardstick/yardstick-runs.tsx'
import { YardstickStep } from './yardstick/yardstick-step.tsx'

type DebriefBoard = { readonly view: BoardView; readonly framework: Framework } | null

/** The props of every screen of a debrief. */
type Parts = RoomProps & {
  readonly board: DebriefBoard
  readonly guide: Guide | null
  readonly choices: readonly EvidenceGroup[]
  readonly recording: RecordingSource
  readonly strip: StripState
  readonly token: string | null
  /** No other round followed. */
  readonly isCurrent: boolean
  /** The scores have just opened. */
  readonly turning: boolean
  readonly onStep: (step: DebriefStep) => void
  /** The desk's view of the round; shown once the scores are open. */
  readonly during?: ReactNode
}

/**
 * Judging together, one screen at a time: everybody scores first, all scorecards open together, then points to work on. The order is
 * that of `debriefSteps`.
 */
export function DebriefView(
  props: RoomProps & {
    readonly board: DebriefBoard
    /** The session as this participant may see it; a new function when the round has changed since. */
    readonly load: (signal: AbortSignal) => Promise<Loaded>
    /** For the owner's requests to the server. */
    readonly token: string | null
    readonly during?: ReactNode
    /** Where everything is taken home; receives how rounds are printed. */
    readonly takeHome?: (print: (rounds: readonly KeptRound[]) => void) => ReactNode
  },
) {
  const { session, round, me, connected, send, board, load, takeHome } = props
  const scored = round.status === 'scored'
  const turning = useTurning(round)
  const parsed = useGuide(round)
  const guide = parsed === 'unreadable' ? null : parsed
  const choices = useMemo(() => evidenceChoices(round, board), [round, board])
  const recording = useRecording(load)
  const strip = useOwnStrip(recording.state.kind === 'here' ? recording.state.recording : null, round)
  // Seats of this round, which may be an earlier one.
  const seat = seatIn(round, me)
  const isCurrent = currentRound(session)?.id === round.id
  const judges = seat === 'candidate' || seat === 'interviewer' || seat === 'mentor'
  const steps = debriefSteps(session, round, me)
  const place = `${session.session} ${round.id} ${me}`
  const left = useDebriefPlace(place)
  const step = steps.some(({ id, locked }) => id === left && !locked)
    ? (left ?? 'compare')
    : firstStep(session, round, me)
  // The bar responds to a press at once; a screen of eighty cards is drawn after it, in pieces that do not block other presses.
  const drawn = useDeferredValue(step)
  // A note of this round still has its field, on its screen.
  const unsent = useUnsentWords(session.session ?? '', me).filter(
    (one) =>
      isLeftBehind(one) &&
      session.rounds.some(({ id, status }) => id === one.round && status !== 'lobby') &&
      !(drawn === 'case' && judges && one.field === 'note' && one.round === round.id),
  )
  const heading = useRef<HTMLHeadingElement>(null)
  const [turned, setTurned] = useState(0)
  const onStep = (next: DebriefStep): void => {
    setDebriefPlace(place, next)
    setTurned(turned + 1)
  }
  // Somebody who turned to another screen starts reading at its title, once that screen is shown.
  const read = useRef(turned)
  useEffect(() => {
    if (drawn !== step || read.current === turned) return
    read.current = turned
    heading.current?.focus()
  }, [turned, drawn, step])
  const scoredBefore = useRef(scored)
  const nobodyScored = round.sealedBy.length === 0
  // A separate component, so that opening scores leave the scorecard alone while somebody is writing in it.
  useEffect(() => {
    if (left === undefined && step === 'score') setDebriefPlace(place, step)
  }, [left, step, place])
  // What everybody waited for is scrolled into view.
  useEffect(() => {
    if (scored && !scoredBefore.current && !isWritingInMain()) setDebriefPlace(place, nobodyScored ? 'next' : 'compare')
    scoredBefore.current = scored
  }, [scored, nobodyScored, place])
  const goOn = useEffectEvent((pressed: KeyboardEvent): void => {
    if (pressed.key !== 'Enter' || !(pressed.ctrlKey || pressed.metaKey)) return
    if (pressed.defaultPrevented || isComposing(pressed)) return
    if (pressed.target instanceof HTMLElement && pressed.target.closest('[role=dialog], [role=alertdialog]')) return
    const open = steps.filter(({ locked }) => !locked)
    const next = open[open.findIndex(({ id }) => id === step) + 1]
    if (next) onStep(next.id)
  })
  useEffect(() => {
    const listen = (pressed: KeyboardEvent) => goOn(pressed)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  const printing = usePrinting()
  const takeBeside = useTakeBeside(session, round, me)
  const [paper, setPaper] = useState<readonly KeptRound[] | null>(null)
  const parts: Parts = { ...props, guide, choices, recording, strip, isCurrent, turning, onStep }
  const printRounds = (rounds: readonly KeptRound[]): void => {
    flushSync(() => setPaper(rounds))
    window.addEventListener('afterprint', () => setPaper(null), { once: true })
    window.print()
  }
  // On paper everything that is open is stacked; the screens stay mounted behind it.
  const papers = printing
    ? (paper ?? [{ round, guide, board, thoughts: [], strip: scored && strip.kind === 'here' ? strip.strip : null }])
    : []
  const compares = steps.some(({ id, locked }) => id === 'yardstick' && !locked)
  const { title, lead, body } = screenOf(drawn, parts)
  return (
    <>
      {papers.map((kept) => (
        <PaperRound
          key={kept.round.id}
          session={session}
          me={me}
          kept={{ beside: runShownBeside(session, kept.round), ...kept }}
          recording={recording}
          during={kept.round.id === round.id ? props.during : undefined}
          yardstick={kept.round.id === round.id && compares ? <YardstickStep {...parts} onPaper /> : undefined}
        />
      ))}
      <MomentAction value={takeBeside}>
        <div className="mx-auto flex w-full max-w-6xl flex-col gap-2.5 px-4 py-3 sm:px-6 print:hidden">
          {/* What is judged is said by the bar above: the title would only push down what everybody waited for. */}
          <h1 className="sr-only">
            {session.rounds.length > 1 ? t`Debrief of round ${session.rounds.indexOf(round) + 1}` : t`Debrief`}
          </h1>
          <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <StepBar steps={steps} step={step} onChoose={onStep} />
            <div className="flex flex-wrap gap-2 sm:ml-auto">
              {isCurrent && maySend(session, me, { kind: 'reopenRound' }) && (
                <Button size="sm" isDisabled={!connected} onPress={() => void send({ kind: 'reopenRound' })}>
                  <RotateCcw aria-hidden="true" />
                  {t`Reopen the round`}
                </Button>
              )}
              {takeHome?.(printRounds)}
              <ButtonLink size="sm" to={`/s/${session.session}/replay`}>
                <History aria-hidden="true" />
                {t`Replay`}
              </ButtonLink>
              <UnreadComments {...props} />
            </div>
          </header>
          {/* Over the screens that follow it would only push down what they are about. */}
          {(!scored || drawn === 'compare') && <FocusFirst {...props} />}
          <ThoughtsAfterwards {...props} view={board?.view ?? null} />
          {isCurrent && (
            <TakeChoice {...props} onScore={() => onStep('score')} onWithout={() => heading.current?.focus()} />
          )}
          <UnsentWordsList unsent={unsent} save={judges ? props : null} />
          <section
            key={drawn}
            aria-labelledby={`step-${drawn}`}
            aria-busy={drawn !== step}
            className="flex flex-col gap-3"
          >
            <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <h2
                ref={heading}
                id={`step-${drawn}`}
                tabIndex={-1}
                className="w-fit scroll-mt-6 not-low:scroll-mt-36 rounded-sm text-base font-semibold text-ink"
              >
                {title}
              </h2>
              {lead && <p className="text-sm text-ink-soft">{lead}</p>}
            </div>
            {body}
          </section>
          {drawn !== 'score' && <StepWay steps={steps} step={step} onChoose={onStep} />}
        </div>
      </MomentAction>
    </>
  )
}

type Screen = { readonly title: string; readonly lead?: ReactNode; readonly body: ReactNode }

/** The closing page of a loop, which grows with each of its rounds. */
function loopScreen({ session, round }: Parts): Screen {
  const candidate = holderOf(round, 'candidate')
  const reading = readLoopOf(session, candidate)
  if (reading === null) return { title: t`The loop`, body: <Callout>{t`This round has no candidate.`}</Callout> }
  return {
    title: reading.finished ? t`The loop is complete` : t`The loop so far`,
    lead: reading.plan.title,
    body: <LoopTable reading={reading} name={nameIn(session, candidate)} />,
  }
}

/** A phone has no such keys. */
const withKeys = (words: string): ReactNode => (
  <>
    {words} <span className="pointer-coarse:hidden">{t`Press a digit to choose, Enter to continue.`}</span>
  </>
)

/** The title, the sentence and the body of each screen. */
function screenOf(step: DebriefStep, parts: Parts): Screen {
  const { session, round, me, guide, isCurrent } = parts
  const seat = seatIn(round, me)
  const scored = round.status === 'scored'
  const judges = seat === 'candidate' || seat === 'interviewer' || seat === 'mentor'
  const own = seat === 'candidate'
  switch (step) {
    case 'score':
      return {
        title: own ? t`Your self-score` : t`Your scorecard`,
        lead: scored
          ? t`The scores were opened before you sealed yours. Add it now, and everybody sees it beside the others.`
          : isSolo(session, round)
            ? t`Score yourself; then the full case opens.`
            : withKeys(
                own
                  ? t`Your own level, and your guess at the one you’ll get.`
                  : t`A level for each dimension, with evidence.`,
              ),
        body: (
          <ScorecardForm
            key={round.id}
            {...parts}
            own={own}
            interviewer={interviewerName(parts)}
            late={scored}
            onSealed={() => parts.onStep('compare')}
          />
        ),
      }
    case 'compare':
      return {
        title: scored ? t`Scores` : t`Sealed scorecards`,
        lead: scored
          ? [
              isSolo(session, round)
                ? null
                : judgesOf(round).length > 1
                  ? t`The widest gap between any two scores comes first, the mentor’s included.`
                  : t`The widest gap comes first.`,
              hasEvidence(round)
                ? t`Press a piece of evidence to see the board at that second.`
                : t`No score has evidence, so the board is shown as it was at the end.`,
            ]
              .filter((sentence) => sentence !== null)
              .join(' ')
          : judges
            ? !round.sealedBy.includes(me) && t`Score on your own first. The scorecards then open together.`
            : t`Observers don’t score. You will see the scorecards when they open.`,
        body: <CompareStep {...parts} />,
      }
    case 'feedback':
      return {
        title: t`Feedback points`,
        lead: judges
          ? t`Three at most: where it showed, what was missing, what to do next. Describe what happened, not the person.`
          : t`Written by the interviewer, the candidate and mentors.`,
        body: <FeedbackStep {...parts} comments={<CommentsInDebrief {...parts} view={parts.board?.view ?? null} />} />,
      }
    case 'interviewing':
      return { title: t`Interviewing`, body: <InterviewingStep {...parts} /> }
    case 'yardstick':
      return {
        title: t`Yardstick`,
        lead:
          writtenItems(guide).length > 0 &&
          (judges
            ? t`What only this board has, what both have, and what is missing. Pairs are proposed, and yours to correct: drag a card onto its answer, or press it.`
            : t`What only this board has, what both have, and what is missing. The people who took part can correct the pairs.`),
        body: (
          <>
            <YardstickRuns {...parts} />
            <YardstickStep {...parts} />
          </>
        ),
      }
    case 'case':
      return {
        title: scored && guide ? t`The full case` : isDeskSeat(seat) ? t`Notes and guide` : t`Notes`,
        ...(judges && { lead: t`Your notes stay private until you share them, now or later.` }),
        body: (
          <>
            {(judges || round.notes.length > 0) && <DebriefNotes {...parts} />}
            {scored && parts.during}
            {scored && guide && <CaseAfterwards guide={guide} category={round.case?.category} />}
          </>
        ),
      }
    case 'loop':
      return loopScreen(parts)
    case 'next':
      return {
        title: t`What next?`,
        lead: t`This round’s debrief stays here, and in the replay.`,
        body: (
          <div className="flex flex-col gap-6">
            {isCurrent && maySend(session, me, { kind: 'openNextRound', swapSeats: false }) ? (
              <NextRound {...parts} isMain={mainTake(session, round, me) === null} />
            ) : (
              <Callout>
                {!isCurrent
                  ? t`Another round followed this one.`
                  : session.status.kind === 'closed'
                    ? t`This session is closed. Once its owner has opened it again, another round can follow.`
                    : t`The interviewer, the candidate or a mentor can open the next round.`}
              </Callout>
            )}
            {round.status === 'scored' && <WidestGap {...parts} />}
            {round.status === 'scored' && <TakesInDebrief {...parts} />}
            {/* Alone there is nobody to meet. */}
            {judges && session.mode !== 'solo' && <AppointmentForm {...parts} />}
            <p>
              <ButtonLink variant="quiet" className="-ml-3.5" to="/">{t`Done, back to the start page`}</ButtonLink>
            </p>
          </div>
        ),
      }
  }
}
