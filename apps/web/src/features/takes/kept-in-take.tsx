import type { Fork, Round, SessionState } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { timeOnFace } from '../clock/clock-words.ts'
import { momentOfTake } from './take-words.ts'

/** What a second take continues with, shown before it starts. */
export function KeptInTake({
  session,
  round,
  fork,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly fork: Fork
}) {
  const moment = momentOfTake(session, { round: fork.from, at: fork.at })
  const source = session.rounds.find(({ id }) => id === fork.from)
  return (
    <div className="flex flex-col gap-3">
      {source?.case && <p className="text-base font-semibold">{source.case.title}</p>}
      <KeptList
        board={t`The board as it was at ${moment}`}
        given={givenWords(round)}
        clock={clockWords(source?.agenda?.[fork.phase]?.name ?? null, fork)}
      />
      {fork.alone && (
        <p className="text-sm text-ink-soft">{t`The candidate takes it alone: the room answers questions and gives hints.`}</p>
      )}
    </div>
  )
}

export function KeptList({
  board,
  given,
  clock,
}: {
  readonly board: string
  readonly given: string
  readonly clock: string
}) {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5 text-sm text-ink">
      <li>{board}</li>
      <li>{given}</li>
      <li className="tabular">{clock}</li>
    </ul>
  )
}

/** "2 facts and 1 hint that were given" */
export function givenWords({ facts, hints, curveballs }: Pick<Round, 'facts' | 'hints' | 'curveballs'>): string {
  const parts = [
    ...(facts.length > 0 ? [plural(facts.length, { one: '# fact', other: '# facts' })] : []),
    ...(hints.length > 0 ? [plural(hints.length, { one: '# hint', other: '# hints' })] : []),
    ...(curveballs.length > 0 ? [plural(curveballs.length, { one: '# curveball', other: '# curveballs' })] : []),
  ]
  return parts.length === 0 ? t`Nothing had been given by then` : t`Given by then: ${parts.join(', ')}`
}

/** Where the clock continues. All times in milliseconds. */
export function clockWords(
  phase: string | null,
  kept: { readonly phase: number; readonly remaining: readonly number[] },
): string {
  const left = kept.remaining[kept.phase] ?? 0
  const all = kept.remaining.slice(kept.phase).reduce((sum, each) => sum + Math.max(0, each), 0)
  const name = phase ?? t`Phase ${kept.phase + 1}`
  return left >= 0
    ? t`${name}, ${timeOnFace(left)} left, ${timeOnFace(all)} left of the case`
    : t`${name}, ${timeOnFace(left)} over, ${timeOnFace(all)} left of the case`
}
