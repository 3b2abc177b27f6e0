import { type ParticipantId, type Round, refusalTo, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Repeat } from 'lucide-react'
import { ButtonLink } from '../../design/index.ts'
import { takeAddress } from './take-address.ts'
import { momentOfTake } from './take-words.ts'

/** What leaves nothing to be asked about: this is no moment to take again, or this person only watches. */
const notOffered: ReadonlySet<string | null> = new Set([
  'no-such-moment',
  'unknown-round',
  'watching-only',
  'not-joined',
])

/** "Take it again from 24:10": to the room, which says what is kept and who plays. Not there where no round can be taken again. */
export function TakeLink({
  session,
  round,
  me,
  at,
}: {
  /** The session as it is at its end. */
  readonly session: SessionState
  readonly round: Round | null
  readonly me: ParticipantId
  /** The store's milliseconds. */
  readonly at: number
}) {
  const moment = Math.floor(at)
  const scored = session.rounds.find(({ id }) => id === round?.id)
  if (scored?.status !== 'scored') return null
  const code = refusalTo(session, me, { kind: 'takeAgain', round: scored.id, at: moment, who: 'together' })
  if (notOffered.has(code)) return null
  const words = momentOfTake(session, { round: scored.id, at: moment })
  return (
    <ButtonLink size="sm" to={takeAddress(session, scored.id, moment)}>
      <Repeat aria-hidden="true" />
      {t`Take it again from ${words}`}
    </ButtonLink>
  )
}
