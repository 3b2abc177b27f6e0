import { z } from 'zod'
import { isEqual, readUint32 } from './bytes.ts'
import { firstLink, nextLink } from './chain.ts'
import type { Damage } from './damage.ts'
import { inflate } from './deflate.ts'
import {
  blockHeadLength,
  blockKinds,
  endMark,
  hashLength,
  headLength,
  magic,
  recordingLimits,
  soundFormatVersion,
  tailLength,
} from './format.ts'
import { type RecordingHeader, recordingHeaderSchema } from './header.ts'
import type { RecordingItem } from './recorded-session.ts'
import { readRecords } from './records.ts'
import { type Seal, sealSchema } from './seal.ts'
import { isSoundOf, nameOfSound, soundIn, soundLink } from './sound-blocks.ts'

/** What a reader is handed, in this order: the header, blocks of items, parts of recorded voices, the end. Without a readable header only the end. */
export type RecordingPart =
  | { readonly kind: 'header'; readonly header: RecordingHeader }
  /** `block` counts from 1, which is the header. */
  | { readonly kind: 'items'; readonly block: number; readonly items: readonly RecordingItem[] }
  /** `block` counts as above. A part that is damaged is a gap, and nothing else is. */
  | { readonly kind: 'sound'; readonly block: number; readonly sound: RecordedSound }
  | { readonly kind: 'end'; readonly end: RecordingEnd }

/** The sound of one part of a voice. `name`: SHA-256, hexadecimal, as the entry of that part has it. */
export type RecordedSound =
  | { readonly kind: 'here'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  /** It is named and not in the file: it is where the file came from, or nowhere. */
  | { readonly kind: 'left-out'; readonly name: string }
  /** What is there is not what was recorded. */
  | { readonly kind: 'damaged'; readonly name: string }

export type RecordingEnd =
  /** Every byte is as it was written, but for sound that was handed out as damaged. `damaged`: the log that it was made of was damaged there. `chain`: what the seal signs. */
  | { readonly ok: true; readonly seal: Seal; readonly chain: Uint8Array; readonly damaged: boolean }
  | { readonly ok: false; readonly damage: Damage }

const indexSchema = z.object({
  entries: z.number().int(),
  edits: z.number().int(),
  damaged: z.boolean(),
  blocks: z.array(
    z.object({ offset: z.number().int(), entries: z.number().int(), edits: z.number().int(), at: z.number().int() }),
  ),
})

/** Takes a number of bytes at a time from chunks of any size. */
class Source {
  readonly #chunks: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array(0)
  /** How many have been taken. */
  at = 0

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** A copy of the next `length` bytes, or of all that is left. */
  async take(length: number): Promise<Uint8Array<ArrayBuffer>> {
    const whole = new Uint8Array(length)
    let filled = 0
    while (filled < length) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next()
        if (next.done === true) break
        this.#rest = next.value
        continue
      }
      const part = this.#rest.subarray(0, length - filled)
      whole.set(part, filled)
      this.#rest = this.#rest.subarray(part.length)
      filled += part.length
    }
    this.at += filled
    return filled === length ? whole : whole.slice(0, filled)
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300)

/**
 * Reads a recording block by block; nothing of a block is handed out before its hash was found right. Never throws on what the file
 * holds: the end says what is wrong, and where. Behind the damaged head of a block of sound, sounds are still handed out, each by its own hash.
 * `mostInflated`: bytes that all blocks together may inflate to.
 */
