import type { CallMember } from '@greenroom/protocol'
import { ana, ben, mia, openSampleSession, oto, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { arrangeDirect, arrangeLiveKit, lingerFor, nextMembers, relayedMembers } from './call-members.ts'

const member = (participant: string, direct = true, peer = `peer-${participant}`): CallMember => ({
  participant,
  peer,
  state: { muted: false, camera: false, screen: false, direct, relay: false, whispers: false, liveKit: false },
})
const known = (...members: readonly CallMember[]) => nextMembers([], members, 0)

describe('who is connected with whom', () => {
  it('follows the seats: an observer is sent voices and sends none, a mentor sends none while the round runs', () => {
    const { state } = startSampleRound()
    const all = known(member(ana), member(ben), member(mia), member(oto))
    const of = (peer: string) => arrangeDirect(all, `peer-${peer}`, state)
    expect(of(ana)).toEqual([
      { peer: 'peer-ben', maySend: true, mayReceive: true },
      { peer: 'peer-mia', maySend: true, mayReceive: false },
      { peer: 'peer-oto', maySend: true, mayReceive: false },
    ])
    // Neither of the two may hear the other: they are not connected at all.
    expect(of(mia)).toEqual([
      { peer: 'peer-ana', maySend: false, mayReceive: true },
      { peer: 'peer-ben', maySend: false, mayReceive: true },
    ])
  })

  it('lets a mentor’s voice go to the interviewer while the round runs and both allow whispers', () => {
    const { state } = startSampleRound()
    const whispering = (participant: string, whispers: boolean): CallMember => {
      const one = member(participant)
      return { ...one, state: { ...one.state, whispers } }
    }
    const between = (anas: boolean, mias: boolean) =>
      arrangeDirect(
        known(whispering(ana, anas), whispering(ben, true), whispering(mia, mias)),
        'peer-mia',
        state,
      ).filter(({ maySend }) => maySend)
    expect(between(true, true)).toEqual([{ peer: 'peer-ana', maySend: true, mayReceive: true }])
    expect(between(false, true)).toEqual([])
    expect(between(true, false)).toEqual([])
  })

  it('changes with the round', () => {
    const all = known(member(ben), member(mia))
    const between = (state: ReturnType<typeof startSampleRound>['state']) => arrangeDirect(all, 'peer-mia', state)[0]
    expect(between(openSampleSession().state)).toMatchObject({ maySend: true, mayReceive: true })
    const session = startSampleRound()
    expect(between(session.state)).toMatchObject({ maySend: false, mayReceive: true })
    scoreSampleRound(session)
    expect(between(session.state)).toMatchObject({ maySend: true, mayReceive: true })
  })

  it('T35: leaves out people who do not want to be reached directly, and everybody after the fourth', () => {
    const { state } = startSampleRound()
    const peers = (me: string, ...members: readonly CallMember[]) =>
      arrangeDirect(known(...members), `peer-${me}`, state).map(({ peer }) => peer)
    expect(peers(ana, member(ana), member(ben, false), member(oto))).toEqual(['peer-oto'])
    expect(peers(ben, member(ana), member(ben, false))).toEqual([])
    const five = [member('a'), member('b'), member(mia), member(oto), member(ana)]
    expect(peers(ana, ...five)).toEqual([])
    expect(arrangeDirect(known(member(ana), member(ben)), 'peer-ana', null)).toEqual([])
  })
})

describe('who is in the call', () => {
  it('stays while a socket comes back, and ends when it does not', () => {
    const both = nextMembers([], [member(ana), member(ben)], 0)
    const without = nextMembers(both, [member(ana)], 1_000)
    expect(without.map(({ participant }) => participant)).toEqual([ana, ben])
    expect(nextMembers(without, [member(ana), member(ben)], 5_000).every(({ leftAt }) => leftAt === null)).toBe(true)
    expect(nextMembers(without, [member(ana)], 1_000 + lingerFor).map(({ participant }) => participant)).toEqual([ana])
  })

  it('has one page of a participant: a newer one takes the place of the older at once', () => {
    const before = nextMembers([], [member(ana), member(ben)], 0)
    const after = nextMembers(before, [member(ana), member(ben, true, 'peer-ben-again')], 10)
    expect(after.map(({ peer }) => peer)).toEqual(['peer-ana', 'peer-ben-again'])
  })
})

describe('who is heard over the server', () => {
  it('is everybody with whom a voice is shared and no direct connection: it failed, or is not to be', () => {
    const { state } = startSampleRound()
    const peers = (failed: readonly string[], ...members: readonly CallMember[]) =>
      relayedMembers(known(...members), `peer-${ana}`, state, (peer) => failed.includes(peer)).map(({ peer }) => peer)
    expect(peers([], member(ana), member(ben), member(oto))).toEqual([])
    expect(peers(['peer-ben'], member(ana), member(ben), member(oto))).toEqual(['peer-ben'])
    expect(peers([], member(ana), member(ben, false))).toEqual(['peer-ben'])
    // A second page of the same participant is nobody to talk to.
    expect(peers(['peer-other'], member(ana), member(ana, true, 'peer-other'))).toEqual([])
    expect(relayedMembers(known(member(ana), member(ben, false)), 'peer-ana', null, () => true)).toEqual([])
  })

  it('is nobody whom neither may hear', () => {
    const { state } = startSampleRound()
    const all = known(member(mia), member(oto))
    expect(relayedMembers(all, `peer-${mia}`, state, () => true)).toEqual([])
  })
})

describe('who is connected over LiveKit', () => {
  const over = (participant: string, liveKit = true, whispers = false): CallMember => {
    const one = member(participant)
    return { ...one, state: { ...one.state, liveKit, whispers } }
  }
  const all = known(over(ana), over(ben), over(mia), over(oto), over('pia'))
  const toldOf = (arranged: ReturnType<typeof arrangeLiveKit>) =>
    arranged.map(({ peer, maySend, mayReceive }) => [peer.slice('peer-'.length), maySend, mayReceive])

  it('is everybody who may hear the two seats or is one of them, however many they are', () => {
    const { state } = startSampleRound()
    expect(toldOf(arrangeLiveKit(all, `peer-${ana}`, state))).toEqual([
      [ben, true, true],
      [mia, true, false],
      [oto, true, false],
    ])
    expect(toldOf(arrangeLiveKit(all, `peer-${mia}`, state))).toEqual([
      [ana, false, true],
      [ben, false, true],
    ])
    // Nobody is reached twice.
    for (const me of [ana, ben, mia, oto]) {
      expect(arrangeDirect(all, `peer-${me}`, state)).toEqual([])
      expect(relayedMembers(all, `peer-${me}`, state, () => false)).toEqual([])
    }
    expect(arrangeLiveKit(all, `peer-${ana}`, null)).toEqual([])
  })

  it('[S154] is never a mentor who is heard: their voice goes by the other ways, between rounds and as a whisper', () => {
    const lobby = openSampleSession().state
    const others = [ana, ben]
    expect(toldOf(arrangeLiveKit(all, `peer-${mia}`, lobby))).toEqual([])
    expect(arrangeDirect(all, `peer-${mia}`, lobby).filter(({ maySend }) => maySend)).toHaveLength(3)
    for (const me of others)
      expect(toldOf(arrangeLiveKit(all, `peer-${me}`, lobby)).map(([peer]) => peer)).not.toContain(mia)
    const { state } = startSampleRound()
    const whispering = known(over(ana, true, true), over(ben), over(mia, true, true), over(oto))
    expect(toldOf(arrangeLiveKit(whispering, `peer-${mia}`, state))).toEqual([[ben, false, true]])
    expect(arrangeDirect(whispering, `peer-${mia}`, state)).toEqual([
      { peer: 'peer-ana', maySend: true, mayReceive: true },
    ])
  })

  it('F60: is nobody who cannot be reached there: the other ways are taken to and from them', () => {
    const { state } = startSampleRound()
    const without = known(over(ana), over(ben, false), over(oto))
    expect(toldOf(arrangeLiveKit(without, `peer-${ana}`, state))).toEqual([[oto, true, false]])
    expect(arrangeDirect(without, `peer-${ana}`, state).map(({ peer }) => peer)).toEqual(['peer-ben'])
    expect(toldOf(arrangeLiveKit(without, `peer-${ben}`, state))).toEqual([])
    // Somebody who should be there and is not heard is heard over the server.
    const missing = (peer: string) => peer === 'peer-oto'
    expect(relayedMembers(without, `peer-${ana}`, state, missing).map(({ peer }) => peer)).toEqual(['peer-oto'])
  })
})
