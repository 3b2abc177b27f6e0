import {
  accountSessionsSchema,
  admissionSchema,
  claimBodySchema,
  claimedBodySchema,
  passkeyAnswerSchema,
  passkeyMadeSchema,
  passkeyOfferSchema,
  passkeyQuestionSchema,
  passkeyRemovalSchema,
  passkeysSchema,
  signInAnswerSchema,
} from '@greenroom/protocol'
import { z } from 'zod'
import { type Accounts, accountStays, attemptLasts } from '../../accounts/create-accounts.ts'
import type { Passkeys, Shown } from '../../accounts/passkeys.ts'
import { formBody } from '../read-body.ts'
import {
  type Answer,
  accountRoute,
  answer,
  created,
  done,
  doneWithCookie,
  maybeAccountRoute,
  openRoute,
  type Route,
  refusal,
  roomRefusal,
  signInRoute,
} from './route.ts'

/** Signing in, and the sessions that follow an account, on a server that names a provider. */
export function createAccountRoutes(accounts: Accounts): readonly Route[] {
  return [
    accountRoute({
      method: 'post',
      path: '/api/accounts/sign-out',
      summary: 'Sign out in this browser',
      body: z.object({}),
      status: 204,
      run: async (_input, _account, cookie) => {
        await accounts.signOut(cookie)
        return doneWithCookie({ kind: 'account', value: '', seconds: 0 })
      },
    }),

    accountRoute({
      method: 'get',
      path: '/api/accounts/sessions',
      summary: 'The sessions of an account',
      answers: accountSessionsSchema,
      run: async (_input, account) => answer({ sessions: await accounts.list(account) }),
    }),

    accountRoute({
      method: 'post',
      path: '/api/accounts/claims',
      summary: 'Add the participant of a token to the list of the account',
      limited: 'joining',
      body: claimBodySchema,
      status: 204,
      run: async ({ body }, account) => ((await accounts.claim(account, body.token)) ? done : refusal('unknown-claim')),
    }),

    accountRoute({
      method: 'post',
      path: '/api/accounts/claims/remove',
      summary: 'Remove a participant from the list',
      body: claimedBodySchema,
      status: 204,
      run: async ({ body }, account) => {
        await accounts.removeClaim(account, body.session, body.participant)
        return done
      },
    }),

    accountRoute({
      method: 'post',
      path: '/api/accounts/tokens',
      summary: 'A new token for a participant on the list',
      limited: 'writing',
      body: claimedBodySchema,
      answers: admissionSchema,
      status: 201,
      run: async ({ body }, account) => {
        const admitted = await accounts.tokenFor(account, body.session, body.participant)
        return admitted === null ? refusal('unknown-claim') : created(admitted)
      },
    }),
  ]
}

/** Signing in at the provider that the server names. */
export function createProviderRoutes(accounts: Accounts): readonly Route[] {
  return [
    signInRoute({
      method: 'post',
      path: '/api/accounts/sign-in',
      summary: 'Start signing in: the address to open at the provider',
      limited: 'signing-in',
      body: z.object({}),
      answers: signInAnswerSchema,
      run: async () => {
        const begun = await accounts.begin()
        if (begun === null) return refusal('provider-silent')
        const cookie = { kind: 'attempt', value: begun.attempt, seconds: attemptLasts / 1000 } as const
        return { ok: true, status: 200, body: { url: begun.url }, cookies: [cookie] }
      },
    }),

    signInRoute({
      method: 'get',
      path: '/api/accounts/back',
      summary: 'Where the provider sends people back to; leads on to the account page',
      limited: 'signing-in',
      status: 303,
      run: async ({ search }, attempt) => {
        const finished = await accounts.finish(attempt, search)
        const over = { kind: 'attempt', value: '', seconds: 0 } as const
        return typeof finished === 'string'
          ? { ok: true, status: 303, location: `/account#${finished}`, cookies: [over] }
          : {
              ok: true,
              status: 303,
              location: '/account',
              cookies: [over, { kind: 'account', value: finished.cookie, seconds: accountStays }],
            }
      },
    }),

    signInRoute({
      method: 'post',
      path: '/api/accounts/provider-logout',
      summary: 'Back-channel logout: the provider says that somebody has signed out there',
      body: z.object({ logout_token: z.string().max(8_000) }),
      bodyBounds: formBody,
      answers: z.object({}),
      run: async ({ body }) =>
        (await accounts.signOutAtProvider(body.logout_token)) ? answer({}) : roomRefusal('malformed'),
    }),
  ]
}

/** Signing in with passkeys. */
export function createPasskeyRoutes(accounts: Accounts, passkeys: Passkeys): readonly Route[] {
  const signedIn = async (shown: Shown | null): Promise<Answer> =>
    shown === null
      ? refusal('passkey-refused')
      : doneWithCookie({ kind: 'account', value: (await accounts.admit(shown)).cookie, seconds: accountStays })
  return [
    maybeAccountRoute({
      method: 'post',
      path: '/api/accounts/passkeys/offer',
      summary: 'What a browser needs to make a passkey: for the account that is signed in, or for a new one',
      limited: 'signing-in',
      body: z.object({}),
      answers: passkeyOfferSchema,
      run: async (_input, account) => answer(await passkeys.offer(account)),
    }),

    maybeAccountRoute({
      method: 'post',
      path: '/api/accounts/passkeys/keep',
      summary: 'Keep the passkey that was made; the first one of an account signs in',
      // A new account costs the server as much as a session.
      limited: 'creating',
      body: passkeyMadeSchema,
      status: 204,
      run: async ({ body }, account) => {
        const shown = await passkeys.keep(body, account)
        return shown !== null && account !== null ? done : signedIn(shown)
      },
    }),

    openRoute({
      method: 'post',
      path: '/api/accounts/passkeys/ask',
      summary: 'What a browser needs to sign in with a passkey',
      limited: 'signing-in',
      body: z.object({}),
      answers: passkeyQuestionSchema,
      run: async () => answer(await passkeys.ask()),
    }),

    openRoute({
      method: 'post',
      path: '/api/accounts/passkeys/sign-in',
      summary: 'Sign in with a passkey',
      limited: 'signing-in',
      body: passkeyAnswerSchema,
      status: 204,
      run: async ({ body }) => signedIn(await passkeys.accept(body)),
    }),

    accountRoute({
      method: 'get',
      path: '/api/accounts/passkeys',
      summary: 'The passkeys of an account',
      answers: passkeysSchema,
      run: async (_input, account) => {
        const listed = await passkeys.list(account)
        return answer({ passkeys: listed.map(({ id, createdAt, usedAt }) => ({ id, createdAt, usedAt })) })
      },
    }),

    accountRoute({
      method: 'post',
      path: '/api/accounts/passkeys/remove',
      summary: 'Remove a passkey, and sign out the browsers that signed in with it',
      body: passkeyRemovalSchema,
      status: 204,
      run: async ({ body }, account) => {
        await passkeys.remove(account, body.id)
        return done
      },
    }),
  ]
}
