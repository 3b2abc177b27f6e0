import {
  accountSessionsSchema,
  admissionSchema,
  claimBodySchema,
  claimedBodySchema,
  signInAnswerSchema,
} from '@greenroom/protocol'
import { z } from 'zod'
import { type Accounts, accountStays, attemptLasts } from '../accounts/create-accounts.ts'
import { formBody } from './read-body.ts'
import {
  accountRoute,
  answer,
  created,
  done,
  doneWithCookie,
  type Route,
  refusal,
  roomRefusal,
  signInRoute,
} from './route.ts'

/** Signing in, and the sessions that follow an account. Of a server that names a provider. */
export function createAccountRoutes(accounts: Accounts): readonly Route[] {
  return [
    signInRoute({
      method: 'post',
      path: '/api/accounts/sign-in',
      summary: 'Begin to sign in: where to go at the provider',
      limited: 'joining',
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
      summary: 'Where the provider leads back to; goes on to the page of the account',
      limited: 'joining',
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
      summary: 'Put the participant of a token onto the list of the account',
      limited: 'joining',
      body: claimBodySchema,
      status: 204,
      run: async ({ body }, account) => ((await accounts.claim(account, body.token)) ? done : refusal('unknown-claim')),
    }),

    accountRoute({
      method: 'post',
      path: '/api/accounts/claims/remove',
      summary: 'Take a participant off the list',
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
      summary: 'A fresh token of a participant on the list',
      limited: 'joining',
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
