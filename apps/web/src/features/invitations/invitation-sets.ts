import type { Seat, SessionMode } from '@greenroom/session'
import { t } from '@lingui/core/macro'

/** One invitation admits to one set of seats. */
export type InvitationSet = {
  readonly id: string
  readonly seats: readonly Seat[]
  readonly title: string
  readonly description: string
}

const observer: InvitationSet = {
  id: 'observer',
  seats: ['observer'],
  title: t`Observers`,
  description: t`See what the candidate sees, without taking part.`,
}
const mentor: InvitationSet = {
  id: 'mentor',
  seats: ['mentor'],
  title: t`Mentor`,
  description: t`Sees the guide, whispers to the interviewer, marks moments.`,
}

/** The invitations that a session of this mode needs, the one to send first at the top. */
export const invitationSets: Readonly<Record<SessionMode, readonly InvitationSet[]>> = {
  peer: [
    {
      id: 'partner',
      seats: ['interviewer', 'candidate'],
      title: t`Your partner`,
      description: t`Takes the free seat now and can swap with you later.`,
    },
    mentor,
    observer,
  ],
  coaching: [
    {
      id: 'candidate',
      seats: ['candidate'],
      title: t`Candidate`,
      description: t`Works through the case on the board.`,
    },
    { id: 'interviewer', seats: ['interviewer'], title: t`Interviewer`, description: t`Runs the case from the guide.` },
    mentor,
    observer,
  ],
  solo: [mentor, observer],
}

const sameSeats = (a: readonly Seat[], b: readonly Seat[]): boolean =>
  a.length === b.length && a.every((seat) => b.includes(seat))

export function isOfSet(set: InvitationSet, invitation: { readonly seats: readonly Seat[] }): boolean {
  return sameSeats(set.seats, invitation.seats)
}
