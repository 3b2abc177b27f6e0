import { maySpeak, type ParticipantId, type SessionState } from '@greenroom/session'
import { allowsIn, isLiveKitPair, type KnownMember, rightsBetween } from './call-members.ts'
import type { CallParts, Heard } from './call-parts.ts'
import type { CallPerson, CallPhase, CallSnapshot, Way } from './call-snapshot.ts'
import type { SourceState } from './own-media.ts'
import { isWhisperer } from './whispers.ts'

/** The parts of a call as far as they are shown. */
export type ShownParts = Pick<CallParts, 'isRelayOpen'> & {
  readonly media: Pick<CallParts['media'], 'state'>
  readonly playback: Pick<CallParts['playback'], 'isBlocked'>
  readonly heard: ReadonlyMap<string, Omit<Heard, 'speaks'>>
}

/** What this page knows about the call. */
export type CallFacts = Pick<CallSnapshot, 'muted' | 'talking' | 'whispers' | 'notice'> & {
  readonly me: ParticipantId
  readonly session: SessionState | null
  readonly phase: CallPhase
  readonly members: readonly KnownMember[]
  /** Whether this person is speaking right now. */
  readonly speaking: boolean
  /** `null`: this page is not in the call. */
  readonly inside: ShownParts | null
}

const off: SourceState = { kind: 'off' }

/** What is shown of the call. People whom this page may not hear are never shown speaking, and nothing of theirs is shown. */
export function readCall(facts: CallFacts): CallSnapshot {
  const { me, session, phase, members, inside, muted, talking, whispers, notice } = facts
  return {
    phase,
    people: members.map((member) => readPerson(facts, member)),
    microphone: inside?.media.state('microphone') ?? off,
    camera: inside?.media.state('camera') ?? off,
    screen: inside?.media.state('screen') ?? off,
    maySpeak: session !== null && maySpeak(session, me),
    muted,
    talking,
    whispers,
    notice,
    soundBlocked: inside?.playback.isBlocked() ?? false,
  }
}

function readPerson({ me, session, members, inside, speaking, whispers }: CallFacts, member: KnownMember): CallPerson {
  const mine = member.participant === me
  const rights =
    session === null || mine ? null : rightsBetween({ participant: me }, member, session, allowsIn(members))
  const heard = mine ? undefined : inside?.heard.get(member.peer)
  const isOpen = session !== null && maySpeak(session, member.participant)
  const speaks = isOpen || (mine ? isWhisperer(session, me, whispers) : rights?.mayReceive === true)
  const shows = isOpen && rights?.mayReceive === true && heard?.state === 'connected'
  const own = members.find(({ participant }) => participant === me)
  const isOverLiveKit = session !== null && own !== undefined && isLiveKitPair(members, own, member, session)
  return {
    participant: member.participant,
    peer: member.peer,
    me: mine,
    muted: member.state.muted || !speaks,
    speaking: mine ? speaking : rights?.mayReceive === true && heard?.speaking === true && !member.state.muted,
    way: wayOf(inside, rights?.mayReceive === true || rights?.maySend === true, isOverLiveKit, heard),
    quality: heard?.quality ?? 'good',
    camera: shows && member.state.camera ? (heard?.streams?.camera ?? null) : null,
    screen: shows && member.state.screen ? (heard?.streams?.screen ?? null) : null,
  }
}

function wayOf(
  inside: ShownParts | null,
  isWanted: boolean,
  isOverLiveKit: boolean,
  heard: Pick<Heard, 'state' | 'relayed'> | undefined,
): Way {
  if (!isWanted || inside === null) return 'none'
  if (heard?.state === 'connected') return isOverLiveKit ? 'liveKit' : 'direct'
  if (inside.isRelayOpen() && heard?.relayed != null) return 'relayed'
  return heard?.state === 'failed' ? 'lost' : 'connecting'
}
