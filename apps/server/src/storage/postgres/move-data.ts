import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { versionsRead } from '@greenroom/session'
import pg from 'pg'
import { counted } from '../../counted.ts'
import type { Clock } from '../../ports.ts'
import { createSigner } from '../../recordings/signer.ts'
import { StartRefusal } from '../../start-refusal.ts'
import { openDataFolder } from '../data-folder.ts'
import { firstHash } from '../entry-hash.ts'
import { openForReading, openForWriting } from '../open-database.ts'
import { openStorage } from '../open-storage.ts'
import { addressForClient } from './postgres-connection.ts'

/** Every table, in an order that respects references, with the Postgres types of its columns. */
const tables = [
  {
    name: 'packs',
    order: 'session, last',
    columns: {
      session: 'bigint',
      first: 'bigint',
      last: 'bigint',
      first_at: 'bigint',
      last_at: 'bigint',
      hash: 'bytea',
      columns_hash: 'bytea',
      columns: 'bytea',
      bytes: 'bytea',
    },
  },
  {
    name: 'entries',
    order: 'session, seq',
    columns: {
      session: 'bigint',
      seq: 'bigint',
      at: 'bigint',
      kind: 'text',
      v: 'int',
      by: 'text',
      command: 'text',
      data: 'text',
      bytes: 'bytea',
      hash: 'bytea',
    },
  },
  {
    name: 'keyframes',
    order: 'session, seq',
    columns: { session: 'bigint', seq: 'bigint', state: 'text', hash: 'bytea' },
  },
  {
    name: 'invitations',
    order: 'created_at, id',
    columns: {
      id: 'text',
      session: 'bigint',
      hash: 'bytea',
      seats: 'text',
      created_at: 'bigint',
      revoked_at: 'bigint',
    },
  },
  {
    name: 'tokens',
    order: 'hash',
    columns: { hash: 'bytea', session: 'bigint', participant: 'text', invitation: 'text', revoked: 'int' },
  },
  {
    name: 'ways_back',
    order: 'hash',
    columns: { hash: 'bytea', session: 'bigint', participant: 'text', invitation: 'text', created_at: 'bigint' },
  },
  {
    name: 'share_links',
    order: 'created_at, id',
    columns: {
      id: 'text',
      session: 'bigint',
      hash: 'bytea',
      view: 'text',
      created_at: 'bigint',
      ends_at: 'bigint',
      used_at: 'bigint',
      revoked_at: 'bigint',
    },
  },
  {
    name: 'own_cases',
    order: 'id',
    columns: { id: 'text', hash: 'bytea', version: 'int', changed_at: 'bigint', text: 'text' },
  },
  {
    name: 'imported_recordings',
    order: 'id',
    columns: { id: 'text', hash: 'bytea', key_hash: 'bytea', created_at: 'bigint', view: 'text', bytes: 'bytea' },
  },
  {
    name: 'accounts',
    order: 'id',
    columns: { id: 'text', issuer: 'text', subject: 'text', created_at: 'bigint' },
  },
  {
    name: 'sign_ins',
    order: 'hash',
    columns: { hash: 'bytea', account: 'text', ends_at: 'bigint', provider_session: 'text' },
  },
  {
    name: 'claims',
    order: 'account, session, participant',
    columns: { account: 'text', session: 'bigint', participant: 'text', invitation: 'text', claimed_at: 'bigint' },
  },
  {
    name: 'passkeys',
    order: 'id',
    columns: {
      id: 'text',
      account: 'text',
      public_key: 'bytea',
      counter: 'bigint',
      transports: 'text',
      created_at: 'bigint',
      used_at: 'bigint',
    },
  },
  {
    name: 'passkey_challenges',
    order: 'hash',
    columns: { hash: 'bytea', purpose: 'text', ends_at: 'bigint' },
  },
  { name: 'server_key', order: 'only_one', columns: { only_one: 'int', seed: 'bytea' } },
] as const satisfies readonly {
  readonly name: string
  readonly order: string
  readonly columns: Readonly<Record<string, string>>
}[]
type Table = { readonly name: string; readonly order: string; readonly columns: Readonly<Record<string, string>> }

/** The documents of a keyframe keep their order: in SQLite by row id, in Postgres by a column. */
const documents = { session: 'bigint', seq: 'bigint', place: 'int', document: 'text', bytes: 'bytea', clients: 'text' }

type Row = Readonly<Record<string, unknown>>
/** How pages are read from one database and written to the other. */
type Source = { readonly rows: (query: string, values?: readonly unknown[]) => Promise<readonly Row[]> }
type Target = {
  readonly insert: (table: string, columns: Readonly<Record<string, string>>, rows: readonly Row[]) => Promise<void>
}

