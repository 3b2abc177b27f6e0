import type { Guide } from '@greenroom/question-bank'
import {
  type FeedbackPoint,
  type FeedbackPointNumber,
  feedbackPointNumbers,
  holderOf,
  isSolo,
  judgeOf,
  maySend,
  type Round,
  type SessionState,
  textLimits,
  thirdsOf,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Plus } from 'lucide-react'
import { type ReactNode, use, useEffect, useRef, useState } from 'react'
import { Button, cx, TextArea } from '../../../design/index.ts'
import { useRoomDraft } from '../../../live/room-draft.ts'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'
import { limitError } from '../../../words/limit-words.ts'
import { momentWords } from '../../clock/moment.ts'
import { MomentAction } from '../../clock/moment-action.ts'
import { TakeLink } from '../../takes/take-link.tsx'
import type { EvidenceGroup } from '../evidence-choices.ts'
import { Ring } from '../reveal/envelopes.tsx'
import { gapRows } from '../reveal/gap-rows.ts'
import { EvidenceLine } from '../scorecard/evidence-line.tsx'
import { gapWords } from './gap-words.ts'
import { nextWords } from './next-words.ts'
import { begun, emptyPoint, ownWordsOf, pointDrafts, pointOf, withDrafts } from './own-points.ts'

type Parts = RoomProps & {
  readonly guide: Guide | null
  readonly choices: readonly EvidenceGroup[]
  /** Comments on moments of the round, from the replay. */
  readonly comments?: ReactNode
}

/**
 * Three points at most, each a moment or card, what was missing, and what to do next. Nothing is required. What others had written as the
 * step was opened comes before one's own form; what they write from then on comes after it, so that nobody's form moves while they write.
 */
export function FeedbackStep(props: Parts) {
  const { session, round, me } = props
  const writes = maySend(session, me, { kind: 'setFeedbackPoint', point: 1, ...emptyPoint, round: round.id })
  const others = Object.values(session.participants).filter((one) => !writes || one.id !== me)
  const given = others.filter(({ id }) => (round.feedbackPoints[id] ?? []).length > 0)
  const [givenFirst] = useState(given.length > 0)
  const alone = writes && isSolo(session, round) && given.length === 0
  const read = (
    <div className="flex min-w-0 flex-col gap-4">
      {given.map((one) => (
        <section key={one.id} className="flex flex-col gap-2">
          <h3 className="text-sm font-medium text-ink">{t`From ${nameIn(session, one.id)}`}</h3>
          {round.feedbackPoints[one.id]?.map((point) => (
            <PointRead key={point.point} session={session} round={round} me={me} point={point} />
          ))}
        </section>
      ))}
      {given.length === 0 && (
        <p className="text-sm text-ink-faint">
          {writes ? t`Nobody else has written a point yet.` : t`Nobody has written a point.`}
        </p>
      )}
    </div>
  )
  return (
    <div className="flex flex-col gap-4">
      {!writes ? (
        read
      ) : alone ? (
        <OwnPoints {...props} />
      ) : (
        <div
          className={cx(
            'grid items-start gap-4 lg:gap-6',
            givenFirst ? 'lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]' : 'lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]',
          )}
        >
          {givenFirst && read}
          <OwnPoints {...props} />
          {!givenFirst && read}
        </div>
      )}
      <OldPoints session={session} round={round} />
      {props.comments}
    </div>
  )
}

function OwnPoints(props: Parts) {
  const { session, round, me } = props
  const drafted = (point: FeedbackPointNumber): boolean =>
    Object.values(pointDrafts(props, point)).some((entry) => entry.read() !== null)
  const [more, setMore] = useState(1)
  const shown = Math.max(more, begun(round, me, drafted))
  /** The point that was just added, for its reader to go on in. */
  const [added, setAdded] = useState<FeedbackPointNumber | null>(null)
  const next = feedbackPointNumbers[shown]
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {!isSolo(session, round) && <h3 className="-mb-2 text-sm font-medium text-ink">{t`From you`}</h3>}
      {feedbackPointNumbers.slice(0, shown).map((point) => (
        <PointForm key={point} {...props} point={point} isAdded={point === added} />
      ))}
      {next !== undefined && (
        <Button
          className="self-start"
          onPress={() => {
            setMore(shown + 1)
            setAdded(next)
          }}
        >
          <Plus aria-hidden="true" />
          {shown === 1 ? t`Add a second point` : t`Add a third point`}
        </Button>
      )}
    </div>
  )
}

/** The link to take a moment again appears once in a point: at the next step, if that is what it is. */
const takes = (next: FeedbackPoint['next'], at: number): boolean => next?.kind === 'take' && next.at === at

function PointRing({ thirds }: { readonly thirds: number }) {
  return (
    <span className="grid shrink-0 place-items-center self-start">
      <Ring steps={3} filled={thirds} className="size-8" />
      <span className="sr-only">{t`${thirds} of 3 parts`}</span>
    </span>
  )
}

