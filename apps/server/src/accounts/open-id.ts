import type { SignInFailure } from '@greenroom/protocol'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { z } from 'zod'
import type { OidcConfig } from '../config.ts'

/** What belongs to one sign-in attempt. It leaves this server only as hashes, and through the provider's own page. */
export type Attempt = { readonly state: string; readonly nonce: string; readonly verifier: string }

export type SignedIn =
  | { readonly ok: true; readonly issuer: string; readonly subject: string; readonly providerSession: string | null }
  | { readonly ok: false; readonly failure: SignInFailure; readonly cause: unknown }

/** At least one of `subject` and `providerSession` is present. */
export type SignedOut = {
  readonly issuer: string
  readonly subject: string | null
  readonly providerSession: string | null
}

export type OpenId = {
  /** The address of the provider's page for this attempt. Rejects when the provider does not answer. */
  readonly addressOf: (attempt: Attempt) => Promise<string>
  /** Who came back to this address. */
  readonly finish: (attempt: Attempt, address: URL) => Promise<SignedIn>
  /** Who signed out at the provider, according to its back-channel logout token. `null` when the token cannot be trusted. */
  readonly readLogout: (token: string, now: number) => Promise<SignedOut | null>
}

/** In seconds. */
const providerPatience = 5
/** How old a back-channel logout token may be, and how far the two clocks may differ. */
const logoutLasts = 120
const clockTolerance = 30

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
/**
 * OpenID Connect Back-Channel Logout 1.0, section 2.6. An ID token does not pass as a logout token: it has a nonce, and lacks the event.
 */
const logoutClaims = z
  .object({
    sub: z.string().min(1).optional(),
    sid: z.string().min(1).optional(),
    nonce: z.never().optional(),
    jti: z.string().min(1),
    events: z.looseObject({ [logoutEvent]: z.looseObject({}) }),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined)

/** Thrown when the provider's answer or its keys cannot be trusted: forged, expired, for somebody else, or for another attempt. */
const notTrusted: ReadonlySet<string> = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
  'OAUTH_PARSE_ERROR',
])

const codeOf = (error: unknown): string => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code: unknown = Reflect.get(at, 'code')
    if (typeof code === 'string' && code.startsWith('OAUTH_')) return code
  }
  return ''
}

/** Signs people in with an OpenID provider: authorization code with PKCE, state and nonce, and an ID token whose signature is checked. */
export function createOpenId({ issuer, clientId, clientSecret, publicUrl }: OidcConfig): OpenId {
  const redirectUri = `${publicUrl}/api/accounts/back`
  let discovered: Promise<client.Configuration> | null = null
  const discover = (): Promise<client.Configuration> => {
    const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
    discovered ??= client
      .discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: providerPatience,
        execute: [...insecure, client.enableNonRepudiationChecks],
      })
      .catch((error: unknown) => {
        discovered = null
        throw error
      })
    return discovered
  }
  let keys: { readonly url: string; readonly set: ReturnType<typeof createRemoteJWKSet> } | null = null
  return {
    addressOf: async ({ state, nonce, verifier }) =>
      client.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: 'openid',
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).href,
    finish: async ({ state, nonce, verifier }, address) => {
      try {
        const tokens = await client.authorizationCodeGrant(
          await discover(),
          address,
          { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
          { redirect_uri: redirectUri },
        )
        const claims = tokens.claims()
        if (claims === undefined) return { ok: false, failure: 'not-trusted', cause: null }
        const providerSession = typeof claims.sid === 'string' ? claims.sid : null
        return { ok: true, issuer: claims.iss, subject: claims.sub, providerSession }
      } catch (cause) {
        if (cause instanceof client.AuthorizationResponseError) return { ok: false, failure: 'refused', cause }
        if (cause instanceof client.ResponseBodyError) return { ok: false, failure: 'begin-again', cause }
        return { ok: false, failure: notTrusted.has(codeOf(cause)) ? 'not-trusted' : 'provider-silent', cause }
      }
    },
    readLogout: async (token, now) => {
      try {
        const { issuer: from, jwks_uri: url } = (await discover()).serverMetadata()
        if (url === undefined) return null
        if (keys?.url !== url)
          keys = { url, set: createRemoteJWKSet(new URL(url), { timeoutDuration: providerPatience * 1000 }) }
        const { payload } = await jwtVerify(token, keys.set, {
          ...{ issuer: from, audience: clientId, maxTokenAge: logoutLasts, clockTolerance },
          currentDate: new Date(now),
        })
        const { sub = null, sid = null } = logoutClaims.parse(payload)
        return { issuer: from, subject: sub, providerSession: sid }
      } catch {
        return null
      }
    },
  }
}
