import { createHash } from 'node:crypto'

/** The part of an entry that is hashed: everything that is stored of it. */
export type HashedRow = {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly v: number
  readonly by: string | null
  readonly command: string | null
  /** JSON, as it is stored. */
  readonly data: string
  readonly bytes: Uint8Array | null
}

/** The columns of a row of `entries`, as SQLite returns them. */
export function readHashedRow(row: Readonly<Record<string, unknown>>): HashedRow {
  return {
    seq: Number(row.seq),
    at: Number(row.at),
    kind: String(row.kind),
    v: Number(row.v),
    by: row.by === null ? null : String(row.by),
    command: row.command === null ? null : String(row.command),
    data: String(row.data),
    bytes: row.bytes instanceof Uint8Array ? row.bytes : null,
  }
}

/** What the first entry of a session is chained to, so that rows cannot be moved from one session to another. */
export function firstHash(session: string): Uint8Array {
  return createHash('sha256').update(`greenroom log of ${session}`).digest()
}

/** SHA-256 over the previous entry's hash and all of this entry: the last hash proves the whole log. */
export function hashEntry(previous: Uint8Array, row: HashedRow): Uint8Array {
  const { seq, at, kind, v, by, command, data, bytes } = row
  const hash = createHash('sha256').update(previous)
  hash.update(JSON.stringify([seq, at, kind, v, by, command, data, bytes === null ? -1 : bytes.length]))
  if (bytes !== null) hash.update(bytes)
  return hash.digest()
}

/** SHA-256 over a keyframe. It is a cache: one that does not match its hash is not used. */
export function hashKeyframe(
  session: string,
  seq: number,
  state: string,
  documents: readonly { readonly document: string; readonly bytes: Uint8Array; readonly clients: string }[],
): Uint8Array {
  const hash = createHash('sha256').update(JSON.stringify([session, seq, state, documents.length]))
  for (const { document, bytes, clients } of documents) {
    hash.update(JSON.stringify([document, bytes.length, clients])).update(bytes)
  }
  return hash.digest()
}

/** Whether a value read from a database is this hash; anything that is not bytes is not. */
export function sameHash(one: unknown, other: Uint8Array): boolean {
  return one instanceof Uint8Array && Buffer.compare(one, other) === 0
}
