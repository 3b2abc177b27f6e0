import {
  callMessageSchema,
  callSubprotocol,
  decodeCallDown,
  encodeCallUp,
  tokenSubprotocolPrefix,
} from '@greenroom/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { LiveConnection } from '../rooms/connections.ts'
import { openStage, type Person, type Stage } from '../testing/stage.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let stage: Stage
let people: readonly Person[]
beforeAll(async () => {
  stage = await openStage()
  people = await stage.createSession(['interviewer', 'candidate', 'observer'])
})
afterAll(() => stage.close())

const personAt = (place: number): Person => {
  const person = people[place]
  if (person === undefined) throw new Error('nobody there')
  return person
}
const peerOf = ({ participant }: Person): string => `peer-${participant}`

/** In the call, as the session's socket would have put them there. */
const joinCall = async (person: Person): Promise<void> => {
  const entered = await stage.rooms.enter(person.session, person.participant, 0)
  if (!entered.ok) throw new Error('not let in')
  entered.room.call.take(
    { participant: person.participant, sendCall: () => {} } as unknown as LiveConnection,
    callMessageSchema.parse({
      kind: 'join',
      peer: peerOf(person),
      state: {
        muted: false,
        camera: false,
        screen: false,
        direct: false,
        relay: true,
        whispers: false,
        liveKit: false,
      },
    }),
  )
}
const dial = (path: string, token: string, origin?: string) => {
  const socket = new WebSocket(`${stage.socketUrl}${path}`, [callSubprotocol, `${tokenSubprotocolPrefix}${token}`], {
    origin,
  })
  const frames: ReturnType<typeof decodeCallDown>[] = []
  socket.on('message', (data: Buffer) => frames.push(decodeCallDown(data)))
  socket.on('error', () => {})
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  const opened = new Promise<void>((resolve) => socket.once('open', () => resolve()))
  return { socket, frames, closed, opened }
}
const speak = async (person: Person) => {
  const connection = dial(`/call/${person.session}`, person.token)
  await connection.opened
  connection.socket.send(encodeCallUp({ kind: 'hello', peer: peerOf(person) }))
  return connection
}

describe('the socket for voice over the server', () => {
  it('[P34] lets in people of the session who are in its call, and closes to everybody else with the reason', async () => {
    const ana = personAt(0)
    expect(await dial(`/call/${ana.session}`, 'A'.repeat(43)).closed).toBe(4401)
    expect(await dial('/call/another-session', ana.token).closed).toBe(4403)
    // Not in the call yet.
    expect(await (await speak(ana)).closed).toBe(4403)
    await joinCall(ana)
    const early = dial(`/call/${ana.session}`, ana.token)
    await early.opened
    early.socket.send(encodeCallUp({ kind: 'voice', stamp: 20, packets: [Uint8Array.of(1, 2)] }))
    expect(await early.closed).toBe(4420)
    const large = await speak(ana)
    large.socket.send(new Uint8Array(5_000))
    expect(await large.closed).toBe(1009)
  })

  it('[P34] [P35] passes a voice on to those who asked for it and may hear it, and an observer’s to nobody', async () => {
    const [ana, ben, oto] = [personAt(0), personAt(1), personAt(2)]
    for (const person of [ana, ben, oto]) await joinCall(person)
    const connections = [await speak(ana), await speak(ben), await speak(oto)] as const
    const everybody = [ana, ben, oto].map(peerOf)
    for (const { socket } of connections) socket.send(encodeCallUp({ kind: 'want', peers: everybody }))
    await expect
      .poll(() => connections.every(({ frames }) => frames.some((one) => one?.kind === 'wanted' && one.wanted)), {
        timeout: 10_000,
      })
      .toBe(true)
    const packet = Uint8Array.of(0xf8, 1, 2, 3, 4)
    connections[2].socket.send(encodeCallUp({ kind: 'voice', stamp: 20, packets: [packet] }))
    connections[1].socket.send(encodeCallUp({ kind: 'voice', stamp: 40, packets: [packet] }))
    connections[0].socket.send(encodeCallUp({ kind: 'voice', stamp: 60, packets: [packet] }))
    const voicesOf = (at: 0 | 1 | 2) => connections[at].frames.filter((one) => one?.kind === 'voice')
    await expect
      .poll(() => [0, 1, 2].map((at) => voicesOf(at as 0 | 1 | 2).length), { timeout: 10_000 })
      .toEqual([1, 1, 2])
    expect(voicesOf(0)).toEqual([{ kind: 'voice', from: peerOf(ben), stamp: 40, packets: [expect.anything()] }])
    expect(voicesOf(1)).toMatchObject([{ from: peerOf(ana), stamp: 60 }])
    expect(voicesOf(2).some((one) => one?.kind === 'voice' && one.from === peerOf(oto))).toBe(false)

    // While nobody speaks, each page is told that the server is there.
    for (const { frames } of connections)
      await expect.poll(() => frames.some((one) => one?.kind === 'alive'), { timeout: 10_000 }).toBe(true)

    // A flood ends the one who floods.
    for (let frame = 0; frame < 600; frame += 1)
      connections[0].socket.send(encodeCallUp({ kind: 'voice', stamp: frame, packets: [packet] }))
    expect(await connections[0].closed).toBe(4429)
    expect(connections[1].socket.readyState).toBe(WebSocket.OPEN)
  })
})
