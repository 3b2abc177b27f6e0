import type { DatabaseSync } from 'node:sqlite'
import { openCollector } from '../../memory/collector.ts'
import { checkFile, listSessions, openLogPartCheck } from '../check-logs.ts'
import { hashKeyframe, sameHash } from '../entry-hash.ts'
import { giveBackPages } from '../open-database.ts'
import { encodePack, packSize } from '../packs/pack-format.ts'
import { openStoredLogs } from '../packs/stored-log.ts'
import { pageOfRows } from '../page-of-rows.ts'
import { passkeyOf } from '../passkey-rows.ts'
import { endOfLog } from '../schema.ts'
import { figureBounds, figuresOf } from '../store-figures.ts'
import type { ClaimRow, InvitationRow, ReaderCalls, ShareLinkRow } from '../thread-messages.ts'
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
/** Bytes with a buffer of their own, as SQLite hands them out. */
const ownBytes = (value: unknown): Uint8Array<ArrayBuffer> => {
  const { buffer, byteOffset, byteLength } = blob(value)
  if (!(buffer instanceof ArrayBuffer)) throw new Error('Bytes of the database are shared with another thread.')
  return new Uint8Array(buffer, byteOffset, byteLength)
}

const invitationOf = (row: Readonly<Record<string, unknown>>): InvitationRow => ({
  id: text(row.id),
  session: text(row.session),
  seats: text(row.seats),
  createdAt: Number(row.created_at),
  revokedAt: row.revoked_at === null ? null : Number(row.revoked_at),
})

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value))
const shareLinkOf = (row: Readonly<Record<string, unknown>>): ShareLinkRow => ({
  id: text(row.id),
  session: text(row.session),
  view: text(row.view),
  createdAt: Number(row.created_at),
  endsAt: numberOrNull(row.ends_at),
  usedAt: numberOrNull(row.used_at),
  revokedAt: numberOrNull(row.revoked_at),
})

const claimOf = (row: Readonly<Record<string, unknown>>): ClaimRow => ({
  session: text(row.session),
  participant: text(row.participant),
  invitation: textOrNull(row.invitation),
  claimedAt: Number(row.claimed_at),
})

/** A session that was reopened after it was packed is packed again once it has this many new entries. */
const worthPacking = 64

