import type { Guide } from '@greenroom/question-bank'
import {
  carriedScore,
  type Evidence,
  holderOf,
  type ParticipantId,
  type Round,
  type SessionState,
  scorersOf,
  seatIn,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ChevronRight, LayoutGrid, Timer } from 'lucide-react'
import { use, useState } from 'react'
import { cx, personColour, personStyle } from '../../../design/index.ts'
import { nameIn } from '../../../live/room-props.ts'
import { overallOf, scoreInWords } from '../../../words/score-words.ts'
import { MomentAction } from '../../clock/moment-action.ts'
import { peopleInOrder } from '../../replay/player/people-in-order.ts'
import { missingScorecards } from '../open-scores.ts'
import { carriedWords } from './carried-words.ts'
import { dotsOf, type GapRow, gapRows, levelsGiven } from './gap-rows.ts'

/** Everybody's scores, a row per dimension, the widest gap first and open. A piece of evidence shows the board at its second. */
export function GapList({
  session,
  round,
  guide,
  shown,
  onShow,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly guide: Guide | null
  /** The moment that the board beside it shows. */
  readonly shown: Evidence
  readonly onShow: (evidence: Evidence) => void
}) {
  const rows = gapRows(round)
  const [open, setOpen] = useState<string | null>(rows[0]?.id ?? null)
  const missing = missingScorecards(round)
  return (
    <div className="flex flex-col gap-3">
      <Result session={session} round={round} guide={guide} />
      <ul
        aria-label={t`The scorecards`}
        className="flex flex-col divide-y divide-line rounded-lg border border-line bg-raised"
      >
        {rows.map((row) => (
          <Row
            key={row.id}
            session={session}
            round={round}
            guide={guide}
            row={row}
            open={open === row.id}
            shown={shown}
            onToggle={() => setOpen(open === row.id ? null : row.id)}
            onShow={onShow}
          />
        ))}
      </ul>
      {round.fork !== null && round.sealedBy.length === 0 && (
        <p className="text-sm text-ink-soft">{t`Nobody scored this take. The scores of the earlier take still stand.`}</p>
      )}
      {missing.length > 0 && round.sealedBy.length > 0 && (
        <p className="text-sm text-ink-soft">
          {missing.map(({ participant, seat }) => (
            <span key={participant} className="block">
              <Trans>
                {nameIn(session, participant)} ({seat}) has not scored this round.
                {' The scores were opened without that scorecard; it can still be added.'}
              </Trans>
            </span>
          ))}
        </p>
      )}
    </div>
  )
}

/** Whose scores these are, as everybody reads it: `Caro (self)`, `Mia (mentor)`. */
function whose(session: SessionState, round: Round, one: ParticipantId): string {
  const seat = seatIn(round, one)
  const aside = seat === 'candidate' ? t` (self)` : seat === null ? '' : ` (${seat})`
  return `${nameIn(session, one)}${aside}`
}

function colourOf(session: SessionState, one: ParticipantId) {
  return personStyle(personColour(one, peopleInOrder(session)))
}

/** The result first: who scored, with the weighted mean of each, and what the dots below mean. */
function Result({
  session,
  round,
  guide,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly guide: Guide | null
}) {
  const candidate = holderOf(round, 'candidate')
  const guessed = candidate !== null && round.scorecards[candidate]?.guesses !== undefined
  const dimensions = round.dimensions.map((one) => ({
    ...one,
    weight: guide?.rubric.find((other) => other.id === one.id)?.weight ?? 1,
  }))
  const overallBy = (one: ParticipantId) =>
    overallOf(dimensions, round.scorecards[one]?.scores ?? {}, round.fork !== null)
  return (
    <div className="flex flex-col gap-2">
      <ul
        aria-label={t`Who scored`}
        className="grid grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] gap-x-5 gap-y-2 rounded-lg border border-line bg-raised px-4 py-3 empty:hidden"
      >
        {scorersOf(round).map((one) => {
          const overall = overallBy(one)
          return (
            <li key={one} className="row-span-3 grid grid-rows-subgrid gap-y-0">
              <span className="flex items-center gap-1.5 text-sm text-ink-soft">
                <span
                  aria-hidden="true"
                  className="size-3 shrink-0 rounded-full forced-color-adjust-none"
                  style={{ backgroundColor: colourOf(session, one).line }}
                />
                {whose(session, round, one)}
              </span>
              {overall !== null && (
                <p className="text-sm text-ink-faint">
                  <Trans>
                    <span className="tabular text-2xl font-semibold text-ink">{overall.mean.toFixed(1)}</span> of 4
                    overall
                  </Trans>
                </p>
              )}
              {overall?.capped && <p className="text-xs text-ink-faint">{t`A 1 in any dimension caps it at 2.`}</p>}
            </li>
          )
        })}
      </ul>
      {round.fork !== null && (
        <p className="text-sm text-ink-soft">{t`Dimensions without a score are carried over from the earlier take and not averaged.`}</p>
      )}
      <ul aria-label={t`What the dots mean`} className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
        {guessed && candidate !== null && (
          <li className="flex items-center gap-1.5">
            <span
              aria-hidden="true"
              className="size-3 rounded-full border-2 border-dashed forced-color-adjust-none"
              style={{ borderColor: colourOf(session, candidate).line }}
            />
            {t`${nameIn(session, candidate)}’s guess`}
          </li>
        )}
        <li className="flex items-center gap-1.5">
          <span aria-hidden="true" className="size-3 rounded-full border-2 border-ink-faint" />
          {t`hollow: no evidence`}
        </li>
      </ul>
    </div>
  )
}

