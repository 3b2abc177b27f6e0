import type { Guide } from '@greenroom/question-bank'
import { type InterviewerDimension, interviewerDimensions, isSolo, textLimits } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ArrowLeft, ArrowRight, Lock } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Button, Kbd, TextArea } from '../../../design/index.ts'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'
import { limitError } from '../../../words/limit-words.ts'
import { LevelBar } from '../../desk/level-bar.tsx'
import { type EvidenceGroup, isSameEvidence, phasesFirst, phasesOf } from '../evidence-choices.ts'
import { missingScorecards } from '../open-scores.ts'
import { EvidenceLine } from './evidence-line.tsx'
import { HappenedList } from './happened-list.tsx'
import { interviewerWords } from './interviewer-words.ts'
import { LevelChoice, LevelRow } from './level-choice.tsx'
import {
  type DraftLine,
  emptyLine,
  lineAbout,
  linesOf,
  missingIn,
  type ScorecardDraft,
  scorecardDraftOf,
  scorecardOf,
} from './scorecard-draft.ts'
import { useScorecardKeys } from './scorecard-keys.ts'
import { aboutPage, ScorecardPages } from './scorecard-pages.tsx'
import { ceilingsOf, suggestionFor, TickList } from './tick-list.tsx'

/** One person's scorecard, a dimension at a time, with the keyboard: a level, its evidence, and on. Sealed only when all are done. */
export function ScorecardForm({
  session,
  round,
  me,
  connected,
  send,
  guide,
  choices,
  own,
  interviewer,
  late = false,
  onSealed,
}: RoomProps & {
  readonly guide: Guide | null
  readonly choices: readonly EvidenceGroup[]
  /** The candidate judges their own run. */
  readonly own: boolean
  /** The person whose levels the candidate guesses and whom they rate; `null` in solo. */
  readonly interviewer: string | null
  /** The scores are already open; this one is visible as soon as it is sealed. */
  readonly late?: boolean
  readonly onSealed: () => void
}) {
  const id = session.session ?? ''
  const kept = useMemo(() => scorecardDraftOf(id, round.id, me), [id, round.id, me])
  const changes = useSyncExternalStore(kept.subscribe, kept.read)
  const sealedCard = round.scorecards[me]
  // What nobody touches here follows what was sealed, perhaps in another tab.
  const draft: ScorecardDraft = useMemo(() => ({ ...linesOf(sealedCard), ...changes }), [sealedCard, changes])
  const asks = own && interviewer !== null
  const pages = useMemo(
    () => [...round.dimensions.map((one) => one.id), ...(asks ? [aboutPage] : [])],
    [round.dimensions, asks],
  )
  const [page, setPage] = useState(() => missingIn(draft, round.dimensions)[0] ?? pages[0] ?? aboutPage)
  const [tried, setTried] = useState(false)
  const [sealing, setSealing] = useState(false)
  const frame = useRef<HTMLFormElement>(null)
  const sealed = round.sealedBy.includes(me)
  const isTake = round.fork !== null
  const unsealed = missingScorecards(round)
  const othersWait = round.sealedBy.length > 0 && unsealed.length === 1 && unsealed[0]?.participant === me
  const missing = missingIn(draft, round.dimensions, isTake)
  const at = Math.max(0, pages.indexOf(page))
  const dimension = round.dimensions.find((one) => one.id === page)
  const shown = guide?.rubric.find((one) => one.id === page)
  const line = draft[page] ?? emptyLine
  const phases = useMemo(
    (): ReadonlySet<string> => (dimension ? phasesOf(round, guide, dimension) : new Set()),
    [round, guide, dimension],
  )
  const ordered = useMemo(() => phasesFirst(choices, round, phases), [choices, round, phases])
  /** What is optional on this page and still open: the guess beside a level, or the ratings of the interviewer. */
  const open = optionalOpen(page, draft, asks)
  const [saidOf, setSaidOf] = useState<string | null>(null)
  const ceilings = ceilingsOf(round, guide?.hints ?? [], page)
  const change = (of: string, part: Partial<DraftLine>): void => {
    const newest = kept.read()
    kept.write({ ...newest, [of]: { ...(newest[of] ?? draft[of] ?? emptyLine), ...part } })
  }
  const go = (next: string | undefined): void => {
    if (next !== undefined) setPage(next)
  }
  const shownBefore = useRef(page)
  // When the page was turned, it begins at its first choice, for the keyboard; the first page leaves the focus where it is.
  useEffect(() => {
    if (shownBefore.current === page) return
    shownBefore.current = page
    const [first] = frame.current?.querySelectorAll<HTMLInputElement>('[data-group] input') ?? []
    const chosen = frame.current?.querySelector<HTMLInputElement>('[data-group] input:checked')
    const begin = chosen?.closest('[data-group]') === first?.closest('[data-group]') ? chosen : first
    begin?.focus({ preventScroll: true })
  }, [page])

  const seal = async (): Promise<void> => {
    setTried(true)
    if (!connected || sealing) return
    const [first] = missing
    const tooLong = pages.find((one) => limitError(draft[one]?.words ?? '', textLimits.scorecardWords))
    if (first !== undefined || tooLong !== undefined) {
      go(first ?? tooLong)
      return
    }
    setSealing(true)
    const sent = kept.read()
    const scorecard = scorecardOf(draft, round.dimensions, asks)
    const done = await send({ kind: 'sealScorecard', scorecard, round: round.id })
    setSealing(false)
    if (!done) return
    // What was changed while it was being sent is still a draft.
    if (kept.read() === sent) kept.remove()
    onSealed()
  }
  useScorecardKeys(frame, {
    onScore: (group, score) => {
      if (group === 'own') change(page, { score })
      else if (group === 'guess') change(page, { guess: score })
      else change(lineAbout(group as InterviewerDimension), { score })
    },
    onNext: () => {
      const [first] = open
      // Nothing is skipped silently: the first Enter goes to what is open, the next one continues.
      if (first !== undefined && saidOf !== page) {
        setSaidOf(page)
        frame.current?.querySelector<HTMLElement>(`[data-group="${first}"] input`)?.focus()
        return
      }
      const next = pages[at + 1]
      if (next !== undefined) go(next)
      else frame.current?.querySelector<HTMLElement>('button[type=submit]')?.focus()
    },
    onSeal: () => void seal(),
  })

  return (
    <form
      ref={frame}
      aria-label={t`Scorecard`}
      className="flex flex-col gap-3"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void seal()
      }}
    >
      <div className="grid items-start gap-x-5 gap-y-3 md:grid-cols-[11rem_minmax(0,1fr)] lg:grid-cols-[11rem_minmax(0,1fr)_16rem]">
        <ScorecardPages
          pages={pages.map((one) => ({
            id: one,
            title: round.dimensions.find((each) => each.id === one)?.title ?? t`About ${interviewer ?? ''}`,
          }))}
          draft={draft}
          page={page}
          tried={tried}
          onChoose={go}
        />
        <section
          data-dimension={page}
          aria-labelledby="scorecard-page"
          className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-raised p-3.5"
        >
          <h3 id="scorecard-page" className="text-base font-semibold text-ink">
            {dimension?.title ?? t`How ${interviewer ?? ''} interviewed`}{' '}
            <span className="tabular ml-1 text-xs font-normal text-ink-faint">
              <Trans>
                {at + 1} of {pages.length}
              </Trans>
            </span>
            {tried && dimension && missing.includes(page) && (
              <span className="ml-2 text-xs text-danger-ink">{t`Choose a score`}</span>
            )}
          </h3>
          {dimension ? (
            <>
              {shown && (
                <TickList
                  dimension={shown}
                  ticked={line.ticks ?? []}
                  ceiling={ceilings.length === 0 ? null : Math.min(...ceilings)}
                  suggested={suggestionFor(shown, line.ticks ?? [], ceilings)}
                  onChange={(ticks) => change(page, { ticks: [...ticks] })}
                />
              )}
              <LevelChoice
                key={page}
                group="own"
                label={t`Score for ${dimension.title}`}
                score={line.score}
                levels={shown?.levels ?? null}
                suggested={suggestionFor(shown, line.ticks ?? [], ceilings)}
                onChange={(score) => change(page, { score })}
              />
              <LevelBar key={`bar-${page}`} category={round.case?.category ?? ''} dimension={dimension.id} />
              {asks && (
                <div className="flex flex-wrap items-center justify-between gap-2">
                  <span className="text-sm text-ink">{t`What do you think ${interviewer ?? ''} gave?`}</span>
                  <LevelRow
                    key={page}
                    group="guess"
                    label={t`Your guess for ${dimension.title}`}
                    score={line.guess ?? null}
                    onChange={(guess) => change(page, { guess })}
                  />
                </div>
              )}
              {asks && saidOf === page && open.length > 0 && (
                <p role="status" className="-mt-1 text-right text-xs text-info-ink">
                  {t`No guess yet. Press a digit, or Enter again to continue without one.`}
                </p>
              )}
              <EvidenceLine
                title={dimension.title}
                evidence={line.evidence}
                choices={ordered}
                empty={t`No evidence yet: the score is shown hollow.`}
                onChange={(evidence) => change(page, { evidence: [...evidence] })}
              />
              <TextArea
                aria-label={t`Comment on ${dimension.title}`}
                placeholder={t`What you saw or heard`}
                rows={1}
                value={line.words}
                error={limitError(line.words, textLimits.scorecardWords)}
                onChange={(words) => change(page, { words })}
              />
            </>
          ) : (
            interviewerDimensions.map((one) => (
              <div key={one} className="flex flex-col gap-1.5">
                <h4 className="text-sm font-medium text-ink">{interviewerWords[one].title}</h4>
                <LevelChoice
                  group={one}
                  label={t`Score for ${interviewerWords[one].title}`}
                  score={draft[lineAbout(one)]?.score ?? null}
                  levels={interviewerWords[one].levels}
                  onChange={(score) => change(lineAbout(one), { score })}
                />
              </div>
            ))
          )}
          {dimension === undefined && saidOf === page && open.length > 0 && (
            <p role="status" className="text-xs text-info-ink">
              {t`Not rated yet: ${open.map((one) => interviewerWords[one as InterviewerDimension].title).join(', ')}. Press a digit, or Enter again to continue without it.`}
            </p>
          )}
        </section>
        {dimension && choices.length > 0 && (
          <div className="max-h-[60dvh] min-h-0 overflow-hidden max-lg:hidden lg:flex">
            <HappenedList
              groups={choices}
              phases={phases}
              onPick={({ evidence }) => {
                if (!line.evidence.some((one) => isSameEvidence(one, evidence)))
                  change(page, { evidence: [...line.evidence, evidence] })
              }}
            />
          </div>
        )}
      </div>
      {/* In a small window it would take half of what there is for the scorecard. */}
      <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center gap-2 border-t small:static border-line bg-canvas px-1 py-2.5">
        <Button isDisabled={at === 0} onPress={() => go(pages[at - 1])}>
          <ArrowLeft aria-hidden="true" />
          <span className="max-sm:sr-only">{t`Back`}</span>
        </Button>
        <Button
          variant={missing.length === 0 && at === pages.length - 1 ? 'secondary' : 'primary'}
          isDisabled={at === pages.length - 1}
          onPress={() => go(pages[at + 1])}
        >
          {t`Continue`}
          <ArrowRight aria-hidden="true" />
        </Button>
        <p className="min-w-0 grow basis-40 text-sm text-ink-faint max-sm:order-first max-sm:basis-full" role="status">
          {tried && missing.length > 0 && isTake
            ? t`Score at least one dimension that this take touched.`
            : tried && missing.length > 0
              ? t`${plural(missing.length, { one: '# dimension still needs', other: '# dimensions still need' })} a score. “Not seen” counts.`
              : late
                ? t`Everybody sees it at once. It can’t be changed afterwards.`
                : sealed
                  ? t`Sealed. You can change it until the scorecards open.`
                  : othersWait
                    ? t`Everybody else has sealed and is waiting for you.`
                    : isTake
                      ? t`Score what this take touched. What you leave out is carried over from the earlier take.`
                      : isSolo(session, round)
                        ? t`Once it is sealed, the full case opens.`
                        : t`Nobody sees it until everybody has sealed; then all open together.`}
        </p>
        <span className="flex items-center gap-1 text-xs text-ink-faint max-lg:hidden">
          <Kbd keys="1" />–<Kbd keys="4" /> {t`level`} <Kbd keys="0" /> {t`not seen`} <Kbd keys="E" /> {t`evidence`}
        </span>
        <Button
          type="submit"
          variant={missing.length === 0 && !sealed ? 'primary' : 'secondary'}
          isPending={sealing}
          isDisabled={!connected}
        >
          <Lock aria-hidden="true" />
          {late
            ? own
              ? t`Add my self-score`
              : t`Add my scores`
            : sealed
              ? t`Seal again`
              : own
                ? t`Seal my self-score`
                : t`Seal my scores`}
        </Button>
      </div>
    </form>
  )
}

/** Groups of choices on a page that are optional and not chosen yet, in order. */
function optionalOpen(page: string, draft: ScorecardDraft, asks: boolean): readonly string[] {
  if (!asks) return []
  if (page === aboutPage) return interviewerDimensions.filter((one) => draft[lineAbout(one)]?.score == null)
  const line = draft[page] ?? emptyLine
  return line.score !== null && line.guess == null ? ['guess'] : []
}

/** The name of the person whom a candidate guesses and rates: the holder of the interviewer's seat, otherwise the seat. */
export function interviewerName({ session, round }: Pick<RoomProps, 'session' | 'round'>): string | null {
  if (isSolo(session, round)) return null
  const holder = Object.values(session.participants).find((one) => round.seats[one.id] === 'interviewer')
  return holder ? nameIn(session, holder.id) : t`the interviewer`
}
