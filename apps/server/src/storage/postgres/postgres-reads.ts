import { hashKeyframe, sameHash } from '../entry-hash.ts'
import { pageOfRows } from '../page-of-rows.ts'
import { passkeyOf } from '../passkey-rows.ts'
import { figureBounds, figuresOf } from '../store-figures.ts'
import type { InvitationRow, ReaderCalls, Remote, ShareLinkRow } from '../thread-messages.ts'
import type { PostgresConnections } from './postgres-connection.ts'
import { createPostgresLogs } from './postgres-stored-log.ts'

/** Queries that only a shared database is asked. */
export type SharedCalls = {
  /** Where these logs end, and the database's clock (milliseconds since the epoch); a session that is gone is left out. */
  readEnds(sessions: readonly string[]): { ends: [session: string, seq: number][]; now: number }
}

type Row = Readonly<Record<string, unknown>>
const text = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error('A row of the database does not hold text where it should.')
  return value
}
const textOrNull = (value: unknown): string | null => (value === null ? null : text(value))
const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value))
const blob = (value: unknown): Uint8Array => {
  if (!(value instanceof Uint8Array)) throw new Error('A row of the database does not hold bytes where it should.')
  return new Uint8Array(value)
}
const invitationOf = (row: Row): InvitationRow => ({
  id: text(row.id),
  session: text(row.session),
  seats: text(row.seats),
  createdAt: Number(row.created_at),
  revokedAt: numberOrNull(row.revoked_at),
})
const shareLinkOf = (row: Row): ShareLinkRow => ({
  id: text(row.id),
  session: text(row.session),
  view: text(row.view),
  createdAt: Number(row.created_at),
  endsAt: numberOrNull(row.ends_at),
  usedAt: numberOrNull(row.used_at),
  revokedAt: numberOrNull(row.revoked_at),
})

/** A session that was reopened after it was packed is packed again once it has this many new entries. */
const worthPacking = 64

