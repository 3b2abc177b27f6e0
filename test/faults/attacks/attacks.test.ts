import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeCodes, protocolVersion } from '@greenroom/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { type PreparedRoom, prepareRooms, type Who } from '../../fixtures/prepared-rooms.ts'
import { runCount } from '../../fixtures/run-counts.ts'
import { type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { residentBytes } from '../../load/process-figures.ts'
import { type BoardClient, message, openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf, typeInto } from '../steps/cards.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Of 500 frames each: a million in a long run. */
const fuzzRounds = runCount('F30: connections that send random frames', 40, 2_000)

/** A server in a process of its own with a small heap: what an attacker costs it costs nobody else the thread they measure on. */
const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-attacks-'))
let server: ServerProcess
let rooms: readonly PreparedRoom[]
let calm: BoardClient
let watcher: BoardClient
let letters = 0
const personOf = (room: PreparedRoom | undefined, who: Who): Person => {
  if (room === undefined) throw new Error('no room')
  return { session: room.session, participant: room.participants[who], token: room.tokens[who] }
}
const socketUrl = (): string => server.url.replace('http', 'ws')
beforeAll(async () => {
  rooms = await prepareRooms(dataDir, 8)
  server = await startServer(dataDir, {
    env: { NODE_OPTIONS: '--max-old-space-size=256 --disable-warning=ExperimentalWarning' },
  })
  calm = await openBoard(socketUrl(), personOf(rooms[0], 'candidate'))
  watcher = await openBoard(socketUrl(), personOf(rooms[0], 'interviewer'))
  await calm.sync()
  await watcher.sync()
  calm.edit((doc) => addCard(doc, 'calm', ''))
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

/** A letter of the calm room, until somebody else in it has it. Answers milliseconds. */
const typeCalmly = async (): Promise<number> => {
  const since = performance.now()
  letters++
  calm.edit((doc) => typeInto(doc, 'calm', 'x'))
  await watcher.until('the letter', () => cardsOf(watcher.doc)[0]?.length === letters)
  return performance.now() - since
}
const printed = (what: string, times: readonly number[]): void => {
  const sorted = [...times].sort((a, b) => a - b)
  console.info(`${what}: the calm room's slowest letter of ${sorted.length} took ${sorted.at(-1)?.toFixed(0)} ms`)
}
const isAlive = async (): Promise<void> => {
  expect(server.child.exitCode).toBe(null)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  expect(server.output()).not.toMatch(/"level":60|handler failed/)
}

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const orphan = (): Uint8Array => {
  const doc = new Y.Doc()
  addCard(doc, 'card', 'x')
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  typeInto(doc, 'card', 'y')
  return updates[0] ?? Uint8Array.of()
}
const secondEncoding = (): Uint8Array => {
  const doc = new Y.Doc()
  addCard(doc, 'card', 'x')
  return Y.encodeStateAsUpdateV2(doc)
}

describe('T25, F12: bombs against a server with a heap of 256 MB', () => {
  it.each([
    ['a declared multitude of structs', () => bytes('01ffffff0f0500'), closeCodes.malformed],
    ['missing predecessors', orphan, closeCodes.gap],
    ['the second encoding', secondEncoding, closeCodes.malformed],
    ['random bytes', () => Uint8Array.from({ length: 60 }, () => Math.floor(Math.random() * 256)), null],
  ])('%s end their own replica alone, while another room goes on typing', async (what, bomb, code) => {
    const before = residentBytes(server.pid)
    const times: number[] = []
    const codes: number[] = []
    for (let round = 0; round < 12; round++) {
      const attacker = await openBoard(socketUrl(), personOf(rooms[1], round % 2 ? 'candidate' : 'interviewer'))
      for (let shot = 0; shot < 100; shot++) attacker.sendSync(2, bomb())
      times.push(await typeCalmly())
      codes.push(await attacker.closed)
      expect(attacker.committed()).toBe(0)
    }
    printed(what, times)
    if (code !== null) {
      // Who still sends when the server cuts the connection may never read the code (1006); not every time, though.
      expect([code, closeCodes.flood, closeCodes['try-later'], 1006]).toEqual(expect.arrayContaining(codes))
      expect(codes).toContain(code)
    }
    await isAlive()
    expect((residentBytes(server.pid) - before) / 1024 / 1024).toBeLessThan(120)
  })
})

describe('T26, F12: much and often against a server with a heap of 256 MB', () => {
  it('a frame of 10 MB closes its sender with 1009, and 10,000 messages close theirs alone', async () => {
    const seen = watcher.received.length
    const big = await openBoard(socketUrl(), personOf(rooms[2], 'candidate'))
    big.send(new Uint8Array(10 * 1024 * 1024))
    expect(await big.closed).toBe(1009)
    expect(watcher.received.length).toBe(seen)

    const peer = await openBoard(socketUrl(), personOf(rooms[2], 'interviewer'))
    await peer.sync()
    const sender = await openBoard(socketUrl(), personOf(rooms[2], 'candidate'))
    const nothing = message(0, 2, Uint8Array.of(0, 0))
    const times: number[] = []
    for (let number = 0; number < 10_000; number++) {
      sender.send(nothing)
      if (number % 1_000 === 0) times.push(await typeCalmly())
    }
    expect(await sender.closed).toBe(closeCodes.flood)
    printed('10,000 messages', times)
    await peer.sync()
    peer.edit((doc) => addCard(doc, 'after', 'undisturbed'))
    await peer.until('the count', () => peer.committed() === 1)
    await isAlive()
  })
})

/** A connection on which a test writes its bytes by hand. */
type Line = {
  readonly line: Socket
  readonly closed: Promise<void>
  readonly read: () => Buffer
  /** Looks whenever something has come. */
  readonly until: (holds: () => boolean) => Promise<void>
}
const openLine = async (first: string): Promise<Line> => {
  const line = createConnection(server.port, '127.0.0.1')
  let got = Buffer.alloc(0)
  line.on('data', (data: Buffer) => {
    got = Buffer.concat([got, data])
  })
  const closed = new Promise<void>((resolve) => line.once('close', () => resolve()))
  line.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    line.once('connect', () => resolve())
    line.once('error', reject)
  })
  line.write(first)
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return
        line.off('data', look)
        resolve()
      }
      line.on('data', look)
      look()
    })
  return { line, closed, read: () => got, until }
}
const upgradeTo = (path: string, ...headers: readonly string[]): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${server.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
    '\r\n',
  ].join('\r\n')
