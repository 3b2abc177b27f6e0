import {
  type CallNotice,
  callSubprotocol,
  closeCodes,
  decodeCallDown,
  encodeCallUp,
  tokenSubprotocolPrefix,
} from '@greenroom/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { budgetTable } from '../../../apps/server/src/budgets/budget-table.ts'
import { createBudgets } from '../../../apps/server/src/budgets/index.ts'
import type { Person, Stage } from '../../../apps/server/src/testing/stage.ts'
import { enterSession, type SessionClient } from '../steps/session-client.ts'
import { createWaiting } from '../steps/wait-until.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

const state = { muted: false, camera: false, screen: false, direct: true, relay: true, whispers: false, liveKit: false }
const offer = { kind: 'description', type: 'offer', sdp: 'v=0' }
const peerOf = ({ participant }: Person): string => `peer-of-${participant}`
const joinCall = (client: SessionClient, peer: string): Promise<unknown> =>
  client.ask('call', { kind: 'join', peer, state })
const signal = (client: SessionClient, to: string, words: unknown = offer): Promise<unknown> =>
  client.ask('call', { kind: 'signal', to, signal: words })
const noticesOf = (client: SessionClient): readonly CallNotice[] =>
  client.events.flatMap(([name, message]) => (name === 'call' ? [message as CallNotice] : []))
const signalsOf = (client: SessionClient) => noticesOf(client).filter(({ kind }) => kind === 'signal')
const refused = { ok: false, code: 'not-in-call' }

/** A line for voice over the server that has not said whose it is. */
const connectVoice = async (stage: Stage, person: Person) => {
  const socket = new WebSocket(`${stage.socketUrl}/call/${person.session}`, [
    callSubprotocol,
    `${tokenSubprotocolPrefix}${person.token}`,
  ])
  const frames: NonNullable<ReturnType<typeof decodeCallDown>>[] = []
  const { wake, until } = createWaiting(10_000)
  socket.on('message', (data: Buffer) => {
    const frame = decodeCallDown(data)
    if (frame !== null) frames.push(frame)
    wake()
  })
  socket.on('error', () => {})
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise<void>((resolve) => socket.once('open', () => resolve()))
  return {
    socket,
    closed,
    until,
    want: (peers: readonly string[]) => socket.send(encodeCallUp({ kind: 'want', peers })),
    say: (stamp: number) => socket.send(encodeCallUp({ kind: 'voice', stamp, packets: [Uint8Array.of(1, 2, 3, 4)] })),
    isWanted: () => frames.some((frame) => frame.kind === 'wanted' && frame.wanted),
    stamps: () => frames.flatMap((frame) => (frame.kind === 'voice' ? [frame.stamp] : [])),
  }
}

const openVoice = async (stage: Stage, person: Person) => {
  const line = await connectVoice(stage, person)
  line.socket.send(encodeCallUp({ kind: 'hello', peer: peerOf(person) }))
  return line
}

