import { isIPv4, isIPv6 } from 'node:net'

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** An address as some proxies write it: with the connection's port, which changes each time, and IPv6 in brackets. */
const withPort = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/

/**
 * The key of an address's account. Somebody with one IPv6 address has all 2^64 of its network, so those count as one; an IPv4-mapped IPv6
 * address counts as the IPv4 address. Anything that is not an address shares one account.
 */
export function addressKey(address: string | undefined): string {
  if (address === undefined || address.length > 100) return 'unknown'
  const [, bracketed, before4] = withPort.exec(address) ?? []
  const said = bracketed ?? before4 ?? address
  const v4 = mapped.exec(said)?.[1]
  if (v4 !== undefined) return v4
  const bare = said.replace(/%.*$/, '').toLowerCase()
  if (!isIPv6(bare)) return isIPv4(bare) ? bare : 'unknown'
  const [head = '', tail] = bare.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  // An IPv4 tail counts as two groups.
  const groupsAfter = after.length + (after.at(-1)?.includes('.') ? 1 : 0)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - groupsAfter)
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
