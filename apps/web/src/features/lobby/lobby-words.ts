import { absentHolder, runsRound, seatsFilled } from '@greenroom/session'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { seatWords } from '../../words/words.ts'
import type { Person } from '../people/people.ts'

type Waiting = Pick<RoomProps, 'session' | 'round' | 'me'> & { readonly people: readonly Person[] }

/** What to do next, below the headline. `invites`: whether this person has invitations to send. */
export function nextStepOf({ session, round, me, people, invites }: Waiting & { readonly invites: boolean }): string {
  if (session.status.kind === 'closed') return 'Nobody can take a seat or start a round until the owner opens it again.'
  const seat = people.find((person) => person.me)?.seat ?? null
  if (seat === null) return 'Take a free seat to take part, or stay and watch.'
  if (!seatsFilled(session) && invites)
    return session.mode === 'coaching'
      ? 'Copy an invitation for each seat and send it. To join, people only need to enter a name.'
      : 'Copy the invitation and send it. To join, people only need to enter a name.'
  if (runsRound(session, me)) {
    if (!round.caseReady) return 'Take a random case, or search for one.'
    return session.mode === 'solo'
      ? 'The room runs the agenda. You can pause, and ask for data and hints.'
      : 'Two minutes with the brief is enough to run the case.'
  }
  return seat === 'candidate'
    ? 'You won’t see the case until the round starts.'
    : 'The round can start when both seats are taken.'
}

/** What the lobby waits for. */
export function headlineOf({ session, round, me, people }: Waiting): string {
  if (session.status.kind === 'closed') return 'This session is closed'
  const missing = (session.mode === 'solo' ? (['candidate'] as const) : (['interviewer', 'candidate'] as const)).filter(
    (seat) => !people.some((person) => person.seat === seat),
  )
  if (missing.length === 1 && missing[0]) return `Waiting for the ${seatWords[missing[0]].toLowerCase()}`
  if (missing.length > 1) return 'Both seats are empty'
  const away = absentHolder(session, round)
  if (away !== null && away.participant !== me) return `Waiting for ${nameIn(session, away.participant)}`
  if (runsRound(session, me)) return round.caseReady ? 'Ready when you are' : 'Choose a case'
  const runner = people.find((person) => person.seat === 'interviewer')?.name ?? 'The interviewer'
  return round.caseReady ? `${runner} starts the round when ready` : `${runner} is choosing the case`
}
