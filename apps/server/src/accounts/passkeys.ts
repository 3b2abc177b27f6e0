import type { PasskeyAnswer, PasskeyMade } from '@greenroom/protocol'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Logger } from 'pino'
import type { PasskeyConfig } from '../config.ts'
import type { AccountStore, Passkey, ServerDeps } from '../ports.ts'

/** The issuer recorded for accounts that were created with a passkey. No provider has such an address. */
const issuer = 'passkeys'
/** How long a browser may take, in milliseconds. People need some of that time to find their device. */
const challengeLasts = 5 * 60_000

/** Why a browser was asked to sign. Stored with the challenge, so that an answer counts only for the purpose it was requested for. */
type Purpose = 'sign-in' | `new ${string}` | `add ${string}`

/** Who presented a passkey, and which one. */
export type Shown = { readonly account: string; readonly passkey: string }

export type Passkeys = {
  /** What a browser needs to create a passkey for this account, or for a new account when the account is `null`. */
  readonly offer: (account: string | null) => ReturnType<typeof generateRegistrationOptions>
  /** Stores the new passkey for the account that it was offered to. `null` when it cannot be verified or is already known. */
  readonly keep: (made: PasskeyMade, account: string | null) => Promise<Shown | null>
  /** What a browser needs to sign in with one of its passkeys. */
  readonly ask: () => ReturnType<typeof generateAuthenticationOptions>
  /** `null` when it cannot be verified or is not known here. */
  readonly accept: (answer: PasskeyAnswer) => Promise<Shown | null>
  readonly list: (account: string) => Promise<readonly Passkey[]>
  readonly remove: (account: string, id: string) => Promise<void>
}

/** Signing in with passkeys: WebAuthn with user verification. Each challenge can be answered once. */
export function createPasskeys({
  deps: { clock, ids, log },
  store,
  config: { host, origin },
}: {
  readonly deps: Pick<ServerDeps, 'clock' | 'ids'> & { readonly log: Pick<Logger, 'info'> }
  readonly store: AccountStore
  readonly config: PasskeyConfig
}): Passkeys {
  const remember = (challenge: string, purpose: Purpose): Promise<void> =>
    store.addChallenge(challenge, purpose, clock.now() + challengeLasts, clock.now())
  const expected = { expectedOrigin: origin, expectedRPID: host, requireUserVerification: true } as const
  /** The library's error quotes the challenge, which must not be logged. */
  const checked = async <T>(doing: 'adding' | 'signing in', check: () => Promise<T | null>): Promise<T | null> => {
    try {
      return await check()
    } catch {
      log.info({ doing }, 'A passkey was not accepted.')
      return null
    }
  }

  return {
    offer: async (account) => {
      const subject = ids.secret()
      const known = account === null ? [] : await store.passkeys(account)
      const options = await generateRegistrationOptions({
        ...{ rpName: 'Greenroom', rpID: host, userName: host, userDisplayName: host },
        challenge: new Uint8Array(Buffer.from(ids.secret(), 'base64url')),
        userID: new TextEncoder().encode(account ?? subject),
        timeout: challengeLasts,
        excludeCredentials: known.map(({ id }) => ({ id })),
        // A discoverable credential: the device finds the account, and nobody types a name.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      await remember(options.challenge, account === null ? `new ${subject}` : `add ${account}`)
      return options
    },
    keep: (made, account) =>
      checked('adding', async () => {
        let subject: string | null = null
        const { verified, registrationInfo } = await verifyRegistrationResponse({
          response: { ...made, clientExtensionResults: {} },
          expectedChallenge: async (challenge) => {
            const purpose = await store.takeChallenge(challenge, clock.now())
            if (account !== null) return purpose === `add ${account}`
            subject = purpose?.startsWith('new ') === true ? purpose.slice('new '.length) : null
            return subject !== null
          },
          ...expected,
        })
        if (!verified) return null
        const owner = account ?? (subject === null ? null : await store.keep(issuer, subject, clock.now()))
        if (owner === null) return null
        const { id, publicKey, counter } = registrationInfo.credential
        const added = await store.addPasskey({
          ...{ id, account: owner, publicKey, counter },
          transports: (made.response.transports ?? []).join(' '),
          createdAt: clock.now(),
          usedAt: clock.now(),
        })
        return added ? { account: owner, passkey: id } : null
      }),
    ask: async () => {
      const options = await generateAuthenticationOptions({
        rpID: host,
        challenge: new Uint8Array(Buffer.from(ids.secret(), 'base64url')),
        timeout: challengeLasts,
        userVerification: 'required',
      })
      await remember(options.challenge, 'sign-in')
      return options
    },
    accept: (answer) =>
      checked('signing in', async () => {
        const passkey = await store.findPasskey(answer.id)
        if (passkey === null) return null
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          response: { ...answer, clientExtensionResults: {} },
          expectedChallenge: async (challenge) => (await store.takeChallenge(challenge, clock.now())) === 'sign-in',
          credential: {
            ...{ id: passkey.id, counter: passkey.counter },
            publicKey: new Uint8Array(passkey.publicKey),
          },
          ...expected,
        })
        if (!verified) return null
        await store.usePasskey(passkey.id, authenticationInfo.newCounter, clock.now())
        return { account: passkey.account, passkey: passkey.id }
      }),
    list: (account) => store.passkeys(account),
    remove: (account, id) => store.removePasskey(account, id),
  }
}
