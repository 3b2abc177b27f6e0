import { hashKeyframe, sameHash } from '../entry-hash.ts'
import { columnsHash } from '../packs/pack-format.ts'
import { signedInBy } from '../passkey-rows.ts'
import type { Remote, WriterCalls } from '../thread-messages.ts'
import type { PostgresConnections } from './postgres-connection.ts'

/** A log that nobody has open has one keyframe in this many entries, as in SQLite. */
const entriesPerKeptKeyframe = 32_768
const rowsAtOnce = 2_000

/** The small writes, each one statement or one transaction. */
export function createPostgresWrites({
  query,
  inTransaction,
}: PostgresConnections): Omit<Remote<WriterCalls>, 'collect' | 'ping'> {
  const changed = async (text: string, values: readonly unknown[]): Promise<boolean> =>
    Number((await query(text, values)).rowCount ?? 0) > 0
  const run = async (text: string, values: readonly unknown[]): Promise<void> => {
    await query(text, values)
  }
  const live = 'SELECT key FROM sessions WHERE id = $1 AND deleting = 0'
  /** Somebody admitted while their session is being deleted would otherwise bring it back, empty. */
  const runInSession = async (text: string, values: readonly unknown[]): Promise<void> => {
    if (!(await changed(text, values))) throw new Error('There is no such session.')
  }

  /** In slices, so that other servers' appends can go on in between. What a crash leaves half done is finished at the next start. */
  const deleteMarked = async (key: number): Promise<void> => {
    while (
      await changed(
        'DELETE FROM entries WHERE session = $1 AND seq IN (SELECT seq FROM entries WHERE session = $1 ORDER BY seq LIMIT $2)',
        [key, rowsAtOnce],
      )
    ) {
      // The next slice.
    }
    await query('DELETE FROM sessions WHERE key = $1', [key])
  }

  return {
    setDue: (session, due) => run(`UPDATE sessions SET due = $2 WHERE key = (${live})`, [session, due]),
    probe: () => run('INSERT INTO probes VALUES (1, now_ms()) ON CONFLICT (only_one) DO UPDATE SET at = now_ms()', []),
    writeKeyframe: (session, seq, state, documents) =>
      inTransaction(async (within) => {
        const { rows } = await within(`${live} AND entries >= $2 FOR KEY SHARE`, [session, seq])
        // A keyframe beyond the log's end would be trusted over the log. It means that the session was deleted in the meantime.
        if (rows[0] === undefined) return
        const { key } = rows[0]
        await within(
          `INSERT INTO keyframes (session, seq, state, hash) VALUES ($1, $2, $3, $4)
           ON CONFLICT (session, seq) DO UPDATE SET state = excluded.state, hash = excluded.hash`,
          [key, seq, state, hashKeyframe(session, seq, state, documents)],
        )
        await within('DELETE FROM keyframe_documents WHERE session = $1 AND seq = $2', [key, seq])
        for (const [place, { document, bytes, clients }] of documents.entries())
          await within(
            'INSERT INTO keyframe_documents (session, seq, place, document, bytes, clients) VALUES ($1, $2, $3, $4, $5, $6)',
            [key, seq, place, document, Buffer.from(bytes), clients],
          )
      }),
    dropKeyframes: (session) => run(`DELETE FROM keyframes WHERE session = (${live})`, [session]),
    deleteSession: async (session, before) => {
      // Looks and marks in one statement: it waits for an append that is under way, and then looks again.
      const { rows } = await query(
        `UPDATE sessions SET deleting = 1, due = NULL, id = 'deleted ' || key
         WHERE id = $1 AND deleting = 0 AND ($2::bigint IS NULL OR at < $2) RETURNING key`,
        [session, before],
      )
      if (rows[0] === undefined) return false
      await deleteMarked(Number(rows[0].key))
      return true
    },
    storePack: (session, pack) =>
      inTransaction(async (within) => {
        const { first, last } = pack
        const { rows } = await within(`SELECT key, packed FROM sessions WHERE id = $1 AND deleting = 0 FOR UPDATE`, [
          session,
        ])
        if (rows[0] === undefined || Number(rows[0].packed) !== first - 1) return false
        const { key } = rows[0]
        const found = await within(
          `SELECT count(*) AS count, (SELECT hash FROM entries WHERE session = $1 AND seq = $3) AS hash
           FROM entries WHERE session = $1 AND seq BETWEEN $2 AND $3`,
          [key, first, last],
        )
        if (Number(found.rows[0]?.count) !== last - first + 1 || !sameHash(found.rows[0]?.hash, pack.hash)) return false
        await within(
          `INSERT INTO packs (session, first, last, first_at, last_at, hash, columns_hash, columns, bytes)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          [
            ...[key, first, last, pack.firstAt, pack.lastAt],
            ...[pack.hash, columnsHash(session, pack), pack.columns, pack.bytes].map((part) => Buffer.from(part)),
          ],
        )
        await within('DELETE FROM entries WHERE session = $1 AND seq BETWEEN $2 AND $3', [key, first, last])
        await within('UPDATE sessions SET packed = $2 WHERE key = $1', [key, last])
        return true
      }),
    finishPacking: async (session) => {
      // What could not be packed is damaged: its keyframes may be all that can still be read.
      const { rows } = await query(
        `SELECT k.session, k.seq FROM sessions s JOIN keyframes k ON k.session = s.key
         WHERE s.id = $1 AND s.deleting = 0 AND s.packed = s.entries ORDER BY k.seq`,
        [session],
      )
      let kept = 0
      for (const { session: key, seq } of rows) {
        if (Number(seq) - kept >= entriesPerKeptKeyframe) kept = Number(seq)
        else await query('DELETE FROM keyframes WHERE session = $1 AND seq = $2', [key, seq])
      }
      return false
    },
    keepAccount: async (made, issuer, subject, at) => {
      await query(
        'INSERT INTO accounts (id, issuer, subject, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (issuer, subject) DO NOTHING',
        [made, issuer, subject, at],
      )
      const { rows } = await query('SELECT id FROM accounts WHERE issuer = $1 AND subject = $2', [issuer, subject])
      return String(rows[0]?.id)
    },
    addSignIn: (hash, account, endsAt, providerSession, most) =>
      inTransaction(async (within) => {
        await within('INSERT INTO sign_ins (hash, account, ends_at, provider_session) VALUES ($1, $2, $3, $4)', [
          Buffer.from(hash),
          account,
          endsAt,
          providerSession,
        ])
        await within(
          `DELETE FROM sign_ins WHERE account = $1
             AND hash NOT IN (SELECT hash FROM sign_ins WHERE account = $1 ORDER BY ends_at DESC LIMIT $2)`,
          [account, most],
        )
      }),
    endSignInsOf: (issuer, subject, providerSession) =>
      run(
        `DELETE FROM sign_ins WHERE account IN (SELECT id FROM accounts WHERE issuer = $1 AND ($2::text IS NULL OR subject = $2))
         AND ($3::text IS NULL OR provider_session = $3 OR ($2::text IS NOT NULL AND provider_session IS NULL))`,
        [issuer, subject, providerSession],
      ),
    endSignIn: (hash) => run('DELETE FROM sign_ins WHERE hash = $1', [Buffer.from(hash)]),
    addPasskeyChallenge: (hash, purpose, endsAt, now) =>
      inTransaction(async (within) => {
        await within('DELETE FROM passkey_challenges WHERE ends_at <= $1', [now])
        await within('INSERT INTO passkey_challenges (hash, purpose, ends_at) VALUES ($1, $2, $3)', [
          Buffer.from(hash),
          purpose,
          endsAt,
        ])
      }),
    takePasskeyChallenge: async (hash, now) => {
      const { rows } = await query('DELETE FROM passkey_challenges WHERE hash = $1 RETURNING purpose, ends_at', [
        Buffer.from(hash),
      ])
      return rows[0] === undefined || Number(rows[0].ends_at) <= now ? null : String(rows[0].purpose)
    },
    addPasskey: ({ id, account, publicKey, counter, transports, createdAt, usedAt }, most) =>
      changed(
        `INSERT INTO passkeys (id, account, public_key, counter, transports, created_at, used_at)
         SELECT $1::text, $2::text, $3::bytea, $4::bigint, $5::text, $6::bigint, $7::bigint
         WHERE (SELECT count(*) FROM passkeys WHERE account = $2) < $8
         ON CONFLICT (id) DO NOTHING`,
        [id, account, Buffer.from(publicKey), counter, transports, createdAt, usedAt, most],
      ),
    usePasskey: (id, counter, at) =>
      run('UPDATE passkeys SET counter = $1, used_at = $2 WHERE id = $3', [counter, at, id]),
    removePasskey: (account, id) =>
      inTransaction(async (within) => {
        await within('DELETE FROM passkeys WHERE account = $1 AND id = $2', [account, id])
        await within('DELETE FROM sign_ins WHERE account = $1 AND provider_session = $2', [account, signedInBy(id)])
      }),
    addClaim: (account, token, at, most) =>
      changed(
        `INSERT INTO claims (account, session, participant, invitation, claimed_at)
         SELECT $1::text, session, participant, invitation, $2::bigint FROM tokens JOIN sessions ON key = session
         WHERE tokens.hash = $3 AND revoked = 0 AND deleting = 0 AND (SELECT count(*) FROM claims WHERE account = $1) < $4
         ON CONFLICT (account, session, participant) DO UPDATE SET claimed_at = excluded.claimed_at`,
        [account, at, Buffer.from(token), most],
      ),
    removeClaim: (account, session, participant) =>
      run(`DELETE FROM claims WHERE session = (${live}) AND account = $2 AND participant = $3`, [
        session,
        account,
        participant,
      ]),
    addToken: (hash, session, participant, invitation) =>
      runInSession(
        `INSERT INTO tokens (hash, session, participant, invitation) SELECT $2, key, $3, $4 FROM (${live}) s`,
        [session, Buffer.from(hash), participant, invitation],
      ),
    revokeParticipant: (session, participant) =>
      inTransaction(async (within) => {
        await within(`UPDATE tokens SET revoked = 1 WHERE session = (${live}) AND participant = $2`, [
          session,
          participant,
        ])
        await within(`DELETE FROM ways_back WHERE session = (${live}) AND participant = $2`, [session, participant])
        await within(`DELETE FROM claims WHERE session = (${live}) AND participant = $2`, [session, participant])
      }),
    revokeOtherTokens: (hash, session, participant) =>
      inTransaction(async (within) => {
        if ((await within(live, [session])).rows[0] === undefined) throw new Error('There is no such session.')
        await within(`UPDATE tokens SET revoked = 1 WHERE session = (${live}) AND participant = $2 AND hash <> $3`, [
          session,
          participant,
          Buffer.from(hash),
        ])
        await within(`DELETE FROM ways_back WHERE session = (${live}) AND participant = $2`, [session, participant])
        await within(`DELETE FROM claims WHERE session = (${live}) AND participant = $2`, [session, participant])
      }),
    setWayBack: (hash, session, participant, at) =>
      inTransaction(async (within) => {
        const { rows } = await within(live, [session])
        if (rows[0] === undefined) throw new Error('There is no such session.')
        const { key } = rows[0]
        await within('DELETE FROM ways_back WHERE session = $1 AND participant = $2', [key, participant])
        // The invitation is stored with the token, so that everything it let in can be removed together.
        const added = await within(
          `INSERT INTO ways_back (hash, session, participant, invitation, created_at)
           SELECT $1, session, participant, invitation, $2 FROM tokens WHERE session = $3 AND participant = $4 AND revoked = 0 LIMIT 1
           ON CONFLICT (session, participant) DO UPDATE SET hash = excluded.hash, created_at = excluded.created_at`,
          [Buffer.from(hash), at, key, participant],
        )
        return Number(added.rowCount ?? 0) > 0
      }),
    revokeWayBack: (session, participant) =>
      run(`DELETE FROM ways_back WHERE session = (${live}) AND participant = $2`, [session, participant]),
    addInvitation: (id, session, hash, seats, at) =>
      runInSession(
        `INSERT INTO invitations (id, session, hash, seats, created_at) SELECT $2, key, $3, $4, $5 FROM (${live}) s`,
        [session, id, Buffer.from(hash), seats, at],
      ),
    revokeInvitation: (session, id, at) =>
      changed(`UPDATE invitations SET revoked_at = $3 WHERE session = (${live}) AND id = $2 AND revoked_at IS NULL`, [
        session,
        id,
        at,
      ]),
    deleteAccess: (session) =>
      inTransaction(async (within) => {
        for (const table of ['tokens', 'invitations', 'ways_back', 'claims'])
          await within(`DELETE FROM ${table} WHERE session = (${live})`, [session])
      }),
    addShareLink: (id, session, hash, view, at, endsAt, most) =>
      inTransaction(async (within) => {
        const { rows } = await within(`${live} FOR UPDATE`, [session])
        if (rows[0] === undefined) throw new Error('There is no such session.')
        const { key } = rows[0]
        const kept = await within('SELECT count(*) AS count FROM share_links WHERE session = $1', [key])
        if (Number(kept.rows[0]?.count) >= most) return false
        await within(
          'INSERT INTO share_links (id, session, hash, view, created_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)',
          [id, key, Buffer.from(hash), view, at, endsAt],
        )
        return true
      }),
    revokeShareLink: (session, id, at) =>
      changed(`UPDATE share_links SET revoked_at = $3 WHERE session = (${live}) AND id = $2 AND revoked_at IS NULL`, [
        session,
        id,
        at,
      ]),
    useShareLink: (session, id, at) =>
      run(`UPDATE share_links SET used_at = $3 WHERE session = (${live}) AND id = $2`, [session, id, at]),
    keepServerKey: async (made) => {
      await query('INSERT INTO server_key (only_one, seed) VALUES (1, $1) ON CONFLICT DO NOTHING', [Buffer.from(made)])
      const seed: unknown = (await query('SELECT seed FROM server_key')).rows[0]?.seed
      if (!(seed instanceof Uint8Array)) throw new Error('The signing key of the database is not bytes.')
      return new Uint8Array(seed)
    },
    addOwnCases: (rows, most, mostBytes) =>
      inTransaction(async (within) => {
        // One at a time, or two servers would each see room for the last.
        await within('LOCK TABLE own_cases IN SHARE ROW EXCLUSIVE MODE')
        const kept = (
          await within('SELECT count(*) AS count, coalesce(sum(octet_length(text)), 0) AS bytes FROM own_cases')
        ).rows[0]
        const bytes = rows.reduce((sum, { text }) => sum + Buffer.byteLength(text), Number(kept?.bytes))
        if (Number(kept?.count) + rows.length > most || bytes > mostBytes) return false
        for (const { id, hash, text, at } of rows)
          await within('INSERT INTO own_cases (id, hash, version, changed_at, text) VALUES ($1, $2, 1, $3, $4)', [
            id,
            Buffer.from(hash),
            at,
            text,
          ])
        return true
      }),
    addImport: ({ id, hash, keyHash, at, view, bytes }, most, mostBytes) =>
      inTransaction(async (within) => {
        await within('LOCK TABLE imported_recordings IN SHARE ROW EXCLUSIVE MODE')
        const kept = await within(
          'SELECT count(*) AS count, coalesce(sum(octet_length(bytes)), 0) AS bytes FROM imported_recordings',
        )
        if (Number(kept.rows[0]?.count) >= most || Number(kept.rows[0]?.bytes) + bytes.byteLength > mostBytes)
          return false
        await within(
          'INSERT INTO imported_recordings (id, hash, key_hash, created_at, view, bytes) VALUES ($1, $2, $3, $4, $5, $6)',
          [id, Buffer.from(hash), Buffer.from(keyHash), at, view, Buffer.from(bytes)],
        )
        return true
      }),
    deleteImport: (id, keyHash) =>
      changed('DELETE FROM imported_recordings WHERE id = $1 AND key_hash = $2', [id, Buffer.from(keyHash)]),
    saveOwnCase: (id, hash, expects, text, at, mostBytes) =>
      inTransaction(async (within) => {
        const kept = await within('SELECT coalesce(sum(octet_length(text)), 0) AS bytes FROM own_cases')
        if (Number(kept.rows[0]?.bytes) + Buffer.byteLength(text) > mostBytes) return 'full'
        const saved = await within(
          `UPDATE own_cases SET text = $1, changed_at = $2, version = version + 1 WHERE id = $3 AND hash = $4 AND version = $5`,
          [text, at, id, Buffer.from(hash), expects],
        )
        if (Number(saved.rowCount) > 0) return 'saved'
        const found = await within('SELECT 1 FROM own_cases WHERE id = $1 AND hash = $2', [id, Buffer.from(hash)])
        return found.rows[0] === undefined ? 'unknown' : 'changed'
      }),
    deleteOwnCase: (id, hash) => changed('DELETE FROM own_cases WHERE id = $1 AND hash = $2', [id, Buffer.from(hash)]),
  }
}

/** Finishes deletions that a server began but did not complete. */
export async function finishDeletions({ query }: Pick<PostgresConnections, 'query'>): Promise<void> {
  const { rows } = await query('SELECT key FROM sessions WHERE deleting = 1')
  for (const { key } of rows) {
    await query('DELETE FROM entries WHERE session = $1', [key])
    await query('DELETE FROM sessions WHERE key = $1', [key])
  }
}
