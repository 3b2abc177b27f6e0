import { hostname, networkInterfaces } from 'node:os'

/** IPv4 addresses at which others on the LAN can reach this machine. */
export function readLanAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => address.address)
}

/** Whether a server with this `HOST` listens on every address of the machine. */
export function isEveryInterface(host: string | null): boolean {
  return host === null || host === '0.0.0.0' || host === '::'
}

/** Where this machine itself reaches a server with this `HOST`. IPv6 addresses are put in brackets. */
export function localUrl(host: string | null, port: number): string {
  if (host === null || isEveryInterface(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** A host as in a URL: lower case, IPv6 without brackets. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.[0-9]{1,3}){3}$/.test(host)
}

/**
 * Whether a host (as in a URL, lower case, IPv6 without brackets) is this machine. Addresses are read again at most every five seconds,
 * because a laptop changes networks.
 */
export function createIsOwnHost(
  monotonic: () => number,
  read = (): readonly string[] => [
    ...Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address)),
    hostname(),
    `${hostname()}.local`,
  ],
): (host: string) => boolean {
  let own: ReadonlySet<string> = new Set()
  let readAt = Number.NEGATIVE_INFINITY
  return (host) => {
    if (isLoopback(host)) return true
    if (monotonic() - readAt > 5_000) {
      own = new Set(read().map((name) => name.toLowerCase()))
      readAt = monotonic()
    }
    return own.has(host)
  }
}
