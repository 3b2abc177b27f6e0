import { type ParticipantId, type Round, refusalTo, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Repeat } from 'lucide-react'
import { type ReactNode, useCallback } from 'react'
import { ButtonLink } from '../../design/index.ts'
import { takeAddress } from './take-address.ts'
import { momentOfTake } from './take-words.ts'

/** Refusals that leave nothing to ask: this moment cannot be taken again, or this person only watches. */
const notOffered: ReadonlySet<string | null> = new Set([
  'no-such-moment',
  'unknown-round',
  'watching-only',
  'not-joined',
])

/** Refusals that a small link beside a moment does not explain, because the sheet would only say that it can't be done now. */
const offeredBeside: ReadonlySet<string | null> = new Set([null, 'swap-not-agreed'])

/** "Take it again from 24:10": leads to the room, which says what is kept and who takes part. Absent when no round can be taken again. */
export function TakeLink({
  session,
  round,
  me,
  at,
  beside = false,
  isMain = false,
  otherwise = null,
}: {
  /** The session as it is at its end. */
  readonly session: SessionState
  readonly round: Round | null
  readonly me: ParticipantId
  /** The store's milliseconds. */
  readonly at: number
  /** A small one beside a moment that is already named; only where the round can be taken again now. */
  readonly beside?: boolean
  /** The page's main action. */
  readonly isMain?: boolean
  /** Shown in its place when it is not offered. */
  readonly otherwise?: ReactNode
}) {
  const moment = Math.floor(at)
  const scored = session.rounds.find(({ id }) => id === round?.id)
  if (scored?.status !== 'scored') return otherwise
  const code = refusalTo(session, me, { kind: 'takeAgain', round: scored.id, at: moment, who: 'together' })
  if (beside ? !offeredBeside.has(code) : notOffered.has(code)) return otherwise
  const words = momentOfTake(session, { round: scored.id, at: moment })
  if (beside)
    return (
      <ButtonLink
        variant="quiet"
        size="sm"
        // Overrides the size of a button: with its padding there is no room left for the icon.
        className="size-6! px-0! align-middle [&_svg]:size-3.5!"
        label={t`Take it again from ${words}`}
        to={takeAddress(session, scored.id, moment)}
      >
        <Repeat aria-hidden="true" />
      </ButtonLink>
    )
  return (
    <ButtonLink size="sm" variant={isMain ? 'primary' : 'secondary'} to={takeAddress(session, scored.id, moment)}>
      <Repeat aria-hidden="true" />
      {t`Take it again from ${words}`}
    </ButtonLink>
  )
}

/** For `MomentAction`: the small link beside each moment of this round. */
export function useTakeBeside(
  session: SessionState,
  round: Round | null,
  me: ParticipantId | null,
): (at: number) => ReactNode {
  return useCallback(
    (at) => (me === null ? null : <TakeLink beside session={session} round={round} me={me} at={at} />),
    [session, round, me],
  )
}
