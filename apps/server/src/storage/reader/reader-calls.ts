import type { DatabaseSync } from 'node:sqlite'
import { checkFile, checkLog, listSessions } from '../check-logs.ts'
import { firstHash, hashEntry, hashKeyframe, readHashedRow, sameHash } from '../entry-hash.ts'
import type { InvitationRow, ReaderCalls } from '../thread-messages.ts'
import { createDispatch } from '../writer/writer-calls.ts'

const text = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error('A row of the database does not hold text where it should.')
  return value
}
const textOrNull = (value: unknown): string | null => (value === null ? null : text(value))
const blob = (value: unknown): Uint8Array => {
  if (!(value instanceof Uint8Array)) throw new Error('A row of the database does not hold bytes where it should.')
  return value
}

const invitationOf = (row: Readonly<Record<string, unknown>>): InvitationRow => ({
  id: text(row.id),
  session: text(row.session),
  seats: text(row.seats),
  createdAt: Number(row.created_at),
  revokedAt: row.revoked_at === null ? null : Number(row.revoked_at),
})

export function createReaderCalls(db: DatabaseSync) {
  const find = db.prepare('SELECT key FROM sessions WHERE id = ? AND deleting = 0')
  const keyOf = (session: string): number | null => {
    const row = find.get(session)
    return row === undefined ? null : Number(row.key)
  }
  const read = db.prepare(
    'SELECT seq, at, kind, v, by, command, data, bytes, hash FROM entries WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?',
  )
  const readNumbered = db.prepare(
    `SELECT seq, at, kind, v, by, command, data, bytes, hash FROM entries
       WHERE session = ? AND seq > ? AND kind <> 'board-edited' AND kind <> 'tray-edited' ORDER BY seq LIMIT ?`,
  )
  const hashAt = db.prepare('SELECT hash FROM entries WHERE session = ? AND seq = ?')
  const hashBefore = (session: string, key: number, seq: number): Uint8Array | null => {
    if (seq <= 1) return firstHash(session)
    const hash = hashAt.get(key, seq - 1)?.hash
    return hash instanceof Uint8Array ? hash : null
  }
  const lastSeq = db.prepare('SELECT max(seq) AS seq FROM entries WHERE session = ?')
  const timeOf = db.prepare('SELECT at FROM entries WHERE session = ? AND seq = ?')
  const keyframe = db.prepare(
    'SELECT seq, state, hash FROM keyframes WHERE session = ? AND seq <= ? ORDER BY seq DESC LIMIT 1',
  )
  const documents = db.prepare(
    'SELECT document, bytes, clients FROM keyframe_documents WHERE session = ? AND seq = ? ORDER BY rowid',
  )
  const due = db.prepare('SELECT id FROM sessions WHERE due <= ? AND deleting = 0 ORDER BY due')
  const idle = db.prepare(
    `SELECT id FROM sessions WHERE deleting = 0
       AND (SELECT at FROM entries WHERE session = key ORDER BY seq DESC LIMIT 1) < ? LIMIT ?`,
  )
  const token = db.prepare(
    'SELECT s.id AS session, participant, revoked, invitation IS NULL AS founder FROM tokens JOIN sessions s ON s.key = session WHERE hash = ? AND deleting = 0',
  )
  const invitationColumns =
    'SELECT i.id, s.id AS session, seats, created_at, revoked_at FROM invitations i JOIN sessions s ON s.key = i.session'
  const invitation = db.prepare(`${invitationColumns} WHERE hash = ? AND deleting = 0`)
  const invitations = db.prepare(`${invitationColumns} WHERE s.id = ? AND deleting = 0 ORDER BY created_at, i.rowid`)
  const wayBack = db.prepare(
    'SELECT s.id AS session, participant, invitation FROM ways_back JOIN sessions s ON s.key = session WHERE hash = ? AND deleting = 0',
  )
  const wayBackOf = db.prepare(
    'SELECT created_at FROM ways_back JOIN sessions s ON s.key = session WHERE s.id = ? AND participant = ? AND deleting = 0',
  )
  const participants = db.prepare(
    'SELECT DISTINCT participant FROM tokens JOIN sessions s ON s.key = session WHERE s.id = ? AND invitation = ? ORDER BY participant',
  )
  const ownCase = db.prepare('SELECT version, changed_at, text FROM own_cases WHERE id = ? AND hash = ?')
  const one = db.prepare('SELECT 1')

  const calls: ReaderCalls = {
    read: (session, afterSeq, limit, withoutEdits) => {
      const key = keyOf(session)
      const rows = key === null ? [] : (withoutEdits ? readNumbered : read).all(key, afterSeq, limit)
      const cells: (string | null)[] = []
      const lengths: number[] = []
      let total = 0
      let damaged: number | null = null
      let last: { readonly seq: number; readonly hash: Uint8Array } | null = null
      for (const row of rows) {
        const seq = Number(row.seq)
        const before: Uint8Array | null =
          last !== null && last.seq === seq - 1 ? last.hash : key === null ? null : hashBefore(session, key, seq)
        const hash: Uint8Array | null = before === null ? null : hashEntry(before, readHashedRow(row))
        if (hash === null || !sameHash(row.hash, hash)) damaged ??= seq
        last = hash === null ? null : { seq, hash }
        cells.push(text(row.kind), textOrNull(row.by), textOrNull(row.command), text(row.data))
        const length = row.bytes === null ? -1 : blob(row.bytes).length
        lengths.push(length)
        total += Math.max(0, length)
      }
      const bytes = new Uint8Array(total)
      let offset = 0
      for (const row of rows) {
        if (row.bytes === null) continue
        const piece = blob(row.bytes)
        bytes.set(piece, offset)
        offset += piece.length
      }
      return {
        cells,
        lengths,
        bytes,
        damaged,
        seqs: rows.map((row) => Number(row.seq)),
        ats: rows.map((row) => Number(row.at)),
        versions: rows.map((row) => Number(row.v)),
      }
    },
    lastSeq: (session) => {
      const key = keyOf(session)
      return key === null ? 0 : Number(lastSeq.get(key)?.seq ?? 0)
    },
    // Times have no index of their own: they rise with the numbers, so that a few looks by number find the place.
    seqAt: (session, at) => {
      const key = keyOf(session)
      let low = 0
      let high = key === null ? 0 : Number(lastSeq.get(key)?.seq ?? 0)
      while (low < high) {
        const middle = (low + high + 1) >> 1
        const time = timeOf.get(key, middle)?.at
        if (time !== undefined && Number(time) <= at) low = middle
        else high = middle - 1
      }
      return low
    },
    readKeyframe: (session, seq) => {
      const key = keyOf(session)
      const row = key === null ? undefined : keyframe.get(key, seq)
      if (key === null || row === undefined) return null
      const found = {
        seq: Number(row.seq),
        state: text(row.state),
        documents: documents
          .all(key, Number(row.seq))
          .map((each) => ({ document: text(each.document), bytes: blob(each.bytes), clients: text(each.clients) })),
      }
      // A cache that is not as it was written is not used.
      return sameHash(row.hash, hashKeyframe(session, found.seq, found.state, found.documents)) ? found : null
    },
    readDue: (now) => due.all(now).map((row) => text(row.id)),
    readIdle: (before, limit) => idle.all(before, limit).map((row) => text(row.id)),
    findToken: (hash) => {
      const row = token.get(hash)
      if (row === undefined) return null
      return {
        session: text(row.session),
        participant: text(row.participant),
        revoked: row.revoked !== 0,
        founder: row.founder !== 0,
      }
    },
    findInvitation: (hash) => {
      const row = invitation.get(hash)
      return row === undefined ? null : invitationOf(row)
    },
    findWayBack: (hash) => {
      const row = wayBack.get(hash)
      if (row === undefined) return null
      return {
        session: text(row.session),
        participant: text(row.participant),
        invitation: textOrNull(row.invitation),
      }
    },
    wayBackOf: (session, participant) => {
      const row = wayBackOf.get(session, participant)
      return row === undefined ? null : Number(row.created_at)
    },
    listInvitations: (session) => invitations.all(session).map(invitationOf),
    participantsOf: (session, id) => participants.all(session, id).map((row) => text(row.participant)),
    findOwnCase: (id, hash) => {
      const row = ownCase.get(id, hash)
      if (row === undefined) return null
      return { version: Number(row.version), changedAt: Number(row.changed_at), text: text(row.text) }
    },
    checkFile: () => [...checkFile(db)],
    checkLog: (session) => checkLog(db, session),
    listSessions: () => [...listSessions(db)],
    ping: () => {
      one.get()
    },
  }
  return createDispatch(calls)
}
