import type { RoomProps } from '../../live/room-props.ts'
import { practiceWords, viewWords } from '../../live/view-words.ts'

/** On paper only: when it was, whose view this is, and what its scores mean to somebody who was not there. */
export function PrintHeading({ session, round, me }: Pick<RoomProps, 'session' | 'round' | 'me'>) {
  const at = round.endedAt ?? round.startedAt
  const day = at === null ? null : new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(at)
  return (
    <div className="hidden px-4 pt-3 text-sm text-ink-soft print:block">
      {day && <p>{day}</p>}
      <p>{viewWords(session, round, me)}</p>
      <p>{practiceWords()}</p>
    </div>
  )
}
