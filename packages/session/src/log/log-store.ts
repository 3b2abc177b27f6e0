import type { LogEntry, NewEntry } from '../fold/entries.ts'
import type { DocumentName, ParticipantId, SessionId } from '../state/ids.ts'
import type { SessionState } from '../state/state.ts'

/** Folded state and board bytes at a `seq`, stored beside the log. A cache: delete them all and nothing is lost. */
export type Keyframe = {
  readonly seq: number
  readonly state: SessionState
  readonly documents: readonly KeyframeDocument[]
}

export type KeyframeDocument = {
  readonly document: DocumentName
  readonly bytes: Uint8Array
  /** Who owns each Yjs client id, folded from `board-edited`; `null` is the server's own seed. JSON data. */
  readonly clients: readonly (readonly [client: number, participant: ParticipantId | null])[]
}

export type AppendResult =
  /** Durable. `at` of the entries, in the order given; they have the numbers `firstSeq`, `firstSeq + 1`, … */
  | { readonly ok: true; readonly firstSeq: number; readonly at: readonly number[] }
  /** Somebody else appended first; nothing was written. */
  | { readonly ok: false; readonly behind: number }

/**
 * The port to wherever logs are stored. Every adapter passes the suite of `log-store-contract.ts`. All methods reject with an `Error` (with
 * its cause) when the store cannot answer; an append that rejects has written nothing.
 */
export interface LogStore {
  /** Appends all entries or none, after `afterSeq` (0 for a new session). Durable when it resolves. */
  append(session: SessionId, afterSeq: number, entries: readonly NewEntry[]): Promise<AppendResult>
  /**
   * Entries with `seq > afterSeq`, ascending, at most `limit`. With `without`, updates of documents are left out and do not count towards
   * `limit`: a participant's stream is numbered without reading every edit. Rejects with a `DamagedLog` when one of these entries is
   * damaged.
   */
  read(session: SessionId, afterSeq: number, limit: number, without?: 'edits'): Promise<readonly LogEntry[]>
  /** The newest `seq`, 0 when there is no such session. */
  lastSeq(session: SessionId): Promise<number>
  /** The newest `seq` whose entry is not later than this time, in the store's milliseconds (times never fall along a log); 0 when there is none. */
  seqAt(session: SessionId, at: number): Promise<number>
  /** The newest keyframe at or below `seq`. */
  readKeyframe(session: SessionId, seq: number): Promise<Keyframe | null>
  /** Replaces any keyframe at the same `seq`. */
  writeKeyframe(session: SessionId, keyframe: Keyframe): Promise<void>
  dropKeyframes(session: SessionId): Promise<void>
  /**
   * Permanently: rows, keyframes, and the content of deleted pages. With `before` (the store's milliseconds), only while the newest entry
   * is older than that, decided together with the deletion: what somebody appends after the caller looked keeps the session. Returns
   * whether it was deleted.
   */
  deleteSession(session: SessionId, before?: number): Promise<boolean>
  /** Records when an unattended session is due to close (`null`: somebody attends); stored beside the log as a cache. */
  setDue(session: SessionId, due: number | null): Promise<void>
  /** Writes something that changes nothing: rejects while the store cannot write. */
  probe(): Promise<void>
  /** Sessions that are due at `now`. */
  readDue(now: number): Promise<readonly SessionId[]>
  close(): Promise<void>
}
