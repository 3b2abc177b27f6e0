import type { DatabaseSync } from 'node:sqlite'
import { firstHash, hashEntry, readHashedRow } from './entry-hash.ts'

/** Adds the hash chain to every log that was written before there were hashes. */
const chainOldEntries = (db: DatabaseSync): void => {
  db.exec('ALTER TABLE entries ADD COLUMN hash BLOB; ALTER TABLE keyframes ADD COLUMN hash BLOB; DELETE FROM keyframes')
  const read = db.prepare(
    'SELECT rowid, seq, at, kind, v, by, command, data, bytes FROM entries WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?',
  )
  const write = db.prepare('UPDATE entries SET hash = ? WHERE rowid = ?')
  for (const { key, id } of db.prepare('SELECT key, id FROM sessions').all()) {
    let previous = firstHash(String(id))
    let after = 0
    for (;;) {
      const rows = read.all(Number(key), after, 500)
      for (const row of rows) {
        previous = hashEntry(previous, readHashedRow(row))
        write.run(previous, Number(row.rowid))
        after = Number(row.seq)
      }
      if (rows.length < 500) break
    }
  }
}

/** The time of the newest entry of a row of `sessions`, as an expression: packed or not, `NULL` when there is none. */
export const endOfLog = `coalesce(
  (SELECT at FROM entries WHERE session = key ORDER BY seq DESC LIMIT 1),
  (SELECT last_at FROM packs WHERE session = key ORDER BY last DESC LIMIT 1)
)`

/** The number of that entry; `NULL` when there is none. `sessions.entries` may be a few entries behind it. */
export const lastOfLog = `coalesce(
  (SELECT seq FROM entries WHERE session = key ORDER BY seq DESC LIMIT 1),
  (SELECT last FROM packs WHERE session = key ORDER BY last DESC LIMIT 1)
)`

/**
 * Migrations in order; the database's version is how many have run. A released one is never changed. `entries` keeps its rowid: rows of all
 * sessions are appended at the end of the table, and only the index of numbers is spread out. Clustering by session instead (WITHOUT ROWID)
 * costs twice the time and writes for each commit.
 */