function PointRead({
  session,
  round,
  me,
  point,
}: Pick<RoomProps, 'session' | 'round' | 'me'> & { readonly point: FeedbackPoint }) {
  const action = use(MomentAction)
  const from = point.evidence?.kind === 'moment' ? point.evidence.at : null
  return (
    <div className="flex gap-3 rounded-lg border border-line bg-raised p-3">
      <PointRing thirds={thirdsOf(point)} />
      <dl className="grid min-w-0 grow grid-cols-[4.5rem_minmax(0,1fr)] gap-x-2 gap-y-1 text-sm">
        {point.evidence && (
          <>
            <dt className="text-ink-faint">{t`Where`}</dt>
            <dd className="text-ink" dir="auto">
              {point.evidence.label} {from !== null && !takes(point.next, from) && action(from)}
            </dd>
          </>
        )}
        {point.gap && (
          <>
            <dt className="text-ink-faint">{t`Gap`}</dt>
            <dd className="text-ink" dir="auto">
              {point.gap}
            </dd>
          </>
        )}
        {point.next && (
          <>
            <dt className="text-ink-faint">{t`Next`}</dt>
            <dd className="text-ink" dir="auto">
              {point.next.kind === 'take' ? (
                <TakeLink
                  session={session}
                  round={round}
                  me={me}
                  at={point.next.at}
                  otherwise={nextWords(round, point.next)}
                />
              ) : (
                nextWords(round, point.next)
              )}
            </dd>
          </>
        )}
      </dl>
    </div>
  )
}

const offered = 'rounded-md border px-2.5 py-1.5 text-left text-sm'
const offer = (chosen: boolean): string =>
  cx(
    offered,
    chosen
      ? 'border-accent bg-accent-soft text-ink'
      : 'border-line bg-raised text-ink-soft hover:border-control hover:text-ink',
  )

/** From this level on, a rubric says what was done well; below it, what was missing. */
const firstGoodLevel = 3

/** The dimensions with the most to gain: the level given, and what the next good one asks for. */
function gapsToName(round: Round, guide: Guide | null) {
  const candidate = holderOf(round, 'candidate')
  const judge = judgeOf(round) ?? candidate
  return gapRows(round)
    .flatMap(({ id, title }) => {
      const given = judge === null ? undefined : round.scorecards[judge]?.scores[id]?.score
      const levels = guide?.rubric.find((one) => one.id === id)?.levels
      if (typeof given !== 'number' || given === 4 || levels === undefined) return []
      const level = given < firstGoodLevel ? firstGoodLevel : 4
      const text = levels[level]
      return [{ id, title, given, level, text, words: gapWords(title, level, text) }]
    })
    .sort((a, b) => a.given - b.given)
    .slice(0, 3)
}

/** Points of earlier versions contain only the level's text. */
const isChosen = (one: { readonly text: string; readonly words: string }, gap: string): boolean =>
  gap === one.words || gap === one.text

