import type { Pack } from './packs/pack-format.ts'

/**
 * Messages between the main thread and the store's two threads. Appends travel flat and in batches: structured cloning of a few arrays of
 * primitives and one transferred buffer costs the main thread well under a microsecond per append.
 */

/** Entries in columns. `cells` holds kind, author, command and data (JSON) of each entry; `lengths` is -1 where there are no bytes. */
export type EntryColumns = {
  readonly cells: (string | null)[]
  readonly versions: number[]
  readonly lengths: number[]
  /** The bytes of all entries, one after another. */
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A keyframe's document; `clients` is JSON. */
export type DocumentRow = { document: string; bytes: Uint8Array; clients: string }

export type AppendBatch = EntryColumns & {
  readonly type: 'append'
  /** The number of the first append; the others follow. */
  readonly ticket: number
  /** The store's clock when these were sent, in milliseconds since the epoch. */
  readonly now: number
  readonly sessions: string[]
  readonly after: number[]
  readonly counts: number[]
}

/** Four numbers per append: ticket, outcome, the outcome's number (first seq, newest seq, or index of the error), `at`. */
export type AppendAnswers = {
  readonly type: 'appended'
  readonly answers: number[]
  readonly errors: ThreadError[]
  /** How long the commit of this group took, in milliseconds. */
  readonly took: number
}
export const appended = 0
export const fellBehind = 1
export const failed = 2

export type Call = {
  readonly type: 'call'
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[]
}
export type CallAnswer =
  | { readonly type: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly ok: false; readonly error: ThreadError }

export type Opened = { readonly type: 'opened' } | { readonly type: 'refused'; readonly sentence: string }

/**
 * `open`: to the reader, once the writer has opened the database. `checkpointed`: to the writer, once the reader has done what it was asked to
 * do with `checkpoint-due`.
 */
export type ToThread =
  | AppendBatch
  | Call
  | { readonly type: 'open' }
  | { readonly type: 'checkpointed' }
  | { readonly type: 'close' }
/** The write-ahead log has become long: another thread should checkpoint it. */
export type CheckpointDue = { readonly type: 'checkpoint-due' }
/** The write-ahead log could not be checkpointed into the database; it is tried again after the next commit. */
export type CheckpointFailed = { readonly type: 'checkpoint-failed'; readonly error: ThreadError }
/** Kinds of entries that another server of the database cannot read yet: they are not written. */
export type Withheld = { readonly type: 'withheld'; readonly kinds: readonly string[] }

export type FromThread = AppendAnswers | CallAnswer | CheckpointDue | CheckpointFailed | Opened | Withheld

/** An error without its class: SQLite's number tells what kind of failure it was. */
export type ThreadError = { readonly message: string; readonly code: string | null; readonly errcode: number | null }

/** What of an error crosses to another thread. `errcode`: SQLite's own number, where it has one. */
export function toThreadError(error: unknown): ThreadError {
  const message = error instanceof Error ? error.message : String(error)
  const has = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
  const code = has('code')
  const errcode = has('errcode')
  return {
    message,
    code: typeof code === 'string' ? code : null,
    errcode: typeof errcode === 'number' ? errcode : null,
  }
}

/** The calls that the threads accept, and their results. */
export type WriterCalls = {
  /** This person's account at the provider, or `made` when there was none. */
  keepAccount(made: string, issuer: string, subject: string, at: number): string
  /** The oldest ones end when there are more than `most`. */
  addSignIn(hash: Uint8Array, account: string, endsAt: number, providerSession: string | null, most: number): void
  endSignIn(hash: Uint8Array): void
  /** Those that have ended by `now` are removed. */
  addPasskeyChallenge(hash: Uint8Array, purpose: string, endsAt: number, now: number): void
  /** Returns its purpose, once. `null` when there is no such challenge, or it has expired. */
  takePasskeyChallenge(hash: Uint8Array, now: number): string | null
  /** Returns `false` when the key is already known, or the account has `most` of them. */
  addPasskey(passkey: PasskeyRow, most: number): boolean
  usePasskey(id: string, counter: number, at: number): void
  /** Also signs out the browsers that signed in with it. */
  removePasskey(account: string, id: string): void
  /** Of that person, of that session at the provider, or of both; at least one of them is not `null`. */
  endSignInsOf(issuer: string, subject: string | null, providerSession: string | null): void
  /** Claims a token's participant. Returns `false` when the token is not valid, or there are `most` claims already. */
  addClaim(account: string, token: Uint8Array, at: number, most: number): boolean
  removeClaim(account: string, session: string, participant: string): void
  ping(): void
  /** Collects the garbage of its thread. */
  collect(): void
  setDue(session: string, due: number | null): void
  probe(): void
  writeKeyframe(session: string, seq: number, state: string, documents: DocumentRow[]): void
  dropKeyframes(session: string): void
  /** `before`: only while the newest entry is older; `null`: in any case. Returns whether it was deleted. */
  deleteSession(session: string, before: number | null): boolean
  /** Returns whether the pack has replaced the rows that it was made from. */
  storePack(session: string, pack: Pack): boolean
  /** Drops keyframes that a log at rest does not need, and shortens the file. Returns whether it can be shortened further. */
  finishPacking(session: string): boolean
  addToken(hash: Uint8Array, session: string, participant: string, invitation: string | null): void
  revokeParticipant(session: string, participant: string): void
  revokeOtherTokens(hash: Uint8Array, session: string, participant: string): void
  /** The participant's one way back; any older one ends. A participant whose every token is revoked gets none: returns `false`. */
  setWayBack(hash: Uint8Array, session: string, participant: string, at: number): boolean
  revokeWayBack(session: string, participant: string): void
  addInvitation(id: string, session: string, hash: Uint8Array, seats: string, at: number): void
  revokeInvitation(session: string, id: string, at: number): boolean
  deleteAccess(session: string): void
  /** Returns `false`, and adds nothing, when the session already has `most`. */
  addShareLink(
    id: string,
    session: string,
    hash: Uint8Array,
    view: string,
    at: number,
    endsAt: number | null,
    most: number,
  ): boolean
  revokeShareLink(session: string, id: string, at: number): boolean
  useShareLink(session: string, id: string, at: number): void
  /** The seed of this data folder's signing key: `made` when it has none yet. */
  keepServerKey(made: Uint8Array): Uint8Array
  /** All or none: returns `false`, and adds nothing, when there would be more than `most`. */
  addOwnCases(rows: NewOwnCaseRow[], most: number, mostBytes: number): boolean
  saveOwnCase(
    id: string,
    hash: Uint8Array,
    expects: number,
    text: string,
    at: number,
    mostBytes: number,
  ): 'saved' | 'changed' | 'unknown' | 'full'
  /** Returns, once nothing of it is left, whether there was one. */
  deleteOwnCase(id: string, hash: Uint8Array): boolean
  /** Returns `false`, and stores nothing, when there would be more than `most`, or more than `mostBytes` of them. */
  addImport(row: NewImportRow, most: number, mostBytes: number): boolean
  /** As for an own case. */
  deleteImport(id: string, keyHash: Uint8Array): boolean
}

export type NewImportRow = {
  id: string
  hash: Uint8Array
  keyHash: Uint8Array
  at: number
  view: string
  bytes: Uint8Array
}
export type ImportRow = { view: string; bytes: Uint8Array<ArrayBuffer> }

export type NewOwnCaseRow = { id: string; hash: Uint8Array; text: string; at: number }
export type OwnCaseRow = { version: number; changedAt: number; text: string }

export type InvitationRow = {
  id: string
  session: string
  seats: string
  createdAt: number
  revokedAt: number | null
}

export type ShareLinkRow = {
  id: string
  session: string
  view: string
  createdAt: number
  endsAt: number | null
  usedAt: number | null
  revokedAt: number | null
}

/** What a store contains, in figures. Times are milliseconds since the epoch. */
export type StoreFigures = {
  /** The size of the database in bytes. */
  bytes: number
  count: number
  /** By their last entry: within a day, a week, four weeks, a year, and before; each session is counted once. */
  usedWithin: { day: number; week: number; month: number; year: number; older: number }
  /** The last entry of the session that has been inactive the longest. */
  longest: number | null
  /** Sessions without an entry since the time that retention counts from. */
  retentionDue: number
  openInvitations: number
  openShareLinks: number
  ownCases: number
  keptRecordings: number
}

export type PasskeyRow = {
  id: string
  account: string
  publicKey: Uint8Array
  counter: number
  /** Separated by spaces. */
  transports: string
  createdAt: number
  usedAt: number
}

export type ClaimRow = { session: string; participant: string; invitation: string | null; claimedAt: number }

export type ReaderCalls = {
  /** The account of a browser that is signed in, at this provider or, with `null`, at any. A slash at the end makes no difference. */
  findSignIn(hash: Uint8Array, now: number, issuer: string | null): string | null
  findPasskey(id: string): PasskeyRow | null
  /** In the order in which they were added. */
  listPasskeys(account: string): PasskeyRow[]
  /** Newest first. */
  listClaims(account: string): ClaimRow[]
  /** `before`: sessions without an entry since then are due to be deleted; `null` when none are. */
  readFigures(now: number, before: number | null): StoreFigures
  collect(): void
  read(
    session: string,
    afterSeq: number,
    limit: number,
    withoutEdits: boolean,
  ): EntryColumns & {
    seqs: number[]
    ats: number[]
    /** The first damaged entry. */
    damaged: number | null
  }
  lastSeq(session: string): number
  /** When the entry was made that was written last. */
  newestAt(): number | null
  seqAt(session: string, at: number): number
  readKeyframe(session: string, seq: number): { seq: number; state: string; documents: DocumentRow[] } | null
  readDue(now: number): string[]
  readIdle(before: number, limit: number): string[]
  /** Sessions without an entry since `before` with entries that are worth packing. */
  readUnpacked(before: number, limit: number): string[]
  /** The next pack of a session. `null` when nothing is left to be packed, or what is left is damaged. */
  makePack(session: string): Pack | null
  findToken(hash: Uint8Array): { session: string; participant: string; revoked: boolean; founder: boolean } | null
  findInvitation(hash: Uint8Array): InvitationRow | null
  findWayBack(hash: Uint8Array): { session: string; participant: string; invitation: string | null } | null
  /** When it was created. */
  wayBackOf(session: string, participant: string): number | null
  listInvitations(session: string): InvitationRow[]
  participantsOf(session: string, invitation: string): string[]
  findShareLink(hash: Uint8Array): ShareLinkRow | null
  listShareLinks(session: string): ShareLinkRow[]
  findOwnCase(id: string, hash: Uint8Array): OwnCaseRow | null
  findImport(hash: Uint8Array): ImportRow | null
  listImports(): string[]
  /** What SQLite reports about the file; empty when it is sound. */
  checkFile(): string[]
  /** Copies what the write-ahead log holds into the database, while the writer goes on. */
  checkpoint(): void
  /** Checks some entries after `after` (`LogCheckPart`). */
  checkLog(session: string, after: number): { damaged: { session: string; seq: number } | null; next: number | null }
  listSessions(): string[]
  ping(): void
}

/** The methods of a thread as the main thread sees them. */
export type Remote<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (...args: infer Args) => infer Value
    ? (...args: Args) => Promise<Value>
    : never
}