const liveUpgrade = (...headers: readonly string[]): string =>
  upgradeTo('/socket.io/?EIO=4&transport=websocket', ...headers)
const boardUpgrade = (person: Person, ...headers: readonly string[]): string =>
  upgradeTo(
    `/yjs/${person.session}/board-r1`,
    `Sec-WebSocket-Protocol: greenroom.v1, token.${person.token}`,
    ...headers,
  )
/** One frame, masked with zeros as a client's must be masked. `head` is its first byte: FIN, reserved bits and opcode. */
const frame = (head: number, payload: Uint8Array, { masked = true } = {}): Buffer => {
  const bit = masked ? 0x80 : 0
  const length = payload.length < 126 ? [bit | payload.length] : [bit | 126, payload.length >> 8, payload.length & 255]
  return Buffer.concat([Buffer.from([head, ...length]), Buffer.alloc(masked ? 4 : 0), payload])
}
const upgraded = async (line: Line): Promise<void> => {
  await expect.poll(() => line.read().toString('latin1')).toContain('\r\n\r\n')
}
/** The code of the close frame that the server sent last. */
const closeCodeIn = (all: Buffer): number | null => {
  const body = all.subarray(all.indexOf('\r\n\r\n') + 4)
  for (let at = 0; at + 1 < body.length; ) {
    const short = (body[at + 1] ?? 0) & 127
    const size = short === 126 ? body.readUInt16BE(at + 2) : short === 127 ? body.readUInt32BE(at + 6) : short
    const start = at + (short === 126 ? 4 : short === 127 ? 10 : 2)
    if (((body[at] ?? 0) & 15) === 8) return size >= 2 ? body.readUInt16BE(start) : 1005
    at = start + size
  }
  return null
}