/** `checkpoint` needs a connection of its own: this one only reads. */
export function createReaderCalls(db: DatabaseSync, checkpoint: () => void) {
  const find = db.prepare('SELECT key FROM sessions WHERE id = ? AND deleting = 0')
  const keyOf = (session: string): number | null => {
    const row = find.get(session)
    return row === undefined ? null : Number(row.key)
  }
  const logs = openStoredLogs(db)
  const keyframe = db.prepare(
    'SELECT seq, state, hash FROM keyframes WHERE session = ? AND seq <= ? ORDER BY seq DESC LIMIT 1',
  )
  const documents = db.prepare(
    'SELECT document, bytes, clients FROM keyframe_documents WHERE session = ? AND seq = ? ORDER BY rowid',
  )
  const due = db.prepare('SELECT id FROM sessions WHERE due <= ? AND deleting = 0 ORDER BY due')
  const idle = db.prepare(`SELECT id FROM sessions WHERE deleting = 0 AND ${endOfLog} < ? LIMIT ?`)
  // From one session to the next along the index: sessions whose every entry is packed cost nothing here.
  const unpacked = db.prepare(
    `WITH RECURSIVE with_rows (key) AS (
       SELECT min(session) FROM entries
       UNION ALL SELECT (SELECT min(session) FROM entries WHERE session > with_rows.key) FROM with_rows WHERE with_rows.key IS NOT NULL
     )
     SELECT id FROM with_rows JOIN sessions USING (key) WHERE deleting = 0
       AND (SELECT at FROM entries WHERE session = key ORDER BY seq DESC LIMIT 1) < ?
       AND (NOT EXISTS (SELECT 1 FROM packs WHERE session = key)
         OR (SELECT count(*) FROM (SELECT 1 FROM entries WHERE session = key LIMIT ${worthPacking})) = ${worthPacking})
       LIMIT ?`,
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
  const shareLinkColumns =
    'SELECT l.id, s.id AS session, view, created_at, ends_at, used_at, revoked_at FROM share_links l JOIN sessions s ON s.key = session'
  const shareLink = db.prepare(`${shareLinkColumns} WHERE hash = ? AND deleting = 0`)
  const shareLinks = db.prepare(`${shareLinkColumns} WHERE s.id = ? AND deleting = 0 ORDER BY created_at, l.rowid`)
  const importIds = db.prepare('SELECT id FROM imported_recordings')
  const imported = db.prepare('SELECT view, bytes FROM imported_recordings WHERE hash = ?')
  const ownCase = db.prepare('SELECT version, changed_at, text FROM own_cases WHERE id = ? AND hash = ?')
  const figures = db.prepare(
    `WITH used AS (
       SELECT coalesce(
         (SELECT at FROM entries WHERE session = key ORDER BY seq DESC LIMIT 1),
         (SELECT last_at FROM packs WHERE session = key ORDER BY last DESC LIMIT 1)
       ) AS at FROM sessions WHERE deleting = 0
     )
     SELECT count(*) AS count, min(at) AS longest, sum(at >= :day) AS day, sum(at >= :week) AS week, sum(at >= :month) AS month,
       sum(at >= :year) AS year, sum(at < :before) AS due,
       (SELECT count(*) FROM invitations i JOIN sessions s ON s.key = i.session WHERE revoked_at IS NULL AND deleting = 0) AS invitations,
       (SELECT count(*) FROM share_links l JOIN sessions s ON s.key = l.session
        WHERE revoked_at IS NULL AND deleting = 0 AND (ends_at IS NULL OR ends_at > :now)) AS shares,
       (SELECT count(*) FROM own_cases) AS cases, (SELECT count(*) FROM imported_recordings) AS recordings,
       (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS bytes
     FROM used`,
  )
  const signIn = db.prepare(
    `SELECT account FROM sign_ins JOIN accounts ON id = account
     WHERE hash = ?1 AND ends_at > ?2 AND (?3 IS NULL OR rtrim(issuer, '/') = rtrim(?3, '/'))`,
  )
  const passkey = db.prepare('SELECT * FROM passkeys WHERE id = ?')
  const passkeys = db.prepare('SELECT * FROM passkeys WHERE account = ? ORDER BY created_at, id')
  const claims = db.prepare(
    `SELECT s.id AS session, participant, invitation, claimed_at FROM claims JOIN sessions s ON s.key = session
     WHERE account = ? AND deleting = 0 ORDER BY claimed_at DESC, s.key DESC`,
  )
  const newest = db.prepare('SELECT at FROM entries ORDER BY rowid DESC LIMIT 1')
  const one = db.prepare('SELECT 1')

  const collectGarbage = openCollector()
  const calls: ReaderCalls = {
    read: (session, afterSeq, limit, withoutEdits) => {
      const key = keyOf(session)
      const { rows, damaged } =
        key === null ? { rows: [], damaged: null } : logs.read(session, key, afterSeq, limit, withoutEdits)
      return pageOfRows(rows, damaged)
    },
    newestAt: () => {
      const row = newest.get()
      return row === undefined ? null : Number(row.at)
    },
    lastSeq: (session) => {
      const key = keyOf(session)
      return key === null ? 0 : logs.lastSeq(key)
    },
    seqAt: (session, at) => {
      const key = keyOf(session)
      return key === null ? 0 : logs.seqAt(session, key, at)
    },
    makePack: (session) => {
      const key = keyOf(session)
      if (key === null) return null
      const { rows, damaged } = logs.readUnpacked(session, key, packSize)
      const last = rows.at(-1)
      // What is damaged stays as it is: a pack of it could not say which entry it was.
      if (last === undefined || damaged !== null) return null
      const hash = logs.hashAt(session, key, last.seq)
      return hash === null ? null : encodePack(rows, hash)
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
      // A damaged cache is not used.
      return sameHash(row.hash, hashKeyframe(session, found.seq, found.state, found.documents)) ? found : null
    },
    readFigures: (now, before) => {
      const [day, week, month, year] = figureBounds(now)
      const row = figures.get({ day, week, month, year, before: before ?? 0, now })
      if (row === undefined) throw new Error('The database has not counted its sessions.')
      return figuresOf(row)
    },
    findSignIn: (hash, now, issuer) => {
      const row = signIn.get(hash, now, issuer)
      return row === undefined ? null : text(row.account)
    },
    findPasskey: (id) => {
      const row = passkey.get(id)
      return row === undefined ? null : passkeyOf(row)
    },
    listPasskeys: (account) => passkeys.all(account).map(passkeyOf),
    listClaims: (account) => claims.all(account).map(claimOf),
    readDue: (now) => due.all(now).map((row) => text(row.id)),
    readUnpacked: (before, limit) => unpacked.all(before, limit).map((row) => text(row.id)),
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
    findShareLink: (hash) => {
      const row = shareLink.get(hash)
      return row === undefined ? null : shareLinkOf(row)
    },
    listShareLinks: (session) => shareLinks.all(session).map(shareLinkOf),
    findOwnCase: (id, hash) => {
      const row = ownCase.get(id, hash)
      if (row === undefined) return null
      return { version: Number(row.version), changedAt: Number(row.changed_at), text: text(row.text) }
    },
    findImport: (hash) => {
      const row = imported.get(hash)
      if (row === undefined) return null
      return { view: text(row.view), bytes: ownBytes(row.bytes) }
    },
    listImports: () => importIds.all().map((row) => text(row.id)),
    checkFile: () => [...checkFile(db)],
    checkLog: openLogPartCheck(db),
    listSessions: () => [...listSessions(db)],
    checkpoint,
    collect: () => {
      collectGarbage()
      giveBackPages(db)
    },
    ping: () => {
      one.get()
    },
  }
  return createDispatch(calls)
}
