import type { Round, SessionState } from '@greenroom/session'
import type { Person } from '../../people/people.ts'

/** What the room's live region compares: the state when it last spoke, and the present one. */
export type NewsState = {
  readonly session: SessionState
  readonly round: Round
  readonly people: readonly Person[]
  readonly connected: boolean
  /** People who joined while this page was open and have not connected yet: when they do, they are not coming back. */
  readonly arriving?: ReadonlySet<string>
  /** Milliseconds left of the phase; negative when it is over; `null` while no clock runs. */
  readonly left: number | null
}

/** Who is still connecting, given what was known before. `null`: the page has just opened, and nobody is. */
export function arrivingIn(
  before: Pick<NewsState, 'people' | 'arriving'> | null,
  people: NewsState['people'],
): ReadonlySet<string> {
  if (before === null) return new Set()
  const known = new Set(before.people.map(({ id }) => id))
  return new Set(
    people.filter(({ id, here }) => !here && (!known.has(id) || before.arriving?.has(id) === true)).map(({ id }) => id),
  )
}