/** What is read from the database, each in one statement. */
export function createPostgresReads(
  connections: PostgresConnections,
): Omit<Remote<ReaderCalls>, 'checkpoint' | 'collect' | 'newestAt'> & Remote<SharedCalls> {
  const { query } = connections
  const logs = createPostgresLogs(connections)
  const rowsOf = async (statement: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
    (await query(statement, values)).rows
  const invitations =
    'SELECT i.id, s.id AS session, seats, created_at, revoked_at FROM invitations i JOIN sessions s ON s.key = i.session WHERE deleting = 0'
  const shareLinks =
    'SELECT l.id, s.id AS session, view, created_at, ends_at, used_at, revoked_at FROM share_links l JOIN sessions s ON s.key = l.session WHERE deleting = 0'

  return {
    read: async (session, afterSeq, limit, withoutEdits) => {
      const { rows, damaged } = await logs.read(session, afterSeq, limit, withoutEdits)
      return pageOfRows(rows, damaged)
    },
    lastSeq: logs.lastSeq,
    seqAt: logs.seqAt,
    makePack: logs.makePack,
    readKeyframe: async (session, seq) => {
      const rows = await rowsOf(
        `SELECT k.seq, k.state, k.hash, d.document, d.bytes, d.clients
         FROM (SELECT f.* FROM keyframes f JOIN sessions s ON s.key = f.session
               WHERE s.id = $1 AND s.deleting = 0 AND f.seq <= $2 ORDER BY f.seq DESC LIMIT 1) k
         LEFT JOIN keyframe_documents d ON d.session = k.session AND d.seq = k.seq ORDER BY d.place`,
        [session, seq],
      )
      const [first] = rows
      if (first === undefined) return null
      const found = {
        seq: Number(first.seq),
        state: text(first.state),
        documents: rows
          .filter((row) => row.document !== null)
          .map((row) => ({ document: text(row.document), bytes: blob(row.bytes), clients: text(row.clients) })),
      }
      // A damaged cache is not used.
      return sameHash(first.hash, hashKeyframe(session, found.seq, found.state, found.documents)) ? found : null
    },
    readFigures: async (now, before) => {
      const [row] = await rowsOf(
        `SELECT count(*) AS count, min(at) AS longest, count(*) FILTER (WHERE at >= $1) AS day,
           count(*) FILTER (WHERE at >= $2) AS week, count(*) FILTER (WHERE at >= $3) AS month, count(*) FILTER (WHERE at >= $4) AS year,
           count(*) FILTER (WHERE at < $5) AS due,
           (SELECT count(*) FROM invitations i JOIN sessions s ON s.key = i.session WHERE revoked_at IS NULL AND deleting = 0) AS invitations,
           (SELECT count(*) FROM share_links l JOIN sessions s ON s.key = l.session
            WHERE revoked_at IS NULL AND deleting = 0 AND (ends_at IS NULL OR ends_at > $6)) AS shares,
           (SELECT count(*) FROM own_cases) AS cases, (SELECT count(*) FROM imported_recordings) AS recordings,
           pg_database_size(current_database()) AS bytes
         FROM sessions WHERE deleting = 0`,
        [...figureBounds(now), before ?? 0, now],
      )
      if (row === undefined) throw new Error('The database has not counted its sessions.')
      return figuresOf(row)
    },
    findSignIn: async (hash, now, issuer) => {
      const [row] = await rowsOf(
        `SELECT account FROM sign_ins JOIN accounts ON id = account
         WHERE hash = $1 AND ends_at > $2 AND ($3::text IS NULL OR rtrim(issuer, '/') = rtrim($3, '/'))`,
        [Buffer.from(hash), now, issuer],
      )
      return row === undefined ? null : text(row.account)
    },
    findPasskey: async (id) => {
      const [row] = await rowsOf('SELECT * FROM passkeys WHERE id = $1', [id])
      return row === undefined ? null : passkeyOf(row)
    },
    listPasskeys: async (account) =>
      (await rowsOf('SELECT * FROM passkeys WHERE account = $1 ORDER BY created_at, id', [account])).map(passkeyOf),
    listClaims: async (account) =>
      (
        await rowsOf(
          `SELECT s.id AS session, participant, invitation, claimed_at FROM claims c JOIN sessions s ON s.key = c.session
           WHERE account = $1 AND deleting = 0 ORDER BY claimed_at DESC, s.key DESC`,
          [account],
        )
      ).map((row) => ({
        session: text(row.session),
        participant: text(row.participant),
        invitation: textOrNull(row.invitation),
        claimedAt: Number(row.claimed_at),
      })),
    readDue: async (now) =>
      (await rowsOf('SELECT id FROM sessions WHERE due <= $1 AND deleting = 0 ORDER BY due', [now])).map((row) =>
        text(row.id),
      ),
    readIdle: async (before, limit) =>
      (
        await rowsOf('SELECT id FROM sessions WHERE deleting = 0 AND at < $1 ORDER BY key LIMIT $2', [before, limit])
      ).map((row) => text(row.id)),
    readUnpacked: async (before, limit) =>
      (
        await rowsOf(
          `SELECT id FROM sessions WHERE deleting = 0 AND at < $1 AND entries > packed
             AND (packed = 0 OR entries - packed >= ${worthPacking}) ORDER BY key LIMIT $2`,
          [before, limit],
        )
      ).map((row) => text(row.id)),
    findToken: async (hash) => {
      const [row] = await rowsOf(
        `SELECT s.id AS session, participant, revoked, invitation IS NULL AS founder
         FROM tokens t JOIN sessions s ON s.key = t.session WHERE t.hash = $1 AND deleting = 0`,
        [Buffer.from(hash)],
      )
      if (row === undefined) return null
      return {
        session: text(row.session),
        participant: text(row.participant),
        revoked: row.revoked !== 0,
        founder: row.founder === true,
      }
    },
    findInvitation: async (hash) => {
      const [row] = await rowsOf(`${invitations} AND i.hash = $1`, [Buffer.from(hash)])
      return row === undefined ? null : invitationOf(row)
    },
    findWayBack: async (hash) => {
      const [row] = await rowsOf(
        `SELECT s.id AS session, participant, invitation FROM ways_back w JOIN sessions s ON s.key = w.session
         WHERE w.hash = $1 AND deleting = 0`,
        [Buffer.from(hash)],
      )
      if (row === undefined) return null
      return {
        session: text(row.session),
        participant: text(row.participant),
        invitation: textOrNull(row.invitation),
      }
    },
    wayBackOf: async (session, participant) => {
      const [row] = await rowsOf(
        `SELECT created_at FROM ways_back w JOIN sessions s ON s.key = w.session
         WHERE s.id = $1 AND participant = $2 AND deleting = 0`,
        [session, participant],
      )
      return row === undefined ? null : Number(row.created_at)
    },
    listInvitations: async (session) =>
      (await rowsOf(`${invitations} AND s.id = $1 ORDER BY created_at, place`, [session])).map(invitationOf),
    participantsOf: async (session, id) =>
      (
        await rowsOf(
          `SELECT DISTINCT participant COLLATE "C" AS participant FROM tokens t JOIN sessions s ON s.key = t.session
           WHERE s.id = $1 AND invitation = $2 ORDER BY 1`,
          [session, id],
        )
      ).map((row) => text(row.participant)),
    findShareLink: async (hash) => {
      const [row] = await rowsOf(`${shareLinks} AND l.hash = $1`, [Buffer.from(hash)])
      return row === undefined ? null : shareLinkOf(row)
    },
    listShareLinks: async (session) =>
      (await rowsOf(`${shareLinks} AND s.id = $1 ORDER BY created_at, place`, [session])).map(shareLinkOf),
    findOwnCase: async (id, hash) => {
      const [row] = await rowsOf('SELECT version, changed_at, text FROM own_cases WHERE id = $1 AND hash = $2', [
        id,
        Buffer.from(hash),
      ])
      if (row === undefined) return null
      return { version: Number(row.version), changedAt: Number(row.changed_at), text: text(row.text) }
    },
    findImport: async (hash) => {
      const [row] = await rowsOf('SELECT view, bytes FROM imported_recordings WHERE hash = $1', [Buffer.from(hash)])
      return row === undefined ? null : { view: text(row.view), bytes: Uint8Array.from(blob(row.bytes)) }
    },
    listImports: async () => (await rowsOf('SELECT id FROM imported_recordings')).map((row) => text(row.id)),
    // Postgres looks after its own files.
    checkFile: () => Promise.resolve([]),
    checkLog: logs.check,
    listSessions: async () => (await rowsOf('SELECT id FROM sessions WHERE deleting = 0')).map((row) => text(row.id)),
    ping: async () => {
      await query('SELECT 1')
    },
    readEnds: async (sessions) => {
      const [row] = await rowsOf(
        `SELECT now_ms() AS now, coalesce(json_agg(json_build_array(id, entries)), '[]') AS ends
         FROM sessions WHERE id = ANY($1) AND deleting = 0`,
        [[...sessions]],
      )
      return { ends: row?.ends as [string, number][], now: Number(row?.now) }
    },
  }
}
