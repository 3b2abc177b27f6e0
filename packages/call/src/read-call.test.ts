import { ana, ben, mia, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { nextMembers } from './call-members.ts'
import { type CallFacts, readCall, type ShownParts } from './read-call.ts'

const state = { muted: false, camera: true, screen: false, direct: true, relay: false, whispers: false, liveKit: false }
const members = nextMembers(
  [],
  [ana, ben, mia].map((participant) => ({ participant, peer: `peer-${participant}`, state })),
  0,
)
const camera = {} as MediaStream
type Known = ShownParts['heard'] extends ReadonlyMap<string, infer Heard> ? Heard : never
const talking: Known = {
  state: 'connected',
  quality: 'weak',
  streams: { voice: null, camera, screen: null },
  relayed: null,
  speaking: true,
}
const inside = (heard: Record<string, Known>, relayOpen = false): ShownParts => ({
  media: { state: () => ({ kind: 'off' }) },
  playback: { isBlocked: () => false },
  isRelayOpen: () => relayOpen,
  heard: new Map(Object.entries(heard)),
})
const facts = (given: Partial<CallFacts> & Pick<CallFacts, 'me'>): CallFacts => ({
  session: startSampleRound().state,
  phase: 'in',
  members,
  inside: inside({}),
  muted: true,
  talking: false,
  speaking: false,
  whispers: 'none',
  notice: null,
  ...given,
})
const person = (given: CallFacts, participant: string) =>
  readCall(given).people.find((one) => one.participant === participant)

describe('what is shown of the call', () => {
  it('is the camera and the voice of whom this page may hear', () => {
    const shown = person(facts({ me: mia, inside: inside({ 'peer-ana': talking }) }), ana)
    expect(shown).toMatchObject({ speaking: true, way: 'direct', quality: 'weak', camera })
  })

  it('is nothing of whom it may not hear, whatever arrives', () => {
    // While the round runs, a mentor hears the two seats, and neither hears the mentor.
    const shown = person(facts({ me: ana, inside: inside({ 'peer-mia': talking }) }), mia)
    expect(shown).toMatchObject({ speaking: false, muted: true, camera: null, screen: null })
  })

  it('is the voice of a mentor who whispers, and no picture of theirs', () => {
    const allowing = members.map((one) => ({ ...one, state: { ...one.state, whispers: one.participant !== ben } }))
    const seen = (me: typeof ana) =>
      person(facts({ me, members: allowing, inside: inside({ 'peer-mia': talking }) }), mia)
    expect(seen(ana)).toMatchObject({ speaking: true, muted: false, camera: null, screen: null })
    expect(seen(ben)).toMatchObject({ speaking: false, muted: true, camera: null, screen: null })
  })

  it('says how a voice comes: directly, over the server, not yet, or not at all', () => {
    const way = (known: Known | null, relayOpen = false) =>
      person(facts({ me: ana, inside: inside(known === null ? {} : { 'peer-ben': known }, relayOpen) }), ben)?.way
    const failed: Known = { ...talking, state: 'failed', relayed: camera }
    expect(way(talking)).toBe('direct')
    expect(way(failed, true)).toBe('relayed')
    expect(way(failed)).toBe('lost')
    expect(way(null)).toBe('connecting')
    expect(person(facts({ me: ana, inside: null }), ben)?.way).toBe('none')
  })

  it('says when a voice comes over LiveKit', () => {
    const over = members.map((one) => ({ ...one, state: { ...one.state, liveKit: true } }))
    const way = (me: typeof ana, other: string) =>
      person(facts({ me, members: over, inside: inside({ [`peer-${other}`]: talking }) }), other)?.way
    expect(way(ana, ben)).toBe('liveKit')
    expect(way(mia, ana)).toBe('liveKit')
    expect(person(facts({ me: ana, members: over }), ben)?.way).toBe('connecting')
  })

  it('knows oneself by what this page knows, and whether one may speak by the seat', () => {
    expect(person(facts({ me: ana, speaking: true }), ana)).toMatchObject({ me: true, speaking: true, way: 'none' })
    expect(readCall(facts({ me: ana })).maySpeak).toBe(true)
    expect(readCall(facts({ me: mia })).maySpeak).toBe(false)
    expect(readCall(facts({ me: ana, session: null })).maySpeak).toBe(false)
  })
})
