import type { DatabaseSync } from 'node:sqlite'
import { openCollector } from '../../memory/collector.ts'
import { hashKeyframe } from '../entry-hash.ts'
import { giveBackPages } from '../open-database.ts'
import { signedInBy } from '../passkey-rows.ts'
import type { Call, WriterCalls } from '../thread-messages.ts'
import { createWriterPacks } from './writer-packs.ts'
import type { WriterSessions } from './writer-sessions.ts'

type InTransaction = Omit<WriterCalls, 'deleteSession' | 'deleteOwnCase' | 'deleteImport'>

/** The writer's small writes. Each runs inside the group's transaction. */
export function createWriterCalls(db: DatabaseSync, sessions: WriterSessions) {
  const setDue = db.prepare('UPDATE sessions SET due = ? WHERE id = ? AND deleting = 0')
  const dropKeyframe = db.prepare('DELETE FROM keyframes WHERE session = ? AND seq = ?')
  const dropKeyframes = db.prepare('DELETE FROM keyframes WHERE session = ?')
  const addKeyframe = db.prepare('INSERT INTO keyframes (session, seq, state, hash) VALUES (?, ?, ?, ?)')
  const addDocument = db.prepare(
    'INSERT INTO keyframe_documents (session, seq, document, bytes, clients) VALUES (?, ?, ?, ?, ?)',
  )
  const addToken = db.prepare('INSERT INTO tokens (hash, session, participant, invitation) VALUES (?, ?, ?, ?)')
  const revokeTokens = db.prepare('UPDATE tokens SET revoked = 1 WHERE session = ? AND participant = ?')
  const revokeOthers = db.prepare('UPDATE tokens SET revoked = 1 WHERE session = ? AND participant = ? AND hash <> ?')
  const revokeWayBack = db.prepare('DELETE FROM ways_back WHERE session = ? AND participant = ?')
  // The invitation is stored with the token, so that everything it let in can be removed together.
  const addWayBack = db.prepare(
    `INSERT INTO ways_back (hash, session, participant, invitation, created_at)
     SELECT ?, session, participant, invitation, ? FROM tokens WHERE session = ? AND participant = ? AND revoked = 0 LIMIT 1`,
  )
  const deleteWaysBack = db.prepare('DELETE FROM ways_back WHERE session = ?')
  const addInvitation = db.prepare(
    'INSERT INTO invitations (id, session, hash, seats, created_at) VALUES (?, ?, ?, ?, ?)',
  )
  const revokeInvitation = db.prepare(
    'UPDATE invitations SET revoked_at = ? WHERE session = ? AND id = ? AND revoked_at IS NULL',
  )
  const deleteTokens = db.prepare('DELETE FROM tokens WHERE session = ?')
  const deleteInvitations = db.prepare('DELETE FROM invitations WHERE session = ?')

  const packs = createWriterPacks(db)
  const countShareLinks = db.prepare('SELECT count(*) AS count FROM share_links WHERE session = ?')
  const addShareLink = db.prepare(
    'INSERT INTO share_links (id, session, hash, view, created_at, ends_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const revokeShareLink = db.prepare(
    'UPDATE share_links SET revoked_at = ? WHERE session = ? AND id = ? AND revoked_at IS NULL',
  )
  const useShareLink = db.prepare('UPDATE share_links SET used_at = ? WHERE session = ? AND id = ?')
  const addServerKey = db.prepare('INSERT OR IGNORE INTO server_key (only_one, seed) VALUES (1, ?)')
  const serverKey = db.prepare('SELECT seed FROM server_key')

  const countOwnCases = db.prepare('SELECT count(*) AS count, sum(octet_length(text)) AS bytes FROM own_cases')
  const addOwnCase = db.prepare('INSERT INTO own_cases (id, hash, version, changed_at, text) VALUES (?, ?, 1, ?, ?)')
  const saveOwnCase = db.prepare(
    'UPDATE own_cases SET text = ?, changed_at = ?, version = version + 1 WHERE id = ? AND hash = ? AND version = ?',
  )
  const findOwnCase = db.prepare('SELECT 1 FROM own_cases WHERE id = ? AND hash = ?')
  const countImports = db.prepare(
    'SELECT count(*) AS count, sum(octet_length(bytes)) AS bytes FROM imported_recordings',
  )
  const addImport = db.prepare(
    'INSERT INTO imported_recordings (id, hash, key_hash, created_at, view, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  )

  const addAccount = db.prepare(
    'INSERT INTO accounts (id, issuer, subject, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (issuer, subject) DO NOTHING',
  )
  const findAccount = db.prepare('SELECT id FROM accounts WHERE issuer = ? AND subject = ?')
  const addSignIn = db.prepare('INSERT INTO sign_ins (hash, account, ends_at, provider_session) VALUES (?, ?, ?, ?)')
  const endOldSignIns = db.prepare(
    'DELETE FROM sign_ins WHERE account = ? AND hash NOT IN (SELECT hash FROM sign_ins WHERE account = ? ORDER BY ends_at DESC LIMIT ?)',
  )
  const endSignInsOf = db.prepare(
    `DELETE FROM sign_ins WHERE account IN (SELECT id FROM accounts WHERE issuer = ?1 AND (?2 IS NULL OR subject = ?2))
     AND (?3 IS NULL OR provider_session = ?3 OR (?2 IS NOT NULL AND provider_session IS NULL))`,
  )
  const endSignIn = db.prepare('DELETE FROM sign_ins WHERE hash = ?')
  const endChallenges = db.prepare('DELETE FROM passkey_challenges WHERE ends_at <= ?')
  const addChallenge = db.prepare('INSERT INTO passkey_challenges (hash, purpose, ends_at) VALUES (?, ?, ?)')
  const takeChallenge = db.prepare('DELETE FROM passkey_challenges WHERE hash = ? RETURNING purpose, ends_at')
  const addPasskey = db.prepare(
    `INSERT INTO passkeys (id, account, public_key, counter, transports, created_at, used_at)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE (SELECT count(*) FROM passkeys WHERE account = ?2) < ?8
     ON CONFLICT (id) DO NOTHING`,
  )
  const usePasskey = db.prepare('UPDATE passkeys SET counter = ?, used_at = ? WHERE id = ?')
  const removePasskey = db.prepare('DELETE FROM passkeys WHERE account = ? AND id = ?')
  const endSignInsBy = db.prepare('DELETE FROM sign_ins WHERE account = ? AND provider_session = ?')
  const addClaim = db.prepare(
    `INSERT INTO claims (account, session, participant, invitation, claimed_at)
     SELECT ?1, session, participant, invitation, ?2 FROM tokens JOIN sessions ON key = session
     WHERE hash = ?3 AND revoked = 0 AND deleting = 0 AND (SELECT count(*) FROM claims WHERE account = ?1) < ?4
     ON CONFLICT DO UPDATE SET claimed_at = excluded.claimed_at`,
  )
  const removeClaim = db.prepare('DELETE FROM claims WHERE account = ? AND session = ? AND participant = ?')
  const endClaims = db.prepare('DELETE FROM claims WHERE session = ? AND participant = ?')
  const deleteClaims = db.prepare('DELETE FROM claims WHERE session = ?')

  /** Somebody admitted while their session is being deleted would otherwise bring it back, empty. */
  const existing = (session: string): number => {
    const end = sessions.find(session)
    if (end === null) throw new Error('There is no such session.')
    return end.key
  }

  const collectGarbage = openCollector()
  const collect = (): void => {
    collectGarbage()
    giveBackPages(db)
  }

  const calls: InTransaction = {
    ping: () => {},
    collect,
    setDue: (session, due) => {
      setDue.run(due, session)
    },
    probe: () => {
      // Writes the current page, with what it contains, and commits.
      const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
      db.exec(`PRAGMA user_version = ${Number(version)}`)
    },
    writeKeyframe: (session, seq, state, documents) => {
      const end = sessions.find(session)
      // A keyframe beyond the log's end would be trusted over the log. It means that the session was deleted in the meantime.
      if (end === null || end.seq < seq) return
      dropKeyframe.run(end.key, seq)
      addKeyframe.run(end.key, seq, state, hashKeyframe(session, seq, state, documents))
      for (const { document, bytes, clients } of documents) addDocument.run(end.key, seq, document, bytes, clients)
    },
    dropKeyframes: (session) => {
      const end = sessions.find(session)
      if (end !== null) dropKeyframes.run(end.key)
    },
    storePack: (session, pack) => {
      const end = sessions.find(session)
      return end !== null && packs.store(session, end.key, pack)
    },
    finishPacking: (session) => {
      const end = sessions.find(session)
      if (end !== null) packs.thinKeyframes(end.key)
      return packs.giveBackPages()
    },
    keepAccount: (made, issuer, subject, at) => {
      addAccount.run(made, issuer, subject, at)
      return String(findAccount.get(issuer, subject)?.id)
    },
    addSignIn: (hash, account, endsAt, providerSession, most) => {
      addSignIn.run(hash, account, endsAt, providerSession)
      endOldSignIns.run(account, account, most)
    },
    endSignInsOf: (issuer, subject, providerSession) => {
      endSignInsOf.run(issuer, subject, providerSession)
    },
    endSignIn: (hash) => {
      endSignIn.run(hash)
    },
    addPasskeyChallenge: (hash, purpose, endsAt, now) => {
      endChallenges.run(now)
      addChallenge.run(hash, purpose, endsAt)
    },
    takePasskeyChallenge: (hash, now) => {
      const row = takeChallenge.get(hash)
      return row === undefined || Number(row.ends_at) <= now ? null : String(row.purpose)
    },
    addPasskey: ({ id, account, publicKey, counter, transports, createdAt, usedAt }, most) =>
      Number(addPasskey.run(id, account, publicKey, counter, transports, createdAt, usedAt, most).changes) > 0,
    usePasskey: (id, counter, at) => {
      usePasskey.run(counter, at, id)
    },
    removePasskey: (account, id) => {
      removePasskey.run(account, id)
      endSignInsBy.run(account, signedInBy(id))
    },
    addClaim: (account, token, at, most) => Number(addClaim.run(account, at, token, most).changes) > 0,
    removeClaim: (account, session, participant) => {
      const end = sessions.find(session)
      if (end !== null) removeClaim.run(account, end.key, participant)
    },
    addToken: (hash, session, participant, invitation) => {
      addToken.run(hash, existing(session), participant, invitation)
    },
    revokeParticipant: (session, participant) => {
      const end = sessions.find(session)
      if (end === null) return
      revokeTokens.run(end.key, participant)
      revokeWayBack.run(end.key, participant)
      endClaims.run(end.key, participant)
    },
    revokeOtherTokens: (hash, session, participant) => {
      const key = existing(session)
      revokeOthers.run(key, participant, hash)
      revokeWayBack.run(key, participant)
      endClaims.run(key, participant)
    },
    setWayBack: (hash, session, participant, at) => {
      const key = existing(session)
      revokeWayBack.run(key, participant)
      return Number(addWayBack.run(hash, at, key, participant).changes) > 0
    },
    revokeWayBack: (session, participant) => {
      const end = sessions.find(session)
      if (end !== null) revokeWayBack.run(end.key, participant)
    },
    addInvitation: (id, session, hash, seats, at) => {
      addInvitation.run(id, existing(session), hash, seats, at)
    },
    revokeInvitation: (session, id, at) => {
      const end = sessions.find(session)
      return end !== null && Number(revokeInvitation.run(at, end.key, id).changes) > 0
    },
    deleteAccess: (session) => {
      const end = sessions.find(session)
      if (end === null) return
      deleteTokens.run(end.key)
      deleteInvitations.run(end.key)
      deleteWaysBack.run(end.key)
      deleteClaims.run(end.key)
    },
    addShareLink: (id, session, hash, view, at, endsAt, most) => {
      const key = existing(session)
      if (Number(countShareLinks.get(key)?.count ?? 0) >= most) return false
      addShareLink.run(id, key, hash, view, at, endsAt)
      return true
    },
    revokeShareLink: (session, id, at) => {
      const end = sessions.find(session)
      return end !== null && Number(revokeShareLink.run(at, end.key, id).changes) > 0
    },
    useShareLink: (session, id, at) => {
      const end = sessions.find(session)
      if (end !== null) useShareLink.run(at, end.key, id)
    },
    keepServerKey: (made) => {
      addServerKey.run(made)
      const seed = serverKey.get()?.seed
      if (!(seed instanceof Uint8Array)) throw new Error('The signing key of the database is not bytes.')
      return seed
    },
    addOwnCases: (rows, most, mostBytes) => {
      const kept = countOwnCases.get()
      const bytes = rows.reduce((sum, { text }) => sum + Buffer.byteLength(text), Number(kept?.bytes ?? 0))
      if (Number(kept?.count ?? 0) + rows.length > most || bytes > mostBytes) return false
      for (const { id, hash, text, at } of rows) addOwnCase.run(id, hash, at, text)
      return true
    },
    saveOwnCase: (id, hash, expects, text, at, mostBytes) => {
      if (Number(countOwnCases.get()?.bytes ?? 0) + Buffer.byteLength(text) > mostBytes) return 'full'
      if (Number(saveOwnCase.run(text, at, id, hash, expects).changes) > 0) return 'saved'
      return findOwnCase.get(id, hash) === undefined ? 'unknown' : 'changed'
    },
    addImport: ({ id, hash, keyHash, at, view, bytes }, most, mostBytes) => {
      const kept = countImports.get()
      if (Number(kept?.count ?? 0) >= most || Number(kept?.bytes ?? 0) + bytes.byteLength > mostBytes) return false
      addImport.run(id, hash, keyHash, at, view, bytes)
      return true
    },
  }
  return createDispatch(calls)
}

/** Runs a call by its name; the types are those that `remote` gave the caller on the other side. */
export function createDispatch(calls: Readonly<Record<string, unknown>>) {
  const table = new Map(Object.entries(calls))
  return (call: Call): unknown => {
    const found = table.get(call.name)
    if (typeof found !== 'function') throw new Error(`The store has no call ${call.name}.`)
    return Reflect.apply(found, undefined, call.args)
  }
}
