import type { CallMember, CallNotice, OwnCallState } from '@greenroom/protocol'
import { mayPublish, maySpeak, mayTakePartInWhispers, type ParticipantId, type SessionState } from '@greenroom/session'
import {
  allowsIn,
  arrangeDirect,
  arrangeLiveKit,
  type KnownMember,
  lingerFor,
  nextMembers,
  relayedMembers,
  rightsBetween,
} from './call-members.ts'
import { type CallParts, type CallPartsOptions, openCallParts } from './call-parts.ts'
import { type CallPhase, type CallSnapshot, settledSnapshot } from './call-snapshot.ts'
import { noTracks, type OwnTracks } from './media-transport.ts'
import type { ChosenDevices } from './own-media.ts'
import { readCall } from './read-call.ts'
import { isWhisperer, readWhispers, type WhisperState } from './whispers.ts'

/** How this person is in the call, to be restored after a reload. */
export type CallIntent = { readonly muted: boolean; readonly camera: boolean }

export type Call = {
  readonly getSnapshot: () => CallSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** Joins, and opens the microphone of those who may speak. Call it from a press if there is one. */
  readonly join: (intent: CallIntent) => void
  readonly leave: () => void
  readonly setMuted: (muted: boolean) => void
  /** Heard although muted, for as long as a key is held; for a mentor while the round runs: by the interviewer alone, if both allow it. */
  readonly talk: (talking: boolean) => void
  /** Whether this person allows whispers by voice in the running round. Call it from a press. */
  readonly setWhispers: (allowed: boolean) => void
  readonly setCamera: (on: boolean) => void
  readonly setScreen: (on: boolean) => void
  /** Opens the microphone again, if it was not available or was taken away. */
  readonly retryMicrophone: () => void
  readonly choose: (chosen: ChosenDevices) => void
  /** Whether others may connect to this page directly. */
  readonly setDirect: (direct: boolean) => void
  readonly resumeSound: () => void
  /** Of one's own microphone, 0 to 1. */
  readonly microphoneLevel: () => number
  readonly close: () => void
}

export type CallOptions = Omit<CallPartsOptions, 'changed'> & {
  readonly me: ParticipantId
  /** The session as this participant knows it now; who may hear whom is read from it. */
  readonly session: () => SessionState | null
  readonly onSession: (changed: () => void) => () => void
  /** Monotonic milliseconds. */
  readonly now: () => number
  /** Whether others may connect to this page directly. */
  readonly direct: boolean
}

/** How often levels are read. Milliseconds. */
const readLevelsEvery = 100

/**
 * The call of one session as this page takes part in it: who is in it, how each of them is heard, and what of this person leaves the page.
 * The rules of `packages/session` decide who may hear whom, for outgoing and incoming sound.
 */