const rowsAtOnce = 500
const ofLiving = ({ columns }: Table): string =>
  'session' in columns ? 'WHERE session IN (SELECT key FROM sessions WHERE deleting = 0)' : ''

/** Pages by sort key: neither database ever has a whole log in memory. */
const copyTable = async (table: Table, from: Source, to: Target): Promise<void> => {
  const names = Object.keys(table.columns).join(', ')
  for (let offset = 0; ; offset += rowsAtOnce) {
    const rows = await from.rows(
      `SELECT ${names} FROM ${table.name} ${ofLiving(table)} ORDER BY ${table.order} LIMIT ${rowsAtOnce} OFFSET ${offset}`,
    )
    if (rows.length > 0) await to.insert(table.name, table.columns, rows)
    if (rows.length < rowsAtOnce) return
  }
}

/** A log can be long: each page begins where the last one ended. */
const copyEntries = async (table: Table, keys: readonly unknown[], from: Source, to: Target): Promise<void> => {
  const names = Object.keys(table.columns).join(', ')
  for (const key of keys)
    for (let after = 0; ; ) {
      const rows = await from.rows(
        `SELECT ${names} FROM entries WHERE session = $1 AND seq > $2 ORDER BY seq LIMIT ${rowsAtOnce}`,
        [key, after],
      )
      if (rows.length > 0) await to.insert(table.name, table.columns, rows)
      if (rows.length < rowsAtOnce) break
      after = Number(rows.at(-1)?.seq)
    }
}

const copyAll = async (keys: readonly unknown[], from: Source, to: Target, documentPlace: string): Promise<void> => {
  for (const table of tables) {
    if (table.name === 'entries') await copyEntries(table, keys, from, to)
    else await copyTable(table, from, to)
    if (table.name === 'keyframes')
      await copyTable(
        {
          name: `(SELECT session, seq, ${documentPlace} AS place, document, bytes, clients FROM keyframe_documents) d`,
          order: 'session, seq, place',
          columns: documents,
        },
        from,
        { insert: (_table, columns, rows) => to.insert('keyframe_documents', columns, rows) },
      )
  }
}

const sourceOfSqlite = (db: DatabaseSync): Source => ({
  rows: async (query, values = []) =>
    db
      .prepare(query.replaceAll(/\$[0-9]/g, '?'))
      .all(...values.map((value) => (typeof value === 'string' ? value : Number(value)))),
})
const targetOfSqlite = (db: DatabaseSync): Target => ({
  insert: async (table, columns, rows) => {
    const names = Object.keys(columns).filter((name) => name !== 'place')
    const add = db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    for (const row of rows)
      add.run(
        ...names.map((name) => {
          const value = row[name]
          if (value === null || value instanceof Uint8Array) return value
          return columns[name] === 'text' ? String(value) : Number(value)
        }),
      )
  },
})
const sourceOfPostgres = (client: pg.Client): Source => ({
  rows: async (query, values = []) => (await client.query(query, [...values])).rows,
})
const targetOfPostgres = (client: pg.Client): Target => ({
  insert: async (table, columns, rows) => {
    const names = Object.keys(columns)
    const arrays = names.map((name) =>
      rows.map((row) => {
        const value = row[name]
        return value instanceof Uint8Array ? Buffer.from(value) : value
      }),
    )
    await client.query(
      `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM unnest(${names.map((name, at) => `$${at + 1}::${columns[name]}[]`).join(', ')})`,
      arrays,
    )
  },
})

const sqliteIn = (folder: string): string => join(folder, 'greenroom.sqlite')
type Move = {
  readonly dataDir: string
  readonly databaseUrl: string
  readonly clock: Clock
  /** Copies the recorded voices of the database with this public key, before anything else becomes final. */
  readonly copyVoices: (publicKey: string) => Promise<unknown>
}

const keyOf = (seed: unknown): string | null => (seed instanceof Uint8Array ? createSigner(seed).key : null)

/** Created, or migrated to the newest version. Throws a `StartRefusal` that says why it cannot be. */
const openOnce = async (
  { dataDir, clock }: Pick<Move, 'dataDir' | 'clock'>,
  databaseUrl: string | null,
): Promise<void> => {
  const storage = await openStorage({ dataDir, databaseUrl, clock, invitationId: () => '' })
  const damaged = databaseUrl === null ? (await storage.check()).damaged : []
  await storage.close()
  if (damaged.length > 0)
    throw new StartRefusal(
      `Nothing was copied, because ${resolve(dataDir)} has ${counted(damaged.length, 'damaged session')}; "npm run check:data" says what is damaged. To move the rest, restore a backup with --without-damaged into a new folder, and move that.`,
    )
}

