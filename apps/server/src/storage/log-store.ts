import {
  type AppendResult,
  documentNameSchema,
  foldVersion,
  type Keyframe,
  type LogStore,
  type NewEntry,
  participantIdSchema,
  type SessionId,
  type SessionState,
  sessionIdSchema,
} from '@greenroom/session'
import { z } from 'zod'
import { FairTurns } from '../fair-turns.ts'
import type { Clock } from '../ports.ts'
import { joinPieces, readEntries, writeCells } from './entry-columns.ts'
import { remote, type StoreThread, storeError } from './store-thread.ts'
import { type AppendBatch, appended, fellBehind, type ReaderCalls, type WriterCalls } from './thread-messages.ts'

const clientsSchema = z.array(z.tuple([z.number().int(), participantIdSchema.nullable()]))

type Waiting = { readonly count: number; resolve(result: AppendResult): void; reject(error: Error): void }

/** What a group of appends cost, for the metrics. */
export type CommitReport = { readonly appends: number; readonly failed: number; readonly milliseconds: number }

/**
 * The shortest time between two groups, in milliseconds: a commit is expensive, and another append in it is cheap. On a quiet server nobody
 * waits, because the last group was longer ago.
 */
const apart = 1
/** The same on a busy server: one whose last `many` appends came within `manyWithin` milliseconds (3,200 a second). */
const apartWhenBusy = 2
export const many = 64
const manyWithin = 20
/**
 * While the writer commits, the next group leaves no sooner than this after the last one. The writer could not begin it any earlier, but it
 * is ready when the commit is done. A group that left only then would first wait for a main thread with a whole group to announce, and on a
 * busy server groups would grow until all rooms are in one.
 */
const apartWhileCommitting = 8

/**
 * The log in the database, SQLite or Postgres. Appends of one tick travel to the writer together and become one transaction; on a busy
 * server they are gathered for a moment, longer while the writer commits. Reads go to the reader, which sees everything that was answered
 * before.
 */
