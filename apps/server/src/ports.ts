import type { IncomingMessage } from 'node:http'
import type { BankCase, ReferenceRun } from '@greenroom/protocol'
import type { PublicLoop } from '@greenroom/question-bank'
import type {
  EntryKind,
  LogStore,
  LoopPlan,
  ParticipantId,
  PreparedCase,
  ReturnId,
  Seat,
  SessionId,
  SharedView,
  WireCommand,
} from '@greenroom/session'
import type { Logger } from 'pino'
import type { Budgets } from './budgets/index.ts'

/** Time, ids and randomness are arguments; `main.ts` makes the real ones. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Monotonic milliseconds, for durations and time-outs. */
  monotonic(): number
}
export interface Ids {
  session(): SessionId
  participant(): ParticipantId
  request(): ReturnId
  /** 256 random bits, base64url: invitations and tokens. */
  secret(): string
}

/**
 * Who holds which token, and which invitations exist. Only hashes (SHA-256) of secrets are stored. Beside the log, in the same database.
 */
export interface AccessStore {
  addToken(token: string, session: SessionId, participant: ParticipantId, invitation: string | null): Promise<void>
  /** Revoked tokens are remembered, so that a page can say so; unknown ones return `null`. */
  findToken(token: string): Promise<{
    session: SessionId
    participant: ParticipantId
    revoked: boolean
    /** Joined without an invitation, and so created the session. Used only when the log no longer says who owns it. */
    founder?: boolean
  } | null>
  /** Ends their tokens and their way back. */
  revokeParticipant(session: SessionId, participant: ParticipantId): Promise<void>
  /** Ends all tokens of this participant except the one presented, and their way back. */
  revokeOtherTokens(token: string, session: SessionId, participant: ParticipantId): Promise<void>
  /** The one link by which this participant comes back on another device; any older one ends. `false` when they were removed. */
  setWayBack(session: SessionId, participant: ParticipantId, secret: string, at: number): Promise<boolean>
  findWayBack(
    secret: string,
  ): Promise<{ session: SessionId; participant: ParticipantId; invitation: string | null } | null>
  /** When it was created; `null` when there is none. */
  wayBackOf(session: SessionId, participant: ParticipantId): Promise<number | null>
  revokeWayBack(session: SessionId, participant: ParticipantId): Promise<void>
  addInvitation(session: SessionId, secret: string, seats: readonly Seat[], at: number): Promise<string>
  findInvitation(
    secret: string,
  ): Promise<{ id: string; session: SessionId; seats: readonly Seat[]; revoked: boolean } | null>
  listInvitations(
    session: SessionId,
  ): Promise<readonly { id: string; seats: readonly Seat[]; createdAt: number; revokedAt: number | null }[]>
  revokeInvitation(session: SessionId, id: string, at: number): Promise<boolean>
  participantsOf(session: SessionId, invitation: string): Promise<readonly ParticipantId[]>
  deleteSession(session: SessionId): Promise<void>
}

/** Somebody's participant in a session, on the list of their account. */
export type Claim = {
  readonly session: SessionId
  readonly participant: ParticipantId
  /** The invitation by which the participant joined; `null` when they created the session. */
  readonly invitation: string | null
  readonly claimedAt: number
}

/** A key that an account signs in with. `id`: the credential's, as base64url; times are milliseconds since the epoch. */
export type Passkey = {
  readonly id: string
  readonly account: string
  readonly publicKey: Uint8Array
  /** The signature counter that the device last reported; 0 when the device does not count. */
  readonly counter: number
  /** The credential's transports, in the browsers' names, separated by spaces. */
  readonly transports: string
  readonly createdAt: number
  readonly usedAt: number
}