describe('T21: spoofed signalling', () => {
  it('reaches nobody: not under another name, not from outside of the call, not in another session', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate, observer } = await castSession(stage)
    const [desk, chair, watcher] = [
      await enterSession(stage.url, interviewer),
      await enterSession(stage.url, candidate),
      await enterSession(stage.url, observer),
    ]
    // The first in the call is found first.
    expect(await joinCall(watcher, peerOf(observer))).toEqual({ ok: true })
    // From outside of the call.
    expect(await signal(desk, peerOf(observer))).toEqual(refused)
    expect(await joinCall(desk, peerOf(interviewer))).toEqual({ ok: true })
    expect(await joinCall(chair, peerOf(candidate))).toEqual({ ok: true })

    // An observer says that their page is the interviewer's: what is meant for that page would be theirs.
    expect(await joinCall(watcher, peerOf(interviewer))).toEqual(refused)
    expect(await signal(chair, peerOf(interviewer))).toEqual({ ok: true })
    await desk.until('the offer', () => signalsOf(desk).length === 1)
    expect(signalsOf(desk)).toEqual([{ kind: 'signal', from: peerOf(candidate), signal: offer }])
    // And nobody is told anything but the name that the server knows.
    await watcher.ask('call', { kind: 'signal', to: peerOf(candidate), from: peerOf(interviewer), signal: offer })
    await chair.until('the signal', () => signalsOf(chair).length === 1)
    expect(signalsOf(chair)).toEqual([{ kind: 'signal', from: peerOf(observer), signal: offer }])
    // Nor while the interviewer's line is gone for a moment.
    desk.close()
    await watcher.until('the interviewer to be gone', () => watcher.here().length === 2)
    expect(await joinCall(watcher, peerOf(interviewer))).toEqual(refused)
    const back = await enterSession(stage.url, interviewer)
    expect(await joinCall(back, peerOf(interviewer))).toEqual({ ok: true })

    // A page of another session is nobody here, by whatever name.
    const other = await castSession(stage)
    const stranger = await enterSession(stage.url, other.interviewer)
    expect(await joinCall(stranger, peerOf(interviewer))).toEqual({ ok: true })
    expect(await signal(stranger, peerOf(candidate))).toEqual(refused)
    expect(await signal(stranger, peerOf(interviewer))).toEqual(refused)

    // Who is removed is out of it at once.
    await stage.rooms.cut(observer.session, observer.participant, 'revoked')
    expect(await signal(chair, peerOf(observer))).toEqual(refused)
    await chair.ask('time')
    expect([signalsOf(watcher), signalsOf(stranger), signalsOf(back)]).toEqual([[], [], []])
    for (const client of [chair, back, stranger]) client.close()
  })

  it('of any size and shape is refused, and passed on to nobody', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const [desk, chair] = [await enterSession(stage.url, interviewer), await enterSession(stage.url, candidate)]
    await joinCall(desk, peerOf(interviewer))
    await joinCall(chair, peerOf(candidate))
    const candidateLine = { candidate: 'candidate:1 1 udp 1 192.0.2.1 1 typ host', mid: '0' }
    const to = peerOf(interviewer)
    const odd: readonly unknown[] = [
      null,
      [],
      'join',
      {},
      { kind: 'join', peer: 'short', state },
      { kind: 'join', peer: 'x'.repeat(41), state },
      { kind: 'join', peer: peerOf(candidate), state: { ...state, muted: 'no' } },
      { kind: 'people', people: [] },
      { kind: 'signal', to, signal: { ...offer, sdp: 'x'.repeat(32_001) } },
      { kind: 'signal', to, signal: { ...offer, type: 'rollback' } },
      { kind: 'signal', to, signal: { kind: 'candidates', candidates: Array(33).fill(candidateLine) } },
      {
        kind: 'signal',
        to,
        signal: { kind: 'candidates', candidates: [{ ...candidateLine, candidate: 'x'.repeat(513) }] },
      },
      { kind: 'signal', to: '__proto__', signal: offer },
      { kind: 'signal', to: 'constructor', signal: offer },
      { kind: 'signal', to: [to], signal: offer },
    ]
    for (const message of odd)
      expect([message, await chair.ask('call', message)]).toEqual([
        message,
        expect.objectContaining({ ok: false, code: expect.stringMatching(/^(malformed|not-in-call)$/) }),
      ])
    expect(await desk.ask('time')).toHaveProperty('serverTime')
    expect(signalsOf(desk)).toEqual([])
    expect(noticesOf(desk).every(({ kind }) => kind === 'people')).toBe(true)
    for (const client of [desk, chair]) client.close()
  })

  it('cannot be used to tell everybody something a thousand times a second', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const [desk, chair] = [await enterSession(stage.url, interviewer), await enterSession(stage.url, candidate)]
    await joinCall(chair, peerOf(candidate))
    await desk.until('who is there', () => noticesOf(desk).length > 0)
    const before = noticesOf(desk).length
    const began = performance.now()
    await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        chair.ask('call', { kind: 'change', state: { ...state, muted: at % 2 === 1 } }),
      ),
    )
    const isMuted = (): boolean => {
      const last = noticesOf(desk).at(-1)
      return last?.kind === 'people' && last.people[0]?.state.muted === true
    }
    await desk.until('the last change', () => noticesOf(desk).length > before && isMuted())
    // One in a tenth of a second, and the one that was on its way.
    expect(noticesOf(desk).length - before).toBeLessThanOrEqual(2 + (performance.now() - began) / 100)
    for (const client of [desk, chair]) client.close()
  })
})

describe('F30: frames of voice over the server', () => {
  const runs = 200

  it('whatever their bytes end at most the connection that they came by: nothing throws, and who speaks is heard', async () => {
    // One person comes back hundreds of times, which the table of budgets would not allow them.
    const stage = await stageForTest({ budgets: createBudgets({ table: { ...budgetTable, connecting: {} } }) })
    const { interviewer, candidate, observer } = await castSession(stage)
    const clients = []
    for (const person of [interviewer, candidate, observer]) {
      const client = await enterSession(stage.url, person)
      await joinCall(client, peerOf(person))
      clients.push(client)
    }
    const [speaker, listener] = [await openVoice(stage, interviewer), await openVoice(stage, candidate)]
    listener.want([peerOf(interviewer)])
    await speaker.until('to be asked for', () => speaker.isWanted())
    const meant = fc.constantFrom(
      encodeCallUp({ kind: 'hello', peer: peerOf(observer) }),
      encodeCallUp({ kind: 'hello', peer: peerOf(interviewer) }),
      encodeCallUp({ kind: 'want', peers: [peerOf(interviewer), peerOf(candidate)] }),
      encodeCallUp({ kind: 'voice', stamp: 1_000_000, packets: [new Uint8Array(80)] }),
    )
    const changed = fc.tuple(meant, fc.nat({ max: 90 }), fc.nat({ max: 255 })).map(([bytes, at, value]) => {
      const copy = bytes.slice()
      copy[at % copy.length] = value
      return copy
    })
    const cut = fc.tuple(meant, fc.nat({ max: 90 })).map(([bytes, at]) => bytes.slice(0, at % bytes.length))
    const random = fc.uint8Array({ maxLength: 1_400 })
    const codes = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.oneof(meant, changed, cut, random), { maxLength: 6 }),
        async (named, frames) => {
          const line = named ? await openVoice(stage, observer) : await connectVoice(stage, observer)
          for (const frame of frames) if (line.socket.readyState === WebSocket.OPEN) line.socket.send(frame)
          line.socket.close()
          const code = await line.closed
          codes.set(code, (codes.get(code) ?? 0) + 1)
        },
      ),
      { numRuns: runs },
    )
    const { malformed } = closeCodes
    expect([...codes.keys()].filter((code) => ![malformed, closeCodes['not-admitted'], 1005].includes(code))).toEqual(
      [],
    )
    expect(codes.get(malformed) ?? 0).toBeGreaterThan(runs / 8)
    speaker.say(20)
    await listener.until('the voice', () => listener.stamps().includes(20))
    expect(listener.stamps()).toEqual([20])
    expect(stage.rooms.counts.handlerErrors).toBe(0)
    for (const client of clients) client.close()
  })
})

