import type { DatabaseSync } from 'node:sqlite'
import { hashEntry } from '../entry-hash.ts'
import { type AppendBatch, appended, fellBehind } from '../thread-messages.ts'
import type { WriterSessions } from './writer-sessions.ts'

/** One append within its batch: positions in the batch's columns. */
export type AppendJob = {
  readonly batch: AppendBatch
  readonly index: number
  readonly firstEntry: number
  readonly firstByte: number
}

/** The appends of a batch, each with where its entries and its bytes begin in the batch's columns. */
export function jobsOf(batch: AppendBatch): readonly AppendJob[] {
  const jobs: AppendJob[] = []
  let firstEntry = 0
  let firstByte = 0
  for (let index = 0; index < batch.counts.length; index++) {
    jobs.push({ batch, index, firstEntry, firstByte })
    const count = batch.counts[index] ?? 0
    for (let entry = firstEntry; entry < firstEntry + count; entry++)
      firstByte += Math.max(0, batch.lengths[entry] ?? -1)
    firstEntry += count
  }
  return jobs
}

/** Writes one append inside the caller's transaction, and returns its four numbers. */
export function createAppender(db: DatabaseSync, sessions: WriterSessions) {
  const insert = db.prepare(
    'INSERT INTO entries (session, seq, at, kind, v, by, command, data, bytes, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  return ({ batch, index, firstEntry, firstByte }: AppendJob, out: number[]): void => {
    const id = batch.sessions[index] ?? ''
    const after = batch.after[index] ?? 0
    const count = batch.counts[index] ?? 0
    const known = sessions.find(id)
    const last = known?.seq ?? 0
    // Checked before anything is written, so that a room that fell behind costs its neighbours in the group nothing.
    if (last !== after) {
      out.push(batch.ticket + index, fellBehind, last, 0)
      return
    }
    if (count === 0) {
      out.push(batch.ticket + index, appended, last + 1, known?.at ?? 0)
      return
    }
    const end = known ?? sessions.findOrAdd(id)
    const at = Math.max(batch.now, end.at)
    let byte = firstByte
    let hash = end.hash
    for (let entry = firstEntry; entry < firstEntry + count; entry++) {
      const cell = entry * 4
      const length = batch.lengths[entry] ?? -1
      const row = {
        seq: end.seq + 1 + entry - firstEntry,
        at,
        kind: batch.cells[cell] ?? '',
        v: batch.versions[entry] ?? 1,
        by: batch.cells[cell + 1] ?? null,
        command: batch.cells[cell + 2] ?? null,
        data: batch.cells[cell + 3] ?? '',
        bytes: length < 0 ? null : batch.bytes.subarray(byte, byte + length),
      }
      hash = hashEntry(hash, row)
      insert.run(end.key, row.seq, at, row.kind, row.v, row.by, row.command, row.data, row.bytes, hash)
      if (length > 0) byte += length
    }
    end.seq += count
    end.at = at
    end.hash = hash
    sessions.grown(end)
    out.push(batch.ticket + index, appended, last + 1, at)
  }
}
