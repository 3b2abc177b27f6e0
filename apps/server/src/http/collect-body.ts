import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { allocate, forget, giveBack } from '../memory/pages.ts'

const inflaters: ReadonlyMap<string, () => Duplex> = new Map<string, () => Duplex>([
  ['gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
  ['zstd', createZstdDecompress],
])

export type CollectedBody =
  | { readonly ok: true; readonly bytes: Buffer<ArrayBuffer> }
  | { readonly ok: false; readonly code: 'too-large' | 'malformed' }

/** Throws away what is still to come of a request that has been answered. */
export function forgetRest(request: IncomingMessage): void {
  request.on('data', forget)
}

/**
 * Collects the body of a request, inflated, of `most` bytes or fewer. Every part is copied to its place as it arrives: a list of parts costs
 * much more than their bytes when they are small, and leaves holes in the memory of the process that the system does not get back.
 */
export function collectBody(request: IncomingMessage, most: number): Promise<CollectedBody> {
  const { promise, resolve } = Promise.withResolvers<CollectedBody>()
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity'
  const inflater = inflaters.get(encoding)?.() ?? null
  if (inflater === null && encoding !== 'identity') return Promise.resolve({ ok: false, code: 'malformed' })
  const memory = allocate(most)
  const whole = new Uint8Array(memory)
  let length = 0
  let isOver = false
  const end = (result: CollectedBody): void => {
    if (isOver) return
    isOver = true
    if (inflater !== null) request.unpipe(inflater)
    inflater?.destroy()
    request.resume()
    if (!result.ok) giveBack(memory)
    resolve(result)
  }
  const fail = (code: 'too-large' | 'malformed'): void => end({ ok: false, code })
  const source = inflater === null ? request : request.pipe(inflater)
  source.on('data', (part: Buffer) => {
    if (isOver) return
    if (length + part.byteLength > most) return fail('too-large')
    whole.set(part, length)
    length += part.byteLength
    if (inflater === null) forget(part)
  })
  source.once('end', () => end({ ok: true, bytes: Buffer.from(memory, 0, length) }))
  source.on('error', () => fail('malformed'))
  request.once('close', () => {
    if (!request.complete) fail('malformed')
  })
  return promise
}
