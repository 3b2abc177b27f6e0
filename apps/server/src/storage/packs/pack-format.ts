import { createHash } from 'node:crypto'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type HashedRow, hashEntry, sameHash } from '../entry-hash.ts'

/**
 * A pack: consecutive entries of one log in two compressed parts. `columns` holds everything except their bytes, so that a stream without
 * edits is read without unpacking any; `bytes` holds the bytes of all of them, one after another.
 */
export type Pack = {
  readonly first: number
  readonly last: number
  readonly firstAt: number
  readonly lastAt: number
  /** The log's hash at its last entry: a pack's entries are proved against it and against the pack before. */
  readonly hash: Uint8Array
  readonly columns: Uint8Array
  readonly bytes: Uint8Array
}

type Head = readonly [kind: string, v: number, by: string | null, command: string | null, data: string]

export type PackedColumns = {
  readonly first: number
  readonly ats: readonly number[]
  /** Kind, version, author, command and data: the same for most edits, and so stored once. */
  readonly heads: readonly Head[]
  /** For each entry, the index of its head. */
  readonly head: readonly number[]
  /** For each entry, how many bytes it has; -1 when it has none. */
  readonly lengths: readonly number[]
}

/** Entries per pack: unpacking one takes about a millisecond, and twice as many would compress only 3 % better. */
export const packSize = 512
/** A part that unpacks to more than this was not written by us. A full pack of the largest updates stays below it. */
const unpackedAtMost = 64 * 1024 * 1024
/** The zstd level: sessions are packed once and kept for years. */
const level = 19

/** The columns as they are stored, in JSON. */
type StoredColumns = Omit<PackedColumns, 'first' | 'ats'> & {
  /** When the first entry was made. */
  readonly at: number
  /** For each entry, the milliseconds since the entry before. */
  readonly later: readonly number[]
}

const isList = <T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] =>
  Array.isArray(value) && value.every(isItem)
const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string'
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)
const isCount = (value: unknown): value is number => isWhole(value) && value >= 0
const isLength = (value: unknown): value is number => isWhole(value) && value >= -1
const isHead = (value: unknown): value is Head =>
  Array.isArray(value) &&
  value.length === 5 &&
  typeof value[0] === 'string' &&
  isWhole(value[1]) &&
  isTextOrNull(value[2]) &&
  isTextOrNull(value[3]) &&
  typeof value[4] === 'string'

/** Without zod, which each of the store's threads would load for this alone, in half of the time that it takes to start. */
function parseColumns(json: string): StoredColumns {
  const stored: Readonly<Record<string, unknown>> = Object(JSON.parse(json))
  const { at, later, heads, head, lengths } = stored
  if (
    isWhole(at) &&
    isList(later, isCount) &&
    isList(heads, isHead) &&
    isList(head, isCount) &&
    isList(lengths, isLength)
  )
    return { at, later, heads, head, lengths }
  throw new Error('A pack does not hold the columns of entries.')
}

const compress = (part: Uint8Array): Uint8Array =>
  zstdCompressSync(part, {
    params: { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 },
  })
const decompress = (part: Uint8Array): Uint8Array => zstdDecompressSync(part, { maxOutputLength: unpackedAtMost })

/** Packs consecutive rows. `hash` is the last one's. */
export function encodePack(rows: readonly HashedRow[], hash: Uint8Array): Pack {
  const first = rows[0]
  const last = rows.at(-1)
  if (first === undefined || last === undefined) throw new Error('A pack holds at least one entry.')
  const known = new Map<string, number>()
  const heads: Head[] = []
  const head = rows.map(({ kind, v, by, command, data }) => {
    const key = JSON.stringify([kind, v, by, command, data])
    const index = known.get(key) ?? heads.push([kind, v, by, command, data]) - 1
    known.set(key, index)
    return index
  })
  const columns = {
    at: first.at,
    later: rows.map((row, index) => row.at - (rows[index - 1]?.at ?? row.at)),
    heads,
    head,
    lengths: rows.map(({ bytes }) => bytes?.length ?? -1),
  }
  return {
    first: first.seq,
    last: last.seq,
    firstAt: first.at,
    lastAt: last.at,
    hash,
    columns: compress(Buffer.from(JSON.stringify(columns))),
    bytes: compress(Buffer.concat(rows.map(({ bytes }) => bytes ?? new Uint8Array()))),
  }
}

/** What a pack says about its entries, without their bytes. Throws when it is damaged. */
export function decodeColumns(pack: Pick<Pack, 'first' | 'last' | 'columns'>): PackedColumns {
  const { at, later, heads, head, lengths } = parseColumns(Buffer.from(decompress(pack.columns)).toString('utf8'))
  const count = pack.last - pack.first + 1
  if (later.length !== count || head.length !== count || lengths.length !== count)
    throw new Error('A pack does not hold as many entries as it says.')
  if (head.some((index) => index >= heads.length)) throw new Error('A pack points at what it does not hold.')
  let time = at
  return {
    first: pack.first,
    ats: later.map((milliseconds) => {
      time += milliseconds
      return time
    }),
    heads,
    head,
    lengths,
  }
}

/** All rows of a pack. Throws when it is damaged; `previous` is the hash of the entry before its first. */
export function decodePack(pack: Pack, previous: Uint8Array): readonly HashedRow[] {
  const { ats, heads, head, lengths } = decodeColumns(pack)
  const bytes = decompress(pack.bytes)
  let offset = 0
  let hash = previous
  const rows = ats.map((at, index): HashedRow => {
    const [kind, v, by, command, data] = heads[head[index] ?? 0] ?? ['', 0, null, null, '']
    const length = lengths[index] ?? -1
    const row = {
      seq: pack.first + index,
      at,
      kind,
      v,
      by,
      command,
      data,
      bytes: length < 0 ? null : bytes.subarray(offset, offset + length),
    }
    offset += Math.max(0, length)
    hash = hashEntry(hash, row)
    return row
  })
  if (offset !== bytes.length || !sameHash(pack.hash, hash)) throw new Error('A pack has changed since it was written.')
  return rows
}

/**
 * SHA-256 over the columns of a pack and their place in the log: a reader of a stream without edits does not read the bytes, and so cannot
 * follow the chain.
 */
export function columnsHash(session: string, pack: Pick<Pack, 'first' | 'last' | 'columns'>): Uint8Array {
  return createHash('sha256')
    .update(JSON.stringify([session, pack.first, pack.last]))
    .update(pack.columns)
    .digest()
}
