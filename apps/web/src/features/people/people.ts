import {
  displayNames,
  type ParticipantId,
  type Round,
  type Seat,
  type SessionState,
  seatSchema,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type PersonColour, personColour } from '../../design/index.ts'
import { isolated } from '../../live/room-props.ts'

export type Person = {
  readonly id: ParticipantId
  readonly name: string
  readonly seat: Seat | null
  readonly colour: PersonColour
  /** Has a live connection, as far as is known here. */
  readonly here: boolean
  readonly me: boolean
  readonly owner: boolean
}

const seatOrder: readonly (Seat | null)[] = [...seatSchema.options, null]

/**
 * Everybody who is in the session (`here: null` while we are disconnected and cannot know who is present): by seat, then in the order in
 * which they joined. People who were removed are left out.
 */
export function peopleOf(
  session: SessionState,
  round: Round | null,
  here: readonly ParticipantId[] | null,
  me: ParticipantId,
): readonly Person[] {
  const joined = Object.values(session.participants).sort((a, b) => a.joinedAt - b.joinedAt)
  const names = displayNames(session)
  const order = joined.map((one) => one.id)
  return joined
    .filter((one) => one.removedAt === null)
    .map((one) => ({
      id: one.id,
      name: isolated(names.get(one.id) ?? one.name),
      seat: round?.seats[one.id] ?? null,
      colour: personColour(one.id, order),
      here: here === null || here.includes(one.id),
      me: one.id === me,
      owner: one.id === session.owner,
    }))
    .sort((a, b) => seatOrder.indexOf(a.seat) - seatOrder.indexOf(b.seat))
}

/** How many there are, and how many of them are connected; while disconnected (`live` is false) nobody knows that. */
export function peopleWords(people: readonly Person[], live: boolean): string {
  const here = people.filter((person) => person.here).length
  return live
    ? t`People: ${here} of ${people.length} connected`
    : t`People: ${people.length}. You are offline, so it is not known who is connected.`
}
