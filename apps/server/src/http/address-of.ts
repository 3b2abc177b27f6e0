import type { IncomingMessage } from 'node:http'
import { addressKey } from '../budgets/index.ts'

/** The address that a request is charged to, behind this many trusted proxies. Anything that a client claims beyond those is ignored. */
export type AddressOf = (request: IncomingMessage) => string

export function createAddressOf(trustedProxies: number): AddressOf {
  return (request) => {
    const header = request.headers['x-forwarded-for']
    const said = typeof header === 'string' ? header.split(',').map((each) => each.trim()) : []
    const chain = [...said, request.socket.remoteAddress ?? '']
    return addressKey(chain[Math.max(0, chain.length - 1 - trustedProxies)])
  }
}
