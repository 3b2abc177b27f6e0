import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { addressKey } from '../budgets/index.ts'
import type { ServerDeps } from '../ports.ts'
import type { AddressOf } from './address-of.ts'
import { giveUpParsing } from './give-up-parsing.ts'

const ownAddresses: ReadonlySet<string> = new Set(['127.0.0.1', addressKey('::1')])

/**
 * Refuses requests whose body comes in chunks: each may be a single byte, and costs the parser as much as 64 KB in one piece. An address
 * that goes on with it is not read at all for a while.
 */
export function createChunkRefusal(
  { budgets, clock }: Pick<ServerDeps, 'budgets' | 'clock'>,
  addressOf: AddressOf,
  /** Whether connections come from the people themselves, and not from a proxy. */
  isDirect: boolean,
) {
  const spend = (request: IncomingMessage): void => {
    budgets.spend({ address: addressOf(request) }, 'chunked', 1, clock.monotonic())
  }
  return {
    /** Whether the request was in chunks. Its connection is closed at once: what else was sent on it is not parsed any more. */
    refuse: (request: IncomingMessage): boolean => {
      if (request.headers['transfer-encoding'] === undefined) return false
      if (request.socket.destroyed) return true
      spend(request)
      request.socket.write('HTTP/1.1 411 Length Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      giveUpParsing(request.socket)
      request.socket.destroy()
      return true
    },
    /** For a request behind one that was refused: it has been parsed for nothing. */
    spend,
    /** For each new connection. A health check on this machine is always answered, also where a proxy that is not configured shares its address. */
    look: (socket: Socket): void => {
      const address = addressKey(socket.remoteAddress)
      if (ownAddresses.has(address) || !isDirect) return
      if (!budgets.charge({ address }, 'chunked', 0, clock.monotonic()).ok) socket.destroy()
    },
  }
}
