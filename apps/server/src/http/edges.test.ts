import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join as joinPath } from 'node:path'
import { serverLimits, siteSchema } from '@greenroom/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { budgetTable } from '../budgets/budget-table.ts'
import { createBudgets } from '../budgets/index.ts'
import { createTemporaryFolder } from '../testing/folders-and-entries.ts'
import { startSession, startTestServer, type TestServer, type TestServerOptions } from '../testing/test-server.ts'
import { accessTable } from './access-table.ts'

// Real files and threads, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const servers: TestServer[] = []
const start = async (options: TestServerOptions = {}): Promise<TestServer> => {
  const at = await startTestServer(options)
  servers.push(at)
  return at
}
afterEach(async () => {
  for (const at of servers.splice(0)) await at.close()
})

/** The server of all tests that need nothing special of it. */
let usual: TestServer
beforeAll(async () => {
  const login = { issuer: 'http://127.0.0.1:1', clientId: 'greenroom', clientSecret: 'a secret' }
  // A provider that is never asked, so that the routes of accounts are there.
  usual = await startTestServer({
    config: {
      oidc: { ...login, publicUrl: 'http://localhost' },
      passkeys: { host: 'localhost', origin: 'http://localhost' },
    },
  })
})
afterAll(() => usual.close())

describe('every answer', () => {
  it('forbids what a page of ours never does', async () => {
    const at = usual
    for (const path of ['/', '/api/site', '/api/nothing']) {
      const { headers } = await at.request('GET', path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("script-src 'self';")
      expect(policy).not.toMatch(/unsafe-|upgrade-insecure-requests|\*/)
      expect(policy).toContain(`connect-src 'self' ${at.url.replace('http', 'ws')}`)
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-robots-tag')).toContain('noindex')
      expect(headers.get('permissions-policy')).toContain('microphone=(self)')
      expect(headers.get('strict-transport-security')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  it('allows WebAssembly to the worker that listens for speech, and to nothing else', async () => {
    const policyOf = async (path: string) => (await usual.request('GET', path)).headers.get('content-security-policy')
    expect(await policyOf('/assets/speech-worker-Dn2rAgl1.js')).toContain("script-src 'self' 'wasm-unsafe-eval';")
    for (const path of ['/', '/assets/speech-worker-Dn2rAgl1.js.html', '/api/assets/speech-worker-Dn2rAgl1.js'])
      expect(await policyOf(path)).not.toContain('wasm')
  })

  it('lets pages dial LiveKit where there is one, and nowhere else', async () => {
    const liveKit = { url: 'wss://livekit.example.org', apiKey: 'key', apiSecret: 'a-long-secret' }
    const at = await start({ config: { liveKit, publicUrl: 'https://greenroom.example.org' } })
    const { headers } = await at.request('GET', '/api/site')
    expect(headers.get('content-security-policy')).toContain(
      "connect-src 'self' wss://greenroom.example.org wss://livekit.example.org https://livekit.example.org;",
    )
    expect((await usual.request('GET', '/')).headers.get('content-security-policy')).not.toContain('livekit')
  })

  it('names the public address in its policy when there is one', async () => {
    const at = await start({ config: { publicUrl: 'https://greenroom.example.org' } })
    const { headers } = await at.request('GET', '/api/site')
    expect(headers.get('content-security-policy')).toContain("connect-src 'self' wss://greenroom.example.org;")
    expect(headers.get('strict-transport-security')).not.toBeNull()
  })
})

describe('bad input', () => {
  it.each([
    ['no JSON', '{"mode":', {}, 400, 'malformed'],
    ['another shape', '[]', {}, 400, 'malformed'],
    ['a large body', JSON.stringify({ name: 'x'.repeat(100_000) }), {}, 413, 'too-large'],
    ['a bad charset', '{}', { 'content-type': 'application/json; charset=nonsense' }, 400, 'malformed'],
    ['no body', undefined, {}, 400, 'malformed'],
    ['a foreign page', '{}', { origin: 'https://evil.test' }, 403, 'foreign-origin'],
    ['a page without a name', '{}', { origin: 'null' }, 403, 'foreign-origin'],
  ])('%s gets one code and no stack', async (_what, body, headers, status, code) => {
    const at = usual
    const reply = await at.request('POST', '/api/sessions', { body, headers })
    expect([reply.status, reply.json]).toMatchObject([status, { error: { code } }])
    expect(reply.text).not.toMatch(/node_modules|at \w+ \(|\.ts:/)
  })

  it('that names nothing gets a clear answer', async () => {
    const at = usual
    for (const path of ['/api', '/api/none', '/api/bank/none', '/api/sessions/%ff', '/api/sessions/%00']) {
      const reply = await at.request('GET', path)
      expect([path, reply.status >= 400 && reply.status < 500]).toEqual([path, true])
      expect(reply.json).toMatchObject({ error: { code: expect.any(String) } })
    }
    expect((await at.request('PUT', '/api/site')).status).toBe(404)
  })

  it('too often is told to wait', async () => {
    const at = await start()
    const look = () => at.request('POST', '/api/invitations/look', { body: { invitation: 'B'.repeat(43) } })
    const replies = await Promise.all(Array.from({ length: 70 }, look))
    const limited = replies.filter(({ status }) => status === 429)
    expect(limited.length).toBe(10)
    expect(limited[0]?.json).toMatchObject({ error: { code: 'rate-limited' } })
    expect(limited[0]?.headers.get('retry-after')).not.toBeNull()
  })
})

describe('T26: requests by the thousand', () => {
  /** What one connection answers to requests that all come at once, until the server closes it: how often each status. */
  const pipelined = (
    at: TestServer,
    path: string,
    times: number,
    more = '',
  ): Promise<Readonly<Record<string, number>>> =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(at.url)
      const socket = createConnection(Number(port), hostname)
      let said = ''
      socket.on('data', (data) => {
        said += data.toString('latin1')
      })
      socket.on('error', () => {})
      socket.on('close', () => {
        const counts: Record<string, number> = {}
        for (const [, status = ''] of said.matchAll(/HTTP\/1\.1 (\d{3}) /g)) counts[status] = (counts[status] ?? 0) + 1
        resolve(counts)
      })
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${more}\r\n`.repeat(times))
    })

  it('that arrive together on one connection are answered up to a limit, and the connection is closed', async () => {
    const { 200: answered = 0 } = await pipelined(usual, '/version', 3_000)
    expect(answered).toBeGreaterThan(50)
    expect(answered).toBeLessThanOrEqual(200)
  })

  it('with heads full of fields, one behind the other, are answered as long as few wait; what came with them is not parsed', async () => {
    const { hostname, port } = new URL(usual.url)
    const socket = createConnection(Number(port), hostname)
    let said = ''
    socket.on('data', (data) => {
      said += data.toString('latin1')
    })
    const fields = Array.from({ length: 150 }, (_, n) => `X-${n}: ${'x'.repeat(80)}`).join('\r\n')
    socket.write(`GET /version HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${fields}\r\n\r\n`.repeat(190))
    await once(socket, 'close')
    expect([...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status)).toEqual(['200', '200', '429'])
  })

  it('for invitations are answered up to a number for a session, also when many come at once', async () => {
    const at = await start()
    const { session, token } = await startSession(at)
    const make = () =>
      at.request('POST', `/api/sessions/${session}/invitations`, { token, body: { seats: ['candidate'] } })
    const all = await Promise.all(Array.from({ length: serverLimits.invitationsPerSession + 10 }, make))
    expect(all.filter(({ status }) => status === 201)).toHaveLength(serverLimits.invitationsPerSession)
    const refused = all.filter(({ status }) => status !== 201)
    for (const { status, json } of refused) expect([status, json]).toMatchObject([409, { error: { code: 'too-many' } }])
    const listed = await at.request('GET', `/api/sessions/${session}/invitations`, { token })
    expect(listed.json).toHaveLength(serverLimits.invitationsPerSession)
  })

  it('for something to sign in with are limited by address: each is written down', async () => {
    const at = await start({ config: { passkeys: { host: 'localhost', origin: 'http://localhost' } } })
    const statuses = new Map<number, number>()
    for (let time = 0; time < 320; time++) {
      const { status } = await at.request('POST', '/api/accounts/passkeys/ask', { body: {} })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect(Object.fromEntries(statuses)).toEqual({ 200: serverLimits.signInsPerMinutePerAddress, 429: 20 })
  })

  it('of one address are limited over all of its connections, without refusing to say whether the server is up', async () => {
    const few = { ...budgetTable, requests: { address: { perSecond: 0.001, burst: 100 } } }
    const at = await start({ budgets: createBudgets({ table: few }) })
    const all = [await pipelined(at, '/version', 90), await pipelined(at, '/version', 90)]
    const sum = (status: string): number => all.reduce((total, counts) => total + (counts[status] ?? 0), 0)
    // A refusal closes its connection: whatever else came on it is not even answered.
    expect([sum('200'), sum('429')]).toEqual([100, 1])
    expect((await at.request('GET', '/api/site')).status).toBe(429)
    expect((await at.request('GET', '/healthz')).status).toBe(200)
  })

  // Elsewhere a machine has only one address of its own.
  it.runIf(process.platform === 'linux')(
    'in chunks are refused, and an address that goes on with them is not read for a while',
    async () => {
      const few = { ...budgetTable, chunked: { address: { perSecond: 0.001, burst: 3 } } }
      const at = await start({ budgets: createBudgets({ table: few }) })
      const { hostname, port } = new URL(at.url)
      const knock = (localAddress: string): Promise<string> =>
        new Promise((resolve) => {
          const socket = createConnection({ host: hostname, port: Number(port), localAddress })
          let said = ''
          socket.on('data', (data) => {
            said += data.toString('latin1')
          })
          socket.on('error', () => {})
          socket.on('close', () => resolve(said.slice(0, 12)))
          socket.write(`POST /healthz HTTP/1.1\r\nHost: ${hostname}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n`)
        })
      const all: string[] = []
      for (let times = 0; times < 6; times++) all.push(await knock('127.0.0.2'))
      expect(all).toEqual([...Array(4).fill('HTTP/1.1 411'), '', ''])
      // Health checks come from this machine's own address.
      for (let times = 0; times < 6; times++) expect(await knock('127.0.0.1')).toBe('HTTP/1.1 411')
      expect((await at.request('GET', '/healthz')).status).toBe(200)
    },
  )

  it.runIf(process.platform === 'linux')(
    'one behind the other, when there are too many, end in the address not being read for a while',
    async () => {
      const few = { ...budgetTable, requests: { address: { perSecond: 0.001, burst: 3 } } }
      const chunked = { address: { perSecond: 0.001, burst: 3 } }
      const at = await start({ budgets: createBudgets({ table: { ...few, chunked } }) })
      const { hostname, port } = new URL(at.url)
      const flood = (times: number): Promise<string> =>
        new Promise((resolve) => {
          const socket = createConnection({ host: hostname, port: Number(port), localAddress: '127.0.0.3' })
          let said = ''
          socket.on('data', (data) => {
            said += data.toString('latin1')
          })
          socket.on('error', () => {})
          socket.on('close', () => resolve(said.slice(-1_000)))
          socket.write(`GET /version HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`.repeat(times))
        })
      await expect.poll(() => flood(90)).toBe('')
    },
  )

  it('for files are refused to an address that has hundreds of them unread', async () => {
    const folder = createTemporaryFolder()
    writeFileSync(joinPath(folder.path, 'index.html'), 'x'.repeat(20 * 1024 * 1024))
    const at = await start({ webRoot: folder.path, unread: { bytes: 256 * 1024, stalledAfter: 20_000 } })
    const { hostname, port } = new URL(at.url)
    const deaf = Array.from({ length: 8 }, () => {
      const socket = createConnection(Number(port), hostname).on('error', () => {})
      socket.pause().write(`GET /index.html HTTP/1.1\r\nHost: ${hostname}\r\nAccept-Encoding: identity\r\n\r\n`)
      return socket
    })
    try {
      await expect.poll(async () => (await at.request('GET', '/join')).status).toBe(429)
      for (const socket of deaf) socket.destroy()
      await expect.poll(async () => (await at.request('HEAD', '/join')).status).toBe(200)
    } finally {
      for (const socket of deaf) socket.destroy()
      folder.remove()
    }
  })

  it('with an endless list of encodings get the answer as it is, and the list is not read', async () => {
    const encodingFor = async (takes: string): Promise<string | null> =>
      (await fetch(`${usual.url}/api/openapi.json`, { headers: { 'accept-encoding': takes } })).headers.get(
        'content-encoding',
      )
    expect(await encodingFor('gzip, deflate, br, zstd')).not.toBeNull()
    expect(await encodingFor(`gzip${', a'.repeat(4_000)}`)).toBeNull()
  })

  it('that expect something count like all others', async () => {
    const few = { ...budgetTable, requests: { address: { perSecond: 0.001, burst: 50 } } }
    const at = await start({ budgets: createBudgets({ table: few }) })
    expect(await pipelined(at, '/version', 70, 'Expect: much\r\n')).toEqual({ 200: 50, 429: 1 })
  })

  it('after the last one of a connection are not parsed', async () => {
    const { hostname, port } = new URL(usual.url)
    const socket = createConnection(Number(port), hostname)
    let said = ''
    socket.on('data', (data) => {
      said += data.toString('latin1')
    })
    const counts = (status: number): number => said.split(`HTTP/1.1 ${status} `).length - 1
    const ask = (times: number) =>
      socket.write(`GET /version HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`.repeat(times))
    for (const answered of [95, 190]) {
      ask(95)
      await expect.poll(() => counts(200)).toBe(answered)
    }
    ask(90)
    await once(socket, 'close')
    expect([counts(200), counts(503)]).toEqual([200, 1])
  })

  it('below the address of the sockets count like all others', async () => {
    const few = { ...budgetTable, requests: { address: { perSecond: 0.001, burst: 100 } } }
    const at = await start({ budgets: createBudgets({ table: few }) })
    const counts = await pipelined(at, '/socket.io/?EIO=4&transport=polling', 190)
    expect(counts[429]).toBe(1)
  })
})

describe('the pages', () => {
  it('are reported as missing until they are built', async () => {
    const at = usual
    const reply = await at.request('GET', '/s/abc')
    expect(reply.status).toBe(503)
    expect(reply.text).toContain('not built yet')
    expect((await at.request('GET', '/assets/none.js')).status).toBe(404)
  })

  it('answer at every address of theirs; what has a hash in its name is cached permanently', async () => {
    const folder = createTemporaryFolder()
    mkdirSync(joinPath(folder.path, 'assets'))
    writeFileSync(joinPath(folder.path, 'index.html'), '<!doctype html>the one page')
    writeFileSync(joinPath(folder.path, 'assets', 'a-1234.js'), 'export {}')
    try {
      const at = await start({ webRoot: folder.path })
      for (const path of ['/', '/s/abc/replay', '/join']) {
        const reply = await at.request('GET', path)
        expect([reply.status, reply.text]).toEqual([200, '<!doctype html>the one page'])
        expect(reply.headers.get('cache-control')).toBe('no-cache')
      }
      const asset = await at.request('GET', '/assets/a-1234.js')
      expect(asset.headers.get('cache-control')).toContain('immutable')
      expect((await at.request('GET', '/assets/none.js')).status).toBe(404)
      expect((await at.request('GET', '/assets/..%2f..%2fetc%2fpasswd')).text).not.toContain('root:')
    } finally {
      folder.remove()
    }
  })
})

describe('the site', () => {
  it('describes itself: every route of the table, from the schemas they parse with', async () => {
    const at = usual
    expect(siteSchema.parse((await at.request('GET', '/api/site')).json)).toMatchObject({ publicUrl: null })
    const { json, status } = await at.request('GET', '/api/openapi.json')
    expect(status).toBe(200)
    const { paths } = json as { paths: Record<string, Record<string, unknown>> }
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(described.sort()).toEqual(accessTable.map(([method, path]) => `${method} ${path}`).sort())
  })

  it('lists the bank without any guide', async () => {
    const at = usual
    const reply = await at.request('GET', '/api/bank')
    expect(reply.json).toMatchObject([{ caseId: expect.any(String), agendas: { 45: expect.any(Array) } }])
    expect(reply.text).not.toMatch(/"(facts|hints|rubric|probes|curveballs|brief)"/)
  })
})

describe('health', () => {
  it('lives and is ready', async () => {
    const at = usual
    expect((await at.request('GET', '/healthz')).json).toEqual({ status: 'ok' })
    expect((await at.request('GET', '/readyz')).json).toEqual({ status: 'ready' })
    expect((await at.request('GET', '/version')).json).toEqual({ version: '0.0.0-test' })
  })

  it('asks its store one time for all who want to know at once', async () => {
    let asked = 0
    const answered = Promise.withResolvers<void>()
    const at = await start({
      pingStore: () => {
        asked++
        return answered.promise
      },
    })
    const all = Array.from({ length: 30 }, () => at.request('GET', '/readyz'))
    await expect.poll(() => asked).toBe(1)
    answered.resolve()
    for (const { status } of await Promise.all(all)) expect(status).toBe(200)
    expect(asked).toBeLessThan(30)
  })

  it('lives and is not ready without a store', async () => {
    const at = await start({ pingStore: () => Promise.reject(new Error('no disk')) })
    expect((await at.request('GET', '/healthz')).status).toBe(200)
    const ready = await at.request('GET', '/readyz')
    expect([ready.status, ready.text]).toEqual([503, '{"status":"store-unavailable"}'])
  })

  it('shows its metrics to this machine, but not to anybody behind a proxy on it', async () => {
    const at = usual
    const owner = await startSession(at)
    await at.request('GET', `/api/sessions/${owner.session}`, { token: owner.token })
    const { status, text } = await at.request('GET', '/metrics')
    expect(status).toBe(200)
    expect(text).toContain('greenroom_store_commit_seconds_bucket')
    expect(text).toContain('route="/api/sessions/:session"')
    expect(text).toMatch(/greenroom_rooms_open 1/)
    for (const id of [owner.session, owner.participant, owner.token]) expect(text).not.toContain(id)
    const proxied = await at.request('GET', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect(proxied.status).toBe(404)
  })

  it('shows its metrics to the holder of the token alone when there is one', async () => {
    const at = await start({ config: { metricsToken: 'a-long-metrics-token' } })
    expect((await at.request('GET', '/metrics')).status).toBe(404)
    expect((await at.request('GET', '/metrics', { token: 'another-metrics-token' })).status).toBe(404)
    expect((await at.request('GET', '/metrics', { token: 'a-long-metrics-token' })).status).toBe(200)
  })

  it('is not ready while it drains, and answers what was asked before', async () => {
    let pinged = Promise.withResolvers<void>()
    const underWay = Promise.withResolvers<void>()
    const at = await start({
      pingStore: () => {
        underWay.resolve()
        return pinged.promise
      },
    })
    const asked = at.request('GET', '/readyz')
    await underWay.promise
    const closing = at.server.close()
    pinged.resolve()
    expect((await asked).status).toBe(200)
    await closing
    pinged = Promise.withResolvers()
    await expect(at.request('GET', '/healthz')).rejects.toThrow()
  })
})

it('says once that there is a proxy in front, and what to do about it', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.9' }
  const at = await start()
  for (let time = 0; time < 2; time++) await at.request('POST', '/api/invitations/look', { headers, body: {} })
  expect(at.logged().match(/set TRUST_PROXY/g)).toHaveLength(1)
  const aware = await start({ config: { trustProxy: 1 } })
  await aware.request('POST', '/api/invitations/look', { headers, body: {} })
  expect(aware.logged()).not.toContain('set TRUST_PROXY')
})