export async function* decodeRecording(
  chunks: AsyncIterable<Uint8Array>,
  mostInflated: number = recordingLimits.inflated,
): AsyncGenerator<RecordingPart, void> {
  const source = new Source(chunks)
  const broken = (damage: Damage): RecordingPart => ({ kind: 'end', end: { ok: false, damage } })
  try {
    const head = await source.take(headLength)
    const begins = head.subarray(0, magic.length)
    if (!isEqual(begins, magic.subarray(0, begins.length)) || head.length === 0)
      return yield broken({ kind: 'not-a-recording' })
    if (head.length < headLength) return yield broken({ kind: 'cut', block: 1, offset: source.at })
    const version = ((head[magic.length] ?? 0) << 8) | (head[magic.length + 1] ?? 0)
    if (version > soundFormatVersion) return yield broken({ kind: 'newer', version })
    if (version < 1) return yield broken({ kind: 'not-a-recording' })

    let chain = firstLink(head)
    let inflated = 0
    let entries = 0
    let edits = 0
    let index: { readonly offset: number; readonly chain: Uint8Array; readonly damaged: boolean } | null = null
    const starts: number[] = []
    let sounds = 0
    /** In a block of sound: nothing behind it is proven, and only sound is read. */
    let damage: Damage | null = null
    for (let number = 1; ; number++) {
      const offset = source.at
      const place = { block: number, offset }
      const fields = await source.take(blockHeadLength)
      if (fields.length < blockHeadLength) return yield broken({ kind: 'cut', block: number, offset: source.at })
      const kind = fields[0] ?? 0
      if (kind === blockKinds.sound && version === soundFormatVersion && starts.length > 0 && index === null) {
        const found = soundIn(fields)
        if (found === null) return yield broken(damage ?? { kind: 'changed', ...place })
        sounds += found.length
        if (sounds > recordingLimits.sound) return yield broken({ kind: 'too-large', ...place })
        const hash = await source.take(hashLength)
        const bytes = await source.take(found.stored)
        if (hash.length < hashLength || bytes.length < found.stored)
          return yield broken(damage ?? { kind: 'cut', block: number, offset: source.at })
        chain = soundLink(chain, found.length, hash)
        if (!isEqual(chain, fields.subarray(9, 9 + hashLength))) damage ??= { kind: 'changed', ...place }
        const name = nameOfSound(hash)
        const sound: RecordedSound =
          found.stored === 0
            ? { kind: 'left-out', name }
            : isSoundOf(hash, bytes)
              ? { kind: 'here', name, bytes }
              : { kind: 'damaged', name }
        yield { kind: 'sound', block: number, sound }
        continue
      }
      if (damage !== null) return yield broken(damage)
      const storedLength = readUint32(fields, 1)
      const length = readUint32(fields, 5)
      if (
        length > recordingLimits.block ||
        storedLength > recordingLimits.storedBlock ||
        inflated + length > mostInflated
      )
        return yield broken({ kind: 'too-large', ...place })
      const stored = await source.take(storedLength)
      if (stored.length < storedLength) return yield broken({ kind: 'cut', block: number, offset: source.at })
      chain = nextLink(chain, kind, length, stored)
      if (!isEqual(chain, fields.subarray(9, 9 + hashLength))) return yield broken({ kind: 'changed', ...place })
      const content = await inflate(stored, length)
      if (content === null) return yield broken({ kind: 'unreadable', ...place, words: 'it cannot be inflated' })
      inflated += length
      try {
        if (kind === blockKinds.header && number === 1)
          yield { kind: 'header', header: recordingHeaderSchema.parse(JSON.parse(utf8.decode(content))) }
        else if (kind === blockKinds.records && number > 1 && sounds === 0 && index === null) {
          const items = readRecords(content, entries)
          for (const item of items) {
            if (item.kind === 'entry') entries++
            else edits++
          }
          starts.push(offset)
          yield { kind: 'items', block: number, items }
        } else if (kind === blockKinds.index && number > 1 && index === null) {
          const read = indexSchema.parse(JSON.parse(utf8.decode(content)))
          if (
            read.entries !== entries ||
            read.edits !== edits ||
            String(read.blocks.map((one) => one.offset)) !== String(starts)
          )
            throw new Error('the index is that of another recording')
          index = { offset, chain, damaged: read.damaged }
        } else if (kind === blockKinds.seal && index !== null) {
          const seal = sealSchema.parse(JSON.parse(utf8.decode(content)))
          const tailAt = source.at
          const tail = await source.take(tailLength)
          const end = { block: number + 1, offset: tailAt }
          if (tail.length < tailLength) return yield broken({ kind: 'cut', block: number + 1, offset: source.at })
          if (readUint32(tail, 0) !== source.at - index.offset || !isEqual(tail.subarray(4), endMark))
            return yield broken({ kind: 'changed', ...end })
          const more = await source.take(1)
          if (more.length > 0) return yield broken({ kind: 'trailing', block: number + 1, offset: source.at - 1 })
          return yield { kind: 'end', end: { ok: true, seal, chain: index.chain, damaged: index.damaged } }
        } else throw new Error(`a block of kind ${kind} does not belong here`)
      } catch (error) {
        return yield broken({ kind: 'unreadable', ...place, words: wordsOf(error) })
      }
    }
  } finally {
    await source.close()
  }
}
