import { maySend, type ParticipantId, type SessionState } from '@greenroom/session'
import type { Person } from '../people/people.ts'

/** The people who can be handed this seat now: connected, and allowed to take it. */
export function receiversOf(session: SessionState, me: ParticipantId, people: readonly Person[]): readonly Person[] {
  return people.filter(
    (person) => !person.me && person.here && maySend(session, me, { kind: 'handOverSeat', to: person.id }),
  )
}
