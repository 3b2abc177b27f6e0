import { type CallMember, limits } from '@greenroom/protocol'
import { type AllowsWhispers, mayHear, mayPublish, type ParticipantId, type SessionState } from '@greenroom/session'
import type { Arranged, PeerId } from './media-transport.ts'

/** Somebody who leaves the list for a moment is still connected: their socket may be coming back. Milliseconds. */
export const lingerFor = 10_000

export type KnownMember = CallMember & { readonly participant: ParticipantId; readonly leftAt: number | null }

/**
 * Everybody in the call, including those whose socket broke a moment ago: the connection to them may well be alive. When a page takes the
 * place of another page of the same participant, that one ends at once.
 */
export function nextMembers(
  before: readonly KnownMember[],
  named: readonly CallMember[],
  now: number,
): readonly KnownMember[] {
  const there = named.map(
    (member): KnownMember => ({
      ...member,
      participant: member.participant as ParticipantId,
      leftAt: null,
    }),
  )
  const lingering = before
    .filter((known) => there.every(({ participant }) => participant !== known.participant))
    .map((known) => ({ ...known, leftAt: known.leftAt ?? now }))
    .filter(({ leftAt }) => now - leftAt < lingerFor)
  return [...there, ...lingering]
}

/**
 * Whether LiveKit carries what passes between these two: both can be reached through it, and neither may hear something from the other that may
 * not be published there. A mentor's voice therefore takes the other ways.
 */
export function isLiveKitPair(
  members: readonly KnownMember[],
  one: KnownMember,
  other: KnownMember,
  state: SessionState,
): boolean {
  if (!one.state.liveKit || !other.state.liveKit) return false
  const { maySend, mayReceive } = rightsBetween(one, other, state, allowsIn(members))
  return (!maySend || mayPublish(state, one.participant)) && (!mayReceive || mayPublish(state, other.participant))
}

/** Whom this page would be connected to directly, if nothing is in the way. */
function isDirectPair(members: readonly KnownMember[], one: KnownMember, other: KnownMember): boolean {
  const first = members.slice(0, limits.callDirectPeople)
  return one.state.direct && other.state.direct && first.includes(one) && first.includes(other)
}

/**
 * Whom this page is to be connected to directly: the first `limits.callDirectPeople` people of the call with one another, where at least
 * one may hear the other, if both allow direct connections, and LiveKit does not carry it.
 */
export function arrangeDirect(
  members: readonly KnownMember[],
  me: PeerId,
  state: SessionState | null,
): readonly Arranged[] {
  return arrange(
    members,
    me,
    state,
    (own, other, inSession) => !isLiveKitPair(members, own, other, inSession) && isDirectPair(members, own, other),
  )
}

/** With whom this page is to speak over LiveKit, however many they are. */
export function arrangeLiveKit(
  members: readonly KnownMember[],
  me: PeerId,
  state: SessionState | null,
): readonly Arranged[] {
  return arrange(members, me, state, (own, other, inSession) => isLiveKitPair(members, own, other, inSession))
}

function arrange(
  members: readonly KnownMember[],
  me: PeerId,
  state: SessionState | null,
  isPair: (own: KnownMember, other: KnownMember, state: SessionState) => boolean,
): readonly Arranged[] {
  const own = members.find(({ peer }) => peer === me)
  if (state === null || own === undefined) return []
  return members.flatMap((other) => {
    if (other === own || !isPair(own, other, state)) return []
    const rights = rightsBetween(own, other, state, allowsIn(members))
    return rights.maySend || rights.mayReceive ? [{ peer: other.peer, ...rights }] : []
  })
}

/** Everybody with whom this page shares a voice, where neither a direct connection nor LiveKit carries it: that failed, or is not to be. */
export function relayedMembers(
  members: readonly KnownMember[],
  me: PeerId,
  state: SessionState | null,
  hasFailed: (peer: PeerId) => boolean,
): readonly KnownMember[] {
  const own = members.find(({ peer }) => peer === me)
  if (state === null || own === undefined) return []
  return members.filter((other) => {
    if (other === own || other.participant === own.participant) return false
    const rights = rightsBetween(own, other, state, allowsIn(members))
    if (!rights.maySend && !rights.mayReceive) return false
    const isCarried = isLiveKitPair(members, own, other, state) || isDirectPair(members, own, other)
    return !isCarried || hasFailed(other.peer)
  })
}

/** Who of these allows whispers by voice. */
export function allowsIn(members: readonly KnownMember[]): AllowsWhispers {
  return (participant) => members.some((one) => one.participant === participant && one.state.whispers)
}

export function rightsBetween(
  own: Pick<KnownMember, 'participant'>,
  other: Pick<KnownMember, 'participant'>,
  state: SessionState,
  allows: AllowsWhispers,
): Pick<Arranged, 'maySend' | 'mayReceive'> {
  return {
    maySend: mayHear(state, other.participant, own.participant, allows),
    mayReceive: mayHear(state, own.participant, other.participant, allows),
  }
}
