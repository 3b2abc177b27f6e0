import type { LogEntry } from '../log/entries.ts'
import { commentKey } from '../state/comment.ts'
import type { ParticipantId, RoundId } from '../state/ids.ts'
import type { SessionState } from '../state/state.ts'

/**
 * The comments of a session that were deleted. Their entries stay in the log, which is never rewritten, and are sent without their text:
 * every reading of a log is given this set, as it is when the reading begins.
 */
export type Erased = ReadonlySet<string>

const nameOf = (round: RoundId, by: ParticipantId, comment: string): string => `${round} ${by} ${comment}`

/** From the state of a log: what the server knows without reading the log. */
export function erasedOf(state: Pick<SessionState, 'rounds'> | null): Erased {
  const erased = new Set<string>()
  for (const { id, comments } of state?.rounds ?? [])
    for (const one of comments) if (one.deletedAt !== null) erased.add(`${id} ${commentKey(one)}`)
  return erased
}

/** From the log itself. */
export function erasedIn(log: Iterable<LogEntry>): Erased {
  const erased = new Set<string>()
  for (const entry of log)
    if (entry.kind === 'comment-deleted') erased.add(nameOf(entry.data.round, entry.data.author, entry.data.comment))
  return erased
}

/** Whether an entry is sent without its text: any version of a comment that was deleted. */
export function isErased(entry: LogEntry, erased: Erased): boolean {
  if (erased.size === 0 || entry.kind !== 'comment-written' || entry.by === null) return false
  return erased.has(nameOf(entry.data.round, entry.by, entry.data.comment))
}