describe('T27, F30: frames and headers by hand', () => {
  const long = Buffer.alloc(126, 'x')
  const nothing = Buffer.from(message(0, 2, Uint8Array.of(0, 0)))
  it.each<[string, Buffer, readonly number[]]>([
    ['a reserved bit, as of a compressed frame', frame(0xc2, nothing), [1002]],
    ['a second reserved bit', frame(0xa2, nothing), [1002]],
    ['an unknown kind of data', frame(0x83, nothing), [1002]],
    ['an unknown kind of control frame', frame(0x8b, nothing), [1002]],
    ['a frame without a mask', frame(0x82, nothing, { masked: false }), [1002]],
    ['a ping that is too long', frame(0x89, long), [1002]],
    ['a ping in pieces', frame(0x09, nothing), [1002]],
    ['a piece of nothing', frame(0x80, nothing), [1002]],
    ['a message inside another', Buffer.concat([frame(0x02, nothing), frame(0x82, nothing)]), [1002]],
    ['a close of one byte', frame(0x88, Buffer.of(3)), [1002]],
    ['a close with a code that nobody may send', frame(0x88, Buffer.from([0x03, 0xed])), [1002]],
    ['letters that are no UTF-8', frame(0x81, Buffer.from([0xc3, 0x28])), [1007]],
    ['text on a channel of bytes', frame(0x81, nothing), [closeCodes.malformed, 1003]],
    ['a message of an unknown type', frame(0x82, Buffer.from([99, 1, 2])), [closeCodes.malformed]],
    ['a message that ends too early', frame(0x82, Buffer.from([0, 2, 200])), [closeCodes.malformed]],
    ['a message that goes on too long', frame(0x82, Buffer.concat([nothing, long])), [closeCodes.malformed]],
    [
      'a length of 2^62 bytes',
      Buffer.concat([Buffer.from([0x82, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0]), Buffer.alloc(4)]),
      [1009],
    ],
  ])('%s closes its own connection, with a code that says so', async (_what, sent, codes) => {
    const line = await openLine(boardUpgrade(personOf(rooms[3], 'observer')))
    await upgraded(line)
    expect(line.read().toString('latin1')).toMatch(/^HTTP\/1\.1 101/)
    line.line.write(sent)
    await expect.poll(() => closeCodeIn(line.read()), { timeout: 5_000 }).not.toBe(null)
    expect(codes).toContain(closeCodeIn(line.read()))
    line.line.destroy()
    await line.closed
  })

  it.each(['/api/recordings', '/nothing', '/readyz'])(
    'a body to %s in pieces of one byte is not read: a request says how long its body is',
    async (path) => {
      const line = await openLine(
        `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
      )
      const pieces = Buffer.from('1\r\nA\r\n'.repeat(10_000))
      for (let sent = 0; sent < 100 && !line.line.destroyed; sent++) {
        line.line.write(pieces)
        await new Promise((resolve) => setImmediate(resolve))
      }
      await line.closed
      expect(line.read().toString('latin1')).toMatch(/^(HTTP\/1\.1 411|$)/)
      await typeCalmly()
      await isAlive()
    },
  )

  it('tens of thousands of pieces of one message end its connection, and cost no memory', async () => {
    const before = residentBytes(server.pid)
    const line = await openLine(boardUpgrade(personOf(rooms[3], 'candidate')))
    await upgraded(line)
    const piece = frame(0x00, Buffer.of(1))
    line.line.write(Buffer.concat([frame(0x02, Buffer.of(0)), ...Array.from({ length: 60_000 }, () => piece)]))
    line.line.write(Buffer.concat(Array.from({ length: 60_000 }, () => piece)))
    await expect.poll(() => closeCodeIn(line.read()) ?? line.line.destroyed, { timeout: 10_000 }).toBeTruthy()
    line.line.destroy()
    await typeCalmly()
    expect((residentBytes(server.pid) - before) / 1024 / 1024).toBeLessThan(50)
  })

  it('a message in more pieces than anything makes of one ends its connection at once; in fewer it is read', async () => {
    const pieces = (count: number): Buffer =>
      Buffer.concat([
        frame(0x02, nothing),
        ...Array.from({ length: count - 2 }, () => frame(0x00, Buffer.alloc(0))),
        frame(0x80, Buffer.alloc(0)),
      ])
    const line = await openLine(boardUpgrade(personOf(rooms[3], 'observer')))
    await upgraded(line)
    for (let message = 0; message < 3; message++) line.line.write(pieces(100))
    // A ping comes back behind them, and no close before it.
    line.line.write(frame(0x89, Buffer.from('through')))
    await expect.poll(() => line.read().toString('latin1')).toContain('through')
    expect([closeCodeIn(line.read()), line.line.destroyed]).toEqual([null, false])
    line.line.write(pieces(200))
    await expect.poll(() => closeCodeIn(line.read()), { timeout: 5_000 }).toBe(1008)
    line.line.destroy()
    await line.closed
  })

  /** `answer`: bytes that come back for each. A flood that waits for them is not ended by `ws`, which leaves few pings unanswered. */
  it.each<[string, (person: Person) => string, Buffer, number]>([
    ['pings to a board', boardUpgrade, frame(0x89, nothing), 2 + nothing.length],
    ['pongs to a board', boardUpgrade, frame(0x8a, Buffer.alloc(0)), 0],
    ['pings to the session', () => liveUpgrade(), frame(0x89, nothing), 2 + nothing.length],
    ['pongs of Engine.IO', () => liveUpgrade(), frame(0x81, Buffer.from('3')), 0],
    ['calls to other namespaces', () => liveUpgrade(), frame(0x81, Buffer.from('40/elsewhere,')), 0],
  ])(
    'a flood of %s counts like any other, and ends its connection',
    async (_what, upgrade, one, answer) => {
      const person = personOf(rooms[3], 'observer')
      const line = await openLine(upgrade(person))
      await upgraded(line)
      // Named, so that nothing but the flood can end it.
      if (upgrade !== boardUpgrade) {
        const auth = { protocol: protocolVersion, token: person.token, after: 0, seenCases: [] }
        line.line.write(frame(0x81, Buffer.from(`40${JSON.stringify(auth)}`)))
        await expect.poll(() => line.read().toString('latin1')).toContain('"welcome"')
      }
      const atOnce = answer === 0 ? 100 : 10
      const flood = Buffer.concat(Array.from({ length: atOnce }, () => one))
      for (let sent = 0; sent < 4_000 && !line.line.destroyed; sent += atOnce) {
        const answered = line.read().length + atOnce * answer
        line.line.write(flood)
        if (answer > 0) await Promise.race([line.closed, line.until(() => line.read().length >= answered)])
      }
      await line.closed
      await isAlive()
      // Without answers to pings it would be ended as well, but only after 18 seconds.
    },
    15_000,
  )

  it('compression is not agreed to on either socket', async () => {
    const offer = 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits'
    for (const first of [liveUpgrade(offer), boardUpgrade(personOf(rooms[3], 'observer'), offer)]) {
      const line = await openLine(first)
      await upgraded(line)
      expect(line.read().toString('latin1')).toMatch(/^HTTP\/1\.1 101/)
      expect(line.read().toString('latin1').toLowerCase()).not.toContain('sec-websocket-extensions')
      line.line.destroy()
    }
  })

  it('headers without end are refused', async () => {
    const big = `X-Filler: ${'x'.repeat(1_000)}`
    for (const first of [
      `GET /healthz HTTP/1.1\r\nHost: x\r\n${`${big}\r\n`.repeat(40)}\r\n`,
      liveUpgrade(...Array.from({ length: 40 }, () => big)),
      boardUpgrade(personOf(rooms[3], 'observer'), ...Array.from({ length: 40 }, () => big)),
    ]) {
      const line = await openLine(first)
      await line.closed
      expect(line.read().toString('latin1')).toMatch(/^HTTP\/1\.1 431|^$/)
    }
  })

  it('headers that never end are not waited for', async () => {
    const lines = await Promise.all(
      Array.from({ length: 50 }, () => openLine('GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ')),
    )
    const drip = setInterval(() => {
      for (const { line } of lines) if (!line.destroyed) line.write('x')
    }, 250)
    try {
      await Promise.all(lines.map(({ closed }) => closed))
    } finally {
      clearInterval(drip)
    }
    await isAlive()
  }, 20_000)

  it('random frames of every kind end no process and cost no memory, and another room goes on', async () => {
    const before = residentBytes(server.pid)
    const times: number[] = []
    let seed = 20261128
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return Math.floor((seed / 2 ** 32) * below)
    }
    for (let round = 0; round < fuzzRounds; round++) {
      const path = round % 2 === 0 ? boardUpgrade(personOf(rooms[4 + (round % 3)], 'observer')) : liveUpgrade()
      const line = await openLine(path)
      await upgraded(line)
      for (let number = 0; number < 500 && !line.line.destroyed; number++) {
        const payload = Buffer.from(Array.from({ length: random(60) }, () => random(256)))
        if (random(3) > 0 && payload.length > 2) {
          payload[0] = random(4)
          payload[1] = random(4)
        }
        line.line.write(frame(random(8) === 0 ? random(256) : 0x82, payload))
      }
      times.push(await typeCalmly())
      line.line.destroy()
      await line.closed
    }
    printed('random frames', times)
    await isAlive()
    expect((residentBytes(server.pid) - before) / 1024 / 1024).toBeLessThan(50)
  }, 1_200_000)
})

describe('T28: two thousand connections that never say who they are', () => {
  it('are all gone within the deadline, silent or not, and are kept nowhere', async () => {
    const before = residentBytes(server.pid)
    const chatter = frame(0x81, Buffer.from(`42${JSON.stringify(['command', { words: 'x'.repeat(60) }])}`))
    const lines: Line[] = []
    for (let batch = 0; batch < 20; batch++) {
      const opened = await Promise.all(Array.from({ length: 100 }, () => openLine(liveUpgrade())))
      lines.push(...opened)
      // They answer pings, so that nothing but the deadline for a name can end them.
      for (const { line } of opened) {
        line.on('data', (data: Buffer) => {
          if (data.at(-1) === 50 && data.at(-2) === 1) line.write(frame(0x81, Buffer.from('3')))
        })
      }
    }
    const talk = setInterval(() => {
      for (const [index, { line }] of lines.entries()) if (index % 2 === 1 && !line.destroyed) line.write(chatter)
    }, 500)
    try {
      for (const line of lines) expect(line.read().toString('latin1')).toMatch(/^(?:$|HTTP\/1\.1 101)/)
      // Handshakes wait for their turn, so the last ones may still be on their way.
      await expect
        .poll(() => lines.filter((line) => line.read().length > 0).length, { timeout: 8_000, interval: 50 })
        .toBeGreaterThan(1_500)
      await typeCalmly()
      const grown = (residentBytes(server.pid) - before) / 1024 / 1024
      console.info(`2,000 connections without a name: ${grown.toFixed(0)} MB`)
      await Promise.all(lines.map(({ closed }) => closed))
    } finally {
      clearInterval(talk)
    }
    // What V8 grew by for them is given back once the server is quiet.
    await expect
      .poll(() => (residentBytes(server.pid) - before) / 1024 / 1024, { timeout: 25_000, interval: 250 })
      .toBeLessThan(50)
    await isAlive()
  }, 70_000)
})