const connect = async (databaseUrl: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: addressForClient(databaseUrl) })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Copies a data folder that no server is using into an empty database: all of it or nothing. Returns how many sessions it contains. */
export async function moveToPostgres({ dataDir, databaseUrl, clock, copyVoices }: Move): Promise<number> {
  if (!existsSync(sqliteIn(dataDir)))
    throw new StartRefusal(
      `There is no database in ${resolve(dataDir)}. Set DATA_DIR to the folder that you want to copy.`,
    )
  await openOnce({ dataDir, clock }, databaseUrl)
  await openOnce({ dataDir, clock }, null)
  const folder = openDataFolder(dataDir)
  const client = await connect(databaseUrl)
  const db = openForReading(folder.database)
  try {
    await client.query('BEGIN')
    await client.query('LOCK TABLE sessions, own_cases, imported_recordings, server_key IN EXCLUSIVE MODE')
    const used = await client.query(
      'SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM own_cases) + (SELECT count(*) FROM imported_recordings) + (SELECT count(*) FROM server_key) AS rows',
    )
    if (Number(used.rows[0]?.rows) > 0)
      throw new StartRefusal('The database named by --to is already in use. Name an empty one; nothing was copied.')
    const end = db.prepare('SELECT seq, at, hash FROM entries WHERE session = ? ORDER BY seq DESC LIMIT 1')
    const packed = db.prepare(
      'SELECT last AS seq, last_at AS at, hash FROM packs WHERE session = ? ORDER BY last DESC LIMIT 1',
    )
    const sessions = db.prepare('SELECT key, id, due FROM sessions WHERE deleting = 0 ORDER BY key').all()
    for (const { key, id, due } of sessions) {
      const pack = packed.get(Number(key))
      const last = end.get(Number(key)) ?? pack
      await client.query(
        'INSERT INTO sessions (key, id, due, entries, at, hash, packed) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [
          ...[key, id, due, last?.seq ?? 0, last?.at ?? 0],
          Buffer.from(last?.hash instanceof Uint8Array ? last.hash : firstHash(String(id))),
          pack?.seq ?? 0,
        ],
      )
    }
    await copyAll(
      sessions.map(({ key }) => key),
      sourceOfSqlite(db),
      targetOfPostgres(client),
      'rowid',
    )
    await client.query(
      "SELECT setval(pg_get_serial_sequence('sessions', 'key'), coalesce(max(key), 0) + 1, false) FROM sessions",
    )
    // Packed logs do not say what is in them: every kind may be.
    for (const [kind, version] of Object.entries(versionsRead()))
      await client.query('INSERT INTO entry_kinds (kind, v) VALUES ($1, $2) ON CONFLICT (kind) DO NOTHING', [
        kind,
        version,
      ])
    const key = keyOf(db.prepare('SELECT seed FROM server_key').get()?.seed)
    if (key !== null) await copyVoices(key)
    await client.query('COMMIT')
    return sessions.length
  } finally {
    db.close()
    folder.close()
    // Without a COMMIT nothing is kept.
    await client.end()
  }
}

/** Copies a database into a new data folder, as of one moment. Returns how many sessions it contains. */
export async function moveToFolder({ dataDir, databaseUrl, clock, copyVoices }: Move): Promise<number> {
  if (existsSync(sqliteIn(dataDir)))
    throw new StartRefusal(`The folder ${resolve(dataDir)} already holds data. Name a new one; nothing was copied.`)
  await openOnce({ dataDir, clock }, databaseUrl)
  await openOnce({ dataDir, clock }, null)
  const folder = openDataFolder(dataDir)
  const client = await connect(databaseUrl)
  const db = openForWriting(folder.database)
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    db.exec('BEGIN IMMEDIATE')
    const { rows } = await client.query('SELECT key, id, due, entries FROM sessions WHERE deleting = 0 ORDER BY key')
    const add = db.prepare('INSERT INTO sessions (key, id, due, entries) VALUES (?, ?, ?, ?)')
    for (const { key, id, due, entries } of rows)
      add.run(Number(key), String(id), due === null ? null : Number(due), Number(entries))
    await copyAll(
      rows.map(({ key }) => key),
      sourceOfPostgres(client),
      targetOfSqlite(db),
      'place',
    )
    const key = keyOf((await client.query('SELECT seed FROM server_key')).rows[0]?.seed)
    if (key !== null) await copyVoices(key)
    db.exec('COMMIT')
    return rows.length
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK')
    db.close()
    folder.close()
    await client.end()
  }
}
