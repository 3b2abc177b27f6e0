import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { besideThis } from './programs.ts'
import { createTemporaryFolder } from './testing/folders-and-entries.ts'
import { occupyPort } from './testing/test-server.ts'

const main = fileURLToPath(besideThis('./main', import.meta.url))
let folder: { path: string; remove(): void }
const children: ChildProcess[] = []
beforeEach(() => {
  folder = createTemporaryFolder()
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  folder.remove()
})

type Run = {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  /** Resolves with the port once it listens. */
  readonly port: Promise<number>
  readonly ended: Promise<{ readonly code: number | null }>
}
const run = (
  env: Readonly<Record<string, string>> = {},
  nodeOptions: readonly string[] = [],
  command: readonly string[] = [],
): Run => {
  const child = spawn(process.execPath, [...nodeOptions, main, ...command], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: join(folder.path, 'data'),
      LOG_FORMAT: 'json',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let out = ''
  let err = ''
  const port = Promise.withResolvers<number>()
  port.promise.catch(() => {})
  child.stdout?.on('data', (chunk) => {
    out += String(chunk)
    const found = /"port":([0-9]+)/.exec(out)
    if (found !== null) port.resolve(Number(found[1]))
  })
  child.stderr?.on('data', (chunk) => {
    err += String(chunk)
  })
  const ended = once(child, 'close').then(([code]) => {
    port.reject(new Error(`It ended: ${err}${out}`))
    return { code: typeof code === 'number' ? code : null }
  })
  return { child, out: () => out, err: () => err, port: port.promise, ended }
}

/** One sentence with what to do about it, exit code 1, no stack. */
const expectRefusal = async (refused: Run, sentence: RegExp): Promise<void> => {
  const { code } = await refused.ended
  expect(refused.err()).toMatch(sentence)
  expect(refused.err().trim().split('\n')).toHaveLength(1)
  expect(refused.err()).not.toMatch(/\n\s+at /)
  expect(code).toBe(1)
}

describe('F09: a data folder that is none', () => {
  it.each<[string, (database: string) => void, RegExp]>([
    ['a folder', (database) => mkdirSync(database), /is not a file\. Move it away/],
    [
      'a pipe that nobody writes into',
      (database) => void spawnSync('mkfifo', [database]),
      /is not a file\. Move it away/,
    ],
    ['a device', (database) => symlinkSync('/dev/zero', database), /is not a file\. Move it away/],
    [
      'a database of another program',
      (database) => {
        const db = new DatabaseSync(database)
        db.exec('CREATE TABLE theirs (words TEXT)')
        db.close()
      },
      /made by another program, and nothing in it was changed/,
    ],
  ])(
    'with %s in the place of the database is refused with a sentence, and left as it is',
    async (_what, make, sentence) => {
      const data = join(folder.path, 'data')
      mkdirSync(data)
      const database = join(data, 'greenroom.sqlite')
      make(database)
      const server = run()
      expect(await server.ended).toEqual({ code: 1 })
      expect(server.err() + server.out()).toMatch(sentence)
      if (!statSync(database).isFile()) return
      const db = new DatabaseSync(database, { readOnly: true })
      expect(db.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'theirs' }])
      db.close()
    },
  )

  it('that is empty is not said to be as it was written', async () => {
    const data = join(folder.path, 'data')
    mkdirSync(data)
    writeFileSync(join(data, 'greenroom.sqlite'), '')
    const check = spawnSync(process.execPath, [main, 'check', data], { encoding: 'utf8' })
    expect(check.status).toBe(1)
    expect(check.stderr + check.stdout).toContain(
      'is empty: no server has ever written to it. Name another folder, or set DATA_DIR.',
    )
  })
})

