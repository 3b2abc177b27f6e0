import type { SessionState } from '@greenroom/session'

/** In the order in which they joined, which determines their colours. */
export function peopleInOrder(session: SessionState): readonly string[] {
  return Object.values(session.participants)
    .sort((a, b) => a.joinedAt - b.joinedAt)
    .map((one) => one.id)
}