function PointForm({
  point,
  isAdded,
  ...props
}: Parts & { readonly point: FeedbackPointNumber; readonly isAdded: boolean }) {
  const { round, me, connected, send, guide, choices } = props
  const form = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isAdded) form.current?.querySelector('button')?.focus()
  }, [isAdded])
  const stored = pointOf(round, me, point)
  const gap = useRoomDraft(props, `feedback.${point}.gap`, stored.gap)
  const own = useRoomDraft(props, `feedback.${point}.own`, ownWordsOf(stored.next))
  const entries = pointDrafts(props, point)
  const now = withDrafts(stored, entries.gap.read(), entries.own.read())
  const save = (change: Partial<typeof now>): void => {
    const next = { ...now, ...change }
    // Chosen in place of one's own words.
    if ('next' in change && change.next?.kind !== 'own') own.write(ownWordsOf(stored.next))
    void send({ kind: 'setFeedbackPoint', point, ...next, round: round.id }).then((done) => {
      if (!done) return
      gap.settle(next.gap)
      own.settle(ownWordsOf(next.next))
    })
  }
  const gaps = gapsToName(round, guide)
  const weak = gaps.find((one) => isChosen(one, now.gap))?.id ?? gaps[0]?.id
  const drills = (guide?.drills ?? []).toSorted((a, b) => Number(b.dimension === weak) - Number(a.dimension === weak))
  const action = use(MomentAction)
  const from = now.evidence?.kind === 'moment' ? now.evidence.at : null
  const unsaved = gap.unsaved || own.unsaved
  const changedElsewhere = gap.changedElsewhere || own.changedElsewhere
  return (
    <section
      ref={form}
      aria-label={t`Point ${point}`}
      className="flex gap-3 rounded-lg border border-line bg-raised p-3.5"
    >
      <PointRing thirds={thirdsOf(now)} />
      <div className="grid min-w-0 grow gap-x-4 gap-y-2.5 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
        <h3 className="pt-2.5 text-sm font-medium text-ink">{t`Where it showed`}</h3>
        <div className="flex min-w-0 items-center gap-1">
          <div className="min-w-0 grow">
            <EvidenceLine
              title={t`point ${point}`}
              most={1}
              evidence={now.evidence === null ? [] : [now.evidence]}
              choices={choices}
              empty={t`A moment or a card`}
              onChange={([evidence]) => save({ evidence: evidence ?? null })}
            />
          </div>
          {from !== null && !takes(stored.next, from) && action(from)}
        </div>
        <h3 className="pt-1.5 text-sm font-medium text-ink">{t`What was missing`}</h3>
        <div className="flex min-w-0 flex-col gap-1.5">
          {gaps.length > 0 && (
            <ul aria-label={t`What the next level asks for`} className="flex flex-col gap-1">
              {gaps.map((one) => (
                <li key={one.id}>
                  <button
                    type="button"
                    aria-pressed={isChosen(one, now.gap)}
                    disabled={!connected}
                    className={cx(offer(isChosen(one, now.gap)), 'w-full')}
                    onClick={() => {
                      gap.write(stored.gap)
                      save({ gap: isChosen(one, now.gap) ? '' : one.words })
                    }}
                  >
                    <span className="text-xs text-ink-faint">
                      <Trans>
                        {one.title}. Level {one.level} asks for:
                      </Trans>
                    </span>{' '}
                    {one.text}
                  </button>
                </li>
              ))}
            </ul>
          )}
          <TextArea
            aria-label={t`What was missing, point ${point}`}
            placeholder={gaps.length > 0 ? t`Or say it in your own words` : t`In your own words`}
            rows={1}
            className="[&_textarea]:field-sizing-content"
            value={gap.words}
            onChange={gap.write}
            error={limitError(gap.words, textLimits.feedback)}
          />
        </div>
        <h3 className="pt-1.5 text-sm font-medium text-ink">{t`What to do next`}</h3>
        <div className="flex min-w-0 flex-col gap-1.5">
          <ul aria-label={t`What to do next`} className="flex flex-wrap gap-1.5">
            {drills.map(({ id, title, minutes }) => {
              const chosen = now.next?.kind === 'drill' && now.next.drill === id
              return (
                <li key={id}>
                  <button
                    type="button"
                    aria-pressed={chosen}
                    disabled={!connected}
                    className={offer(chosen)}
                    onClick={() => save({ next: chosen ? null : { kind: 'drill', drill: id, title } })}
                  >
                    {title} <span className="text-xs text-ink-faint">{t`${minutes} min`}</span>
                  </button>
                </li>
              )
            })}
            {from !== null && (
              <li>
                <button
                  type="button"
                  aria-pressed={now.next?.kind === 'take'}
                  disabled={!connected}
                  className={offer(now.next?.kind === 'take')}
                  onClick={() => save({ next: now.next?.kind === 'take' ? null : { kind: 'take', at: from } })}
                >
                  {t`A second take from ${momentWords(from, round.startedAt)}`}
                </button>
              </li>
            )}
          </ul>
          {stored.next?.kind === 'take' && (
            <div>
              <TakeLink session={props.session} round={round} me={me} at={stored.next.at} />
            </div>
          )}
          <TextArea
            aria-label={t`What to do next, point ${point}`}
            placeholder={t`Or say it in your own words`}
            rows={1}
            value={own.words}
            onChange={own.write}
            error={limitError(own.words, textLimits.feedback)}
          />
          <p role="status" className="min-h-5 text-xs text-ink-faint">
            {changedElsewhere
              ? t`Not saved: it was changed elsewhere`
              : unsaved
                ? connected
                  ? t`Saving`
                  : t`Kept on this device until you’re back online`
                : thirdsOf(stored) > 0
                  ? t`Saved`
                  : ''}
            {changedElsewhere && (
              <button
                type="button"
                className="ml-1.5 rounded-sm underline"
                onClick={() => {
                  gap.write(stored.gap)
                  own.write(ownWordsOf(stored.next))
                }}
              >{t`Use the saved version`}</button>
            )}
          </p>
        </div>
      </div>
    </section>
  )
}

const oldKinds = [
  ['keep', t`Keep`],
  ['stop', t`Stop`],
  ['start', t`Start`],
] as const

/** Keep, stop and start points of debriefs from before there were feedback points. */
function OldPoints({ session, round }: { readonly session: SessionState; readonly round: Round }) {
  const lines = Object.values(session.participants).flatMap((one) =>
    oldKinds.flatMap(([kind, title]) => {
      const words = round.takeaways[one.id]?.[kind]
      return words ? [{ key: `${one.id} ${kind}`, title, name: nameIn(session, one.id), words }] : []
    }),
  )
  if (lines.length === 0) return null
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-sm font-medium text-ink">{t`Keep, stop, start`}</h3>
      <ul className="flex flex-col gap-1 text-sm text-ink-soft">
        {lines.map(({ key, title, name, words }) => (
          <li key={key} dir="auto">
            <span className="font-medium text-ink">
              {title} ({name}):
            </span>{' '}
            {words}
          </li>
        ))}
      </ul>
    </section>
  )
}
