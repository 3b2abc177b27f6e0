import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createPipelinedRequests } from './pipelined-requests.ts'

let close = (): void => {}
afterEach(() => close())

/** A server that answers when it is told to, and one connection to it. */
async function open() {
  const waiting: { readonly request: IncomingMessage; readonly response: ServerResponse }[] = []
  const refused: IncomingMessage[] = []
  const waitForAnswers = createPipelinedRequests()
  const server = createServer((request, response) => {
    if (waitForAnswers(request, response)) waiting.push({ request, response })
    else refused.push(request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const socket = connect(address.port, '127.0.0.1')
  let said = ''
  socket.on('data', (data) => {
    said += data.toString('latin1')
  })
  close = () => {
    socket.destroy()
    server.close()
  }
  const [arrived] = await once(server, 'connection')
  return { waiting, refused, socket, arrived, answers: () => said.split('HTTP/1.1 200').length - 1 }
}

const head = `GET / HTTP/1.1\r\nHost: here\r\nX-Filler: ${'x'.repeat(14_000)}\r\n\r\n`

it('parses no more than a few heads before they are answered, and all of them in the end', async () => {
  const { waiting, socket, arrived, answers } = await open()
  socket.write(head.repeat(100))
  await expect.poll(() => arrived.isPaused()).toBe(true)
  // What has come in one piece with the fourth has been parsed as well.
  expect(waiting.length).toBeLessThan(12)
  let most = 0
  for (let answered = 0; answered < 100; answered++) {
    await expect.poll(() => waiting.length, { interval: 1 }).toBeGreaterThan(0)
    most = Math.max(most, waiting.length)
    waiting.shift()?.response.end('ok')
  }
  expect(most).toBeLessThan(12)
  await expect.poll(answers).toBe(100)
})

it('reads the body of the newest, however many wait before it', async () => {
  const { waiting, socket, answers } = await open()
  socket.write(
    `${'GET / HTTP/1.1\r\nHost: here\r\n\r\n'.repeat(6)}POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 8\r\n\r\nhalf`,
  )
  await expect.poll(() => waiting.length).toBe(7)
  socket.write('half')
  const body = (await waiting[6]?.request.toArray()) ?? []
  expect(Buffer.concat(body).toString()).toBe('halfhalf')
  for (const { response } of waiting) response.end('ok')
  await expect.poll(answers).toBe(7)
})

it('takes only so many fields at once, and as many again later', async () => {
  const { waiting, refused, socket } = await open()
  const wide = (times: number): string =>
    `GET / HTTP/1.1\r\nHost: here\r\n${'X-Field: y\r\n'.repeat(150)}\r\n`.repeat(times)
  socket.write(wide(2))
  await expect.poll(() => waiting.length).toBe(2)
  socket.write(wide(3))
  await expect.poll(() => refused.length).toBe(1)
  expect(waiting).toHaveLength(4)
})

it('takes one head of any number of fields', async () => {
  const { waiting, socket } = await open()
  socket.write(`GET / HTTP/1.1\r\nHost: here\r\n${'X: y\r\n'.repeat(500)}\r\n`)
  await expect.poll(() => waiting.length).toBe(1)
})
