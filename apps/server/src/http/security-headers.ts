import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Config } from '../config.ts'
import type { InlineHashes } from './inline-hashes.ts'

/** The sockets' own addresses: older browsers do not count `ws:` as `'self'`. */
const socketSources = (publicUrl: string | null, host: string | undefined): string => {
  if (publicUrl !== null) return publicUrl.replace(/^http/, 'ws')
  // A host that could end the directive is not a host; an IPv6 address is not valid in a policy and falls back to 'self'.
  return host !== undefined && /^[A-Za-z0-9.\-_:]{1,255}$/.test(host) ? `ws://${host}` : "'self'"
}

/** The worker that listens for speech runs WebAssembly, under the policy of its own file; no page may. */
const speechWorker = /^\/assets\/speech-worker-[\w-]+\.js$/

/**
 * A policy that allows no other hosts (but the LiveKit server, where there is one) and nothing inline except what the built page itself contains. It also works on plain http on a LAN.
 */
export function createSecurityHeaders(
  { publicUrl, liveKit }: Pick<Config, 'publicUrl' | 'liveKit'>,
  inline: InlineHashes,
): readonly RequestHandler[] {
  const isHttps = publicUrl?.startsWith('https:') === true
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: [
            ({ url }) => (speechWorker.test(url ?? '') ? "'self' 'wasm-unsafe-eval'" : "'self'"),
            ...inline.scripts,
          ],
          styleSrc: ["'self'", ...inline.styles],
          imgSrc: ["'self'", 'data:', 'blob:'],
          mediaSrc: ["'self'", 'blob:'],
          workerSrc: ["'self'", 'blob:'],
          connectSrc: [
            "'self'",
            (request) => socketSources(publicUrl, request.headers.host),
            // Its client dials the one, and asks the other why it was refused.
            ...(liveKit === null ? [] : [liveKit.url, liveKit.url.replace(/^ws/, 'http')]),
          ],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      xFrameOptions: { action: 'deny' },
      referrerPolicy: { policy: 'no-referrer' },
      // Browsers ignore these two on plain http, and complain about the second one there.
      strictTransportSecurity: isHttps,
      crossOriginOpenerPolicy: isHttps,
    }),
    (_request, response, next) => {
      response.set({
        'Permissions-Policy':
          'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()',
        'X-Robots-Tag': 'noindex, nofollow',
      })
      next()
    },
  ]
}
