import { DatabaseSync } from 'node:sqlite'

const readPragma = (db: DatabaseSync, name: string): unknown => {
  const row = db.prepare(`PRAGMA ${name}`).get()
  return row === undefined ? undefined : Object.values(row)[0]
}

const demand = (db: DatabaseSync, name: string, wanted: string | number): void => {
  const found = readPragma(db, name)
  if (found !== wanted) throw new Error(`The database runs with ${name}=${String(found)} instead of ${wanted}.`)
}

/**
 * The writer's connection. Every setting is set on every open and read back: SQLite stores only the journal mode in the file, and a commit
 * without `synchronous=FULL` would not survive a power cut.
 */
export function openForWriting(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true })
  // Only for a new database: it can be shortened when sessions were packed or deleted.
  db.exec('PRAGMA auto_vacuum=INCREMENTAL')
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-16384')
  demand(db, 'journal_mode', 'wal')
  demand(db, 'synchronous', 2)
  demand(db, 'secure_delete', 1)
  demand(db, 'foreign_keys', 1)
  demand(db, 'busy_timeout', 5000)
  return db
}

/** A second connection, so that a slow read never stalls an append: in WAL mode readers and the writer do not wait for each other. */
export function openForReading(path: string): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: 5000, readOnly: true })
  db.exec('PRAGMA cache_size=-16384')
  demand(db, 'busy_timeout', 5000)
  return db
}

/** Empties a connection's cache of pages, which a busy minute fills and an idle server would keep for hours. */
export function giveBackPages(db: DatabaseSync): void {
  db.exec('PRAGMA shrink_memory')
}

/** The settings of a writer's connection, for the tests of a reopened database. */
export function readSettings(db: DatabaseSync): { journalMode: unknown; synchronous: unknown; secureDelete: unknown } {
  return {
    journalMode: readPragma(db, 'journal_mode'),
    synchronous: readPragma(db, 'synchronous'),
    secureDelete: readPragma(db, 'secure_delete'),
  }
}
