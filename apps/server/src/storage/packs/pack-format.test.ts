import { zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { firstHash, type HashedRow, hashEntry } from '../entry-hash.ts'
import { decodeColumns, decodePack, encodePack } from './pack-format.ts'

const previous = firstHash('one')
const rows: readonly HashedRow[] = [
  { seq: 5, at: 1_000, kind: 'board-edited', v: 1, by: 'p1', command: null, data: '{}', bytes: Buffer.of(1, 2) },
  { seq: 6, at: 1_004, kind: 'board-edited', v: 1, by: 'p1', command: null, data: '{}', bytes: Buffer.alloc(0) },
  { seq: 7, at: 1_004, kind: 'round-ended', v: 2, by: null, command: 'c1', data: '{"round":"r"}', bytes: null },
]
const pack = encodePack(rows, rows.reduce<Uint8Array>(hashEntry, previous))

describe('a pack', () => {
  it('holds its rows as they were', () => {
    expect(decodePack(pack, previous)).toEqual(rows)
  })

  const good = { at: 1, later: [0, 1, 0], heads: [['k', 1, null, null, '{}']], head: [0, 0, 0], lengths: [-1, 0, 2] }
  const read = (columns: unknown) => decodeColumns({ ...pack, columns: zstdCompressSync(JSON.stringify(columns)) })

  it('is read when its columns are well-formed', () => {
    expect(read(good)).toEqual({ first: 5, ats: [1, 2, 2], heads: good.heads, head: good.head, lengths: good.lengths })
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['a time that is no whole number', { ...good, at: 1.5 }],
    ['a time that runs backwards', { ...good, later: [0, -1, 0] }],
    ['a column that is missing', { ...good, lengths: undefined }],
    ['a column that is text', { ...good, head: '000' }],
    ['too few entries', { ...good, later: [0, 1] }],
    ['too many lengths', { ...good, lengths: [-1, 0, 2, 2] }],
    ['a length below none', { ...good, lengths: [-2, 0, 2] }],
    ['a head of four parts', { ...good, heads: [['k', 1, null, null]] }],
    ['a head of six parts', { ...good, heads: [['k', 1, null, null, '{}', '']] }],
    ['a version that is text', { ...good, heads: [['k', '1', null, null, '{}']] }],
    ['an author that is a number', { ...good, heads: [['k', 1, 7, null, '{}']] }],
    ['a head that it does not hold', { ...good, head: [0, 1, 0] }],
  ])('is refused when it holds %s', (_what, columns) => {
    expect(() => read(columns)).toThrow(/pack/)
  })
})
