import { createServer, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createBudgets } from '../budgets/index.ts'
import { createTurnedClock } from '../testing/folders-and-entries.ts'
import { createChunkRefusal } from './chunk-refusal.ts'

/** What is left of a refused request of 10,000 chunks that arrived in one piece: its answer, and the bytes of its body that were parsed. */
async function refuseInOnePiece(): Promise<{ readonly answer: string; readonly parsed: number }> {
  const refusal = createChunkRefusal({ budgets: createBudgets(), clock: createTurnedClock() }, () => 'somebody', true)
  const refused = Promise.withResolvers<IncomingMessage>()
  const server = createServer((request) => {
    expect(refusal.refuse(request)).toBe(true)
    setImmediate(() => refused.resolve(request))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const socket = connect(address.port, '127.0.0.1')
  let answer = ''
  socket.on('data', (data) => {
    answer += data.toString('latin1')
  })
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.write(`POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\nA\r\n'.repeat(10_000)}`)
  const parsed = (await refused.promise).readableLength
  await closed
  server.close()
  return { answer, parsed }
}

describe('refusing a body in chunks', () => {
  it('answers, and parses nothing more of what has arrived with it', async () => {
    const { answer, parsed } = await refuseInOnePiece()
    expect(answer.split('\r\n')[0]).toBe('HTTP/1.1 411 Length Required')
    expect(parsed).toBe(0)
  })
})
