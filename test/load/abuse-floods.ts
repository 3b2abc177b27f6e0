import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { callPath, callSubprotocol, encodeCallUp, protocolVersion, tokenSubprotocolPrefix } from '@greenroom/protocol'
import { io, type Socket } from 'socket.io-client'
import { WebSocket } from 'ws'
import type { Target } from './abuse-requests.ts'

const newId = (): string => `x${Math.random().toString(36).slice(2)}`
const callState = {
  muted: false,
  camera: false,
  screen: false,
  direct: true,
  relay: true,
  whispers: false,
  liveKit: false,
}
/** As long as one may be. */
const words = (length: number): string => `${Math.random()} `.padEnd(length, 'x')

/** Attacks by somebody who has a seat: what a page sends now and then, as often as it can be sent, over one new connection after another. */
export function floodAttacks({
  url,
  session,
  tokens,
  lasts,
  again,
}: Target): Readonly<Record<string, () => Promise<unknown>>> {
  const open = (token = ''): Socket =>
    io(url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { protocol: protocolVersion, token, after: 0, seenCases: [] },
    })
  const ended = (socket: Socket): Promise<void> =>
    new Promise((resolve) => {
      socket.on('disconnect', () => resolve())
      socket.on('connect_error', () => resolve())
      socket.io.on('close', () => resolve())
    })
  const say = (socket: Socket, command: object): void => {
    socket.emit('command', { commandId: newId(), command })
  }
  const must = (socket: Socket, command: object): Promise<unknown> =>
    socket.timeout(10_000).emitWithAck('command', { commandId: newId(), command })
  const { interviewer, candidate, observer } = tokens ?? {}
  /** Somebody who was let in: what is said before is not heard. */
  const enter = async (token: string | undefined): Promise<Socket> => {
    const socket = open(token)
    await new Promise((resolve) => socket.once('welcome', resolve))
    return socket
  }
  /** 60 at once over each connection, which is then left for another. */
  const flood = (token: string | undefined, command: (n: number) => object, lanes = 8): Promise<void> =>
    again(lanes, async () => {
      const socket = open(token)
      const end = ended(socket)
      for (let sent = 0; sent < 60; sent++) say(socket, command(sent))
      await Promise.race([end, wait(300)])
      socket.disconnect()
    })
  /** Ends the round and opens its scores. Answers a moment of the round. */
  const openScores = async (): Promise<number> => {
    const desk = open(interviewer)
    const began = new Promise<number>((resolve) => {
      desk.on('entries', ({ entries }: { entries: readonly { kind: string; at: number }[] }) => {
        for (const { kind, at } of entries) if (kind === 'round-started') resolve(at)
      })
    })
    const moment = await began
    const chair = await enter(candidate)
    await must(desk, { kind: 'endRound' })
    for (const one of [desk, chair]) await must(one, { kind: 'sealScorecard', scorecard: { scores: {} } })
    await must(desk, { kind: 'letObserversComment', on: true })
    desk.disconnect()
    chair.disconnect()
    return moment
  }
  const voiceLine = async (token: string | undefined, peer: string) => {
    const socket = await enter(token)
    socket.emit('call', { kind: 'join', peer, state: callState })
    const line = new WebSocket(`${url.replace('http', 'ws')}${callPath}${session}`, [
      callSubprotocol,
      `${tokenSubprotocolPrefix}${token}`,
    ])
    line.on('error', () => {})
    const end = new Promise<void>((resolve) => line.once('close', () => resolve()))
    await Promise.race([new Promise((resolve) => line.once('open', resolve)), end, wait(2_000)])
    line.send(encodeCallUp({ kind: 'hello', peer }))
    const close = (): void => {
      line.terminate()
      socket.disconnect()
    }
    return { line, end, close }
  }
  /** `frame` again and again on a line for voice, until the server ends it. */
  const speak = (frame: (n: number) => Uint8Array): Promise<void> =>
    again(2, async (lane) => {
      const peer = `attacker-${lane}`
      const { line, end, close } = await voiceLine([candidate, interviewer][lane], peer)
      let isOpen = true
      void end.then(() => {
        isOpen = false
      })
      for (let sent = 0; isOpen && lasts(); sent++) {
        for (let at = 0; at < 20; at++) line.send(frame(sent * 20 + at))
        await wait(1)
      }
      close()
    })

  return {
    'endless marks': () => flood(interviewer, () => ({ kind: 'markMoment', label: words(200) })),
    'endless pins': () => flood(interviewer, (n) => ({ kind: 'pinMoment', pin: `p${n}`, words: words(200) })),
    'endless whispers': () => flood(interviewer, () => ({ kind: 'sendWhisper', words: words(3_990) })),
    'lines of focus': () => flood(candidate, () => ({ kind: 'setFocus', words: words(130) })),
    'endless comments': async () => {
      const moment = await openScores()
      const comment = () => ({
        kind: 'writeComment',
        round: 'r1',
        comment: newId(),
        moment,
        item: null,
        words: words(1_990),
      })
      await Promise.all([flood(interviewer, comment), flood(candidate, comment), flood(observer, comment)])
    },
    'comments by many people': async () => {
      const moment = await openScores()
      const headers = { authorization: `Bearer ${interviewer}`, 'content-type': 'application/json' }
      const post = async (path: string, body: object): Promise<object> => {
        const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
        return Object(await answer.json())
      }
      const made = await post(`/api/sessions/${session}/invitations`, { seats: ['observer'] })
      const invitation = String(Reflect.get(made, 'secret'))
      const guests = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          post('/api/invitations/join', { invitation, name: `Guest ${n}`, seat: 'observer' }),
        ),
      )
      const comment = () => ({
        ...{ kind: 'writeComment', round: 'r1', comment: newId(), moment },
        ...{ item: null, words: words(1_990) },
      })
      await Promise.all(guests.map((guest) => flood(String(Reflect.get(guest, 'token')), comment, 1)))
    },
    'comments written and deleted': async () => {
      const moment = await openScores()
      await again(8, async () => {
        const socket = open(candidate)
        const end = ended(socket)
        const welcome = new Promise<string>((resolve) =>
          socket.once('welcome', ({ participant }: { participant: string }) => resolve(participant)),
        )
        const author = await Promise.race([welcome, wait(2_000).then(() => '')])
        for (let sent = 0; sent < 30; sent++) {
          const comment = newId()
          say(socket, { kind: 'writeComment', round: 'r1', comment, moment, item: null, words: words(1_990) })
          say(socket, { kind: 'deleteComment', round: 'r1', author, comment })
        }
        await Promise.race([end, wait(300)])
        socket.disconnect()
      })
    },
    'feedback points with evidence': async () => {
      await openScores()
      const evidence = { kind: 'item', item: 'x'.repeat(64), label: 'x'.repeat(200) }
      await flood(candidate, (n) => ({
        kind: 'setFeedbackPoint',
        point: 1 + (n % 3),
        evidence,
        gap: words(590),
        next: null,
      }))
    },
    'scorecards sealed again': async () => {
      const desk = await enter(interviewer)
      await must(desk, { kind: 'endRound' })
      desk.disconnect()
      await flood(candidate, () => ({
        kind: 'sealScorecard',
        scorecard: {
          scores: {},
          aboutInterviewer: Object.fromEntries(
            ['clarity', 'probing', 'pacing'].map((each) => [each, { score: 3, words: words(990) }]),
          ),
        },
      }))
    },
    'own speech noted': async () => {
      const socket = await enter(candidate)
      await must(socket, { kind: 'agreeAirtime', airtime: 1 })
      const other = await enter(interviewer)
      await must(other, { kind: 'agreeAirtime', airtime: 1 })
      for (const one of [socket, other]) one.disconnect()
      const now = Date.now()
      const stretches = Array.from({ length: 100 }, (_, n) => ({ from: now + n * 20, to: now + n * 20 + 10 }))
      await flood(candidate, (n) => ({
        kind: 'noteAirtime',
        airtime: 1,
        heard: { from: now, to: now + 10_000 + n },
        stretches,
      }))
    },
    'frames of voice': () =>
      speak((n) => encodeCallUp({ kind: 'voice', stamp: n * 20, packets: [new Uint8Array(1_200)] })),
    'voices wanted, and not wanted': () =>
      speak((n) => encodeCallUp({ kind: 'want', peers: n % 2 === 0 ? ['attacker-0', 'attacker-1'] : [] })),
    'share links made and revoked': () => {
      const headers = { authorization: `Bearer ${interviewer}`, 'content-type': 'application/json' }
      const path = `${url}/api/sessions/${session}/share-links`
      return again(16, async () => {
        const body = JSON.stringify({
          view: { audience: 'candidate', names: true, words: true },
          endsAt: null,
        })
        await (await fetch(path, { method: 'POST', headers, body })).arrayBuffer()
        await (await fetch(path, { headers })).arrayBuffer()
      })
    },
    'links for coming back made again': () => {
      const headers = { authorization: `Bearer ${candidate}`, 'content-type': 'application/json' }
      return again(16, async () =>
        (await fetch(`${url}/api/sessions/${session}/way-back`, { method: 'POST', headers, body: '{}' })).arrayBuffer(),
      )
    },
    'passkeys asked for': () =>
      again(16, async (lane) => {
        const step = ['ask', 'offer'][lane % 2]
        const made = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
        await (await fetch(`${url}/api/accounts/passkeys/${step}`, made)).arrayBuffer()
      }),
    'sign-ins begun at a provider, and a forged way back': () =>
      again(16, async () => {
        const made = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
        const begun = await fetch(`${url}/api/accounts/sign-in`, made)
        const [cookie = ''] = begun.headers.getSetCookie()[0]?.split(';') ?? []
        const at = new URL(String(Reflect.get(Object(await begun.json()), 'url')))
        const back = `${url}/api/accounts/back?code=x&state=${at.searchParams.get('state')}`
        await (await fetch(back, { headers: { cookie }, redirect: 'manual' })).arrayBuffer()
      }),
    'forged sign-outs of a provider': () => {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
      const token = `${part({ alg: 'RS256', kid: 'one' })}.${part({ sid: 'x'.repeat(5_000) })}.${'x'.repeat(300)}`
      return again(16, async () => {
        const body = new URLSearchParams({ logout_token: token })
        await (await fetch(`${url}/api/accounts/provider-logout`, { method: 'POST', body })).arrayBuffer()
      })
    },
    'packs of sound cases': () => {
      const path = new URL('../../packages/question-bank/cases/estimation/menu-designs-market.yaml', import.meta.url)
      const text = readFileSync(path, 'utf8')
      const body = JSON.stringify({ files: Array.from({ length: 60 }, (_, n) => ({ name: `${n}.yaml`, text })) })
      return again(4, async () => {
        const headers = { 'content-type': 'application/json' }
        await (await fetch(`${url}/api/own-cases`, { method: 'POST', headers, body })).arrayBuffer()
      })
    },
  }
}
