import { participantIdSchema, sessionIdSchema } from '@greenroom/session'
import type { AccountStore } from '../ports.ts'
import { hashSecret } from './secrets.ts'
import { remote, type StoreThread } from './store-thread.ts'
import type { ReaderCalls, WriterCalls } from './thread-messages.ts'

/** Browsers in which one account is signed in, and participants on its list. */
const mostSignIns = 20
const mostClaims = 2_000

/** Accounts beside the log, on SQLite or Postgres. `accountId` makes their ids. */
export function createAccountStore(writer: StoreThread, reader: StoreThread, accountId: () => string): AccountStore {
  const toWriter = remote<WriterCalls>(writer)
  const toReader = remote<ReaderCalls>(reader)
  return {
    keep: (issuer, subject, at) => toWriter.keepAccount(accountId(), issuer, subject, at),
    signIn: (account, secret, endsAt, providerSession) =>
      toWriter.addSignIn(hashSecret(secret), account, endsAt, providerSession, mostSignIns),
    find: (secret, now) => toReader.findSignIn(hashSecret(secret), now),
    signOutAtProvider: (issuer, subject, providerSession) => toWriter.endSignInsOf(issuer, subject, providerSession),
    signOut: (secret) => toWriter.endSignIn(hashSecret(secret)),
    claim: (account, token, at) => toWriter.addClaim(account, hashSecret(token), at, mostClaims),
    claims: async (account) =>
      (await toReader.listClaims(account)).map(({ session, participant, invitation, claimedAt }) => ({
        session: sessionIdSchema.parse(session),
        participant: participantIdSchema.parse(participant),
        invitation,
        claimedAt,
      })),
    removeClaim: (account, session, participant) => toWriter.removeClaim(account, session, participant),
  }
}
