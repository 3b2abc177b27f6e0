// One attack, in a process of its own: `node abuse-attack.ts <name> <json>`. Says nothing; ends when its time is over.
import { createConnection } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { protocolVersion } from '@greenroom/protocol'
import { io, type Socket } from 'socket.io-client'
import { WebSocket } from 'ws'

export type Victim = {
  readonly url: string
  readonly session: string
  readonly tokens: Readonly<Record<'interviewer' | 'candidate' | 'observer', string>>
  readonly seconds: number
}

const [name = '', json = '{}'] = process.argv.slice(2)
const victim = JSON.parse(json) as Victim
const until = performance.now() + victim.seconds * 1000
const lasts = (): boolean => performance.now() < until

/** As often as it can, `lanes` at once. */
async function again(lanes: number, once: (lane: number) => Promise<unknown>): Promise<void> {
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (lasts()) await once(lane).catch(() => wait(20))
    }),
  )
}

const postCases = async (body: string): Promise<void> => {
  const answer = await fetch(`${victim.url}/api/own-cases`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: Uint8Array.from(gzipSync(body)),
  })
  await answer.arrayBuffer()
}
const files = (text: string, count: number): string =>
  JSON.stringify({ files: Array.from({ length: count }, (_, n) => ({ name: `${n}.yaml`, text })) })

const open = (token: string, seenCases: readonly unknown[] = [], after = 0): Socket =>
  io(victim.url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { protocol: protocolVersion, token, after, seenCases },
  })
const ended = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('disconnect', () => resolve())
    socket.on('connect_error', () => resolve())
    socket.io.on('close', () => resolve())
  })
const boardOf = (token: string): WebSocket =>
  new WebSocket(`${victim.url.replace('http', 'ws')}/yjs/${victim.session}/board-r1`, [
    'greenroom.v1',
    `token.${token}`,
  ])

const { candidate = '', interviewer = '', observer = '' } = victim.tokens ?? {}
const attacks: Readonly<Record<string, () => Promise<unknown>>> = {
  'nested case files': () => again(4, () => postCases(files('{a: '.repeat(5_200), 4))),
  'two million elements': () => again(4, () => postCases(`{"files":[${'1,'.repeat(1_999_999)}1]}`)),
  'aliases in case files': () =>
    again(4, () => postCases(files(`a: &a [${'x, '.repeat(200)}]\n${'k: *a\n'.repeat(2_000)}`, 17))),
  'seen cases in handshakes': () =>
    again(8, async () => {
      const socket = open('x'.repeat(43), Array(20_000).fill(1))
      await Promise.race([ended(socket), wait(2_000)])
      socket.disconnect()
    }),
  'junk evidence': () =>
    again(8, async () => {
      const socket = open(candidate)
      const end = ended(socket)
      const evidence = Array(20_000).fill(0)
      const scores = { a: { score: 1, words: '', evidence } }
      for (let sent = 0; sent < 40; sent++) {
        socket.emit('command', { commandId: 'c', command: { kind: 'sealScorecard', scorecard: { scores } } })
      }
      await Promise.race([end, wait(2_000)])
      socket.disconnect()
    }),
  'renaming over new connections': () =>
    again(8, async () => {
      const socket = open(observer)
      const end = ended(socket)
      for (let sent = 0; sent < 60; sent++) {
        const command = { kind: 'rename', name: `Guest ${Math.random()}` }
        socket.emit('command', { commandId: `c${Math.random().toString(36).slice(2)}`, command })
      }
      await Promise.race([end, wait(300)])
      socket.disconnect()
    }),
  'joining the stream again and again': () =>
    again(8, async () => {
      const socket = open(observer)
      await Promise.race([ended(socket), new Promise((resolve) => socket.once('entries', resolve)), wait(2_000)])
      socket.disconnect()
    }),
  'asking for the board again and again': () =>
    again(8, async () => {
      const socket = boardOf(observer)
      const end = new Promise((resolve) => socket.once('close', resolve))
      socket.on('error', () => {})
      socket.on('open', () => {
        for (let sent = 0; sent < 18; sent++) socket.send(Uint8Array.of(0, 0, 1, 0))
      })
      await Promise.race([end, wait(200)])
      socket.terminate()
    }),
  'replay pages side by side': () =>
    again(32, async () => {
      const answer = await fetch(`${victim.url}/api/sessions/${victim.session}/replay`, {
        headers: { authorization: `Bearer ${observer}` },
      })
      await answer.arrayBuffer()
    }),
  'guesses of tokens': () =>
    again(16, async (lane) => {
      const answer = await fetch(`${victim.url}/api/sessions/${victim.session}`, {
        headers: { authorization: `Bearer ${'g'.repeat(40)}${lane}${Math.random().toString(36).slice(2)}` },
      })
      await answer.arrayBuffer()
    }),
  'silent lines': async () => {
    const { hostname, port } = new URL(victim.url)
    const lines = Array.from({ length: 1_000 }, () => createConnection(Number(port), hostname))
    for (const line of lines) line.on('error', () => {})
    await wait(victim.seconds * 1000)
    for (const line of lines) line.destroy()
  },
  'deaf readers': async () => {
    const sockets = Array.from({ length: 8 }, () => open(interviewer))
    await wait(500)
    for (const socket of sockets) {
      const engine: unknown = Reflect.get(socket.io, 'engine')
      const transport: unknown = engine && Reflect.get(Object(engine), 'transport')
      const ws: unknown = transport && Reflect.get(Object(transport), 'ws')
      if (ws instanceof WebSocket) ws.pause()
    }
    const writer = open(interviewer)
    while (lasts()) {
      writer.emit('command', {
        commandId: `n${Math.random().toString(36).slice(2)}`,
        command: { kind: 'writeNote', note: 'n1', words: 'x'.repeat(3_900) },
      })
      await wait(40)
    }
    for (const socket of [...sockets, writer]) socket.disconnect()
  },
}

const attack = attacks[name]
if (attack === undefined) {
  process.stdout.write(JSON.stringify(Object.keys(attacks)))
} else {
  await attack()
  process.exit(0)
}
