import type { Socket } from 'node:net'

/**
 * Lets Node's parser give up a connection in the middle of what has arrived on it. Destroying the connection alone is not enough: 64 KB may
 * hold ten thousand chunks, and each would still be called back with, which takes 15 ms instead of 0.5. Node calls the same method when a
 * connection is closed; it is not documented, and where it is missing the rest is parsed.
 */
export function giveUpParsing(socket: Socket): void {
  const parser: unknown = Reflect.get(socket, 'parser')
  const remove: unknown = typeof parser === 'object' && parser !== null ? Reflect.get(parser, 'remove') : null
  if (typeof remove === 'function') Reflect.apply(remove, parser, [])
}
