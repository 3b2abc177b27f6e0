import type { DatabaseSync } from 'node:sqlite'
import { sameHash } from '../entry-hash.ts'
import { columnsHash, type Pack } from '../packs/pack-format.ts'

/**
 * A log that nobody has open has one keyframe in this many entries: folding that many takes about a third of a second, and a keyframe needs
 * more room than the entries between.
 */
const entriesPerKeptKeyframe = 32_768
/** Pages of 4 KiB given back to the file system in one go. */
const pagesAtOnce = 512

/** The writer's part of packing: rows are removed and their pack is added in one transaction. */
export function createWriterPacks(db: DatabaseSync) {
  const range = db.prepare(
    'SELECT count(*) AS count, max(seq) AS last FROM entries WHERE session = ? AND seq BETWEEN ? AND ?',
  )
  const hashOf = db.prepare('SELECT hash FROM entries WHERE session = ? AND seq = ?')
  const packedEnd = db.prepare('SELECT max(last) AS last FROM packs WHERE session = ?')
  const add = db.prepare(
    `INSERT INTO packs (session, first, last, first_at, last_at, hash, columns_hash, columns, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const drop = db.prepare('DELETE FROM entries WHERE session = ? AND seq BETWEEN ? AND ?')
  const anyRow = db.prepare('SELECT 1 FROM entries WHERE session = ? LIMIT 1')
  const keyframes = db.prepare('SELECT seq FROM keyframes WHERE session = ? ORDER BY seq')
  const dropKeyframe = db.prepare('DELETE FROM keyframes WHERE session = ? AND seq = ?')
  const unused = db.prepare('PRAGMA freelist_count')
  const unusedPages = (): number => Number(unused.get()?.freelist_count)
  return {
    /** Returns whether the pack has replaced its rows; it does not if they are no longer what it was made from. */
    store: (session: string, key: number, pack: Pack): boolean => {
      const { first, last } = pack
      const found = range.get(key, first, last)
      if (Number(found?.count) !== last - first + 1) return false
      if (!sameHash(hashOf.get(key, last)?.hash, pack.hash)) return false
      if (Number(packedEnd.get(key)?.last ?? 0) !== first - 1) return false
      add.run(
        key,
        first,
        last,
        pack.firstAt,
        pack.lastAt,
        pack.hash,
        columnsHash(session, pack),
        pack.columns,
        pack.bytes,
      )
      drop.run(key, first, last)
      return true
    },
    thinKeyframes: (key: number): void => {
      // What could not be packed is damaged: its keyframes may be all that can still be read.
      if (anyRow.get(key) !== undefined) return
      let kept = 0
      for (const row of keyframes.all(key)) {
        const seq = Number(row.seq)
        if (seq - kept >= entriesPerKeptKeyframe) kept = seq
        else dropKeyframe.run(key, seq)
      }
    },
    /**
     * Shortens the file by some of its unused pages. Returns whether there are more. Does nothing to a database that was created before
     * there were packs.
     */
    giveBackPages: (): boolean => {
      const before = unusedPages()
      db.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`)
      const after = unusedPages()
      return after > 0 && after < before
    },
  }
}
