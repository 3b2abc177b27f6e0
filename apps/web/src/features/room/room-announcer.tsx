import { clockAt, type Round, type SessionState } from '@greenroom/session'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { showToast } from '../../design/index.ts'
import { takeAnnouncements } from '../../live/announcements.ts'
import { useRoom, useRoomSnapshot } from '../../live/room-context.ts'
import type { Person } from '../people/people.ts'
import { arrivingIn, type NewsState } from './news/news-state.ts'
import { newsOf, sentencesOf } from './news/room-news.ts'
import { agreementNewsOf, isStillSo, type SeatNews, seatNewsOf } from './news/seat-news.ts'
import { useGivenNews } from './news/use-given-news.ts'
import { type PageSleep, sleepAfter, sleepNewsOf } from './page-sleep.ts'

/** News within this many milliseconds are announced together: a screen reader starts over with each change of the region. */
const together = 1200

type ShownNews = { readonly news: readonly SeatNews[]; readonly close: () => void }

/**
 * Shows news of people and seats: those of one look in one message, as a second one would cover the first. `withdraw` takes away what is no
 * longer true, at once; `show` shows what is true of that after all, with what is new.
 */
function createSeatMessages() {
  const open = new Set<ShownNews>()
  let withdrawn: readonly SeatNews[] = []
  return {
    withdraw: (round: Round): void => {
      for (const shown of [...open])
        if (!shown.news.every((one) => isStillSo(one, round))) {
          withdrawn = [...withdrawn, ...shown.news]
          shown.close()
        }
    },
    show: (fresh: readonly SeatNews[], round: Round): void => {
      const news = [...fresh, ...withdrawn.filter((one) => isStillSo(one, round))]
      withdrawn = []
      const [first, ...more] = news
      if (first === undefined) return
      const words = [first.words, ...more.flatMap((one) => [one.title, one.words])].filter((one) => one !== undefined)
      const close = showToast(
        { tone: 'info', title: first.title, ...(words.length === 0 ? {} : { words: sentencesOf(words) }) },
        () => void open.delete(shown),
      )
      const shown: ShownNews = { news, close }
      open.add(shown)
    },
  }
}

/** The one polite live region of the room. It says what happened, and nothing that one did oneself on the board. */
export function RoomAnnouncer({
  session,
  round,
  people,
  connected,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly people: readonly Person[]
  readonly connected: boolean
}) {
  const { client } = useRoom()
  const { participant } = useRoomSnapshot()
  useGivenNews(session, round, participant)
  const [said, setSaid] = useState('')
  const before = useRef<{ readonly state: NewsState; readonly at: number } | null>(null)
  const asleep = useRef<PageSleep | null>(null)
  const [messages] = useState(createSeatMessages)
  const look = useEffectEvent((): void => {
    const reading = clockAt(round, client.serverNow())
    const left = reading && round.status === 'running' ? reading.remaining - reading.overrun : null
    const last = before.current?.state ?? null
    const state: NewsState = { session, round, people, connected, left, arriving: arrivingIn(last, people) }
    const now = { state, at: Date.now() }
    asleep.current = sleepAfter(asleep.current, before.current, now, document.hidden)
    before.current = now
    const waiting = takeAnnouncements()
    // What was there when the page opened is no news, nor is what still waited when another room was left.
    if (last === null) return
    const missed = asleep.current && sleepNewsOf(asleep.current, now)
    if (missed) {
      asleep.current = null
      showToast({ tone: 'info', ...missed })
    }
    // What others did to people and seats is also shown, wherever one is looking.
    const seen = [...seatNewsOf(last, state), ...agreementNewsOf(last, state)].filter(({ quiet }) => !quiet)
    messages.show(seen, round)
    const news = [...newsOf(last, state), ...waiting]
    if (news.length === 0) return
    const words = sentencesOf(news)
    // The same text a second time is announced again.
    setSaid((said) => (said === words ? `${words} ` : words))
  })
  useEffect(() => {
    // At once: what happens before the next look is news.
    look()
    const timer = setInterval(() => look(), together)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => messages.withdraw(round), [messages, round])
  return (
    <div className="sr-only" role="status" aria-live="polite" data-voice="">
      {said}
    </div>
  )
}