export function createCall(options: CallOptions): Call {
  const { me, signalling, session, timers, now } = options
  const listeners = new Set<() => void>()
  let phase: CallPhase = 'out'
  let members: readonly KnownMember[] = []
  let inside: CallParts | null = null
  let stopLevels = (): void => {}
  let muted = true
  let talking = false
  let speaking = false
  let allowsWhispers = false
  let notice: CallSnapshot['notice'] = null
  let chosen = options.chosen
  let direct = options.direct
  /** Who is heard or spoken to over the server. */
  let relayed: readonly KnownMember[] = []
  const whispers = (): WhisperState => readWhispers(session(), me, members, allowsWhispers)
  const read = (): CallSnapshot =>
    readCall({ me, session: session(), phase, members, inside, muted, talking, speaking, whispers: whispers(), notice })
  let snapshot = read()

  const changed = (): void => {
    const next = settledSnapshot(snapshot, read())
    if (next === snapshot) return
    snapshot = next
    for (const listener of [...listeners]) listener()
  }
  const mayTalk = (): boolean => {
    const state = session()
    return state !== null && maySpeak(state, me)
  }

  const isPublisher = (): boolean => {
    const state = session()
    return state !== null && mayPublish(state, me)
  }

  const ownState = (): OwnCallState => ({
    muted: !isHeard(),
    camera: mayTalk() && inside?.media.state('camera').kind === 'on',
    screen: mayTalk() && inside?.media.state('screen').kind === 'on',
    direct,
    relay: relayed.length > 0,
    whispers: allowsWhispers,
    liveKit: inside?.liveKit.isReachable() ?? true,
  })
  const isHeard = (): boolean => {
    if (inside?.media.state('microphone').kind !== 'on') return false
    // A whisper lasts as long as its key is held: nobody whispers by accident.
    return mayTalk() ? !muted || talking : talking && isWhisperer(session(), me, whispers())
  }
  const outgoing = (there: CallParts): OwnTracks => {
    const tracks = there.media.tracks(!isHeard())
    return mayTalk() ? tracks : { ...noTracks, voice: isHeard() ? tracks.voice : null }
  }

  const arrangeRelay = (there: CallParts): void => {
    const state = session()
    const hasFailed = (peer: string): boolean => there.heard.get(peer)?.state === 'failed'
    relayed = phase === 'in' && there.relay !== null ? relayedMembers(members, there.peer, state, hasFailed) : []
    const wants = relayed.filter(
      (other) => state !== null && rightsBetween({ participant: me }, other, state, allowsIn(members)).mayReceive,
    )
    for (const { peer } of wants) there.heardOf(peer)
    // Somebody may hear this page only over the server without this page knowing why: their side has failed, and this one has not.
    const isAskedFor =
      members.some((other) => other.participant !== me && other.state.relay) && (mayTalk() || whispers() === 'on')
    there.relay?.arrange(
      phase === 'in' && (relayed.length > 0 || isAskedFor),
      wants.map(({ peer }) => peer),
    )
    there.relay?.send(isHeard() ? there.media.tracks(false).voice : null)
  }

  let told = ''
  /** Everybody is told what this page sends, when that has changed. */
  const tellState = (): void => {
    if (phase !== 'in') return
    const state = ownState()
    const key = JSON.stringify(state)
    if (key === told) return
    told = key
    signalling.send({ kind: 'change', state })
  }
  const sayJoin = (): void => {
    if (inside === null || !signalling.isOpen()) return
    const state = ownState()
    told = JSON.stringify(state)
    const { peer } = inside
    signalling.send({ kind: 'join', peer, state }, (answer) => {
      if (inside?.peer !== peer) return
      if (answer.ok) {
        phase = 'in'
        tellState()
        arrange()
      } else if (answer.code === 'call-full') end('full')
      changed()
    })
  }

  const arrange = (): void => {
    if (inside === null) return
    const there = inside
    there.direct.arrange(phase === 'in' ? arrangeDirect(members, there.peer, session()) : [])
    there.direct.send(outgoing(there))
    // After the direct connections: somebody who is on both lists for a moment is disconnected there first.
    there.liveKit.arrange(phase === 'in' ? arrangeLiveKit(members, there.peer, session()) : [])
    there.liveKit.send(isPublisher() ? outgoing(there) : noTracks)
    arrangeRelay(there)
    playAll(there)
    tellState()
  }
  /** Only people who may be heard are played, whatever arrives. */
  const playAll = (there: CallParts): void => {
    const state = session()
    for (const [peer, heard] of there.heard) {
      const member = members.find((one) => one.peer === peer)
      const may =
        state !== null &&
        member !== undefined &&
        rightsBetween({ participant: me }, member, state, allowsIn(members)).mayReceive
      const voice = heard.state === 'connected' ? (heard.streams?.voice ?? null) : heard.relayed
      there.playback.play(peer, may ? voice : null)
      if (member === undefined) there.heard.delete(peer)
    }
  }

  const readLevels = (there: CallParts): void => {
    const at = now()
    // A context that started without a press, after a reload, is suspended; once the page has a microphone the browser lets it run.
    if (there.context.state === 'suspended') void there.context.resume()
    const level = there.media.level()
    speaking = there.ownSpeaking(isHeard() ? level : 0, at)
    const isOn = there.media.state('microphone').kind === 'on'
    notice = isOn && mayTalk() ? there.notices({ level, muted: !isHeard(), now: at }) : null
    for (const [peer, heard] of there.heard) heard.speaking = heard.speaks(there.playback.level(peer), at)
    if (members.some(({ leftAt }) => leftAt !== null && at - leftAt >= lingerFor)) {
      members = nextMembers(
        members,
        members.filter(({ leftAt }) => leftAt === null),
        at,
      )
      arrange()
    }
    changed()
  }

  const enter = (intent: CallIntent): void => {
    const there = openCallParts({
      ...options,
      chosen,
      changed: (what) => {
        if (what === 'arrangement') arrange()
        else if (what === 'voices' && inside !== null) playAll(inside)
        changed()
      },
    })
    stopLevels = timers.every(readLevelsEvery, () => readLevels(there))
    inside = there
    muted = intent.muted
    phase = 'joining'
    if (mayTalk()) {
      void there.media.open('microphone')
      if (intent.camera) void there.media.open('camera')
    }
    sayJoin()
    changed()
  }
  const end = (next: CallPhase): void => {
    const there = inside
    inside = null
    phase = next
    talking = false
    speaking = false
    allowsWhispers = false
    notice = null
    if (there === null) return
    stopLevels()
    relayed = []
    there.close()
  }

  const takeNotice = (given: CallNotice): void => {
    switch (given.kind) {
      case 'people':
        members = nextMembers(members, given.people as readonly CallMember[], now())
        arrange()
        break
      case 'signal':
        inside?.direct.take(given.from, given.signal)
        break
      case 'liveKit':
        inside?.liveKit.take(given)
        break
      case 'elsewhere':
        if (inside !== null) end('elsewhere')
        break
    }
    changed()
  }
  const openMicrophone = (): void => {
    if (inside?.media.state('microphone').kind === 'off') void inside.media.open('microphone')
  }
  /** A permission lasts as long as the seats do: in the next round, or at another desk, it is asked for again. */
  const endWhispers = (): void => {
    const state = session()
    if (!allowsWhispers || (state !== null && mayTakePartInWhispers(state, me))) return
    allowsWhispers = false
    talking = false
  }
  const sessionChanged = (): void => {
    endWhispers()
    if (mayTalk()) openMicrophone()
    arrange()
    changed()
  }
  const stops = [
    signalling.listen({
      notice: takeNotice,
      opened: () => {
        sayJoin()
        inside?.direct.retry()
        inside?.liveKit.retry()
      },
    }),
    options.onSession(sessionChanged),
  ]
  const setSource = (source: 'camera' | 'screen', on: boolean): void => {
    if (inside === null || !mayTalk()) return
    if (on) void inside.media.open(source)
    else inside.media.end(source)
  }

  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    join: (intent) => {
      if (inside === null) enter(intent)
    },
    leave: () => {
      if (inside === null) {
        phase = 'out'
        changed()
        return
      }
      signalling.send({ kind: 'leave' })
      end('out')
      changed()
    },
    setMuted: (next) => {
      muted = next
      talking = false
      arrange()
      changed()
    },
    talk: (next) => {
      if (talking === next || (next && !muted && mayTalk())) return
      talking = next
      arrange()
      changed()
    },
    setWhispers: (allowed) => {
      const state = session()
      if (inside === null || state === null || !mayTakePartInWhispers(state, me)) return
      allowsWhispers = allowed
      talking = false
      if (allowed) openMicrophone()
      arrange()
      changed()
    },
    setCamera: (on) => setSource('camera', on),
    setScreen: (on) => setSource('screen', on),
    retryMicrophone: () => {
      if (inside?.media.state('microphone').kind === 'fault') void inside.media.open('microphone')
    },
    choose: (next) => {
      chosen = next
      inside?.media.choose(next)
      inside?.playback.choose(next.speaker)
    },
    setDirect: (next) => {
      direct = next
      arrange()
      changed()
    },
    resumeSound: () => {
      inside?.playback.resume()
      changed()
    },
    microphoneLevel: () => inside?.media.level() ?? 0,
    close: () => {
      for (const stop of stops) stop()
      end('out')
      listeners.clear()
    },
  }
}