/** People who signed in at a provider, and the participants that they can become. Times are milliseconds since the epoch. */
export interface AccountStore {
  /** The id of this person's account, which is created if there is none. */
  keep(issuer: string, subject: string, at: number): Promise<string>
  /** `providerSession`: the provider's id of its own session; `null` when it does not give one. */
  signIn(account: string, secret: string, endsAt: number, providerSession: string | null): Promise<void>
  /** The same with a passkey of the account; this sign-in ends when the passkey is removed. */
  signInByPasskey(account: string, secret: string, endsAt: number, passkey: string): Promise<void>
  /** The account that a browser is signed in with; with an `issuer`, only an account of that provider. */
  find(secret: string, now: number, issuer: string | null): Promise<string | null>
  signOut(secret: string): Promise<void>
  /** The challenge a browser is asked to sign, and for what purpose (the caller's words); valid until `endsAt`. */
  addChallenge(challenge: string, purpose: string, endsAt: number, now: number): Promise<void>
  /** Returns its purpose, once. `null` when it was already taken, has expired, or never existed. */
  takeChallenge(challenge: string, now: number): Promise<string | null>
  /** `false` when the key is already known, or the account has as many as it may have. */
  addPasskey(passkey: Passkey): Promise<boolean>
  usePasskey(id: string, counter: number, at: number): Promise<void>
  /** Also signs out the browsers that signed in with it. */
  removePasskey(account: string, id: string): Promise<void>
  findPasskey(id: string): Promise<Passkey | null>
  /** In the order in which they were added. */
  passkeys(account: string): Promise<readonly Passkey[]>
  /** Signs out this person, this session at the provider, or both; at least one of them is not `null`. */
  signOutAtProvider(issuer: string, subject: string | null, providerSession: string | null): Promise<void>
  /** Puts this token's participant on the list. `false` when the token is not valid, or the list is full. */
  claim(account: string, token: string, at: number): Promise<boolean>
  /** Newest first. */
  claims(account: string): Promise<readonly Claim[]>
  removeClaim(account: string, session: SessionId, participant: ParticipantId): Promise<void>
}

/** One share link. Times are milliseconds since the epoch. */
export type SharedLink = {
  readonly id: string
  readonly session: SessionId
  readonly view: SharedView
  readonly createdAt: number
  readonly endsAt: number | null
  readonly usedAt: number | null
  readonly revokedAt: number | null
}

/** Links that let somebody outside a session watch its recording. Only hashes of secrets are stored; they are deleted with the session. */
export interface ShareStore {
  /** Returns its id. `null` when the session already has `most`. */
  add(
    session: SessionId,
    secret: string,
    link: Pick<SharedLink, 'view' | 'createdAt' | 'endsAt'>,
    most: number,
  ): Promise<string | null>
  /** Including revoked and expired ones. */
  find(secret: string): Promise<SharedLink | null>
  list(session: SessionId): Promise<readonly SharedLink[]>
  /** `false` when there is none to revoke. */
  revoke(session: SessionId, id: string, at: number): Promise<boolean>
  used(session: SessionId, id: string, at: number): Promise<void>
}

/** What a case is drawn by. A filter that is missing or `null` lets everything through. */
export type DrawFilters = Omit<Extract<WireCommand, { kind: 'drawCase' }>, 'kind'>

/** The case bank as the server uses it. */
export interface CaseBank {
  /** The public parts, which any browser may have. */
  list(): readonly BankCase[]
  /** The public part of one case. `null` when there is no such case. */
  read(caseId: string): BankCase | null
  /** `null` when there is no such case. */
  prepare(caseId: string, cut: 45 | 20): PreparedCase | null
  /** A random case that passes the filters and is in neither list. `null` when none is left. */
  draw(filters: DrawFilters, seen: ReadonlySet<string>, random: () => number): string | null
  /** What anybody may know about its loops. */
  loops(): readonly PublicLoop[]
  /** What a session's log records of a loop. `null` when there is no such loop. */
  loop(id: string): LoopPlan | null
  /** A random one of the cases that a loop names for a round, counted from 1. `null` when none is left. */
  drawInLoop(id: string, round: number, seen: ReadonlySet<string>, random: () => number): string | null
  /** The sentence that leads from a loop's story to that case, read aloud before its prompt. `null` when there is none. */
  bridge(id: string, round: number, caseId: string): string | null
  /** The reference runs of a case, the strong one first; empty for an unknown case. */
  runs(caseId: string): readonly ReferenceRun[]
  /** The recording of one run of that case. `null` when there is none. */
  readRun(caseId: string, runId: string): Uint8Array | null
}

export type ServerDeps = {
  readonly store: LogStore
  readonly access: AccessStore
  readonly bank: CaseBank
  readonly clock: Clock
  readonly ids: Ids
  readonly random: () => number
  /** Identifies this run of the server; different for each one. */
  readonly epoch: string
  readonly log: Logger
  /** What anybody may still ask of this server: one table for every entry point. */
  readonly budgets: Budgets
  /**
   * Where these logs end by now, in one query; a session that is gone is left out. Present where several servers share a store, so that one
   * that was overtaken notices.
   */
  readonly readEnds?: (sessions: readonly SessionId[]) => Promise<ReadonlyMap<SessionId, number>>
  /** Whether every server that shares the store can read entries of this kind. Not there where one server has it alone. */
  readonly mayWrite?: (kind: EntryKind) => boolean
}

/**
 * Whether a request's Origin is one of ours. A request without an Origin does not come from a web page and is let through: it must present
 * a token next. Used at every upgrade and by the REST API.
 */
export type AllowOrigin = (request: IncomingMessage) => boolean
