import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'

/**
 * Says once that a proxy stands in front of a server that does not know of it: all its visitors then share one address, and
 * with it the limits of one.
 */
export function createProxyHint({ trustProxy }: Pick<Config, 'trustProxy'>, log: Logger): RequestHandler {
  let said = trustProxy > 0
  return (request, _response, next) => {
    if (!said && request.headers['x-forwarded-for'] !== undefined) {
      said = true
      log.warn(
        'Requests come through a proxy: set TRUST_PROXY to the number of proxies, and PUBLIC_URL to the address that people open.',
      )
    }
    next()
  }
}
