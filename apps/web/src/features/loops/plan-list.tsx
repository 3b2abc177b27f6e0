import type { PlanDay } from '@greenroom/question-bank'
import { plural, t } from '@lingui/core/macro'
import { useMemo } from 'react'
import { ButtonLink, cx, longWords } from '../../design/index.ts'
import { useBank } from '../bank/bank.ts'
import { categoryTitle } from '../bank/category-words.ts'
import type { PublicLoop } from '../bank/loops.ts'
import { levelWords } from '../progress/level-words.ts'
import { useProgress } from '../progress/progress-store.ts'
import { useSeen } from '../seen/seen.ts'
import { setDayDone, useDaysDone } from './plan-store.ts'
import { weakDay, weakPlace } from './weak-day.ts'

/** Fourteen days, ticked off in this browser. Days for the weakest dimension use the levels stored in this browser. */
export function PlanList({ loop }: { readonly loop: PublicLoop }) {
  const done = useDaysDone(loop.id)
  const { plan } = loop.track
  const next = plan.findIndex((_, day) => !done.includes(day))
  return (
    <>
      <p className="text-sm text-ink-soft">
        {next < 0
          ? t`All fourteen days are done.`
          : t`${plural(done.length, { one: '# day', other: '# days' })} done of ${plan.length}, kept only in this browser.`}
      </p>
      <ol className="divide-y divide-line overflow-clip rounded-xl border border-line bg-surface">
        {plan.map((day, index) => (
          <li
            key={`${index + 1} ${day.text}`}
            className={cx(
              'flex items-start gap-3 px-4 py-3',
              index === next &&
                'bg-accent-soft forced-colors:outline-2 forced-colors:-outline-offset-2 forced-colors:outline-[Highlight]',
            )}
          >
            <input
              type="checkbox"
              className="mt-0.5 size-4.5 shrink-0 accent-accent"
              aria-label={t`Day ${index + 1} is done`}
              checked={done.includes(index)}
              onChange={(event) => setDayDone(loop.id, index, event.target.checked)}
            />
            <div className="min-w-0 grow text-sm">
              <p>
                <span className="font-medium">{t`Day ${index + 1}`}</span>
                {day.minutes > 0 && <span className="tabular text-ink-faint"> · {t`${day.minutes} minutes`}</span>}
              </p>
              <p className={cx('text-ink-soft', done.includes(index) && 'line-through decoration-1')}>{day.text}</p>
              <DayAction
                loop={loop}
                day={day}
                first={plan.findIndex(({ kind }) => kind === day.kind) === index}
                place={weakPlace(plan, index)}
              />
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

/** Days with a debrief this short are planned for the short cut. */
const shortDay = 40

/** `first`: no earlier day is of its kind. `place`: for a day by the weakest dimensions, which of them. */
const DayAction = ({
  loop,
  day,
  first,
  place,
}: {
  readonly loop: PublicLoop
  readonly day: PlanDay
  readonly first: boolean
  readonly place: number
}) => {
  switch (day.kind) {
    case 'read':
    case 'rest':
      return null
    case 'drill':
      return (
        <p className="mt-1.5">
          <a href={`#drill-${day.drill}`} className="text-accent-ink underline underline-offset-4">
            {loop.track.drills.find(({ id }) => id === day.drill)?.title ?? day.drill}
          </a>
        </p>
      )
    case 'loop':
      return (
        <p className="mt-1.5">
          {first ? (
            <ButtonLink size="sm" to={`/?loop=${loop.id}`}>{t`Start this loop`}</ButtonLink>
          ) : (
            // A second start would begin with the first round again.
            <ButtonLink
              size="sm"
              className={longWords}
              to="/"
            >{t`Continue in your session, from the start page`}</ButtonLink>
          )}
        </p>
      )
    case 'case':
      return (
        <p className="mt-1.5">
          <ButtonLink size="sm" to={`/?category=${day.category}${day.minutes <= shortDay ? '&cut=20' : ''}`}>
            {t`Random case: ${categoryTitle(day.category)}`}
          </ButtonLink>
        </p>
      )
    case 'weakest':
      return <WeakestAction loop={loop} category={day.category} place={place} />
  }
}

const WeakestAction = ({
  loop,
  category,
  place,
}: {
  readonly loop: PublicLoop
  readonly category: string
  readonly place: number
}) => {
  const { records } = useProgress()
  const bank = useBank()
  const seen = useSeen((state) => state.seen)
  const cases = bank.kind === 'ready' ? bank.cases : null
  const { weakness, drawn } = useMemo(
    () => weakDay(records, loop.track.mix, cases ?? [], new Set(seen.map(({ caseId }) => caseId)), category, place),
    [records, loop, cases, seen, category, place],
  )
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
      <ButtonLink size="sm" to={`/?category=${drawn}`}>{t`Random case: ${categoryTitle(drawn)}`}</ButtonLink>
      <span className="text-ink-soft">
        {weakness === null
          ? t`No levels in this browser yet, so the plan names the category.`
          : t`${weakness.title}: ${levelWords(weakness.level)} of 4 in your newest rounds.`}
      </span>
    </p>
  )
}
