import { displayNames, holderOf, type ParticipantId, type Round, type Seat, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import type { NewsState } from './news-state.ts'

/** Something about people and seats that everybody concerned has to know. */
export type SeatNews = {
  readonly title: string
  /** What it means for the reader. */
  readonly words?: string | undefined
  /** Announced only for screen readers: this person did it themselves, or sees it elsewhere. */
  readonly quiet: boolean
  /** Who has which seat by this news. Without `holder` the seat is free; without `seat` the person has none. */
  readonly claim?: { readonly seat: Seat | null; readonly holder: ParticipantId | null }
}

/** Whether people still sit as the news has it. */
export function isStillSo({ claim }: SeatNews, round: Round): boolean {
  if (claim === undefined) return true
  if (claim.holder !== null) return seatIn(round, claim.holder) === claim.seat
  return (claim.seat !== 'interviewer' && claim.seat !== 'candidate') || holderOf(round, claim.seat) === null
}

const twoSeats = ['interviewer', 'candidate'] as const
const withArticle = (seat: Seat): string =>
  seat === 'interviewer' || seat === 'observer' ? t`an ${seat}` : `a ${seat}`

/**
 * What happened to people and seats between two moments of one session: who joined, was removed, gave a seat up, handed it over or took it.
 * Names are those of the screen, so that people with the same name are told apart.
 */
export function seatNewsOf(before: NewsState, after: NewsState): readonly SeatNews[] {
  const me = after.people.find((one) => one.me)?.id ?? null
  const names = displayNames(after.session)
  const nameOf = (one: ParticipantId): string => names.get(one) ?? t`Someone`
  const news: SeatNews[] = []
  const said = new Set<ParticipantId>()
  const isOwner = me !== null && me === after.session.owner
  const wasHere = new Set(before.people.map((one) => one.id))
  const isHere = new Set(after.people.map((one) => one.id))

  for (const { id, seat } of before.people)
    if (!isHere.has(id)) {
      said.add(id)
      const empty = (seat === 'interviewer' || seat === 'candidate') && holderOf(after.round, seat) === null
      news.push({
        title: t`${nameOf(id)} was removed from the session`,
        words: empty ? t`The ${seat}’s seat is free.` : undefined,
        quiet: isOwner,
        ...(empty ? { claim: { seat, holder: null } } : {}),
      })
    }
  for (const { id, seat, me: mine } of after.people)
    if (!wasHere.has(id) && !mine) {
      said.add(id)
      news.push({ title: t`${nameOf(id)} joined${seat === null ? '' : t` as ${theSeat(seat)}`}`, quiet: true })
    }

  // The next round moves everybody at once; it is announced with one's own seat.
  if (before.round.id !== after.round.id) {
    const seat = me === null ? null : seatIn(after.round, me)
    if (seat !== null)
      news.push({ title: t`Round ${after.session.rounds.length} is open. You are ${theSeat(seat)}`, quiet: true })
    return news
  }

  for (const seat of twoSeats) {
    const from = holderOf(before.round, seat)
    const to = holderOf(after.round, seat)
    if (from === to) continue
    const claim = { seat, holder: to }
    const push = (one: SeatNews): void => void news.push({ ...one, claim })
    if (to === null) {
      if (from !== null && !said.has(from))
        push({ title: t`${nameOf(from)} left the ${seat}’s seat`, words: t`It is free.`, quiet: from === me })
      if (from !== null) said.add(from)
      continue
    }
    const gone = from === null || !isHere.has(from)
    const away = from !== null && (before.session.absent.includes(from) || (from === me && !before.connected))
    if (!wasHere.has(to)) {
      // Somebody who has just joined sat down where another one is away.
      if (from !== null && !gone) push({ title: tookOver(from, to), quiet: false })
    } else if (gone) {
      push(
        to === me
          ? { title: t`You are ${theSeat(seat)} now`, quiet: true }
          : { title: t`${nameOf(to)} is ${theSeat(seat)} now`, quiet: false },
      )
    } else if (away) {
      push({ title: tookOver(from, to), quiet: to === me })
    } else if (seat === 'interviewer' && from !== null && after.round.deskTakenFrom === from) {
      // A mentor's own act: nobody handed anything over.
      push(
        to === me
          ? { title: t`You are ${theSeat(seat)} now`, words: t`You took over from ${nameOf(from)}.`, quiet: true }
          : from === me
            ? {
                title: t`${nameOf(to)} took over as interviewer`,
                words: t`You can take it back at any time.`,
                quiet: false,
              }
            : { title: t`${nameOf(to)} took over from ${nameOf(from)} as interviewer`, quiet: false },
      )
    } else if (seat === 'interviewer' && from !== null && after.round.deskTakenBackFrom === from) {
      const again = seatIn(after.round, from) === 'mentor' ? t`You are a mentor again.` : undefined
      push(
        to === me
          ? {
              title: t`You are ${theSeat(seat)} now`,
              words: t`You took the seat back from ${nameOf(from)}.`,
              quiet: true,
            }
          : from === me
            ? { title: t`${nameOf(to)} took the interviewer’s seat back`, words: again, quiet: false }
            : { title: t`${nameOf(to)} took the interviewer’s seat back from ${nameOf(from)}`, quiet: false },
      )
    } else {
      push(
        to === me
          ? { title: t`You are ${theSeat(seat)} now`, words: t`${nameOf(from)} handed you the seat.`, quiet: false }
          : { title: t`${nameOf(from)} handed the ${seat}’s seat to ${nameOf(to)}`, quiet: from === me },
      )
    }
    if (from !== null) said.add(from)
    said.add(to)
    function tookOver(one: ParticipantId, other: ParticipantId): string {
      if (one === me) return t`${nameOf(other)} took the ${seat}’s seat while you were away`
      return t`${other === me ? t`You` : nameOf(other)} took the ${seat}’s seat from ${nameOf(one)}, who is away`
    }
  }

  for (const { id, me: mine } of after.people) {
    if (said.has(id)) continue
    const was = seatIn(before.round, id)
    const is = seatIn(after.round, id)
    if (was === is) continue
    const who = mine ? t`You are` : t`${nameOf(id)} is`
    const claim = { seat: is, holder: id }
    if (is === null)
      news.push({
        title: mine ? t`You have no seat now` : t`${nameOf(id)} left the ${was ?? ''}’s seat`,
        quiet: mine,
        claim,
      })
    else if (is === 'mentor' || is === 'observer')
      news.push({ title: t`${who} ${withArticle(is)} now`, quiet: mine, claim })
  }
  return news
}

const theSeat = (seat: Seat): string =>
  seat === 'interviewer' || seat === 'candidate' ? t`the ${seat}` : withArticle(seat)

/** What else was agreed or offered between two moments: the call, the clock's pause, swapping seats. */
export function agreementNewsOf(before: NewsState, after: NewsState): readonly SeatNews[] {
  const me = after.people.find((one) => one.me)?.id ?? null
  const names = displayNames(after.session)
  const nameOf = (one: ParticipantId): string => names.get(one) ?? t`Someone`
  const news: SeatNews[] = []
  if (before.session.callLink !== after.session.callLink)
    news.push(
      after.session.callLink === null
        ? { title: t`The call link was removed`, quiet: false }
        : {
            title: before.session.callLink === null ? t`A call link was added` : t`The call link was changed`,
            words: t`Open it with Call in the header, or from the room menu.`,
            quiet: false,
          },
    )
  if (before.session.pauseWhenAway !== after.session.pauseWhenAway)
    news.push({
      title: after.session.pauseWhenAway
        ? t`The clock now pauses automatically when someone drops out`
        : t`The clock no longer pauses automatically when someone drops out`,
      quiet: false,
    })
  for (const seat of twoSeats) {
    const holder = holderOf(after.round, seat)
    if (holder === null || holder === me) continue
    if (after.session.absent.includes(holder) && !before.session.absent.includes(holder))
      news.push({ title: t`${nameOf(holder)}, the ${seat}, has been away for 20 seconds`, quiet: true })
  }
  if (before.round.id === after.round.id) {
    const { swapAskedBy: asked, swapDeclinedBy: declined } = after.round
    if (asked !== null && asked !== before.round.swapAskedBy && asked !== me)
      news.push({ title: t`${nameOf(asked)} is asking to swap seats`, quiet: true })
    if (asked === null && before.round.swapAskedBy !== null && declined !== null && declined !== me)
      news.push(
        declined === before.round.swapAskedBy
          ? { title: t`${nameOf(declined)} is no longer asking to swap seats`, quiet: true }
          : {
              title: t`${nameOf(declined)} doesn’t want to swap seats now`,
              words: t`You can continue with the same seats.`,
              quiet: false,
            },
      )
  }
  return news
}
