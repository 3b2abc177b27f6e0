import { seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { seatWords } from '../../words/words.ts'

/** On paper alone: when it was, whose view this is, and what its scores are worth to somebody who was not there. */
export function PrintHeading({ session, round, me }: Pick<RoomProps, 'session' | 'round' | 'me'>) {
  const seat = seatIn(round, me)
  const at = round.endedAt ?? round.startedAt
  const day = at === null ? null : new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(at)
  return (
    <div className="hidden px-4 pt-3 text-sm text-ink-soft print:block">
      {day && <p>{day}</p>}
      <p>
        {seat === null
          ? t`As ${nameIn(session, me)} sees it.`
          : t`As ${nameIn(session, me)} sees it, in the seat of the ${seatWords[seat].toLowerCase()}.`}
      </p>
      <p>{t`The scores are practice: what these people saw in one rehearsal, not an assessment.`}</p>
    </div>
  )
}
