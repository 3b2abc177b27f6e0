import { uint32 } from './bytes.ts'
import { firstLink, nextLink } from './chain.ts'
import { deflate } from './deflate.ts'
import {
  blockHeadLength,
  blockKinds,
  endMark,
  formatVersion,
  headLength,
  magic,
  recordingLimits,
  soundFormatVersion,
  tailLength,
} from './format.ts'
import type { RecordingHeader } from './header.ts'
import type { RecordingItem } from './recorded-session.ts'
import { RecordsWriter } from './records.ts'
import { messageToSign, type Seal } from './seal.ts'
import { emptySoundBlock } from './sound-blocks.ts'

/** Signs the bytes of `messageToSign` with a server's key. */
export type SignRecording = (message: Uint8Array<ArrayBuffer>) => Promise<Seal>

/** Where a block of records is, what came before it, and the time of its first record. */
export type IndexedBlock = {
  readonly offset: number
  readonly entries: number
  readonly edits: number
  readonly at: number
}

/** Items in portions, and at the end whether the rest could not be read at the source. */
export type RecordingSource = AsyncIterator<readonly RecordingItem[], { readonly damaged: boolean }>

const text = new TextEncoder()

/**
 * A recording as chunks of bytes. `items`: in the order of the stream; entries are numbered from 1 by where they stand. `sign: null`
 * leaves it unsigned. The same input gives the same bytes on the same platform. Where the header's view has sound, the file has a block for each part of
 * a recorded voice among the items, with the sound left out: `changeSounds` puts it in.
 */
export async function* encodeRecording(
  header: RecordingHeader,
  items: RecordingSource,
  sign: SignRecording | null,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const head = new Uint8Array(headLength)
  head.set(magic)
  const version = header.view.sound === true ? soundFormatVersion : formatVersion
  head.set([version >>> 8, version & 0xff], magic.length)
  let offset = 0
  let chain = firstLink(head)
  const block = async (kind: number, content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => {
    if (content.length > recordingLimits.block) throw new Error(`a record of ${content.length} bytes is too large`)
    const stored = await deflate(content)
    chain = nextLink(chain, kind, content.length, stored)
    const whole = new Uint8Array(blockHeadLength + stored.length)
    whole[0] = kind
    whole.set(uint32(stored.length), 1)
    whole.set(uint32(content.length), 5)
    whole.set(chain, 9)
    whole.set(stored, blockHeadLength)
    offset += whole.length
    return whole
  }
  const json = (value: unknown): Uint8Array<ArrayBuffer> => text.encode(JSON.stringify(value)).slice()

  offset = head.length
  yield head
  yield await block(blockKinds.header, json(header))

  const blocks: IndexedBlock[] = []
  const sounds = new Map<string, number>()
  let entries = 0
  let edits = 0
  let records = new RecordsWriter()
  let began: { readonly entries: number; readonly edits: number; readonly at: number } | null = null
  const close = async (): Promise<Uint8Array<ArrayBuffer> | null> => {
    if (began === null) return null
    blocks.push({ offset, ...began })
    const whole = await block(blockKinds.records, records.take())
    records = new RecordsWriter()
    began = null
    return whole
  }
  let damaged = false
  for (;;) {
    const next = await items.next()
    if (next.done === true) {
      damaged = next.value.damaged
      break
    }
    for (const item of next.value) {
      began ??= { entries, edits, at: item.kind === 'entry' ? item.entry.at : item.edit.at }
      records.add(item)
      if (item.kind === 'entry') {
        entries++
        const { entry } = item
        if (entry.kind === 'audio-part-kept') sounds.set(entry.data.hash, entry.data.bytes)
      } else edits++
      if (records.length < recordingLimits.blockTarget) continue
      const whole = await close()
      if (whole !== null) yield whole
    }
  }
  const last = await close()
  if (last !== null) yield last

  if (version === soundFormatVersion)
    for (const [name, length] of sounds) {
      const sound = emptySoundBlock(chain, name, length)
      chain = sound.chain
      offset += sound.block.length
      yield sound.block
    }

  const indexAt = offset
  yield await block(blockKinds.index, json({ entries, edits, damaged, blocks }))
  const seal: Seal = sign === null ? { algorithm: 'none' } : await sign(messageToSign(chain))
  yield await block(blockKinds.seal, json(seal))
  const tail = new Uint8Array(tailLength)
  tail.set(uint32(offset + tailLength - indexAt))
  tail.set(endMark, 4)
  yield tail
}