function Row({
  session,
  round,
  guide,
  row,
  open,
  shown,
  onToggle,
  onShow,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly guide: Guide | null
  readonly row: GapRow
  readonly open: boolean
  readonly shown: Evidence
  readonly onToggle: () => void
  readonly onShow: (evidence: Evidence) => void
}) {
  const action = use(MomentAction)
  const dimension = guide?.rubric.find((one) => one.id === row.id)
  const candidate = holderOf(round, 'candidate')
  const inWords = [
    ...(candidate !== null && round.scorecards[candidate]
      ? [`${whose(session, round, candidate)} ${scoreInWords(row.own)}`]
      : []),
    ...(row.guess === undefined ? [] : [t`guess ${scoreInWords(row.guess)}`]),
    ...row.given.map(({ who, score }) => `${whose(session, round, who)} ${scoreInWords(score)}`),
  ].join(', ')
  const carried = carriedScore(session, round, row.id)
  const panel = `gap-${row.id}`
  return (
    <li>
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={panel}
          className="grid w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-1 rounded-lg px-3 py-2 text-left hover:bg-hover sm:grid-cols-[auto_minmax(0,10rem)_minmax(8rem,1fr)_5.5rem]"
          onClick={onToggle}
        >
          <ChevronRight
            aria-hidden="true"
            className={cx('size-4 shrink-0 text-ink-faint transition-transform duration-150', open && 'rotate-90')}
          />
          <span className="min-w-0 text-sm font-medium text-ink">
            {row.title}{' '}
            {dimension && <span className="ml-0.5 text-xs font-normal text-ink-faint">{dimension.weight}%</span>}
          </span>
          {carried ? (
            <span className="tabular text-right text-xs text-ink-soft max-sm:col-span-3 max-sm:col-start-1 max-sm:pl-6 max-sm:text-left sm:col-span-2">
              {carriedWords(carried)}
            </span>
          ) : (
            <>
              <span className="sr-only">{inWords}.</span>
              <Track session={session} round={round} row={row} />
              <span
                className={cx(
                  'tabular text-right text-xs max-sm:row-start-1 max-sm:col-start-3',
                  (row.gap ?? 0) >= 2 ? 'font-medium text-warn-ink' : 'text-ink-soft',
                )}
              >
                {row.gap === null ? t`not compared` : row.gap === 0 ? t`no gap` : t`gap of ${row.gap}`}
              </span>
            </>
          )}
        </button>
      </h3>
      {open && (
        <div id={panel} className="flex flex-col gap-3 px-3 pb-3 sm:pl-9">
          {carried && (
            <p className="text-sm text-ink-soft">
              {carried.scores
                .map(({ who, score }) => `${whose(session, round, who)} ${scoreInWords(score)}`)
                .join(', ')}
            </p>
          )}
          {scorersOf(round).map((one) => {
            const line = round.scorecards[one]?.scores[row.id]
            if (carried) return null
            return (
              <div key={one} className="border-l-2 pl-3" style={{ borderColor: colourOf(session, one).line }}>
                <p className="text-sm text-ink">
                  <span className="font-medium">{whose(session, round, one)}</span>{' '}
                  <span className="tabular font-semibold">{scoreInWords(line?.score)}</span>
                </p>
                {line?.words && (
                  <p className="mt-0.5 text-sm text-ink" dir="auto">
                    {line.words}
                  </p>
                )}
                <ul aria-label={t`Evidence of ${nameIn(session, one)}`} className="mt-1 flex flex-wrap gap-1.5">
                  {line?.evidence.map((each) => (
                    <li key={`${each.kind}-${each.label}`} className="flex min-w-0 items-center">
                      <EvidenceButton evidence={each} pressed={each === shown} onShow={onShow} />
                      {each.kind === 'moment' && action(each.at)}
                    </li>
                  ))}
                  {line !== undefined && line.evidence.length === 0 && (
                    <li className="text-xs text-ink-faint">{t`No evidence`}</li>
                  )}
                </ul>
              </div>
            )
          })}
          {dimension && <LevelTextsGiven session={session} round={round} dimension={dimension} />}
        </div>
      )}
    </li>
  )
}

