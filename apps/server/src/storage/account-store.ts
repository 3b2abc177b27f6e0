import { participantIdSchema, sessionIdSchema } from '@greenroom/session'
import type { AccountStore } from '../ports.ts'
import { signedInBy } from './passkey-rows.ts'
import { hashSecret } from './secrets.ts'
import { remote, type StoreThread } from './store-thread.ts'
import type { ReaderCalls, WriterCalls } from './thread-messages.ts'

/** The most browsers that one account can be signed in with, and the most participants on its list. */
const mostSignIns = 20
const mostClaims = 2_000
const mostPasskeys = 20

/** Accounts beside the log, on SQLite or Postgres. `accountId` makes their ids. */
export function createAccountStore(writer: StoreThread, reader: StoreThread, accountId: () => string): AccountStore {
  const toWriter = remote<WriterCalls>(writer)
  const toReader = remote<ReaderCalls>(reader)
  return {
    keep: (issuer, subject, at) => toWriter.keepAccount(accountId(), issuer, subject, at),
    signIn: (account, secret, endsAt, providerSession) =>
      toWriter.addSignIn(hashSecret(secret), account, endsAt, providerSession, mostSignIns),
    signInByPasskey: (account, secret, endsAt, passkey) =>
      toWriter.addSignIn(hashSecret(secret), account, endsAt, signedInBy(passkey), mostSignIns),
    find: (secret, now, issuer) => toReader.findSignIn(hashSecret(secret), now, issuer),
    signOutAtProvider: (issuer, subject, providerSession) => toWriter.endSignInsOf(issuer, subject, providerSession),
    signOut: (secret) => toWriter.endSignIn(hashSecret(secret)),
    addChallenge: (challenge, purpose, endsAt, now) =>
      toWriter.addPasskeyChallenge(hashSecret(challenge), purpose, endsAt, now),
    takeChallenge: (challenge, now) => toWriter.takePasskeyChallenge(hashSecret(challenge), now),
    addPasskey: (passkey) => toWriter.addPasskey(passkey, mostPasskeys),
    usePasskey: (id, counter, at) => toWriter.usePasskey(id, counter, at),
    removePasskey: (account, id) => toWriter.removePasskey(account, id),
    findPasskey: (id) => toReader.findPasskey(id),
    passkeys: (account) => toReader.listPasskeys(account),
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
