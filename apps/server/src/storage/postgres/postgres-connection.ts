import pg from 'pg'
import { migratePostgres } from './postgres-schema.ts'

/** Connecting is abandoned after this many milliseconds. */
const connectWithin = 3_000
/** A statement without an answer is abandoned after this many milliseconds, together with its connection. */
const answerWithin = 5_000
/** Connections for reading; small writes use them as well. */
const connections = 6
const oldestServer = 140_000

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string') return code
  // Several addresses of one host name, none of which answers.
  return error instanceof AggregateError ? codeOf(error.errors[0]) : ''
}

/** Whether the database refused only this statement, so that its connection can still be used. */
export function isRefusedStatement(error: unknown): boolean {
  // 57: the database is shutting down, or ended the connection; 08: the connection is broken; 53: out of resources.
  return error instanceof pg.DatabaseError && !/^(08|53|57|58|XX)/.test(error.code ?? '')
}

/** What a database's address says, without its secrets. */
const nameOf = (url: string): { readonly host: string; readonly database: string; readonly user: string } => {
  const { hostname, port, pathname, username } = new URL(url)
  return {
    host: `${hostname}:${port === '' ? '5432' : port}`,
    database: decoded(pathname.slice(1)) || decoded(username),
    user: decoded(username),
  }
}
/**
 * The address as the client library gets it. It takes `prefer`, `require` and `verify-ca` for `verify-full`, and says so in many lines of
 * warning: told `verify-full`, it does the same in silence.
 */
export function addressForClient(url: string): string {
  return /[?&]uselibpqcompat=true/.test(url)
    ? url
    : url.replaceAll(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/g, '$1verify-full')
}

/** As it is written, where a % in it begins no escape. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Why a database cannot be used, and what to do about it. `null` for a failure that nobody foresaw. Never contains a password. */
function sentenceOf(error: unknown, url: string): string | null {
  const { host, database, user } = nameOf(url)
  const code = codeOf(error)
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
    case 'ECONNRESET':
      return `Postgres does not answer at ${host}. Check that it is running, and the host and port in DATABASE_URL.`
    case '28P01':
    case '28000':
      return `Postgres at ${host} does not accept the name "${user}" and the password in DATABASE_URL. Check both.`
    case '3D000':
      return `Postgres at ${host} has no database "${database}". Create it, or name another one in DATABASE_URL.`
    // No schema that this account may use.
    case '3F000':
    case '42501':
      return `The account "${user}" may not use or create tables in the database "${database}". Grant it those rights: GRANT ALL ON SCHEMA public TO "${user}"`
    case '42P07':
    case '42P01':
    case '42703':
    case '42723':
      return `The database "${database}" at ${host} has tables of another program. Create a database for Greenroom alone, and name it in DATABASE_URL.`
    case '25006':
      return `The database "${database}" at ${host} can only be read. Name the primary server in DATABASE_URL.`
    case '53300':
      return `Postgres at ${host} accepts no more connections. Raise its max_connections, or stop a server that uses it.`
    case '57P03':
      return `Postgres at ${host} is starting or stopping. Start Greenroom again when it is ready.`
    default:
      if (error instanceof Error && /timeout|timed out|terminated/i.test(error.message))
        return `Postgres does not answer at ${host}. Check that it is running, and the host and port in DATABASE_URL.`
      if (error instanceof Error && /does not support SSL/i.test(error.message))
        return `Postgres at ${host} does not offer encrypted connections. Turn them on there, or remove sslmode from DATABASE_URL.`
      if (error instanceof Error && /self.signed|certificate/i.test(error.message))
        return `Postgres at ${host} could not be reached safely: ${error.message}. In DATABASE_URL name the host that its certificate is for, and with sslrootcert the file of the authority that signed it.`
      // What the database, or the file of a certificate, says in its own words.
      if (error instanceof Error && code !== '')
        return `The database "${database}" at ${host} cannot be used: ${error.message}. Check DATABASE_URL.`
      return null
  }
}

