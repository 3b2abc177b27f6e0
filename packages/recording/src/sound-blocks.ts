import { sha256 } from '@noble/hashes/sha2.js'
import { readUint32, uint32 } from './bytes.ts'
import { nextLink } from './chain.ts'
import {
  blockHeadLength,
  blockKinds,
  hashLength,
  headLength,
  magic,
  recordingLimits,
  soundFormatVersion,
} from './format.ts'

/**
 * Blocks of sound. Their content is not deflated: the sound's own SHA-256, and the sound. The chain covers the hash and the length, and so the sound
 * by way of its hash: a file whose sound is damaged, or was left out, is still proven to its last byte but that sound.
 */

/** The name of a part: its SHA-256, hexadecimal. */
export function nameOfSound(hash: Uint8Array): string {
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const bytesOfName = (name: string): Uint8Array =>
  Uint8Array.from(name.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** What follows a block of sound. `length`: of the sound, in bytes. */
export function soundLink(before: Uint8Array, length: number, hash: Uint8Array): Uint8Array {
  return nextLink(before, blockKinds.sound, hashLength + length, hash)
}

/** A block with its sound left out. */
export function emptySoundBlock(
  before: Uint8Array,
  name: string,
  length: number,
): { readonly block: Uint8Array<ArrayBuffer>; readonly chain: Uint8Array } {
  if (length < 1 || length > recordingLimits.block) throw new Error(`a sound of ${length} bytes is too large`)
  const hash = bytesOfName(name)
  const chain = soundLink(before, length, hash)
  const block = new Uint8Array(blockHeadLength + hashLength)
  block[0] = blockKinds.sound
  block.set(uint32(hashLength), 1)
  block.set(uint32(hashLength + length), 5)
  block.set(chain, 9)
  block.set(hash, blockHeadLength)
  return { block, chain }
}

/** What a sound block’s first fields say; `null`: no block of sound can have such lengths. `stored`: bytes of sound that are there. */
export function soundIn(fields: Uint8Array): { readonly length: number; readonly stored: number } | null {
  const stored = readUint32(fields, 1) - hashLength
  const length = readUint32(fields, 5) - hashLength
  const isPossible = length >= 1 && length <= recordingLimits.block && (stored === 0 || stored === length)
  return isPossible ? { length, stored } : null
}

export function isSoundOf(hash: Uint8Array, sound: Uint8Array): boolean {
  const found = sha256(sound)
  return found.every((byte, at) => byte === hash[at])
}

/** The same by its name. */
export function isSoundNamed(name: string, sound: Uint8Array): boolean {
  return isSoundOf(bytesOfName(name), sound)
}

/** Where a sound is in a file that is read from its beginning. Bytes. */
type Place = { readonly name: string; readonly length: number; readonly sound: Uint8Array<ArrayBuffer> | null }

/**
 * The same file with other sounds in it, while it passes through: `change` is handed each part with its sound (`null`: left out), and answers what the
 * new file has there (`null`: left out). Nothing is checked; anything that is not a recording with sound passes through as it is. One block is in memory at a time.
 */
export async function* changeSounds(
  chunks: AsyncIterable<Uint8Array>,
  change: (place: Place) => Promise<Uint8Array | null>,
): AsyncGenerator<Uint8Array, void> {
  const iterator = chunks[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array(0)
  const take = async (length: number): Promise<Uint8Array<ArrayBuffer>> => {
    const whole = new Uint8Array(length)
    let filled = 0
    while (filled < length) {
      if (rest.length === 0) {
        const next = await iterator.next()
        if (next.done === true) break
        rest = next.value
        continue
      }
      const part = rest.subarray(0, length - filled)
      whole.set(part, filled)
      rest = rest.subarray(part.length)
      filled += part.length
    }
    return filled === length ? whole : whole.slice(0, filled)
  }
  async function* through(): AsyncGenerator<Uint8Array, void> {
    if (rest.length > 0) yield rest
    rest = new Uint8Array(0)
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  }
  try {
    const head = await take(headLength)
    yield head
    const isOurs = magic.every((byte, at) => head[at] === byte)
    if (!isOurs || head[headLength - 1] !== soundFormatVersion || head[headLength - 2] !== 0) return yield* through()
    for (;;) {
      const fields = await take(blockHeadLength)
      const kind = fields[0]
      const isBlock = fields.length === blockHeadLength && (kind === blockKinds.header || kind === blockKinds.records)
      if (isBlock && readUint32(fields, 1) <= recordingLimits.storedBlock) {
        yield fields
        yield await take(readUint32(fields, 1))
        continue
      }
      const found = fields.length === blockHeadLength && kind === blockKinds.sound ? soundIn(fields) : null
      if (found === null) {
        yield fields
        return yield* through()
      }
      const hash = await take(hashLength)
      const stored = await take(found.stored)
      const name = nameOfSound(hash)
      const isWhole = hash.length === hashLength && stored.length === found.stored
      if (!isWhole) {
        yield fields
        yield hash
        yield stored
        return
      }
      const sound = await change({ name, length: found.length, sound: found.stored === 0 ? null : stored })
      const isThere = sound !== null && sound.length === found.length
      fields.set(uint32(hashLength + (isThere ? found.length : 0)), 1)
      yield fields
      yield hash
      if (isThere) yield sound
    }
  } finally {
    await iterator.return?.()
  }
}
