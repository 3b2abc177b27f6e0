import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Edge } from './edge.ts'

/** Answers a WebSocket request with an HTTP status, and ends its connection. */
export function refuseUpgrade(duplex: Duplex, status: string): void {
  duplex.on('error', () => {})
  duplex.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  duplex.once('finish', () => duplex.destroy())
}

/**
 * Passes a WebSocket request on to `upgrade` when it comes from one of our pages and its address may open another connection; refuses it
 * otherwise. If `upgrade` throws, the error is logged and counted, and costs only that connection.
 */
export function takeUpgrade(
  { rooms, deps, allowOrigin, addressOf, openConnections }: Edge,
  request: IncomingMessage,
  duplex: Duplex,
  upgrade: () => Promise<void>,
): void {
  const { budgets, clock, log } = deps
  if (!allowOrigin(request)) {
    refuseUpgrade(duplex, '403 Forbidden')
    return
  }
  const address = addressOf(request)
  const mayConnect = budgets.charge({ address }, 'connecting', 1, clock.monotonic()).ok
  const left = mayConnect ? openConnections.take(address) : null
  if (left === null) {
    refuseUpgrade(duplex, '429 Too Many Requests')
    return
  }
  duplex.once('close', left)
  const giveUp = (): void => {
    duplex.destroy()
  }
  duplex.on('error', giveUp)
  upgrade()
    .catch((error: unknown) => {
      rooms.counts.handlerErrors++
      log.error({ err: error }, 'A WebSocket upgrade failed.')
      duplex.destroy()
    })
    .finally(() => duplex.off('error', giveUp))
}
