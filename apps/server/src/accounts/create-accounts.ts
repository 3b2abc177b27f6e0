import type { AccountSession, SignInFailure } from '@greenroom/protocol'
import { displayNames, type ParticipantId, participantOf, type SessionId } from '@greenroom/session'
import type { Logger } from 'pino'
import type { AccountStore, ServerDeps } from '../ports.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { OpenId } from './open-id.ts'
import type { Shown } from './passkeys.ts'
import type { SealedAttempts } from './sealed-attempts.ts'

/** How long a browser stays signed in, in seconds. */
export const accountStays = 30 * 24 * 60 * 60
/** How long a sign-in attempt may take at the provider, in milliseconds. */
export const attemptLasts = 10 * 60_000
/** At most this many sessions are read for the list. */
const mostListed = 50

export type Begun = { readonly attempt: string; readonly url: string }
export type Admitted = { readonly session: SessionId; readonly participant: ParticipantId; readonly token: string }

/** What signed-in people can do. What they may do inside a session is decided by their participant, as for everybody else. */
export type Accounts = {
  /** `null` when the provider does not answer. */
  readonly begin: () => Promise<Begun | null>
  /** Returns the cookie of a browser that is now signed in. */
  readonly finish: (attempt: string | null, search: string) => Promise<{ cookie: string } | SignInFailure>
  /** Returns the cookie of a browser that has presented a passkey. */
  readonly admit: (shown: Shown) => Promise<{ cookie: string }>
  readonly find: (cookie: string) => Promise<string | null>
  readonly signOut: (cookie: string) => Promise<void>
  /** Signs out everybody who signed out at the provider. `false` when the provider's token cannot be trusted. */
  readonly signOutAtProvider: (token: string) => Promise<boolean>
  readonly claim: (account: string, token: string) => Promise<boolean>
  readonly list: (account: string) => Promise<readonly AccountSession[]>
  readonly removeClaim: (account: string, session: SessionId, participant: ParticipantId) => Promise<void>
  /** A new token for a participant on the account's list. `null` when they are not on it, or have left the session. */
  readonly tokenFor: (account: string, session: SessionId, participant: ParticipantId) => Promise<Admitted | null>
}

export function createAccounts({
  deps,
  rooms,
  store,
  provider,
  onlyFrom,
}: {
  readonly deps: Pick<ServerDeps, 'access' | 'clock' | 'ids'> & { readonly log: Pick<Logger, 'warn'> }
  readonly rooms: Pick<Rooms, 'read' | 'run'>
  readonly store: AccountStore
  /** `null` when no provider is configured. */
  readonly provider: { readonly openId: OpenId; readonly attempts: SealedAttempts; readonly publicUrl: string } | null
  /** The provider that everybody has to sign in at. `null` when any signed-in account is let in. */
  readonly onlyFrom: string | null
}): Accounts {
  const { access, clock, ids, log } = deps

  const readParticipant = async (session: SessionId, participant: ParticipantId) => {
    const state = await rooms.read(session)
    return state === null || participantOf(state, participant) === null ? null : state
  }

  return {
    begin: async () => {
      if (provider === null) return null
      const { openId, attempts } = provider
      const made = { state: ids.secret(), nonce: ids.secret(), verifier: ids.secret() }
      try {
        const url = await openId.addressOf(made)
        const attempt = await attempts.seal(made, clock.now() + attemptLasts)
        return { attempt, url }
      } catch (error) {
        log.warn({ err: error }, 'The OpenID provider does not answer.')
        return null
      }
    },
    finish: async (attempt, search) => {
      if (provider === null) return 'begin-again'
      const { openId, attempts, publicUrl } = provider
      const known = attempt === null ? null : await attempts.open(attempt, clock.now())
      if (known === null) return 'begin-again'
      const result = await openId.finish(known, new URL(`${publicUrl}/api/accounts/back${search}`))
      if (!result.ok) {
        // The message says what was wrong. The rest of the error is left out because it may contain a code or a token.
        const reason = result.cause instanceof Error ? result.cause.message : ''
        log.warn({ failure: result.failure, reason }, 'Somebody could not sign in.')
        return result.failure
      }
      const account = await store.keep(result.issuer, result.subject, clock.now())
      const cookie = ids.secret()
      await store.signIn(account, cookie, clock.now() + accountStays * 1000, result.providerSession)
      return { cookie }
    },
    admit: async ({ account, passkey }) => {
      const cookie = ids.secret()
      await store.signInByPasskey(account, cookie, clock.now() + accountStays * 1000, passkey)
      return { cookie }
    },
    find: (cookie) => store.find(cookie, clock.now(), onlyFrom),
    signOut: (cookie) => store.signOut(cookie),
    signOutAtProvider: async (token) => {
      const out = (await provider?.openId.readLogout(token, clock.now())) ?? null
      if (out !== null) await store.signOutAtProvider(out.issuer, out.subject, out.providerSession)
      return out !== null
    },
    claim: (account, token) => store.claim(account, token, clock.now()),
    list: async (account) => {
      const found: AccountSession[] = []
      for (const { session, participant, claimedAt } of (await store.claims(account)).slice(0, mostListed)) {
        const state = await readParticipant(session, participant)
        if (state === null) continue
        found.push({
          session,
          participant,
          name: displayNames(state).get(participant) ?? '',
          // Only what everybody has been shown: not a case that somebody is still preparing.
          title: state.rounds.findLast((round) => round.promptShownAt !== null)?.case?.title ?? null,
          mode: state.mode,
          owner: state.owner === participant,
          claimedAt,
        })
      }
      return found
    },
    removeClaim: (account, session, participant) => store.removeClaim(account, session, participant),
    tokenFor: async (account, session, participant) => {
      const isOurs = (one: { session: SessionId; participant: ParticipantId }): boolean =>
        one.session === session && one.participant === participant
      const claim = (await store.claims(account)).find(isOurs)
      if (claim === undefined || (await readParticipant(session, participant)) === null) return null
      const token = ids.secret()
      await access.addToken(token, session, participant, claim.invitation)
      // They may have been removed in the meantime, before this token was stored and could be revoked with the others.
      if (!(await store.claims(account)).some(isOurs)) {
        if ((await readParticipant(session, participant)) === null) await access.revokeParticipant(session, participant)
        return null
      }
      await rooms.run(session, null, null, { kind: 'noteDevice', participant })
      return { session, participant, token }
    },
  }
}
