import type { IncomingMessage } from 'node:http'
import type { Config } from '../config.ts'
import type { AllowOrigin } from '../ports.ts'

const parseOrigin = (text: string): URL | null => {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  // `origin` drops what an Origin header never contains: a path, a user name, a slash at the end.
  return url.origin === text.toLowerCase() && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null
}

/**
 * Who may open a socket or send a request: exactly the pages of `PUBLIC_URL`. Without one, the pages of the host that the request itself
 * names, which must be this machine, so that a foreign name that resolves to it is refused, too. The server itself speaks plain http, so
 * without a `PUBLIC_URL` an https page is not ours.
 */
export function createOriginPolicy(
  config: Pick<Config, 'publicUrl'>,
  isOwnHost: (host: string) => boolean,
): AllowOrigin {
  return (request: IncomingMessage) => {
    const { origin, host } = request.headers
    if (origin === undefined) return true
    const url = parseOrigin(origin)
    if (url === null) return false
    if (config.publicUrl !== null) return url.origin === config.publicUrl
    const own = host === undefined ? null : parseOrigin(`http://${host.toLowerCase().replace(/:80$/, '')}`)
    return own !== null && url.origin === own.origin && isOwnHost(own.hostname.replace(/^\[(.*)\]$/, '$1'))
  }
}
