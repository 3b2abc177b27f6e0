import { absentHolder, runsRound, seatsFilled, seatsNeeded } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { seatWords } from '../../words/words.ts'
import type { Person } from '../people/people.ts'
import { secondTakeTitle } from '../takes/take-words.ts'

type Waiting = Pick<RoomProps, 'session' | 'round' | 'me'> & { readonly people: readonly Person[] }

/** What to do next, below the headline. `invites`: whether this person has invitations to send. */
export function nextStepOf({ session, round, me, people, invites }: Waiting & { readonly invites: boolean }): string {
  if (session.status.kind === 'closed')
    return t`Nobody can take a seat or start a round until the owner opens it again.`
  const seat = people.find((person) => person.me)?.seat ?? null
  if (seat === null) return t`Take a free seat to take part, or stay and watch.`
  if (!seatsFilled(session) && invites)
    return session.mode === 'coaching'
      ? t`Copy an invitation for each seat and send it. To join, people only need to enter a name.`
      : t`Copy the invitation and send it. To join, people only need to enter a name.`
  if (round.fork !== null)
    return runsRound(session, me)
      ? t`When you start it, it continues from that moment.`
      : t`${runnerIn({ session, people })} starts it when ready. It continues from that moment.`
  if (runsRound(session, me)) {
    if (!round.caseReady) return t`Pick a random case, or search for one.`
    return session.mode === 'solo'
      ? t`The room runs the agenda. You can pause, and ask for data and hints.`
      : t`Two minutes with the brief is enough to run the case.`
  }
  if (seat === 'mentor')
    return round.caseReady
      ? t`You can read the guide now. During the round you can whisper, pin moments and take over as interviewer.`
      : t`You can choose the case too. Its guide opens here once it is ready.`
  if (seat === 'candidate') return t`You won’t see the case until the round starts.`
  return seatsFilled(session) ? t`You can watch from here.` : t`The round can start when both seats are taken.`
}

/** What the lobby is waiting for. */
export function headlineOf({ session, round, me, people }: Waiting): string {
  if (session.status.kind === 'closed') return t`This session is closed`
  const missing = seatsNeeded(session, round).filter((seat) => !people.some((person) => person.seat === seat))
  if (missing.length === 1 && missing[0]) return t`Waiting for the ${seatWords[missing[0]].toLowerCase()}`
  if (missing.length > 1) return t`Both seats are empty`
  const away = absentHolder(session, round)
  if (away !== null && away.participant !== me) return t`Waiting for ${nameIn(session, away.participant)}`
  if (round.fork !== null) return secondTakeTitle(session, round.fork)
  if (runsRound(session, me)) return round.caseReady ? t`Ready when you are` : t`Choose a case`
  const runner = runnerIn({ session, people })
  return round.caseReady ? t`${runner} starts the round when ready` : t`${runner} is choosing the case`
}

/** Who starts the round: in a second take alone, its candidate. */
const runnerIn = ({ session, people }: Pick<Waiting, 'session' | 'people'>): string =>
  people.find(({ id }) => runsRound(session, id))?.name ?? t`The interviewer`
