import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, createConnection, type Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { type CollectedBody, collectBody, forgetRest } from './collect-body.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections()
})

/** A server that answers with how many bytes it has collected, or with why it has not. */
const serve = async (
  most: number,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<CollectedBody | null> = (request) =>
    collectBody(request, most),
) => {
  const collected: (CollectedBody | null)[] = []
  const server = createServer(async (request, response) => {
    response.once('prefinish', () => forgetRest(request))
    const body = await answer(request, response)
    collected.push(body)
    response.end(body === null ? 'unread' : body.ok ? body.bytes : body.code)
  })
  open.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const post = async (body: string | Uint8Array<ArrayBuffer>, encoding = 'identity'): Promise<Buffer> => {
    const headers = { 'content-encoding': encoding }
    const answered = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body })
    return Buffer.from(await answered.arrayBuffer())
  }
  /** Says how long a body is, and sends what it is told to. */
  const begin = (length: number): Socket => {
    const socket = createConnection(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`)
    return socket
  }
  return { post, begin, collected }
}

const words = 'some words, '.repeat(90_000)

it.each([
  ['identity', Buffer.from],
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['GZIP', gzipSync],
])('collects a body as %s, whole', async (encoding, pack) => {
  const { post } = await serve(words.length)
  expect((await post(Uint8Array.from(pack(Buffer.from(words))), encoding)).toString()).toBe(words)
  expect((await post(Uint8Array.from(pack(Buffer.from('short'))), encoding)).toString()).toBe('short')
})

it('refuses one that inflates to more than is allowed, ends too early, is something else, or is in an unknown encoding', async () => {
  const { post } = await serve(100_000)
  const packed = gzipSync(Buffer.alloc(100_001))
  expect((await post(Uint8Array.from(packed), 'gzip')).toString()).toBe('too-large')
  expect((await post(Uint8Array.from(packed.subarray(0, -20)), 'gzip')).toString()).toMatch(/^(malformed|too-large)$/)
  expect((await post(Uint8Array.from(gzipSync('words').subarray(0, -9)), 'gzip')).toString()).toBe('malformed')
  expect((await post('words', 'gzip')).toString()).toBe('malformed')
  expect((await post('words', 'compress')).toString()).toBe('malformed')
})

const mebibyte = 1024 * 1024
const held = (): number => process.memoryUsage().external / mebibyte

it('gives the memory of one that never ends back as soon as its sender is gone', async () => {
  const { begin, collected } = await serve(200 * mebibyte)
  const before = held()
  const socket = begin(200 * mebibyte)
  socket.write(Buffer.alloc(10 * mebibyte, 'A'))
  await expect.poll(held).toBeGreaterThan(before + 150)
  socket.destroy()
  await expect.poll(() => collected).toEqual([{ ok: false, code: 'malformed' }])
  expect(held()).toBeLessThan(before + 50)
})

it('keeps nothing of what is sent after the answer, however much that is', async () => {
  const { begin } = await serve(0, async () => null)
  const before = held()
  const socket = begin(2_000 * mebibyte)
  let most = 0
  const part = Buffer.alloc(mebibyte, 'A')
  for (let sent = 0; sent < 300; sent++) {
    if (!socket.write(part)) await once(socket, 'drain')
    most = Math.max(most, held())
  }
  socket.destroy()
  expect(most - before).toBeLessThan(16)
})
