// Without zod: the start page asks what a seat may do, and parses nobody's input.

/** The role of a person in a round. */
export const seats = ['interviewer', 'candidate', 'mentor', 'observer'] as const
export type Seat = (typeof seats)[number]

export const modes = ['peer', 'coaching', 'solo'] as const
export type SessionMode = (typeof modes)[number]

/** Which seats each kind of session has. Solo has no interviewer: the room itself answers, and a coach may watch as mentor. */
export const seatsOfMode: { readonly [M in SessionMode]: readonly Seat[] } = {
  peer: ['interviewer', 'candidate', 'mentor', 'observer'],
  coaching: ['interviewer', 'candidate', 'mentor', 'observer'],
  solo: ['candidate', 'mentor', 'observer'],
}

/** The desk is the interviewer's and the mentor's side. */
export function isDeskSeat(seat: Seat | null): boolean {
  return seat === 'interviewer' || seat === 'mentor'
}
