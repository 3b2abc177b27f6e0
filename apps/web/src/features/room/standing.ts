import type { Round, SessionState } from '@greenroom/session'
import type { Person } from '../people/people.ts'

/** What the room's voice compares: how things stood when it last spoke, and how they stand. */
export type Standing = {
  readonly session: SessionState
  readonly round: Round
  readonly people: readonly Person[]
  readonly connected: boolean
  /** Who joined while this page was open and has not connected yet: once they do, they are no one who comes back. */
  readonly arriving?: ReadonlySet<string>
  /** Milliseconds left of the phase; negative when it is over; `null` while no clock runs. */
  readonly left: number | null
}

/** Who is on the way in, after what was known before; `null`: the page has just opened, and nobody is on the way in. */
export function arrivingIn(
  before: Pick<Standing, 'people' | 'arriving'> | null,
  people: Standing['people'],
): ReadonlySet<string> {
  if (before === null) return new Set()
  const known = new Set(before.people.map(({ id }) => id))
  return new Set(
    people.filter(({ id, here }) => !here && (!known.has(id) || before.arriving?.has(id) === true)).map(({ id }) => id),
  )
}
