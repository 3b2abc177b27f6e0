import type { SignInFailure } from '@greenroom/protocol'
import * as client from 'openid-client'
import type { OidcConfig } from '../config.ts'

/** What belongs to one attempt to sign in; none of it leaves this server but by hashes and by the provider's page. */
export type Attempt = { readonly state: string; readonly nonce: string; readonly verifier: string }

export type SignedIn =
  | { readonly ok: true; readonly issuer: string; readonly subject: string }
  | { readonly ok: false; readonly failure: SignInFailure; readonly cause: unknown }

export type OpenId = {
  /** The provider's page for this attempt. Rejects when the provider does not answer. */
  readonly addressOf: (attempt: Attempt) => Promise<string>
  /** Who came back with this address. */
  readonly finish: (attempt: Attempt, address: URL) => Promise<SignedIn>
}

/** Seconds. */
const providerPatience = 5

/** Neither its answer nor its keys are believed: those are forged, old, of somebody else, or for another attempt. */
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

/** Signing in with an OpenID provider: authorization code with PKCE, state and nonce, and an ID token whose signature is checked. */
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
        return { ok: true, issuer: claims.iss, subject: claims.sub }
      } catch (cause) {
        if (cause instanceof client.AuthorizationResponseError) return { ok: false, failure: 'refused', cause }
        if (cause instanceof client.ResponseBodyError) return { ok: false, failure: 'begin-again', cause }
        return { ok: false, failure: notTrusted.has(codeOf(cause)) ? 'not-trusted' : 'provider-silent', cause }
      }
    },
  }
}
