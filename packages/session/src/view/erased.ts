import type { LogEntry } from '../fold/entries.ts'
import { commentKey } from '../state/comment.ts'
import type { ParticipantId, RoundId } from '../state/ids.ts'
import type { SessionState } from '../state/state.ts'

/**
 * What of a session was deleted: comments, and measurements of when people spoke. Their entries stay in the log, which is never rewritten, and are
 * sent without what they held: every reading of a log is given this set, as it is when the reading begins.
 */
export type Erased = ReadonlySet<string>

const nameOf = (round: RoundId, by: ParticipantId, comment: string): string => `${round} ${by} ${comment}`
const nameOfAirtime = (airtime: number): string => `airtime ${airtime}`

/** From the state of a log: what the server knows without reading the log. */
export function erasedOf(state: Pick<SessionState, 'rounds' | 'airtimes'> | null): Erased {
  const erased = new Set<string>()
  for (const { id, comments } of state?.rounds ?? [])
    for (const one of comments) if (one.deletedAt !== null) erased.add(`${id} ${commentKey(one)}`)
  for (const { airtime, deletedAt } of state?.airtimes ?? []) if (deletedAt !== null) erased.add(nameOfAirtime(airtime))
  return erased
}

/** From the log itself. */
export function erasedIn(log: Iterable<LogEntry>): Erased {
  const erased = new Set<string>()
  for (const { kind, data } of log) {
    if (kind === 'comment-deleted') erased.add(nameOf(data.round, data.author, data.comment))
    if (kind === 'airtime-deleted') erased.add(nameOfAirtime(data.airtime))
  }
  return erased
}

/** The data of an entry as it is sent: without the words of a comment that was deleted, and without the speech of a measurement that was. */
export function keptData(entry: LogEntry, erased: Erased): LogEntry['data'] {
  if (erased.size === 0 || entry.by === null) return entry.data
  if (entry.kind === 'comment-written' && erased.has(nameOf(entry.data.round, entry.by, entry.data.comment)))
    return { ...entry.data, words: '' }
  if (entry.kind === 'airtime-noted' && erased.has(nameOfAirtime(entry.data.airtime)))
    return { ...entry.data, heard: { from: 0, to: 0 }, stretches: [] }
  return entry.data
}
