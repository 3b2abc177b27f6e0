import type { IncomingMessage } from 'node:http'
import type { BankCase, ReferenceRun } from '@greenroom/protocol'
import type { PublicLoop } from '@greenroom/question-bank'
import type {
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

/** Who holds which token, and which invitations exist. Only hashes (SHA-256) of secrets are kept. Beside the log, in the same database. */
export interface AccessStore {
  addToken(token: string, session: SessionId, participant: ParticipantId, invitation: string | null): Promise<void>
  /** `revoked` tokens are known, so that a page can say so; unknown ones answer `null`. */
  findToken(token: string): Promise<{
    session: SessionId
    participant: ParticipantId
    revoked: boolean
    /** Joined without an invitation, so created the session. Used only when its log no longer says who owns it. */
    founder?: boolean
  } | null>
  /** Ends their tokens and their way back. */
  revokeParticipant(session: SessionId, participant: ParticipantId): Promise<void>
  /** Ends all tokens of this participant but the one shown, and their way back. */
  revokeOtherTokens(token: string, session: SessionId, participant: ParticipantId): Promise<void>
  /** The one link by which this participant comes back on another device; an older one ends. `false`: they were removed. */
  setWayBack(session: SessionId, participant: ParticipantId, secret: string, at: number): Promise<boolean>
  findWayBack(
    secret: string,
  ): Promise<{ session: SessionId; participant: ParticipantId; invitation: string | null } | null>
  /** When it was made; `null`: there is none. */
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
  /** By which the participant came; `null`: they created the session. */
  readonly invitation: string | null
  readonly claimedAt: number
}

/** A key by which an account signs in. `id`: of the credential, as base64url; times are milliseconds since the epoch. */
export type Passkey = {
  readonly id: string
  readonly account: string
  readonly publicKey: Uint8Array
  /** How often its device says that it was used; 0 where the device does not count. */
  readonly counter: number
  /** Ways to reach its device, as browsers call them, separated by spaces. */
  readonly transports: string
  readonly createdAt: number
  readonly usedAt: number
}

/** People who signed in at a provider, and the participants that they can become. Times are milliseconds since the epoch. */
export interface AccountStore {
  /** The id of this person's account, which is made when there is none. */
  keep(issuer: string, subject: string, at: number): Promise<string>
  /** `providerSession`: how the provider calls its own session; `null`: it does not say. */
  signIn(account: string, secret: string, endsAt: number, providerSession: string | null): Promise<void>
  /** The same by a passkey of the account; this sign-in ends when the passkey is removed. */
  signInByPasskey(account: string, secret: string, endsAt: number, passkey: string): Promise<void>
  /** The account that a browser is signed in with; with an `issuer`, only one of that provider. */
  find(secret: string, now: number, issuer: string | null): Promise<string | null>
  signOut(secret: string): Promise<void>
  /** What a browser is asked to sign, and why, in words of the caller’s; until `endsAt`. */
  addChallenge(challenge: string, purpose: string, endsAt: number, now: number): Promise<void>
  /** Its purpose, once; `null`: it was taken already, has ended, or was never asked. */
  takeChallenge(challenge: string, now: number): Promise<string | null>
  /** `false`: that key is known already, or the account has as many as it can. */
  addPasskey(passkey: Passkey): Promise<boolean>
  usePasskey(id: string, counter: number, at: number): Promise<void>
  /** With the browsers that signed in by it. */
  removePasskey(account: string, id: string): Promise<void>
  findPasskey(id: string): Promise<Passkey | null>
  /** In the order in which they were added. */
  passkeys(account: string): Promise<readonly Passkey[]>
  /** Signs out those of this person, of this session at the provider, or of both; one of them is not `null`. */
  signOutAtProvider(issuer: string, subject: string | null, providerSession: string | null): Promise<void>
  /** Puts the participant of this token onto the list. `false`: the token does not count, or the list is full. */
  claim(account: string, token: string, at: number): Promise<boolean>
  /** The newest first. */
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

/** Links by which somebody outside of a session sees its recording. Only hashes of secrets are kept; they go with the session. */
export interface ShareStore {
  /** Answers its id; `null`: the session has `most` already. */
  add(
    session: SessionId,
    secret: string,
    link: Pick<SharedLink, 'view' | 'createdAt' | 'endsAt'>,
    most: number,
  ): Promise<string | null>
  /** Also one that was revoked or has ended. */
  find(secret: string): Promise<SharedLink | null>
  list(session: SessionId): Promise<readonly SharedLink[]>
  /** `false`: there is none that could be. */
  revoke(session: SessionId, id: string, at: number): Promise<boolean>
  used(session: SessionId, id: string, at: number): Promise<void>
}

/** What a case is drawn by; what is left out or `null` lets everything through. */
export type DrawFilters = Omit<Extract<WireCommand, { kind: 'drawCase' }>, 'kind'>

/** The bank as the server uses it. */
export interface CaseBank {
  /** The public parts, which any browser may have. */
  list(): readonly BankCase[]
  /** The public part of one; `null` when there is no such case. */
  read(caseId: string): BankCase | null
  /** `null` when there is no such case. */
  prepare(caseId: string, cut: 45 | 20): PreparedCase | null
  /** One at random among the filters that is in neither list; `null` when none is left. */
  draw(filters: DrawFilters, seen: ReadonlySet<string>, random: () => number): string | null
  /** What anybody may know of its loops. */
  loops(): readonly PublicLoop[]
  /** What a session's log takes of one; `null` when there is no such loop. */
  loop(id: string): LoopPlan | null
  /** One at random of the cases that a loop names for a round, counted from 1; `null` when none is left. */
  drawInLoop(id: string, round: number, seen: ReadonlySet<string>, random: () => number): string | null
  /** The sentence that leads from a loop's story to that case, read aloud before its prompt; `null`: it names none. */
  bridge(id: string, round: number, caseId: string): string | null
  /** The reference runs of a case, the strong one first; none of a case that is unknown. */
  runs(caseId: string): readonly ReferenceRun[]
  /** The recording of one run of that case; `null` when there is none. */
  readRun(caseId: string, runId: string): Uint8Array | null
}

export type ServerDeps = {
  readonly store: LogStore
  readonly access: AccessStore
  readonly bank: CaseBank
  readonly clock: Clock
  readonly ids: Ids
  readonly random: () => number
  /** Names this run of the server; another one for each. */
  readonly epoch: string
  readonly log: Logger
  /** What anybody may still ask of this server: one for all edges. */
  readonly budgets: Budgets
  /**
   * Where these logs end by now, in one query; a session that is gone is left out. There where several servers share a store: one that
   * was overtaken notices.
   */
  readonly readEnds?: (sessions: readonly SessionId[]) => Promise<ReadonlyMap<SessionId, number>>
}

/**
 * Whether a request's Origin is one of ours. A request without an Origin comes from no web page and is let through: it must
 * show a token next. Used at every upgrade and by the REST side.
 */
export type AllowOrigin = (request: IncomingMessage) => boolean