export const migrations: readonly (string | ((db: DatabaseSync) => void))[] = [
  `
  CREATE TABLE sessions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    due INTEGER,
    deleting INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX sessions_due ON sessions (due) WHERE due IS NOT NULL;

  CREATE TABLE entries (
    session INTEGER NOT NULL REFERENCES sessions (key),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    v INTEGER NOT NULL,
    by TEXT,
    command TEXT,
    data TEXT NOT NULL,
    bytes BLOB
  );
  CREATE UNIQUE INDEX entries_seq ON entries (session, seq);
  CREATE UNIQUE INDEX entries_numbered ON entries (session, seq) WHERE kind <> 'board-edited';

  CREATE TABLE keyframes (
    session INTEGER NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (session, seq)
  ) WITHOUT ROWID;
  CREATE TABLE keyframe_documents (
    session INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    document TEXT NOT NULL,
    bytes BLOB NOT NULL,
    clients TEXT NOT NULL,
    FOREIGN KEY (session, seq) REFERENCES keyframes (session, seq) ON DELETE CASCADE
  );
  CREATE INDEX keyframe_documents_of ON keyframe_documents (session, seq);

  CREATE TABLE invitations (
    id TEXT PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    hash BLOB NOT NULL UNIQUE,
    seats TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
  );
  CREATE INDEX invitations_of ON invitations (session);

  CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    participant TEXT NOT NULL,
    invitation TEXT,
    revoked INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE INDEX tokens_of ON tokens (session, participant);
  `,
  `
  CREATE TABLE own_cases (
    id TEXT NOT NULL UNIQUE,
    hash BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    text TEXT NOT NULL
  );
  `,
  chainOldEntries,
  `
  CREATE TABLE ways_back (
    hash BLOB PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    participant TEXT NOT NULL,
    invitation TEXT,
    created_at INTEGER NOT NULL,
    UNIQUE (session, participant)
  ) WITHOUT ROWID;
  `,
  // Where each log ends, so that entries cut off at its end are missed as well.
  `
  ALTER TABLE sessions ADD COLUMN entries INTEGER;
  UPDATE sessions SET entries = (SELECT max(seq) FROM entries WHERE session = key);
  `,
  // Logs that nobody has open, compressed. `hash` is the log's at the last entry, `columns_hash` that of the part read without edits.
  `
  CREATE TABLE packs (
    session INTEGER NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    hash BLOB NOT NULL,
    columns_hash BLOB NOT NULL,
    columns BLOB NOT NULL,
    bytes BLOB NOT NULL
  );
  CREATE UNIQUE INDEX packs_last ON packs (session, last);
  `,
  // Share links, and the one private key that recordings are signed with.
  `
  CREATE TABLE share_links (
    id TEXT PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    hash BLOB NOT NULL UNIQUE,
    view TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER,
    used_at INTEGER,
    revoked_at INTEGER
  );
  CREATE INDEX share_links_of ON share_links (session);
  CREATE TABLE server_key (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    seed BLOB NOT NULL
  );
  `,
  // Recordings of sessions from any server, stored unchanged. `key_hash`: of the secret that deletes one.
  `
  CREATE TABLE imported_recordings (
    id TEXT PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    key_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    view TEXT NOT NULL,
    bytes BLOB NOT NULL
  );
  `,
  // People who sign in at a provider, if one is configured: their browsers, and the participants that they can become.
  `
  CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (issuer, subject)
  );
  CREATE TABLE sign_ins (
    hash BLOB PRIMARY KEY,
    account TEXT NOT NULL,
    ends_at INTEGER NOT NULL
  );
  CREATE INDEX sign_ins_of ON sign_ins (account, ends_at);
  CREATE TABLE claims (
    account TEXT NOT NULL,
    session INTEGER NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    participant TEXT NOT NULL,
    invitation TEXT,
    claimed_at INTEGER NOT NULL,
    PRIMARY KEY (account, session, participant)
  );
  CREATE INDEX claims_of ON claims (session, participant);
  `,
  'ALTER TABLE sign_ins ADD COLUMN provider_session TEXT',
  // Keys that accounts sign in with (only the public halves), and the challenges that browsers are being asked to sign.
  `
  CREATE TABLE passkeys (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    public_key BLOB NOT NULL,
    counter INTEGER NOT NULL,
    transports TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  );
  CREATE INDEX passkeys_of ON passkeys (account);
  CREATE TABLE passkey_challenges (
    hash BLOB PRIMARY KEY,
    purpose TEXT NOT NULL,
    ends_at INTEGER NOT NULL
  );
  CREATE INDEX passkey_challenges_end ON passkey_challenges (ends_at);
  `,
]

/** How many migrations have run; 0 when the database is empty. */
export function schemaVersionOf(db: DatabaseSync): number {
  const exists = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'`).get() !== undefined
  return exists ? Number(db.prepare('SELECT version FROM schema_version').get()?.version ?? 0) : 0
}

/**
 * Migrates the database to the newest version. Returns a sentence when it comes from a newer server, or from another program. All steps are
 * one transaction: a server that is killed in between leaves the database as it was, and the next start runs them all again.
 */
export function migrate(db: DatabaseSync, steps: typeof migrations = migrations): string | null {
  db.exec('BEGIN IMMEDIATE')
  try {
    const version = schemaVersionOf(db)
    if (version > steps.length) {
      db.exec('ROLLBACK')
      return (
        `The database has version ${version}, but this server only supports versions up to ${steps.length}: ` +
        'start the newer server that wrote it, or point DATA_DIR at another folder.'
      )
    }
    if (version === 0 && db.prepare(`SELECT 1 FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' LIMIT 1`).get()) {
      db.exec('ROLLBACK')
      return 'The database was made by another program, and nothing in it was changed. Set DATA_DIR to another folder.'
    }
    for (const step of steps.slice(version)) {
      if (typeof step === 'string') db.exec(step)
      else step(db)
    }
    if (version < steps.length) {
      db.exec('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL); DELETE FROM schema_version')
      db.prepare('INSERT INTO schema_version (version) VALUES (?)').run(steps.length)
    }
    db.exec('COMMIT')
    return null
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}
