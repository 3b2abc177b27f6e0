import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { endSlowRequests } from './slow-heads.ts'

const patience = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 }
const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

async function openSocket(): Promise<{ readonly socket: Socket; readonly answer: Promise<string> }> {
  const server = createServer(patience, (_request, response) => response.end('read'))
  endSlowRequests(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  open.push(() => {
    socket.destroy()
    server.close()
  })
  await Promise.all([once(socket, 'connect'), once(server, 'connection')])
  let heard = ''
  socket.on('data', (part: Buffer) => {
    heard += part.toString()
    if (heard.endsWith('read')) socket.end()
  })
  return { socket, answer: once(socket, 'close').then(() => heard) }
}

describe('a request that does not come in time', () => {
  it('is not answered on a connection that has said nothing: a browser would take that for the answer to its next request', async () => {
    const { answer } = await openSocket()
    expect(await answer).toBe('')
  })

  it('is refused once a part of it has come', async () => {
    const { socket, answer } = await openSocket()
    socket.write('GET / HTTP/1.1\r\nX-Slow: ')
    expect(await answer).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('is refused when its body does not follow', async () => {
    const { socket, answer } = await openSocket()
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n')
    await answer
  })

  it('is answered when it came while the server was busy', async () => {
    const { socket, answer } = await openSocket()
    await new Promise((written) => socket.write(request, written))
    const until = performance.now() + 2 * patience.headersTimeout
    while (performance.now() < until);
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*read$/)
  })

  it('leaves other refusals as they were', async () => {
    const { socket, answer } = await openSocket()
    socket.write('no request at all\r\n\r\n')
    expect(await answer).toMatch(/^HTTP\/1\.1 400 /)
  })
})
