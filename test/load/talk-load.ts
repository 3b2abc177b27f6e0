// A program of its own, so that talking does not make the load that types late: in each room one person speaks at a time, over the server.
import {
  callSubprotocol,
  decodeCallDown,
  encodeCallUp,
  protocolVersion,
  tokenSubprotocolPrefix,
} from '@greenroom/protocol'
import { io } from 'socket.io-client'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { ascending, percentile } from './figures.ts'
import { type TalkHeard, type TalkRooms, talkRoomsSchema } from './talk-messages.ts'

/** 20 ms of voice at 24 kbit/s. */
const packet = new Uint8Array(60).fill(7)
/** A frame with two of them goes out every 40 ms, as from a page. */
const packets = [packet, packet]
const apart = packets.length * 20
/** Somebody speaks for so long before the other one answers. */
const turn = 4_000

const failures: string[] = []
let delays: number[] = []
let sent = 0

type Voice = { readonly say: (stamp: number) => void }

async function enter(url: string, session: string, token: string, peer: string, other: string): Promise<Voice> {
  const socket = io(url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { protocol: protocolVersion, token, after: 0, seenCases: [] },
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect_error', reject)
    socket.once('welcome', () => resolve())
    socket.once('goodbye', () => reject(new Error(`${peer} was not let in`)))
  })
  const state = {
    muted: false,
    camera: false,
    screen: false,
    direct: false,
    relay: true,
    whispers: false,
    liveKit: false,
  }
  const joined: unknown = await socket.timeout(10_000).emitWithAck('call', { kind: 'join', peer, state })
  if (!z.object({ ok: z.literal(true) }).safeParse(joined).success) failures.push(`${peer} is not in the call`)
  socket.on('disconnect', (why) => failures.push(`${peer}: the session's socket ended, ${why}`))
  const line = new WebSocket(`${url.replace(/^http/, 'ws')}/call/${session}`, [
    callSubprotocol,
    `${tokenSubprotocolPrefix}${token}`,
  ])
  await new Promise<void>((resolve, reject) => {
    line.once('open', () => resolve())
    line.once('error', reject)
  })
  line.on('close', (code) => failures.push(`${peer}: the voice's socket ended, ${code}`))
  line.on('message', (data: Buffer) => {
    const frame = decodeCallDown(data)
    // Both ends are in this program, and so is their clock.
    if (frame?.kind === 'voice') for (const _ of frame.packets) delays.push(Math.round(performance.now()) - frame.stamp)
  })
  line.send(encodeCallUp({ kind: 'hello', peer }))
  line.send(encodeCallUp({ kind: 'want', peers: [other] }))
  return { say: (stamp) => line.send(encodeCallUp({ kind: 'voice', stamp, packets })) }
}

async function talk({ url, rooms }: TalkRooms): Promise<void> {
  const pairs: (readonly [Voice, Voice])[] = []
  for (const [at, { session, tokens }] of rooms.entries()) {
    const [one, other] = [`voice-one-${at}`, `voice-other-${at}`]
    pairs.push([await enter(url, session, tokens[0], one, other), await enter(url, session, tokens[1], other, one)])
  }
  process.send?.({ kind: 'ready' })
  const began = performance.now()
  let step = 0
  // A step of 2 ms for a tenth of the rooms: people do not speak in time with one another.
  const shares = 10
  setInterval(() => {
    for (; began + step * (apart / shares) <= performance.now(); step++) {
      const now = performance.now()
      for (let room = step % shares; room < pairs.length; room += shares) {
        pairs[room]?.[Math.floor((now + room * 317) / turn) % 2]?.say(Math.round(now))
        sent += packets.length
      }
    }
  }, apart / shares)
}

process.on('message', (message) => {
  const rooms = talkRoomsSchema.safeParse(message)
  if (rooms.success) {
    talk(rooms.data).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    })
    return
  }
  const sorted = ascending(delays)
  const heard: TalkHeard = {
    sent,
    heard: delays.length,
    p50: sorted.length === 0 ? null : percentile(sorted, 0.5),
    p99: sorted.length === 0 ? null : percentile(sorted, 0.99),
    failures: failures.splice(0),
  }
  sent = 0
  delays = []
  process.send?.(heard)
})
