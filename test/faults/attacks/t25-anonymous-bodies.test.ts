import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { limits, protocolVersion } from '@greenroom/protocol'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { residentBytes } from '../../load/process-figures.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder: string
let server: ServerProcess
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'greenroom-bombs-'))
  server = await startServer(join(folder, 'data'), { env: { NODE_OPTIONS: '--max-old-space-size=256' } })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const post = async (path: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  return { status: answer.status, text: await answer.text() }
}
const zipped = (value: unknown) => Uint8Array.from(gzipSync(typeof value === 'string' ? value : JSON.stringify(value)))
const gzip = { 'content-encoding': 'gzip' }
const mebibytes = (bytes: number): number => bytes / 1024 / 1024

/** The process lives, somebody else can still start a session, and memory has not grown by more than this. */
async function isUnharmed(before: number): Promise<void> {
  const body = {
    mode: 'peer',
    cut: 45,
    coverage: 'learning',
    callLink: null,
    name: 'Calm',
    seat: 'interviewer',
    case: { kind: 'later' },
  }
  expect((await post('/api/sessions', Uint8Array.from(Buffer.from(JSON.stringify(body))))).status).toBe(201)
  expect(server.child.exitCode).toBe(null)
  expect(mebibytes(residentBytes(server.pid) - before)).toBeLessThan(120)
}

describe('T25: few bytes that would cost much, from somebody unnamed', () => {
  it('nested maps in case files are refused, and nothing dies', async () => {
    const before = residentBytes(server.pid)
    const file = { name: 'a.yaml', text: '{a: '.repeat(5_200) }
    const answer = await post('/api/own-cases', zipped({ files: [file, file, file, file] }), gzip)
    expect(answer.status).toBe(422)
    expect(answer.text.length).toBeLessThan(10_000)
    await isUnharmed(before)
  })

  it.each([
    ['two million elements', `{"files":[${'1,'.repeat(1_999_999)}1]}`, 400],
    ['brackets in one another', `{"files":${'['.repeat(1_000_000)}`, 400],
    ['more than a body may have', `{"files":["${'a'.repeat(20_000_000)}"]}`, 413],
  ])('%s are refused before they are parsed', async (_what, text, status) => {
    const before = residentBytes(server.pid)
    const answer = await post('/api/own-cases', zipped(text), gzip)
    expect(answer.status).toBe(status)
    expect(answer.text.length).toBeLessThan(500)
    await isUnharmed(before)
  })

  it('files of aliases get a short answer', async () => {
    const before = residentBytes(server.pid)
    const text = `a: &a [${'x, '.repeat(200)}]\n${Array.from({ length: 2_000 }, (_, n) => `k${n}: *a`).join('\n')}`
    const files = Array.from({ length: 17 }, (_, n) => ({ name: `${n}.yaml`, text }))
    const answer = await post('/api/own-cases', zipped({ files }), gzip)
    expect(answer.status).toBe(422)
    expect(answer.text.length).toBeLessThan(20_000)
    await isUnharmed(before)
  })

  const most = Math.ceil(limits.importedRecordingBytes / 3) * 4
  const plain = Buffer.alloc(most - 1_000, 'A')
  const gzipped = gzipSync(Buffer.alloc(most - 1_000, 'A'))
  it.each([
    ['sent', '', plain, most],
    ['inflating', 'Content-Encoding: gzip\r\n', gzipped.subarray(0, -8), gzipped.byteLength],
  ])(
    'bodies of 11 MB, %s, that never end are held only up to a limit, and small ones are taken all the same',
    async (_how, header, part, length) => {
      // What an earlier test has sent is paid for by then, or the limit is reached sooner.
      const before = residentBytes(server.pid)
      const { hostname, port, host } = new URL(server.url)
      const lines = Array.from({ length: 40 }, () => {
        const line = createConnection(Number(port), hostname)
        line.on('error', () => {})
        line.write(
          `POST /api/recordings HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${header}Content-Length: ${length}\r\n\r\n`,
        )
        line.write(part)
        return line
      })
      let refused = 0
      for (const line of lines) line.once('close', () => refused++).resume()
      await expect.poll(() => refused, { timeout: 25_000 }).toBeGreaterThan(28)
      await isUnharmed(before)
      for (const line of lines) line.destroy()
    },
  )

  it('a body from a foreign page, or without a token, is not read at all', async () => {
    const broken = Uint8Array.from(Buffer.from('this is no gzip'))
    expect((await post('/api/own-cases', broken, { ...gzip, origin: 'https://evil.test' })).status).toBe(403)
    expect((await post('/api/sessions/abc/invitations', broken, gzip)).status).toBe(401)
  })

  it('a handshake with 30,000 seen cases ends its connection alone', async () => {
    const before = residentBytes(server.pid)
    const auth = { protocol: protocolVersion, token: 'x'.repeat(43), after: 0, seenCases: Array(30_000).fill(1) }
    const socket = io(server.url, { transports: ['websocket'], reconnection: false, forceNew: true, auth })
    let welcomed = false
    socket.on('welcome', () => {
      welcomed = true
    })
    await new Promise<void>((resolve) => {
      socket.on('disconnect', () => resolve())
      socket.on('connect_error', () => resolve())
      socket.io.on('close', () => resolve())
    })
    expect(welcomed).toBe(false)
    await isUnharmed(before)
  })
})

describe('T11: guesses', () => {
  it('of tokens are limited by address, and a right one is still answered', async () => {
    const ask = async (token: string): Promise<number> =>
      (await fetch(`${server.url}/api/sessions/abc`, { headers: { authorization: `Bearer ${token}` } })).status
    const answers: number[] = []
    for (let guess = 0; guess < 120; guess++) answers.push(await ask(`${'g'.repeat(40)}${guess}`))
    expect(answers.slice(0, 20)).toEqual(Array(20).fill(401))
    expect(answers.filter((status) => status === 429).length).toBeGreaterThan(20)
    expect(new Set(answers)).toEqual(new Set([401, 429]))
  })
})
