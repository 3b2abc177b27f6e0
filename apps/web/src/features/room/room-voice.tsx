import { clockAt, type Round, type SessionState } from '@greenroom/session'
import { useEffect, useRef, useState } from 'react'
import { showToast } from '../../design/index.ts'
import { takeAnnouncements } from '../../live/announcements.ts'
import { useRoom, useRoomSnapshot } from '../../live/room-context.ts'
import type { Person } from '../people/people.ts'
import { newsOf } from './room-news.ts'
import { agreementNewsOf, seatNewsOf } from './seat-news.ts'
import type { Standing } from './standing.ts'
import { useGivenWords } from './use-given-words.ts'

/** News of so many milliseconds are said together: a screen reader starts afresh with each change of the region. */
const together = 1200

/** The one polite region of the room. It says what happened, and nothing that one did oneself on the board. */
export const RoomVoice = ({
  session,
  round,
  people,
  connected,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly people: readonly Person[]
  readonly connected: boolean
}) => {
  const { client } = useRoom()
  const { participant } = useRoomSnapshot()
  useGivenWords(session, round, participant)
  const [said, setSaid] = useState('')
  const before = useRef<Standing | null>(null)
  const now = useRef({ session, round, people, connected })
  now.current = { session, round, people, connected }
  useEffect(() => {
    const timer = setInterval(() => {
      const reading = clockAt(now.current.round, client.serverNow())
      const left = reading && now.current.round.status === 'running' ? reading.remaining - reading.overrun : null
      const standing: Standing = { ...now.current, left }
      const news = [...(before.current === null ? [] : newsOf(before.current, standing)), ...takeAnnouncements()]
      // What others did to people and seats is shown, too, wherever one looks.
      if (before.current !== null)
        for (const { title, words, quiet } of [
          ...seatNewsOf(before.current, standing),
          ...agreementNewsOf(before.current, standing),
        ])
          if (!quiet) showToast({ tone: 'info', title, ...(words === undefined ? {} : { words }) })
      before.current = standing
      if (news.length > 0)
        setSaid((last) => (last === `${news.join('. ')}.` ? `${news.join('. ')}. ` : `${news.join('. ')}.`))
    }, together)
    return () => clearInterval(timer)
  }, [client])
  return (
    <div className="sr-only" role="status" aria-live="polite" data-voice="">
      {said}
    </div>
  )
}
