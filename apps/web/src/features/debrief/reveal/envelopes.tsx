import { holderOf, holdersOf, type ParticipantId, type Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Lock, LockOpen } from 'lucide-react'
import { cx } from '../../../design/index.ts'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'

/** Whose scorecards a round waits for, the candidate first. */
function scorers(round: Round): readonly ParticipantId[] {
  return [holderOf(round, 'candidate'), holderOf(round, 'interviewer'), ...holdersOf(round, 'mentor')].filter(
    (one) => one !== null,
  )
}

/**
 * The sealed scorecards side by side, each with a ring of five steps. One's own ring shows one's progress; somebody else's is empty until
 * they have sealed, and then full, because their progress is not sent. `turning`: they have just been opened.
 */
export function Envelopes({
  session,
  round,
  me,
  fifths,
  turning,
}: Pick<RoomProps, 'session' | 'round' | 'me'> & {
  /** Progress of one's own scorecard, 0 to 4. */
  readonly fifths: number
  readonly turning: boolean
}) {
  return (
    <ul aria-live="polite" aria-label={t`Sealed scorecards`} className="flex flex-wrap justify-center gap-4 py-4">
      {scorers(round).map((one) => {
        const sealed = round.sealedBy.includes(one)
        const state = turning
          ? t`opens`
          : one === me
            ? sealed
              ? t`You have sealed`
              : t`You have not sealed yet`
            : `${nameIn(session, one)} ${sealed ? t`has sealed` : session.absent.includes(one) ? t`is away` : t`is still scoring`}`
        return (
          <li
            key={one}
            ref={turning ? turnOver : null}
            className={cx(
              'flex w-44 flex-col items-center gap-2.5 rounded-xl border px-4 py-5 text-center shadow-1',
              sealed ? 'border-accent-line bg-accent-soft' : 'border-line bg-raised',
            )}
          >
            <span className="relative grid size-16 place-items-center">
              <Ring steps={5} filled={sealed ? 5 : one === me ? fifths : 0} />
              <span aria-hidden="true" className="absolute text-ink-soft [&_svg]:size-5">
                {turning ? <LockOpen /> : sealed ? <Lock /> : <LockOpen />}
              </span>
            </span>
            <span className="max-w-full truncate text-sm font-medium text-ink">{nameIn(session, one)}</span>
            <span className="text-xs text-ink-soft">{state}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** How long the envelopes take to turn over, in milliseconds. */
export const turnFor = 700

function turnOver(envelope: HTMLElement | null): void {
  const over = { transform: 'perspective(40rem) rotateY(180deg)', opacity: 0 }
  envelope?.animate?.([{}, over], { duration: turnFor, easing: 'ease-in-out', fill: 'forwards' })
}

/** A ring of equal arcs, some of them filled. The number is given in words beside it. */
export function Ring({
  steps,
  filled,
  className = 'size-16',
}: {
  readonly steps: number
  readonly filled: number
  readonly className?: string
}) {
  const gap = 4
  const arc = 100 / steps - gap
  return (
    <svg viewBox="0 0 40 40" aria-hidden="true" className={className}>
      {Array.from({ length: steps }, (_, index) => (
        <circle
          key={index}
          cx="20"
          cy="20"
          r="17"
          fill="none"
          strokeWidth="4"
          pathLength="100"
          strokeDasharray={`${arc} ${100 - arc}`}
          strokeDashoffset={-(index * (100 / steps) + gap / 2)}
          transform="rotate(-90 20 20)"
          className={index < filled ? 'stroke-accent' : 'stroke-line-strong'}
        />
      ))}
    </svg>
  )
}
