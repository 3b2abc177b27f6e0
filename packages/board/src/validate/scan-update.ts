import { Refused } from './refusals.ts'
import { scanValue, type Value } from './scan-value.ts'
import type { Spot } from './spot.ts'
import { Cursor } from './update-cursor.ts'

/** Yjs's numbers for the content of a struct; a board needs only these kinds. */
export const content = { gc: 0, deleted: 1, string: 4, type: 7, any: 8, skip: 10 } as const
/** Yjs's numbers for types. */
export const typeRef = { map: 1, text: 2 } as const
const otherContent = new Map([
  [2, 'JSON'],
  [3, 'binary'],
  [5, 'an embed'],
  [6, 'formatting'],
  [9, 'a subdocument'],
])

/** Yjs's flags for what a struct refers to besides its content. */
export const hasOrigin = 0x80
export const hasRightOrigin = 0x40
const hasParentSub = 0x20

export type Id = { readonly client: number; readonly clock: number }

/** One struct as it appears in the update. */
export type Struct = {
  readonly clock: number
  /** In clocks: characters of a text, values of an entry. */
  readonly length: number
  readonly content: number
  /** First byte, first byte of the content, and the byte after. */
  readonly start: number
  readonly contentStart: number
  readonly end: number
  readonly origin: Id | null
  readonly rightOrigin: Id | null
  /** A root's name or a type's id. `null` when it is that of the neighbours. */
  readonly parent: string | Id | null
  readonly parentSub: string | null
  /** Of `type`. */
  readonly typeRef: number
  /** Of `any`. */
  readonly values: readonly Value[]
  /** Where it goes; known once it is its turn. */
  spot: Spot | null
}

/** The structs of one client, in the order of their clocks and without gaps (a Skip is a struct here). */
export type Block = { readonly client: number; readonly structs: readonly Struct[] }
export type DeleteRange = { readonly client: number; readonly clock: number; readonly length: number }
export type Scan = {
  readonly blocks: readonly Block[]
  /** For each client in the order of their clocks, not overlapping. */
  readonly deletes: readonly DeleteRange[]
  /** Whether the bytes list them in that way, too. */
  readonly deletesInOrder: boolean
}

const noValues: readonly Value[] = []

/**
 * Parses a whole update in the first encoding. Throws `Refused`: `malformed`, or `forbidden-content` for kinds of content that no board
 * has. What it accepts, Yjs decodes without an error and to the same structs.
 */
export function scanUpdate(bytes: Uint8Array): Scan {
  const cursor = new Cursor(bytes)
  const blocks: Block[] = []
  for (let left = cursor.count(3); left > 0; left--) blocks.push(scanBlock(cursor))
  // Yjs would silently drop the first of two blocks of one client.
  if (blocks.length > 1 && new Set(blocks.map((block) => block.client)).size < blocks.length)
    throw new Refused('malformed', 'the same client twice')
  const { ranges, sorted } = scanDeletes(cursor)
  if (cursor.at !== bytes.length) throw new Refused('malformed', 'continues after its end')
  // Yjs always writes them in order; updates that are out of order are sorted here, so that overlaps cost nothing later.
  return { blocks, deletes: sorted ? ranges : inOrder(ranges), deletesInOrder: sorted }
}

function scanBlock(cursor: Cursor): Block {
  // The client and clock that follow are counted as if they were the first struct's.
  const count = cursor.count(1)
  const client = cursor.uint()
  let clock = cursor.uint()
  const structs: Struct[] = []
  for (let i = 0; i < count; i++) {
    const struct = scanStruct(cursor, clock)
    clock += struct.length
    // A struct without length would have the same clock as the next, and Yjs finds structs by clock.
    if (struct.length === 0) throw new Refused('malformed', 'a struct without length')
    if (clock > Number.MAX_SAFE_INTEGER) throw new Refused('malformed', 'clock too large')
    structs.push(struct)
  }
  return { client, structs }
}

function scanStruct(cursor: Cursor, clock: number): Struct {
  const start = cursor.at
  const info = cursor.byte()
  if (info === content.gc || info === content.skip) {
    const length = cursor.uint()
    return {
      clock,
      length,
      content: info,
      start,
      contentStart: start + 1,
      end: cursor.at,
      origin: null,
      rightOrigin: null,
      parent: null,
      parentSub: null,
      typeRef: 0,
      values: noValues,
      spot: null,
    }
  }
  const origin = (info & hasOrigin) === 0 ? null : scanId(cursor)
  const rightOrigin = (info & hasRightOrigin) === 0 ? null : scanId(cursor)
  let parent: string | Id | null = null
  let parentSub: string | null = null
  if (origin === null && rightOrigin === null) {
    const rooted = cursor.uint()
    if (rooted > 1) throw new Refused('malformed', 'no such kind of parent')
    parent = rooted === 1 ? cursor.string() : scanId(cursor)
    if ((info & hasParentSub) !== 0) parentSub = cursor.string()
  }
  const contentStart = cursor.at
  const ref = info & 0x1f
  let length = 1
  let type = 0
  let values = noValues
  switch (ref) {
    case content.deleted:
      length = cursor.uint()
      break
    case content.string:
      length = cursor.stringLength()
      break
    case content.type:
      type = cursor.uint()
      if (type > 6) throw new Refused('malformed', 'no such type')
      if (type !== typeRef.map && type !== typeRef.text) throw new Refused('forbidden-content', 'a type no board has')
      break
    case content.any: {
      const count = cursor.count(1)
      const read: Value[] = []
      for (let i = 0; i < count; i++) read.push(scanValue(cursor))
      values = read
      length = count
      break
    }
    default: {
      const what = otherContent.get(ref)
      if (what === undefined) throw new Refused('malformed', 'no such content')
      throw new Refused('forbidden-content', what)
    }
  }
  return {
    clock,
    length,
    content: ref,
    start,
    contentStart,
    end: cursor.at,
    origin,
    rightOrigin,
    parent,
    parentSub,
    typeRef: type,
    values,
    spot: null,
  }
}

function scanId(cursor: Cursor): Id {
  const client = cursor.uint()
  return { client, clock: cursor.uint() }
}

function scanDeletes(cursor: Cursor): { ranges: DeleteRange[]; sorted: boolean } {
  const ranges: DeleteRange[] = []
  const clients = cursor.count(2)
  let sorted = true
  const seen = clients > 1 ? new Set<number>() : null
  for (let i = 0; i < clients; i++) {
    const client = cursor.uint()
    if (seen?.has(client)) sorted = false
    seen?.add(client)
    let least = 0
    for (let left = cursor.count(2); left > 0; left--) {
      const clock = cursor.uint()
      const length = cursor.uint()
      if (length === 0) throw new Refused('malformed', 'deletes nothing')
      if (clock + length > Number.MAX_SAFE_INTEGER) throw new Refused('malformed', 'clock too large')
      if (clock < least) sorted = false
      least = clock + length
      ranges.push({ client, clock, length })
    }
  }
  return { ranges, sorted }
}

function inOrder(ranges: DeleteRange[]): readonly DeleteRange[] {
  ranges.sort((a, b) => a.client - b.client || a.clock - b.clock)
  const merged: DeleteRange[] = []
  for (const range of ranges) {
    const last = merged.at(-1)
    if (last === undefined || last.client !== range.client || last.clock + last.length < range.clock) {
      merged.push(range)
      continue
    }
    const end = Math.max(last.clock + last.length, range.clock + range.length)
    merged[merged.length - 1] = { client: last.client, clock: last.clock, length: end - last.clock }
  }
  return merged
}
