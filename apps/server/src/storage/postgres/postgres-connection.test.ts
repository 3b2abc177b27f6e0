import { expect, it } from 'vitest'
import { createTestDatabase } from '../../testing/postgres.ts'
import { connectPostgres, PostgresRefusal } from './postgres-connection.ts'

it('says in one sentence why a database cannot be used, and never its password', async () => {
  const database = await createTestDatabase()
  const [taken, named, shut] = [await createTestDatabase(), await createTestDatabase(), await createTestDatabase()]
  const poor = `poor_${process.pid}`
  // An operator who starts a server reads them, too.
  const warnings: Error[] = []
  const note = (warning: Error): void => void warnings.push(warning)
  process.on('warning', note)
  const nameOf = ({ url }: { readonly url: string }): string => new URL(url).pathname.slice(1)
  const withChange = (change: (url: URL) => void): string => {
    const url = new URL(database.url)
    change(url)
    return url.href
  }
  try {
    await database.query(`CREATE ROLE ${poor} LOGIN PASSWORD 'never-said'`)
    await database.query('REVOKE ALL ON SCHEMA public FROM PUBLIC')
    await taken.query('CREATE TABLE sessions (sid TEXT)')
    await named.query('CREATE TABLE schema_version (id TEXT)')
    await database.query(`ALTER DATABASE ${nameOf(shut)} ALLOW_CONNECTIONS false`)
    const expected: readonly (readonly [url: string, sentence: string])[] = [
      [withChange((url) => Object.assign(url, { username: poor, password: 'never-said' })), 'Grant it those rights'],
      [taken.url, 'has tables of another program. Create a database'],
      [named.url, 'has tables of another program. Create a database'],
      [shut.url, 'is not currently accepting connections. Check DATABASE_URL.'],
      [`${database.url}?options=-c%20nonsense%3D1`, 'unrecognized configuration parameter'],
      [`${database.url}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem`, 'no such file or directory'],
      [`${database.url}?sslmode=require`, 'does not offer encrypted connections. Turn them on there'],
      [`${database.url}%zz`, '%zz". Create it, or name another one'],
      [withChange((url) => Object.assign(url, { password: 'never-said' })), 'does not accept the name "postgres"'],
      [withChange((url) => Object.assign(url, { pathname: '/nothing' })), 'has no database "nothing"'],
    ]
    for (const [url, sentence] of expected) {
      const refusal: unknown = await connectPostgres(url).catch((error: unknown) => error)
      expect(refusal, sentence).toBeInstanceOf(PostgresRefusal)
      const { message } = refusal as PostgresRefusal
      expect(message).toContain(sentence)
      expect(message).not.toMatch(/never-said|\n/)
    }
    expect(warnings).toEqual([])
  } finally {
    process.off('warning', note)
    await database.query(`ALTER DATABASE ${nameOf(shut)} ALLOW_CONNECTIONS true`)
    for (const each of [taken, named, shut]) await each.remove()
    await database.query(`DROP ROLE ${poor}`)
    await database.remove()
  }
})
