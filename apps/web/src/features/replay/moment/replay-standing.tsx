import { clockAt, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { memo } from 'react'
import { Badge, cx } from '../../../design/index.ts'
import { nameIn } from '../../../live/room-props.ts'
import { timeOnFace } from '../../clock/clock-words.ts'

const standingWords = { lobby: t`Before the start`, ended: t`Scoring`, scored: t`Scores open` } as const

/** Who sits where at the moment that is shown: beside the clock in a wide window, else in the panel at the side. */
export const ReplaySeats = memo(function ReplaySeats({
  session,
  round,
  className,
}: {
  readonly session: SessionState
  readonly round: Round | null
  readonly className: string
}) {
  const people = Object.values(session.participants).filter((one) => round?.seats[one.id])
  return (
    <ul aria-label={t`Seats`} className={cx('flex flex-wrap gap-x-3 text-sm text-ink-soft', className)}>
      {people.map((one) => (
        <li key={one.id} className="truncate">
          {nameIn(session, one.id)} <span className="text-ink-faint">{round?.seats[one.id]}</span>
        </li>
      ))}
    </ul>
  )
})

/** Who sits where, the phase, and the clock at the moment that is shown. */
export function ReplayStanding({
  session,
  round,
  now,
}: {
  readonly session: SessionState
  readonly round: Round | null
  readonly now: number
}) {
  const reading = round ? clockAt(round, now) : null
  const phase = reading && round?.status === 'running' ? round.agenda?.[reading.phase]?.name : null
  const words = round === null ? '' : round.status === 'running' ? (phase ?? '') : standingWords[round.status]
  return (
    <div className="flex min-w-0 grow flex-wrap items-center justify-end gap-x-3 gap-y-1 text-sm text-ink-soft">
      <ReplaySeats session={session} round={round} className="justify-end max-[90rem]:hidden" />
      <Badge tone="accent">{words}</Badge>
      {reading && round?.status === 'running' && (
        <span className="tabular whitespace-nowrap text-right font-semibold text-ink">
          {reading.overrun > 0 ? '+' : ''}
          {timeOnFace(reading.remaining - reading.overrun)}{' '}
          <span className="text-2xs font-normal text-ink-faint">{reading.overrun > 0 ? t`over` : t`left`}</span>
        </span>
      )}
    </div>
  )
}