export type PostgresConnections = {
  /** Any connection. Gives up after a few seconds. */
  readonly query: (text: string, values?: readonly unknown[]) => Promise<pg.QueryResult>
  /** One transaction on one connection; all of it or nothing. */
  readonly inTransaction: <T>(work: (query: PostgresConnections['query']) => Promise<T>) => Promise<T>
  /** The connection for appends: one statement after another, in the order in which they were requested. */
  readonly append: (values: readonly unknown[]) => Promise<pg.QueryResult>
  readonly close: () => Promise<void>
}

/** The database refuses this server: a sentence that says what to do. */
export class PostgresRefusal extends Error {
  override readonly name = 'PostgresRefusal'
}

/** Connects and migrates. Throws a `PostgresRefusal` if there is something that the operator can do about it. */
export async function connectPostgres(url: string): Promise<PostgresConnections> {
  const settings: pg.ClientConfig = {
    connectionString: addressForClient(url),
    connectionTimeoutMillis: connectWithin,
    keepAlive: true,
    application_name: 'greenroom',
  }
  let first: pg.Client | null = null
  try {
    // Reads the address, and the certificates that it names.
    first = new pg.Client(settings)
    first.on('error', () => {})
    await first.connect()
    const { rows } = await first.query(
      "SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding",
    )
    if (Number(rows[0]?.version) < oldestServer)
      throw new PostgresRefusal(
        'Greenroom needs Postgres 14 or newer. Upgrade it, or name another one in DATABASE_URL.',
      )
    if (rows[0]?.encoding !== 'UTF8')
      throw new PostgresRefusal(
        `The database is encoded in ${String(rows[0]?.encoding)}. Create one with ENCODING 'UTF8', and name it in DATABASE_URL.`,
      )
    const refusal = await migratePostgres(first)
    if (refusal !== null) throw new PostgresRefusal(refusal)
  } catch (error) {
    const sentence = error instanceof PostgresRefusal ? null : sentenceOf(error, url)
    throw sentence === null ? error : new PostgresRefusal(sentence, { cause: error })
  } finally {
    await first?.end().catch(() => {})
  }

  const pool = new pg.Pool({ ...settings, max: connections, query_timeout: answerWithin, idleTimeoutMillis: 60_000 })
  // A connection was lost while idle: the next query opens another one.
  pool.on('error', () => {})

  // A statement that timed out may still be running: its connection is closed with it, so that nobody else gets its answer.
  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    let broken = false
    client.on('error', ignore)
    try {
      return await work(client)
    } catch (error) {
      broken = !isRefusedStatement(error)
      throw error
    } finally {
      client.off('error', ignore)
      client.release(broken)
    }
  }
  const on =
    (client: pg.ClientBase): PostgresConnections['query'] =>
    (text, values = []) =>
      client.query(text, [...values])

  let appender: pg.Client | null = null
  const openAppender = async (): Promise<pg.Client> => {
    if (appender !== null) return appender
    const client = new pg.Client({ ...settings, query_timeout: answerWithin })
    const drop = (): void => {
      if (appender === client) appender = null
    }
    client.on('error', drop)
    client.on('end', drop)
    await client.connect()
    appender = client
    return client
  }

  return {
    query: (text, values) => withClient((client) => on(client)(text, values)),
    inTransaction: (work) =>
      withClient(async (client) => {
        await client.query('BEGIN')
        try {
          const answer = await work(on(client))
          await client.query('COMMIT')
          return answer
        } catch (error) {
          await client.query('ROLLBACK').catch(() => {})
          throw error
        }
      }),
    append: async (values) => {
      const client = await openAppender()
      try {
        return await client.query({
          name: 'append',
          text: 'SELECT outcome, number, stamp FROM append_entries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
          values: [...values],
        })
      } catch (error) {
        if (!isRefusedStatement(error)) {
          appender = null
          client.end().catch(() => {})
        }
        throw error
      }
    },
    close: async () => {
      await Promise.allSettled([appender?.end(), pool.end()])
    },
  }
}

const ignore = (): void => {}
