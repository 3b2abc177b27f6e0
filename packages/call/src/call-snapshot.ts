import type { ParticipantId } from '@greenroom/session'
import type { PeerId, Quality } from './media-transport.ts'
import type { SourceState } from './own-media.ts'
import type { MicNotice } from './sound/speaking.ts'
import type { WhisperState } from './whispers.ts'

/** `elsewhere`: this person joined with another page, which has taken this one's place. `full`: no more people fit in. */
export type CallPhase = 'out' | 'joining' | 'in' | 'elsewhere' | 'full'

/** How somebody is heard. `none`: they may not be, or there is nothing to hear; `lost`: there should be, but nothing arrives. */
export type Way = 'none' | 'connecting' | 'direct' | 'liveKit' | 'relayed' | 'lost'

export type CallPerson = {
  readonly participant: ParticipantId
  readonly peer: PeerId
  readonly me: boolean
  readonly muted: boolean
  readonly speaking: boolean
  readonly way: Way
  readonly quality: Quality
  /** Streams to draw. `null` while they show nothing, or nothing that this page may see. */
  readonly camera: MediaStream | null
  readonly screen: MediaStream | null
}

export type CallSnapshot = {
  readonly phase: CallPhase
  /** Everybody in the call, even while this page is not in it. */
  readonly people: readonly CallPerson[]
  readonly microphone: SourceState
  readonly camera: SourceState
  readonly screen: SourceState
  /** Whether others hear this person if they speak, by their seat. */
  readonly maySpeak: boolean
  readonly muted: boolean
  /** Heard for as long as a key is held, although muted. */
  readonly talking: boolean
  readonly whispers: WhisperState
  readonly notice: MicNotice | null
  /** The browser plays nothing before the first press. */
  readonly soundBlocked: boolean
}

const sameStates = (a: SourceState, b: SourceState): boolean =>
  a.kind === b.kind &&
  (a.kind !== 'on' || b.kind !== 'on' || a.track === b.track) &&
  (a.kind !== 'fault' || b.kind !== 'fault' || a.fault === b.fault)

const samePeople = (a: readonly CallPerson[], b: readonly CallPerson[]): boolean =>
  a.length === b.length &&
  a.every((one, at) => {
    const other = b[at]
    if (other === undefined) return false
    return (Object.keys(one) as (keyof CallPerson)[]).every((key) => one[key] === other[key])
  })

/** The previous snapshot when nothing has changed; otherwise unchanged parts keep their identity. */
export function settledSnapshot(before: CallSnapshot, next: CallSnapshot): CallSnapshot {
  const people = samePeople(before.people, next.people) ? before.people : next.people
  const isSame =
    people === before.people &&
    before.phase === next.phase &&
    before.maySpeak === next.maySpeak &&
    before.muted === next.muted &&
    before.talking === next.talking &&
    before.whispers === next.whispers &&
    before.notice === next.notice &&
    before.soundBlocked === next.soundBlocked &&
    sameStates(before.microphone, next.microphone) &&
    sameStates(before.camera, next.camera) &&
    sameStates(before.screen, next.screen)
  return isSame ? before : { ...next, people }
}
