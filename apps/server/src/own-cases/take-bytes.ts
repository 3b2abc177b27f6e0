import type { Duplex } from 'node:stream'
import { allocate, forget } from '../memory/pages.ts'

/** The file descriptor of the line for bytes in the process that reads, after those for its streams and for messages. */
export const lineForBytes = 4

/**
 * Takes the next `length` bytes that the other process writes. It writes no more until it is asked again, so nothing is left over. Rejects
 * when the line ends before.
 */
export function takeBytes(line: Duplex, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array<ArrayBuffer>>()
  const whole = new Uint8Array(allocate(length))
  let filled = 0
  const end = (): void => {
    line.off('data', take).off('close', lost).pause()
  }
  const lost = (): void => {
    end()
    reject(new Error('What was awaited did not arrive as announced.'))
  }
  const take = (part: Buffer): void => {
    filled += part.byteLength
    if (filled > length) lost()
    else whole.set(part, filled - part.byteLength)
    forget(part)
    if (filled !== length) return
    end()
    resolve(whole)
  }
  if (length === 0) return Promise.resolve(whole)
  if (line.destroyed) lost()
  else line.on('data', take).on('close', lost).resume()
  return promise
}
