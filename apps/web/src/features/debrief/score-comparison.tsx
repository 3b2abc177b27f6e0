import type { Guide } from '@greenroom/question-bank'
import { holderOf, type ParticipantId, type Round, type Scorecard, type SessionState, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { cx } from '../../design/index.ts'
import { nameIn } from '../../live/room-props.ts'
import { EvidenceLink } from './evidence-link.tsx'
import { judgeOf, judgesOf, missingScorecards } from './open-scores.ts'
import { gapBetween, overallOf, scoreInWords } from './score-words.ts'

/** Both scorecards side by side, with the gap and what each score points at. */
export function ScoreComparison({
  session,
  round,
  guide,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly guide: Guide | null
}) {
  const candidate = holderOf(round, 'candidate')
  const judges = judgesOf(round)
  const missing = missingScorecards(round)
  const people: readonly ParticipantId[] = [...(candidate && round.scorecards[candidate] ? [candidate] : []), ...judges]
  const own = candidate ? round.scorecards[candidate] : undefined
  const judge = judgeOf(round)
  const given = judge === null ? undefined : round.scorecards[judge]
  const dimensions = round.dimensions.map((one) => ({
    ...one,
    weight: guide?.rubric.find((other) => other.id === one.id)?.weight ?? 1,
  }))
  const overall = given ? overallOf(dimensions, given.scores) : null
  return (
    <div className="flex flex-col gap-3">
      <section
        aria-label={t`The scorecards`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than the screen, only its region can be scrolled by keyboard
        tabIndex={0}
        className="overflow-x-auto rounded-lg border border-line bg-raised max-sm:hidden"
      >
        <table className="w-full min-w-lg border-collapse text-left text-sm">
          <thead>
            <tr className="text-xs text-ink-faint">
              <th className="px-3.5 py-2 font-medium">{t`Dimension`}</th>
              {people.map((one) => (
                <th key={one} className="px-3 py-2 font-medium">
                  {nameIn(session, one)}
                  {seatAside(round, one)}
                </th>
              ))}
              {own && given && <th className="px-3 py-2 font-medium">{t`Gap`}</th>}
            </tr>
          </thead>
          <tbody>
            {dimensions.map((dimension) => {
              const gap = gapBetween(own?.scores[dimension.id]?.score, given?.scores[dimension.id]?.score)
              return (
                <tr key={dimension.id} className="border-t border-line align-top">
                  <th scope="row" className="px-3.5 py-2.5 font-medium text-ink">
                    {dimension.title}
                    <span className="block text-xs font-normal text-ink-faint">{dimension.weight}%</span>
                  </th>
                  {people.map((one) => (
                    <td key={one} className="px-3 py-2.5">
                      <ScoreCell session={session} line={round.scorecards[one]?.scores[dimension.id]} />
                    </td>
                  ))}
                  {own && given && (
                    <td
                      className={cx('tabular px-3 py-2.5 font-medium', gap === null ? 'text-ink-soft' : gapClass(gap))}
                    >
                      {gap === null ? '–' : signed(gap)}
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      <ul aria-label={t`The scorecards`} className="flex flex-col gap-2 sm:hidden">
        {dimensions.map((dimension) => {
          const gap = gapBetween(own?.scores[dimension.id]?.score, given?.scores[dimension.id]?.score)
          return (
            <li key={dimension.id} className="rounded-lg border border-line bg-raised p-3.5">
              <div className="flex items-baseline gap-2 text-sm">
                <h3 className="min-w-0 grow font-medium text-ink">{dimension.title}</h3>
                {gap !== null && (
                  <span className={cx('tabular shrink-0', gapClass(gap))}>
                    <Trans>Gap {signed(gap)}</Trans>
                  </span>
                )}
              </div>
              <dl className="mt-2 grid gap-2 text-sm">
                {people.map((one) => (
                  <div key={one}>
                    <dt className="text-xs text-ink-faint">
                      {nameIn(session, one)}
                      {seatAside(round, one)}
                    </dt>
                    <dd>
                      <ScoreCell session={session} line={round.scorecards[one]?.scores[dimension.id]} />
                    </dd>
                  </div>
                ))}
              </dl>
            </li>
          )
        })}
      </ul>
      {missing.length > 0 && (
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
      {overall && (
        <p className="text-sm text-ink-soft">
          <Trans>
            Overall <span className="tabular font-semibold text-ink">{overall.mean.toFixed(1)}</span> of 4, weighted.
            {overall.capped && t` A 1 in any dimension caps it at 2.`}
          </Trans>
        </p>
      )}
    </div>
  )
}

/** Whose column it is. */
const seatAside = (round: Round, one: ParticipantId): string => {
  const seat = seatIn(round, one)
  return seat === 'candidate' ? ' (self)' : seat === null ? '' : ` (${seat})`
}

const signed = (gap: number): string => (gap === 0 ? '0' : gap > 0 ? `+${gap}` : `−${-gap}`)
const gapClass = (gap: number): string => (Math.abs(gap) >= 2 ? 'font-medium text-warn-ink' : 'text-ink-soft')

const ScoreCell = ({
  session,
  line,
}: {
  readonly session: SessionState
  readonly line: Scorecard['scores'][string] | undefined
}) => (
  <div className="flex min-w-32 flex-col gap-1">
    <span className="tabular text-base font-semibold text-ink">{scoreInWords(line?.score)}</span>
    {line?.words && (
      <span className="text-ink-soft" dir="auto">
        {line.words}
      </span>
    )}
    <span className="flex flex-wrap gap-1">
      {line?.evidence.map((one) => (
        <EvidenceLink
          key={`${one.kind === 'moment' ? one.at : one.item}-${one.label}`}
          session={session}
          evidence={one}
        />
      ))}
    </span>
  </div>
)