describe('T36: listening to a call unseen', () => {
  it('is not possible: who leaves the call, or the session, is not sent a voice any more', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate, observer } = await castSession(stage)
    const [desk, chair, watcher] = [
      await enterSession(stage.url, interviewer),
      await enterSession(stage.url, candidate),
      await enterSession(stage.url, observer),
    ]
    for (const [client, person] of [
      [desk, interviewer],
      [chair, candidate],
      [watcher, observer],
    ] as const)
      expect(await joinCall(client, peerOf(person))).toEqual({ ok: true })
    const [speaker, listener, spy] = [
      await openVoice(stage, interviewer),
      await openVoice(stage, candidate),
      await openVoice(stage, observer),
    ]
    for (const line of [listener, spy]) line.want([peerOf(interviewer)])
    await speaker.until('to be asked for', () => speaker.isWanted())
    speaker.say(20)
    for (const line of [listener, spy]) await line.until('the voice', () => line.stamps().includes(20))

    expect(await watcher.ask('call', { kind: 'leave' })).toEqual({ ok: true })
    speaker.say(40)
    await listener.until('the voice', () => listener.stamps().includes(40))
    expect(await joinCall(watcher, peerOf(observer))).toEqual({ ok: true })
    speaker.say(60)
    await spy.until('the voice', () => spy.stamps().includes(60))
    expect(spy.stamps()).toEqual([20, 60])
    watcher.close()
    await desk.until('the observer to be gone', () => desk.here().length === 2)
    speaker.say(80)
    await listener.until('the voice', () => listener.stamps().includes(80))
    spy.want([peerOf(interviewer)])
    speaker.say(100)
    await listener.until('the voice', () => listener.stamps().includes(100))
    expect(spy.stamps()).toEqual([20, 60])
    for (const client of [desk, chair]) client.close()
  })

  it('is not possible with a token that has ended: its line for voice is cut with the others', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate, observer } = await castSession(stage)
    const clients = []
    for (const person of [interviewer, candidate, observer]) {
      const client = await enterSession(stage.url, person)
      await joinCall(client, peerOf(person))
      clients.push(client)
    }
    const asker = await openVoice(stage, candidate)
    asker.want([peerOf(interviewer), peerOf(observer)])
    const [desk, watcher] = [await openVoice(stage, interviewer), await openVoice(stage, observer)]
    for (const line of [desk, watcher]) await line.until('to be asked for', () => line.isWanted())
    await stage.rooms.cut(observer.session, observer.participant, 'revoked')
    expect(await watcher.closed).toBe(closeCodes.revoked)
    // They came back on another device: their tokens are looked at again.
    await stage.rooms.reconnect(interviewer.session, interviewer.participant)
    expect(await desk.closed).toBe(closeCodes['try-later'])
    expect(asker.socket.readyState).toBe(WebSocket.OPEN)
    for (const client of clients) client.close()
  })
})

describe('T26: voice over the server', () => {
  it('a flood of pings and pongs counts like any other, and ends its connection', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    for (const kind of ['ping', 'pong'] as const) {
      const chair = await enterSession(stage.url, candidate)
      await joinCall(chair, peerOf(candidate))
      const line = await openVoice(stage, candidate)
      for (let at = 0; at < 1_000; at++) line.socket[kind]()
      // A client that still sends when it is cut may not read the code.
      expect([closeCodes.flood, 1006]).toContain(await line.closed)
      chair.close()
    }
  })

  it('one participant has one line, however many they open: a newer one ends the older', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const chair = await enterSession(stage.url, candidate)
    await joinCall(chair, peerOf(candidate))
    const lines = []
    for (let at = 0; at < 6; at++) lines.push(await openVoice(stage, candidate))
    const last = lines.pop()
    for (const line of lines) expect(await line.closed).toBe(closeCodes['try-later'])
    expect(last?.socket.readyState).toBe(WebSocket.OPEN)
    chair.close()
  })
})
