import { type ParticipantId, refusalTo, type SessionState } from '@greenroom/session'
import type { Person } from '../people/people.ts'

/** To whom one's seat can be handed now: whoever is connected and may take it. */
export const receiversOf = (session: SessionState, me: ParticipantId, people: readonly Person[]): readonly Person[] =>
  people.filter(
    (person) => !person.me && person.here && refusalTo(session, me, { kind: 'handOverSeat', to: person.id }) === null,
  )
