import { serverLimits } from '@greenroom/protocol'
import type { RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import type { AddressOf } from './address-of.ts'
import { sendRefusal } from './routes/mount-routes.ts'
import { type Route, roomRefusal } from './routes/route.ts'

const minute = 60_000
const hour = 60 * minute

/** How often one address may do what is rare and costly, for the routes that name it (`limited`). All that is not counted here has a budget. */
export function createAddressLimits(
  addressOf: AddressOf,
): Readonly<Record<NonNullable<Route['limited']>, RequestHandler>> {
  const limiter = (limit: number, windowMs: number, onlyFailures = false): RequestHandler =>
    rateLimit({
      keyGenerator: addressOf,
      limit,
      windowMs,
      skipSuccessfulRequests: onlyFailures,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      // Logged once, with what to do about it, by `createProxyHint`.
      validate: { xForwardedForHeader: false, forwardedHeader: false },
      handler: (_request, response) => sendRefusal(response, roomRefusal('rate-limited')),
    })
  return {
    creating: limiter(serverLimits.sessionsPerHourPerAddress, hour),
    // Only wrong guesses are counted, not guests: a whole class behind one address may join by one invitation.
    joining: limiter(serverLimits.joinFailuresPerMinutePerAddress, minute, true),
    // Each attempt is written down, or asks the provider.
    'signing-in': limiter(serverLimits.signInsPerMinutePerAddress, minute),
    writing: limiter(serverLimits.ownCaseRequestsPerHourPerAddress, hour),
  }
}