describe('the server as it is started', { timeout: 90_000 }, () => {
  it('opens, takes a session, stops in good order on SIGTERM, and still has the session afterwards', async () => {
    const first = run()
    const url = `http://127.0.0.1:${await first.port}`
    const body = {
      mode: 'peer',
      cut: 20,
      coverage: 'strict',
      callLink: null,
      name: 'Ana',
      seat: 'interviewer',
      case: { kind: 'later' },
    }
    const created = await fetch(`${url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const { session, token } = (await created.json()) as { session: string; token: string }
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)

    const second = run()
    const again = await fetch(`http://127.0.0.1:${await second.port}/api/sessions/${session}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await again.json()).toMatchObject({ session, name: 'Ana', cut: 20 })
    expect(first.out() + second.out()).not.toContain(token)
    second.child.kill('SIGINT')
    expect((await second.ended).code).toBe(0)
  })

  it('F11: refuses a data folder that another server has, instead of waiting for it', async () => {
    const first = run()
    await first.port
    const second = run()
    await expectRefusal(second, /in use by another Greenroom server. Stop that server, or set DATA_DIR/)
    expect((await fetch(`http://127.0.0.1:${await first.port}/readyz`)).status).toBe(200)
  })

  it('takes the folder over at once when the other one was killed', async () => {
    const first = run()
    await first.port
    first.child.kill('SIGKILL')
    await first.ended
    await run().port
  })

  it('refuses a port that is taken', async () => {
    const taken = await occupyPort()
    try {
      await expectRefusal(
        run({ PORT: String(taken.port), HOST: '' }),
        /^Port [0-9]+ is in use by another program\. .* set PORT/,
      )
    } finally {
      taken.close()
    }
  })

  it('refuses an address that is not this machine', async () => {
    await expectRefusal(
      run({ HOST: '203.0.113.7' }),
      /HOST is "203.0.113.7", which isn.t an address of this machine\. Use one/,
    )
  })

  it('refuses a data folder that cannot be one', async () => {
    const file = join(folder.path, 'a-file')
    writeFileSync(file, '')
    await expectRefusal(run({ DATA_DIR: join(file, 'data') }), /is not writable\. .* set DATA_DIR/)
  })

  it('refuses the database of a newer version', async () => {
    const data = join(folder.path, 'data')
    mkdirSync(data)
    const db = new DatabaseSync(join(data, 'greenroom.sqlite'))
    db.exec('CREATE TABLE schema_version (version INTEGER NOT NULL); INSERT INTO schema_version VALUES (99)')
    db.close()
    await expectRefusal(run(), /version 99.*: start the newer server/)
  })

  it('says why a file that is not a database cannot be used', async () => {
    const data = join(folder.path, 'data')
    mkdirSync(data)
    writeFileSync(
      join(data, 'greenroom.sqlite'),
      'this is no database, but it is long enough to be taken for one'.repeat(80),
    )
    await expectRefusal(run(), /greenroom.sqlite cannot be opened\. .* DATA_DIR/)
  })

  it('says which Node it needs', async () => {
    const older = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "22.20.0" } })'
    await expectRefusal(
      run({}, ['--import', `data:text/javascript,${older}`]),
      /needs Node 24 or newer.*Start it with "npm start"/,
    )
  })

  it('knows its commands, and starts no server for another', async () => {
    await expectRefusal(run({}, [], ['bakup', 'a.tar']), /no command "bakup".*: backup, restore, check, admin and move/)
  })

  it('backs up no data folder that a server on Postgres does not use', async () => {
    const data = join(folder.path, 'data')
    mkdirSync(data)
    new DatabaseSync(join(data, 'greenroom.sqlite')).close()
    const copy = join(folder.path, 'copy.tar')
    const databaseUrl = 'postgres://127.0.0.1:1/greenroom'
    await expectRefusal(
      run({ DATABASE_URL: databaseUrl }, [], ['backup', copy]),
      /Everything is in Postgres.*pg_dump.*npm run move/,
    )
    expect(statSync(copy, { throwIfNoEntry: false })).toBeUndefined()
  })

  it('lists all bad settings at once', async () => {
    const refused = run({ PORT: 'x', LOG_LEVEL: 'loud', RETENTION_DAYS: '-1' })
    expect((await refused.ended).code).toBe(1)
    expect(refused.err().trim().split('\n')).toEqual([
      expect.stringMatching(/^PORT is "x": use/),
      expect.stringMatching(/^LOG_LEVEL is "loud": use/),
      expect.stringMatching(/^RETENTION_DAYS is "-1": set/),
    ])
  })
})