export function createLogStore(
  writer: StoreThread,
  reader: StoreThread,
  clock: Clock,
  onCommit: (report: CommitReport) => void = () => {},
): LogStore {
  const toWriter = remote<WriterCalls>(writer)
  const toReader = remote<ReaderCalls>(reader)
  const turns = new FairTurns(clock.monotonic)
  /**
   * Of each append that has not been answered yet, oldest first. Tickets are consecutive, so a ticket's position is its distance from the
   * oldest.
   */
  const waiting: (Waiting | null)[] = []
  let oldestTicket = 0
  let nextTicket = 0
  let lost: Error | null = null
  let closed = false

  let batch: Omit<AppendBatch, 'bytes' | 'now'> | null = null
  let pieces: Uint8Array[] = []
  /** Appends that the writer has received and not answered. */
  let atWriter = 0
  let isBusy = false
  let counted = 0
  let countedSince = clock.monotonic()
  let callOff: (() => void) | null = null
  let postedAt = Number.NEGATIVE_INFINITY

  const post = (): void => {
    if (batch === null) return
    const bytes = joinPieces(pieces)
    const message: AppendBatch = { ...batch, now: clock.now(), bytes }
    batch = null
    pieces = []
    if (lost !== null) return
    atWriter += message.sessions.length
    postedAt = clock.monotonic()
    writer.post(message, [bytes.buffer])
  }

  const count = (): void => {
    if (++counted < many) return
    const now = clock.monotonic()
    isBusy = now - countedSince <= manyWithin
    countedSince = now
    counted = 0
  }
  const leave = (): void => {
    callOff = null
    post()
  }
  /** The next group leaves when it may, or sooner than planned if the writer has become free. */
  const postSoon = (): void => {
    callOff?.()
    const gathering = atWriter > 0 ? apartWhileCommitting : isBusy ? apartWhenBusy : apart
    const left = Math.min(gathering, postedAt + gathering - clock.monotonic())
    if (left > 0) {
      const timer = setTimeout(leave, left)
      callOff = () => clearTimeout(timer)
    } else {
      const turn = setImmediate(leave)
      callOff = () => clearImmediate(turn)
    }
  }

  writer.onLost((error) => {
    lost = error
    batch = null
    pieces = []
    for (const append of waiting) append?.reject(error)
    waiting.length = 0
  })

  writer.onAppended(({ answers, errors, took }) => {
    atWriter -= answers.length / 4
    // The writer continues while the results are announced here.
    if (atWriter === 0 && batch !== null) postSoon()
    let failures = 0
    for (let index = 0; index < answers.length; index += 4) {
      const ticket = answers[index] ?? 0
      const outcome = answers[index + 1]
      const number = answers[index + 2] ?? 0
      const append = waiting[ticket - oldestTicket] ?? null
      if (append === null) continue
      waiting[ticket - oldestTicket] = null
      if (outcome === appended) {
        append.resolve({
          ok: true,
          firstSeq: number,
          at: new Array<number>(append.count).fill(answers[index + 3] ?? 0),
        })
      } else if (outcome === fellBehind) append.resolve({ ok: false, behind: number })
      else {
        failures++
        const reason = errors[number] ?? { message: 'unknown', code: null, errcode: null }
        append.reject(storeError('The log could not be appended to; nothing was written.', reason))
      }
    }
    let answered = 0
    while (waiting[answered] === null) answered++
    waiting.splice(0, answered)
    oldestTicket += answered
    onCommit({ appends: answers.length / 4, failed: failures, milliseconds: took })
  })

  const append = (session: SessionId, afterSeq: number, entries: readonly NewEntry[]): Promise<AppendResult> => {
    if (lost !== null || closed) return Promise.reject(new Error('The store is closed.', { cause: lost ?? undefined }))
    const begins = batch === null
    batch ??= {
      type: 'append',
      ticket: nextTicket,
      sessions: [],
      after: [],
      counts: [],
      cells: [],
      versions: [],
      lengths: [],
    }
    const { cells, versions, lengths } = batch
    const before = { cells: cells.length, versions: versions.length, lengths: lengths.length, pieces: pieces.length }
    try {
      for (const entry of entries) {
        writeCells(entry, cells, lengths, pieces)
        versions.push(entry.v)
      }
    } catch (cause) {
      cells.length = before.cells
      versions.length = before.versions
      lengths.length = before.lengths
      pieces.length = before.pieces
      if (begins) batch = null
      return Promise.reject(new Error('An entry that the log could not read back was not written.', { cause }))
    }
    count()
    if (begins) postSoon()
    batch.sessions.push(session)
    batch.after.push(afterSeq)
    batch.counts.push(entries.length)
    nextTicket++
    return new Promise((resolve, reject) => {
      waiting.push({ count: entries.length, resolve, reject })
    })
  }

  return {
    append,
    read: async (session, afterSeq, limit, without) => {
      const page = await toReader.read(session, afterSeq, limit, without !== undefined)
      // Several callers may ask for the same page at once.
      return turns.run(() => readEntries(page, afterSeq, without === undefined))
    },
    lastSeq: (session) => toReader.lastSeq(session),
    seqAt: (session, at) => toReader.seqAt(session, at),
    readKeyframe: async (session, seq): Promise<Keyframe | null> => {
      const found = await toReader.readKeyframe(session, seq)
      if (found === null) return null
      // A cache that this server wrote itself; whether it still equals the log is what `check` proves.
      const kept = JSON.parse(found.state) as { readonly foldVersion?: number; readonly state: SessionState }
      // Folded by other rules than today's: the log is read from its start instead.
      if (kept.foldVersion !== foldVersion) return null
      return {
        seq: found.seq,
        state: kept.state,
        documents: found.documents.map(({ document, bytes, clients }) => ({
          document: documentNameSchema.parse(document),
          bytes,
          clients: clientsSchema.parse(JSON.parse(clients)),
        })),
      }
    },
    writeKeyframe: (session, keyframe) =>
      toWriter.writeKeyframe(
        session,
        keyframe.seq,
        JSON.stringify({ foldVersion, state: keyframe.state }),
        keyframe.documents.map(({ document, bytes, clients }) => ({
          document,
          bytes: bytes.slice(),
          clients: JSON.stringify(clients),
        })),
      ),
    dropKeyframes: (session) => toWriter.dropKeyframes(session),
    deleteSession: (session, before) => toWriter.deleteSession(session, before ?? null),
    setDue: (session, due) => toWriter.setDue(session, due),
    probe: () => toWriter.probe(),
    readDue: async (now) => (await toReader.readDue(now)).map((id) => sessionIdSchema.parse(id)),
    close: async () => {
      closed = true
      post()
      // The writer last: the last connection to close a database checkpoints its write-ahead log, so that everything is in one file.
      await reader.close()
      await writer.close()
    },
  }
}
