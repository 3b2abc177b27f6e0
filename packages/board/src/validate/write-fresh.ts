import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeUint8,
  writeUint8Array,
  writeVarString,
  writeVarUint,
} from 'lib0/encoding'
import type { FreshBlock } from './place-structs.ts'
import { content, type DeleteRange, hasOrigin, hasRightOrigin, type Struct } from './scan-update.ts'
import { scanValue } from './scan-value.ts'
import { Cursor } from './update-cursor.ts'

/**
 * Writes the new part of an update, in Yjs's first encoding. Structs that are entirely new are copied byte for byte; one that is partly
 * held is cut as Yjs itself cuts: the rest follows its own first part.
 */
export function writeFresh(
  bytes: Uint8Array,
  fresh: readonly FreshBlock[],
  deletes: readonly DeleteRange[],
): Uint8Array {
  const encoder = createEncoder()
  writeVarUint(encoder, fresh.length)
  for (const { block, from, offset } of fresh) {
    const { structs, client } = block
    const first = structs[from]
    const last = structs.at(-1)
    if (first === undefined || last === undefined) continue
    writeVarUint(encoder, structs.length - from)
    writeVarUint(encoder, client)
    writeVarUint(encoder, first.clock + offset)
    if (offset === 0) {
      writeUint8Array(encoder, bytes.subarray(first.start, last.end))
    } else {
      writeRest(encoder, bytes, client, first, offset)
      writeUint8Array(encoder, bytes.subarray(first.end, last.end))
    }
  }
  writeDeletes(encoder, deletes)
  return toUint8Array(encoder)
}

function writeRest(encoder: Encoder, bytes: Uint8Array, client: number, struct: Struct, offset: number): void {
  if (struct.content === content.gc) {
    writeUint8(encoder, content.gc)
    writeVarUint(encoder, struct.length - offset)
    return
  }
  writeUint8(encoder, struct.content | hasOrigin | (struct.rightOrigin === null ? 0 : hasRightOrigin))
  writeVarUint(encoder, client)
  writeVarUint(encoder, struct.clock + offset - 1)
  if (struct.rightOrigin !== null) {
    writeVarUint(encoder, struct.rightOrigin.client)
    writeVarUint(encoder, struct.rightOrigin.clock)
  }
  const cursor = new Cursor(bytes)
  cursor.at = struct.contentStart
  switch (struct.content) {
    case content.string:
      writeVarString(encoder, cursor.string().slice(offset))
      return
    case content.any:
      cursor.uint()
      for (let i = 0; i < offset; i++) scanValue(cursor)
      writeVarUint(encoder, struct.length - offset)
      writeUint8Array(encoder, bytes.subarray(cursor.at, struct.end))
      return
    default:
      writeVarUint(encoder, struct.length - offset)
  }
}

function writeDeletes(encoder: Encoder, deletes: readonly DeleteRange[]): void {
  const byClient = new Map<number, DeleteRange[]>()
  for (const range of deletes) {
    const ranges = byClient.get(range.client)
    if (ranges === undefined) byClient.set(range.client, [range])
    else ranges.push(range)
  }
  writeVarUint(encoder, byClient.size)
  for (const [client, ranges] of byClient) {
    writeVarUint(encoder, client)
    writeVarUint(encoder, ranges.length)
    for (const { clock, length } of ranges) {
      writeVarUint(encoder, clock)
      writeVarUint(encoder, length)
    }
  }
}