/** What the rubric says about the levels that were given: set apart from what people said themselves. */
function LevelTextsGiven({
  session,
  round,
  dimension,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly dimension: Guide['rubric'][number]
}) {
  const given = levelsGiven(round, dimension.id, dimension.levels)
  if (given.length === 0) return null
  return (
    <dl aria-label={t`What the rubric says`} className="rounded-md bg-sunken px-3 py-2 text-xs text-ink-soft">
      {given.map(({ level, text, who }) => (
        <div key={level} className="mt-1 first:mt-0">
          <dt className="inline font-medium text-ink">
            {t`The rubric’s level ${level} (${who.map((one) => nameIn(session, one)).join(', ')}):`}
          </dt>{' '}
          <dd className="inline">{text}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Shows the board at the second that a score points at. */
function EvidenceButton({
  evidence,
  pressed,
  onShow,
}: {
  readonly evidence: Evidence
  readonly pressed: boolean
  readonly onShow: (evidence: Evidence) => void
}) {
  const Icon = evidence.kind === 'moment' ? Timer : LayoutGrid
  return (
    <button
      type="button"
      aria-pressed={pressed}
      title={t`Show the board at this moment: ${evidence.label}`}
      className={cx(
        'inline-flex min-h-7 min-w-0 max-w-72 items-center gap-1 rounded-full px-2.5 text-xs font-medium',
        pressed ? 'bg-info-ink text-raised' : 'bg-info-soft text-info-ink hover:underline',
      )}
      onClick={() => onShow(evidence)}
    >
      <Icon aria-hidden="true" className="size-3 shrink-0" />
      <span className="min-w-0 truncate" dir="auto">
        {evidence.label}
      </span>
    </button>
  )
}

/** A track from 1 to 4 with everybody's dots, and a bar between the lowest and the highest. Given in words beside it. */
function Track({
  session,
  round,
  row,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly row: GapRow
}) {
  const dots = dotsOf(round, row)
  const levels = dots.filter(({ kind }) => kind === 'score').map(({ level }) => level)
  const place = (level: number): number => ((level - 1) / 3) * 100
  const from = Math.min(...levels)
  const to = Math.max(...levels)
  return (
    <span
      aria-hidden="true"
      className="relative mx-5 block h-9 max-sm:col-span-3 max-sm:col-start-1 print:break-inside-avoid"
    >
      <span className="absolute inset-x-0 top-3.5 h-0.5 rounded-full bg-line-strong forced-colors:bg-[GrayText]" />
      {levels.length > 1 && (
        <span
          className="absolute top-2.5 h-2.5 rounded-full bg-warn-line forced-colors:bg-[Highlight]"
          style={{ left: `${place(from)}%`, width: `${place(to) - place(from)}%` }}
        />
      )}
      {([1, 2, 3, 4] as const).map((level) => (
        <span
          key={level}
          className="tabular absolute top-5.5 -translate-x-1/2 text-2xs text-ink-faint"
          style={{ left: `${place(level)}%` }}
        >
          {level}
        </span>
      ))}
      {dots.map((dot) => {
        const { line } = colourOf(session, dot.who)
        return (
          <span
            key={`${dot.who}-${dot.kind}`}
            className={cx(
              'absolute top-3.75 size-4 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 bg-raised forced-color-adjust-none',
              dot.kind === 'guess' && 'border-dashed',
            )}
            style={{
              left: `calc(${place(dot.level)}% + ${dot.beside * 15}px)`,
              borderColor: line,
              ...(dot.bare ? {} : { backgroundColor: line }),
            }}
          />
        )
      })}
    </span>
  )
}
