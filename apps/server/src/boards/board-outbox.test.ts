import { PassThrough } from 'node:stream'
import { describe, expect, it, vi } from 'vitest'
import { BoardOutboxes, rideWithin } from './board-outbox.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The messages in a server's frames, read as RFC 6455 has them. */
const messagesIn = (bytes: Buffer): readonly string[] => {
  const messages: string[] = []
  for (let at = 0; at < bytes.length; ) {
    expect(bytes[at]).toBe(0x82)
    const short = bytes.readUInt8(at + 1)
    const head = short < 126 ? 2 : short === 126 ? 4 : 10
    const size =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
    messages.push(bytes.toString('latin1', at + head, at + head + size))
    at += head + size
  }
  return messages
}

const openOutbox = () => {
  const wire = new PassThrough()
  const chunks: Buffer[] = []
  wire.on('data', (chunk: Buffer) => chunks.push(chunk))
  const state = { open: true }
  const heard = (): readonly string[] => messagesIn(Buffer.concat(chunks))
  /** The message that goes last in what leaves next. */
  const tail: Buffer[] = []
  const outbox = new BoardOutboxes().open(
    wire,
    () => state.open,
    () => tail.shift() ?? null,
  )
  return { heard, chunks, state, tail, outbox }
}

describe('the outbox of a board connection', () => {
  it('writes everything sent in one turn in one piece, in order', async () => {
    const { outbox, heard, chunks } = openOutbox()
    outbox.send(Buffer.from('one'))
    outbox.send(Buffer.from('two'))
    expect(outbox.unsent()).toBe(6)
    await turn()
    await turn()
    expect(heard()).toEqual(['one', 'two'])
    expect(chunks).toHaveLength(1)
    expect(outbox.unsent()).toBe(0)
  })

  it.each([0, 1, 125, 126, 127, 16_383, 16_384, 65_535, 65_536, 1_000_000])('frames %i bytes', async (size) => {
    const { outbox, heard } = openOutbox()
    outbox.send(Buffer.alloc(size, 'x'))
    outbox.send(Buffer.from('after'))
    outbox.flush()
    await turn()
    await turn()
    expect(heard().map((message) => message.length)).toEqual([size, 'after'.length])
  })

  it('says it at once when asked to, and not again', async () => {
    const { outbox, heard } = openOutbox()
    outbox.send(Buffer.from('now'))
    outbox.flush()
    await turn()
    await turn()
    expect(heard()).toEqual(['now'])
  })

  it('lets what rides leave with what is sent next, in order and in one piece', async () => {
    const { outbox, heard, chunks } = openOutbox()
    outbox.ride(Buffer.from('rides'))
    await turn()
    await turn()
    expect(chunks).toEqual([])
    outbox.send(Buffer.from('sent'))
    outbox.ride(Buffer.from('rides along'))
    await turn()
    await turn()
    expect(heard()).toEqual(['rides', 'sent', 'rides along'])
    expect(chunks).toHaveLength(1)
  })

  it('lets what rides leave on its own when nothing is sent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      const { outbox, heard } = openOutbox()
      outbox.ride(Buffer.from('rides'))
      vi.advanceTimersByTime(rideWithin)
      await turn()
      expect(heard()).toEqual(['rides'])
    } finally {
      vi.useRealTimers()
    }
  })

  it.each(['send', 'ride'] as const)('adds the last message to what leaves after `%s`, once', async (how) => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      const { outbox, heard, chunks, tail } = openOutbox()
      tail.push(Buffer.from('last'))
      outbox[how](Buffer.from('first'))
      await turn()
      vi.advanceTimersByTime(rideWithin)
      await turn()
      expect(heard()).toEqual(['first', 'last'])
      expect(chunks).toHaveLength(1)
    } finally {
      vi.useRealTimers()
    }
  })

  it('sends the last message alone when it is flushed, but not because something else rode and has left', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      const { outbox, heard, tail } = openOutbox()
      outbox.ride(Buffer.from('rides'))
      outbox.send(Buffer.from('sent'))
      await turn()
      tail.push(Buffer.from('last'))
      vi.advanceTimersByTime(rideWithin)
      await turn()
      expect(heard()).toEqual(['rides', 'sent'])
      outbox.flush()
      await turn()
      expect(heard()).toEqual(['rides', 'sent', 'last'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('pings in one piece with what is sent', async () => {
    const { outbox, chunks } = openOutbox()
    outbox.ping()
    outbox.send(Buffer.from('x'))
    await turn()
    await turn()
    expect(chunks).toEqual([Buffer.from([0x89, 0, 0x82, 1, 'x'.charCodeAt(0)])])
  })

  it('sends nothing after a close', async () => {
    const { outbox, chunks, state } = openOutbox()
    outbox.send(Buffer.from('late'))
    state.open = false
    await turn()
    await turn()
    expect(chunks).toEqual([])
    expect(outbox.unsent()).toBe(0)
  })
})
