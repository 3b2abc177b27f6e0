import type { CallMessage, CallNotice, CallSignal } from '@greenroom/protocol'
import {
  type ParticipantId,
  participantIdSchema,
  type SessionState,
  sessionIdSchema,
  sessionLimits,
} from '@greenroom/session'
import { ana, ben, mia, openSampleSession, oto, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import type { LiveKit } from '../livekit.ts'
import type { LiveConnection } from './connections.ts'
import { RoomCall } from './room-call.ts'
import { RoomLiveKit } from './room-livekit.ts'

/** A LiveKit server that remembers who was to be removed, and removes them when it is told to go on. */
const watchedLiveKit = () => {
  const removed: string[] = []
  let goOn = (): void => {}
  const liveKit: LiveKit = {
    grant: (_session, page, mayPublish) => ({
      ...{ kind: 'liveKit', url: 'ws://livekit.test', room: 'its-room', mayPublish },
      token: `for ${page}`,
    }),
    remove: (_session, page) => {
      removed.push(page)
      return new Promise((resolve) => {
        goOn = resolve
      })
    },
    endRoom: async () => void removed.push('everybody'),
  }
  return { liveKit, removed, goOn: () => goOn() }
}

const open = (state: () => SessionState = () => startSampleRound().state, liveKit: LiveKit | null = null) => {
  const connections: (LiveConnection & { readonly heard: CallNotice[] })[] = []
  const call = new RoomCall({
    ...{ state, connections: () => connections, soon: (run: () => void) => run() },
    liveKit: liveKit && new RoomLiveKit({ session: sessionIdSchema.parse('V1StGXR8_Z5jdHi6B-myT'), liveKit, state }),
  })
  const connect = (participant: ParticipantId) => {
    const heard: CallNotice[] = []
    const connection = {
      participant,
      heard,
      sendCall: (notice: CallNotice) => {
        heard.push(notice)
      },
    } as unknown as LiveConnection & { readonly heard: CallNotice[] }
    connections.push(connection)
    call.greet(connection)
    return connection
  }
  return { call, connect }
}
const own = { muted: false, camera: false, screen: false, direct: true, relay: false, whispers: false, liveKit: false }
const join = (peer: string): CallMessage => ({ kind: 'join', peer, state: own })
const signal: CallSignal = { kind: 'description', type: 'offer', sdp: 'v=0' }
const signalTo = (to: string): CallMessage => ({ kind: 'signal', to, signal })
const peopleOf = (notices: readonly CallNotice[]): readonly string[] => {
  const last = notices.findLast((notice) => notice.kind === 'people')
  return last?.kind === 'people' ? last.people.map(({ peer }) => peer) : []
}

describe('the call of a room', () => {
  it('[P32] tells everybody who is in it, also those who are not and who come later', () => {
    const { call, connect } = open()
    const [anas, otos] = [connect(ana), connect(oto)]
    expect(call.take(anas, join('peer-of-ana'))).toEqual({ ok: true })
    const bens = connect(ben)
    expect([anas, otos, bens].map(({ heard }) => peopleOf(heard))).toEqual([
      ['peer-of-ana'],
      ['peer-of-ana'],
      ['peer-of-ana'],
    ])
    call.take(bens, join('peer-of-ben'))
    call.take(bens, { kind: 'change', state: { ...own, muted: true } })
    const told = otos.heard.at(-1)
    expect(told?.kind === 'people' && told.people.map(({ state }) => state.muted)).toEqual([false, true])
    call.leave(anas)
    expect(peopleOf(otos.heard)).toEqual(['peer-of-ben'])
    const before = otos.heard.length
    call.leave(otos)
    expect(otos.heard).toHaveLength(before)
  })

  it('[P32] passes signals on between two of whom one may hear the other, stamped, and to nobody else', () => {
    const { call, connect } = open()
    const all = { ana: connect(ana), ben: connect(ben), mia: connect(mia), oto: connect(oto) }
    expect(call.take(all.ana, signalTo('peer-of-ben'))).toEqual({ ok: false, code: 'not-in-call' })
    for (const [name, connection] of Object.entries(all)) call.take(connection, join(`peer-of-${name}`))
    expect(call.take(all.ana, signalTo('peer-of-ben'))).toEqual({ ok: true })
    expect(all.ben.heard.at(-1)).toEqual({ kind: 'signal', from: 'peer-of-ana', signal })
    const signalled = () => [all.ana, all.mia, all.oto].filter(({ heard }) => heard.at(-1)?.kind === 'signal').length
    expect(signalled()).toBe(0)
    // An observer is sent voices: both ways of signalling are open. Two who only listen have nothing to say to each other.
    expect(call.take(all.oto, signalTo('peer-of-ana'))).toEqual({ ok: true })
    expect(call.take(all.oto, signalTo('peer-of-mia'))).toEqual({ ok: false, code: 'not-in-call' })
    expect(call.take(all.mia, signalTo('peer-of-oto'))).toEqual({ ok: false, code: 'not-in-call' })
  })

  it('[P32] lets nobody but the two learn of a whisper: not by what they are told, nor by being told', () => {
    const session = startSampleRound()
    const { call, connect } = open(() => session.state)
    const all = { ana: connect(ana), ben: connect(ben), mia: connect(mia), oto: connect(oto) }
    for (const [name, connection] of Object.entries(all)) {
      const muted = name === 'mia'
      call.take(connection, { kind: 'join', peer: `peer-of-${name}`, state: { ...own, muted } })
    }
    const stateOf = (reader: keyof typeof all, of: ParticipantId) => {
      const told = all[reader].heard.findLast((notice) => notice.kind === 'people')
      return told?.kind === 'people' ? told.people.find(({ participant }) => participant === of)?.state : null
    }
    const before = { ben: all.ben.heard.length, oto: all.oto.heard.length }
    call.take(all.mia, { kind: 'change', state: { ...own, muted: true, whispers: true } })
    expect(stateOf('ana', mia)).toMatchObject({ whispers: true, muted: true })
    call.take(all.ana, { kind: 'change', state: { ...own, whispers: true } })
    expect(stateOf('mia', ana)).toMatchObject({ whispers: true })
    call.take(all.mia, { kind: 'change', state: { ...own, muted: false, whispers: true } })
    expect(stateOf('ana', mia)).toMatchObject({ whispers: true, muted: false })
    call.take(all.mia, { kind: 'change', state: { ...own, muted: true, whispers: true } })
    expect({ ben: all.ben.heard.length, oto: all.oto.heard.length }).toEqual(before)
    for (const reader of ['ben', 'oto'] as const)
      for (const who of [ana, mia]) expect(stateOf(reader, who)?.whispers).toBe(false)
    // Somebody who comes in the middle of one is told no more than the others.
    call.take(all.mia, { kind: 'change', state: { ...own, muted: false, whispers: true } })
    const late = connect(ben)
    expect(late.heard).toEqual([all.ben.heard.at(-1)])
    // After the round the mentor is heard by all, and all are told so.
    scoreSampleRound(session)
    call.sessionChanged()
    expect(stateOf('ben', mia)).toMatchObject({ muted: false, whispers: false, liveKit: false })
  })

  it('[P32] has one place a participant: a second page takes it, the first is told, and its late words are nobody’s', () => {
    const { call, connect } = open()
    const [first, second, bens] = [connect(ana), connect(ana), connect(ben)]
    call.take(first, join('peer-first'))
    call.take(bens, join('peer-of-ben'))
    call.take(second, join('peer-second'))
    expect(first.heard.filter(({ kind }) => kind === 'elsewhere')).toHaveLength(1)
    expect(second.heard.filter(({ kind }) => kind === 'elsewhere')).toHaveLength(0)
    call.leave(first)
    expect(call.take(first, signalTo('peer-of-ben'))).toEqual({ ok: false, code: 'not-in-call' })
    expect(peopleOf(bens.heard)).toEqual(['peer-second', 'peer-of-ben'])
  })

  it('[P32] gives nobody the page of somebody else, not even while its socket is gone', () => {
    const { call, connect } = open()
    const [anas, bens] = [connect(ana), connect(ben)]
    call.take(bens, join('peer-of-ben'))
    call.take(anas, join('peer-of-ana'))
    expect(call.take(bens, join('peer-of-ana'))).toEqual({ ok: false, code: 'not-in-call' })
    call.leave(anas)
    expect(call.take(bens, join('peer-of-ana'))).toEqual({ ok: false, code: 'not-in-call' })
    // However many names somebody goes through, they forget only their own.
    for (let page = 0; page < 100; page++) call.take(bens, join(`peer-number-${page}`))
    expect(call.take(bens, join('peer-of-ana'))).toEqual({ ok: false, code: 'not-in-call' })
    expect(call.take(anas, join('peer-of-ana'))).toEqual({ ok: true })
    expect(peopleOf(bens.heard)).toEqual(['peer-number-99', 'peer-of-ana'])
  })

  it('[P32] tells what changed in a moment together, and nothing when nothing changed', () => {
    const waiting: (() => void)[] = []
    const heard: CallNotice[] = []
    const connection = {
      participant: ana,
      sendCall: (notice: CallNotice) => heard.push(notice),
    } as unknown as LiveConnection
    const call = new RoomCall({
      state: () => startSampleRound().state,
      connections: () => [connection],
      soon: (run) => waiting.push(run),
      liveKit: null,
    })
    call.take(connection, join('peer-of-ana'))
    for (const muted of [true, false, true]) call.take(connection, { kind: 'change', state: { ...own, muted } })
    expect([waiting.length, heard.length]).toEqual([1, 0])
    waiting.pop()?.()
    call.take(connection, { kind: 'change', state: { ...own, muted: true } })
    expect(waiting).toEqual([])
    expect(heard).toMatchObject([{ kind: 'people', people: [{ peer: 'peer-of-ana', state: { muted: true } }] }])
  })

  it('[P32] keeps the place of a page whose socket was replaced', () => {
    const { call, connect } = open()
    const before = connect(ana)
    call.take(before, join('peer-of-ana'))
    const after = connect(ana)
    call.take(after, join('peer-of-ana'))
    expect(before.heard.some(({ kind }) => kind === 'elsewhere')).toBe(false)
    // The old socket is noticed to be dead only now.
    call.leave(before)
    expect(peopleOf(after.heard)).toEqual(['peer-of-ana'])
  })

  it('[P32] takes so many people and no more', () => {
    const { call, connect } = open(() => openSampleSession().state)
    const answers = Array.from({ length: sessionLimits.participants + 1 }, (_, at) =>
      call.take(connect(participantIdSchema.parse(`p${at}`)), join(`peer-number-${at}`)),
    )
    expect(answers.at(-2)).toEqual({ ok: true })
    expect(answers.at(-1)).toEqual({ ok: false, code: 'call-full' })
  })
})

const grantsOf = (notices: readonly CallNotice[]) =>
  notices.flatMap((notice) => (notice.kind === 'liveKit' ? [[notice.token, notice.mayPublish]] : []))
const joinOver = (peer: string): CallMessage => ({ kind: 'join', peer, state: { ...own, liveKit: true } })

describe('the call of a room with LiveKit', () => {
  it('[P38] lets a page in when it joins, with the rights of its seat, and tells its token nobody else', () => {
    const { liveKit } = watchedLiveKit()
    const { call, connect } = open(undefined, liveKit)
    const all = { ana: connect(ana), ben: connect(ben), mia: connect(mia), oto: connect(oto) }
    for (const [name, connection] of Object.entries(all)) call.take(connection, joinOver(`peer-of-${name}`))
    expect(grantsOf(all.ana.heard)).toEqual([['for peer-of-ana', true]])
    expect(grantsOf(all.ben.heard)).toEqual([['for peer-of-ben', true]])
    expect(grantsOf(all.mia.heard)).toEqual([['for peer-of-mia', false]])
    expect(grantsOf(all.oto.heard)).toEqual([['for peer-of-oto', false]])
    // A new token for somebody who asks, and none for somebody who is not in the call.
    expect(call.take(all.mia, { kind: 'liveKit' })).toEqual({ ok: true })
    expect(grantsOf(all.mia.heard)).toHaveLength(2)
    call.leave(all.oto)
    expect(call.take(all.oto, { kind: 'liveKit' })).toEqual({ ok: false, code: 'not-in-call' })
    expect(grantsOf(all.oto.heard)).toHaveLength(1)
  })

  it('[P38] without LiveKit nobody gets a token, and nobody is said to be reached over it', () => {
    const { call, connect } = open()
    const anas = connect(ana)
    call.take(anas, joinOver('peer-of-ana'))
    expect(call.take(anas, { kind: 'liveKit' })).toEqual({ ok: false, code: 'not-in-call' })
    call.take(anas, { kind: 'change', state: { ...own, muted: true, liveKit: true } })
    const told = anas.heard.at(-1)
    expect(told?.kind === 'people' && told.people[0]?.state).toMatchObject({ muted: true, liveKit: false })
    expect(grantsOf(anas.heard)).toEqual([])
  })

  it('F59: a person who loses the right to speak or to be there is removed, and let in again with what is left', async () => {
    const session = startSampleRound()
    const { liveKit, removed, goOn } = watchedLiveKit()
    const { call, connect } = open(() => session.state, liveKit)
    const all = { ana: connect(ana), ben: connect(ben), mia: connect(mia) }
    for (const [name, connection] of Object.entries(all)) call.take(connection, joinOver(`peer-of-${name}`))
    call.sessionChanged()
    expect(removed).toEqual([])

    // The mentor takes over the desk: one may speak now, and the other may not any more.
    session.must(mia, { kind: 'takeDesk' })
    call.sessionChanged()
    expect(removed).toEqual(['peer-of-ana'])
    await expect.poll(() => grantsOf(all.mia.heard).at(-1)).toEqual(['for peer-of-mia', true])
    expect(grantsOf(all.ana.heard)).toHaveLength(1)
    goOn()
    await expect.poll(() => grantsOf(all.ana.heard).at(-1)).toEqual(['for peer-of-ana', false])

    session.must(ana, { kind: 'removeParticipant', participant: ben })
    call.sessionChanged()
    expect(removed).toEqual(['peer-of-ana', 'peer-of-ben'])
    goOn()
    // Another page of the same person: the older one goes.
    call.take(all.mia, joinOver('another-of-mia'))
    expect(removed).toEqual(['peer-of-ana', 'peer-of-ben', 'peer-of-mia'])
    expect(grantsOf(all.ben.heard)).toHaveLength(1)
    call.end()
    expect(removed.at(-1)).toBe('everybody')
    call.end()
    expect(removed.filter((who) => who === 'everybody')).toHaveLength(1)
  })
})
