import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'

/**
 * Logs once that there is a proxy in front of a server that is not configured for one: all its visitors then share one address, and with it
 * one address's limits.
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
