import type { IncomingMessage } from 'node:http'
import type { Response } from 'express'

/**
 * Every cookie of this server, and where it is sent. No script can read any of them. `admin`: an administrator; `account`: somebody who is
 * signed in, read by the account routes, and by all that require signing in where everybody has to; `attempt`: somebody who is at their
 * provider, whose page leads back here, so that a stricter SameSite rule would withhold it.
 */
const cookies = {
  admin: { name: 'greenroom-admin', path: '/api/admin', sameSite: 'Strict' },
  account: { name: 'greenroom-account', path: '/api', sameSite: 'Strict' },
  attempt: { name: 'greenroom-sign-in', path: '/api/accounts/back', sameSite: 'Lax' },
} as const
export type CookieKind = keyof typeof cookies
/** A cookie that lasts this many seconds; 0 removes it. */
export type NewCookie = { readonly kind: CookieKind; readonly value: string; readonly seconds: number }

export function readCookie(request: IncomingMessage, kind: CookieKind): string | null {
  const pattern = new RegExp(`(?:^|; )${cookies[kind].name}=([A-Za-z0-9_.-]{20,1000})(?:;|$)`)
  return pattern.exec(request.headers.cookie ?? '')?.[1] ?? null
}

/** `secure`: sent over https only. */
export function setCookie(response: Response, { kind, value, seconds }: NewCookie, secure: boolean): void {
  const { name, path, sameSite } = cookies[kind]
  response.append(
    'Set-Cookie',
    `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}`,
  )
}
