import { type ParticipantId, refusalTo, type SessionState } from '@greenroom/session'
import type { Person } from '../people/people.ts'

/** To whom one's seat can be handed now: whoever is connected and may take it. */
export function receiversOf(session: SessionState, me: ParticipantId, people: readonly Person[]): readonly Person[] {
  return people.filter(
    (person) => !person.me && person.here && refusalTo(session, me, { kind: 'handOverSeat', to: person.id }) === null,
  )
}
