// One attack, in a process of its own: `node abuse-attack.ts <name> <json>`. Prints "ready" and begins; ends when its time is over.
import { createConnection } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { newItemId } from '@greenroom/board'
import { protocolVersion } from '@greenroom/protocol'
import { participantIdSchema, sessionIdSchema } from '@greenroom/session'
import * as encoding from 'lib0/encoding'
import { io, type Socket } from 'socket.io-client'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { type BoardClient, openBoard } from '../faults/steps/board-client.ts'
import { addCard } from '../faults/steps/cards.ts'
import { floodAttacks } from './abuse-floods.ts'
import { lineAttacks } from './abuse-lines.ts'
import { requestAttacks } from './abuse-requests.ts'

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

/** The candidate's board, in sync with the server. */
async function openInStep(): Promise<BoardClient> {
  const person = {
    session: sessionIdSchema.parse(victim.session),
    participant: participantIdSchema.parse('the-attacker'),
    token: candidate,
  }
  const board = await openBoard(victim.url.replace('http', 'ws'), person)
  await board.sync()
  return board
}

/** A card of this attacker, and its text. */
function ownCard(board: BoardClient): Y.Text {
  const item = newItemId(Math.random)
  board.edit((doc) => addCard(doc, item, ''))
  const card = board.doc.getMap('items').get(item)
  const text = card instanceof Y.Map ? card.get('text') : null
  if (!(text instanceof Y.Text)) throw new Error('no text')
  return text
}

/** `say` again and again on one board after another, until the server ends each. */
const onBoards = (lanes: number, say: (board: BoardClient) => Promise<void> | void): Promise<void> =>
  again(lanes, async () => {
    const board = await openInStep()
    let isOpen = true
    void board.closed.then(() => {
      isOpen = false
    })
    try {
      while (isOpen && lasts()) {
        await say(board)
        await wait(0)
      }
    } finally {
      board.socket.terminate()
    }
  })

/** A letter by a new client between two others, in Yjs' first encoding: everything between them has to be walked. */
function letterBetween(client: number, author: number, first: number, last: number): Uint8Array {
  const encoder = encoding.createEncoder()
  // One client, one struct, from clock 0: text (4) with an origin (128) and a right origin (64).
  for (const part of [1, 1, client, 0]) encoding.writeVarUint(encoder, part)
  encoding.writeUint8(encoder, 0xc4)
  for (const part of [author, first, author, last]) encoding.writeVarUint(encoder, part)
  encoding.writeVarString(encoder, 'a')
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}
const target = { ...victim, url: victim.url ?? 'http://localhost', lasts, again }
const attacks: Readonly<Record<string, () => Promise<unknown>>> = {
  ...requestAttacks(target),
  ...lineAttacks(target),
  ...floodAttacks(target),
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
  'letters that traverse thousands of items': async () => {
    // As many one-letter structs as a text may have, which cannot merge and are removed again.
    const board = await openInStep()
    const text = ownCard(board)
    const first = Y.getState(board.doc.store, board.doc.clientID)
    for (let part = 0; part < 19; part++) {
      board.edit(() => {
        for (let letter = 0; letter < 200; letter++) text.insert(0, 'x')
      })
      await wait(50)
    }
    const last = Y.getState(board.doc.store, board.doc.clientID) - 1
    board.edit(() => text.delete(0, text.length))
    await wait(500)
    let client = 1_000_000
    await onBoards(8, (one) => one.sendSync(2, letterBetween(client++, board.doc.clientID, last, first)))
    board.socket.terminate()
  },
  'malformed updates': () =>
    onBoards(8, (board) => {
      board.sendSync(2, Uint8Array.from(Buffer.from('01ffffff0f0500', 'hex')))
    }),
  'edits that change nothing': async () => {
    let known: Uint8Array | null = null
    await onBoards(8, (board) => {
      if (known === null) {
        ownCard(board)
        known = Y.encodeStateAsUpdate(board.doc)
      }
      for (let sent = 0; sent < 20; sent++) board.sendSync(2, known)
    })
  },
  'large edits, removed again': () => {
    const texts = new WeakMap<BoardClient, Y.Text>()
    return onBoards(4, async (board) => {
      const text = texts.get(board) ?? ownCard(board)
      texts.set(board, text)
      board.edit(() => text.insert(0, 'x'.repeat(1_900)))
      board.edit(() => text.delete(0, text.length))
      await wait(5)
    })
  },
  'endless cards': () => onBoards(4, (board) => board.edit((doc) => addCard(doc, newItemId(Math.random), 'card'))),
  'a new Yjs client for every letter': async () => {
    const board = await openInStep()
    const text = ownCard(board)
    board.edit(() => text.insert(0, 'ab'))
    const end = Y.getState(board.doc.store, board.doc.clientID)
    let client = 2_000_000
    await onBoards(4, (one) => one.sendSync(2, letterBetween(client++, board.doc.clientID, end - 2, end - 1)))
    board.socket.terminate()
  },
  'thousands of carets': () =>
    onBoards(8, (board) => {
      const state = { focus: 'x'.repeat(60), caret: { field: null, anchor: 1, head: 1 } }
      for (let sent = 0; sent < 30; sent++) board.showAwareness([{ client: board.doc.clientID, clock: sent, state }])
    }),
  'claims of client ids': () => {
    let client = 3_000_000
    return again(8, async () => {
      const board = await openInStep()
      board.showAwareness(
        Array.from({ length: 40 }, () => ({ client: client++, clock: 1, state: { focus: null, caret: null } })),
      )
      await wait(5)
      board.socket.terminate()
    })
  },
  'long state vectors': () =>
    onBoards(8, (board) => {
      const vector = new Map(Array.from({ length: 8_000 }, (_, index) => [index + 10, 0]))
      board.sendSync(0, Y.encodeStateVector(vector))
    }),
  'growing notes': () =>
    again(8, async () => {
      const socket = open(interviewer)
      const end = ended(socket)
      const words = 'x'.repeat(3_900)
      for (let sent = 0; sent < 60; sent++) {
        const commandId = `n${Math.random().toString(36).slice(2)}`
        socket.emit('command', {
          commandId,
          command: { kind: 'writeNote', note: `n${sent}`, words: `${words}${sent}` },
        })
      }
      await Promise.race([end, wait(1_000)])
      socket.disconnect()
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
  'silent connections': async () => {
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
  process.stdout.write('ready\n')
  await attack()
  process.exit(0)
}
