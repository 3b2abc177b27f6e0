import type { CallMember, CallNotice, IceAnswer, OwnCallState } from '@greenroom/protocol'
import { maySpeak, type ParticipantId, type SessionState } from '@greenroom/session'
import { arrangeDirect, isDirectPair, type KnownMember, lingerFor, nextMembers, rightsBetween } from './call-members.ts'
import type { CallTimers, Signalling } from './call-ports.ts'
import { type CallPerson, type CallPhase, type CallSnapshot, settledSnapshot, type Way } from './call-snapshot.ts'
import { createDirectTransport } from './direct/direct-transport.ts'
import { noTracks, type PeerId, type PeerState, type PeerStreams, type Quality } from './media-transport.ts'
import { type ChosenDevices, createOwnMedia, type OwnMedia, type SourceState } from './own-media.ts'
import { canRelay, createRelayTransport, type RelayTransport } from './relay/relay-transport.ts'
import { createPlayback, type Playback } from './sound/playback.ts'
import { createMicNotices, createSpeaking } from './sound/speaking.ts'

/** How this person is in the call, to be taken up again after a reload. */
export type CallIntent = { readonly muted: boolean; readonly camera: boolean }

export type Call = {
  readonly getSnapshot: () => CallSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** Joins, and opens the microphone of those who may speak. Call inside of a press where there is one. */
  readonly join: (intent: CallIntent) => void
  readonly leave: () => void
  readonly setMuted: (muted: boolean) => void
  /** Is heard although muted, for as long as a key is held. */
  readonly talk: (talking: boolean) => void
  readonly setCamera: (on: boolean) => void
  readonly setScreen: (on: boolean) => void
  /** Tries a device again that could not be had. */
  readonly retryMicrophone: () => void
  readonly choose: (chosen: ChosenDevices) => void
  /** Whether others may connect to this page directly. */
  readonly setDirect: (direct: boolean) => void
  readonly resumeSound: () => void
  /** Of one's own microphone, 0 to 1. */
  readonly microphoneLevel: () => number
  readonly close: () => void
}

export type CallOptions = {
  readonly me: ParticipantId
  readonly signalling: Signalling
  /** The session as this participant knows it now; who may hear whom is read from it. */
  readonly session: () => SessionState | null
  readonly onSession: (changed: () => void) => () => void
  readonly iceServers: () => Promise<IceAnswer['iceServers']>
  readonly newPeer: () => PeerId
  readonly timers: CallTimers
  /** Monotonic milliseconds. */
  readonly now: () => number
  readonly chosen: ChosenDevices
  readonly direct: boolean
  /** At 48 kHz. */
  readonly createAudioContext: () => AudioContext
  /** Voice over the server, where browsers cannot reach one another. */
  readonly relay: {
    readonly url: string
    readonly session: string
    readonly token: string
    /** Where the script of the audio thread lies. */
    readonly workletUrl: string
  }
}

/** Levels are read so often. Milliseconds. */
const readLevelsEvery = 100
const off: SourceState = { kind: 'off' }

/** The parts that exist while this page is in the call. */
type Inside = {
  readonly peer: PeerId
  readonly context: AudioContext
  readonly media: OwnMedia
  readonly playback: Playback
  readonly direct: ReturnType<typeof createDirectTransport>
  /** `null`: this browser cannot encode voice by itself. */
  readonly relay: RelayTransport | null
  readonly heard: Map<PeerId, Heard>
  readonly ownSpeaking: ReturnType<typeof createSpeaking>
  readonly notices: ReturnType<typeof createMicNotices>
  readonly stops: (() => void)[]
}
type Heard = {
  state: PeerState
  quality: Quality
  streams: PeerStreams | null
  /** Their voice over the server. */
  relayed: MediaStream | null
  readonly speaks: ReturnType<typeof createSpeaking>
  speaking: boolean
}

/**
 * The call of one session as this page takes part in it: who is in it, by which way each of them is heard, and what of this person leaves the
 * page. Who may hear whom is decided by the rules of `packages/session`, on the way out and on the way in.
 */
export function createCall(options: CallOptions): Call {
  const { me, signalling, session, timers, now } = options
  const listeners = new Set<() => void>()
  let phase: CallPhase = 'out'
  let members: readonly KnownMember[] = []
  let inside: Inside | null = null
  let muted = true
  let talking = false
  let speaking = false
  let notice: CallSnapshot['notice'] = null
  let chosen = options.chosen
  let direct = options.direct
  let snapshot: CallSnapshot = {
    phase,
    people: [],
    microphone: off,
    camera: off,
    screen: off,
    maySpeak: false,
    muted,
    talking,
    notice: null,
    soundBlocked: false,
  }

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
  const heardOf = (there: Inside, peer: PeerId): Heard => {
    const known = there.heard.get(peer)
    if (known !== undefined) return known
    const made: Heard = {
      state: 'connecting',
      quality: 'good',
      streams: null,
      relayed: null,
      speaks: createSpeaking(),
      speaking: false,
    }
    there.heard.set(peer, made)
    return made
  }

  const read = (): CallSnapshot => ({
    phase,
    people: members.map(readPerson),
    microphone: inside?.media.state('microphone') ?? off,
    camera: inside?.media.state('camera') ?? off,
    screen: inside?.media.state('screen') ?? off,
    maySpeak: mayTalk(),
    muted,
    talking,
    notice,
    soundBlocked: inside?.playback.isBlocked() ?? false,
  })
  const readPerson = (member: KnownMember): CallPerson => {
    const mine = member.participant === me
    const state = session()
    const rights = state === null || mine ? null : rightsBetween({ participant: me }, member, state)
    const heard = mine ? undefined : inside?.heard.get(member.peer)
    const speaks = state !== null && maySpeak(state, member.participant)
    const shows = rights?.mayReceive === true && heard?.state === 'connected'
    return {
      participant: member.participant,
      peer: member.peer,
      me: mine,
      muted: member.state.muted || !speaks,
      speaking: mine ? speaking : rights?.mayReceive === true && heard?.speaking === true && !member.state.muted,
      way: wayOf(rights?.mayReceive === true || rights?.maySend === true, heard),
      quality: heard?.quality ?? 'good',
      camera: shows && member.state.camera ? (heard?.streams?.camera ?? null) : null,
      screen: shows && member.state.screen ? (heard?.streams?.screen ?? null) : null,
    }
  }
  const wayOf = (isWanted: boolean, heard: Heard | undefined): Way => {
    if (!isWanted || inside === null) return 'none'
    if (heard?.state === 'connected') return 'direct'
    if (relayOpen && heard?.relayed != null) return 'relayed'
    return heard?.state === 'failed' ? 'lost' : 'connecting'
  }

  const ownState = (): OwnCallState => ({
    muted: !isHeard(),
    camera: mayTalk() && inside?.media.state('camera').kind === 'on',
    screen: mayTalk() && inside?.media.state('screen').kind === 'on',
    direct,
    relay: relayed.length > 0,
  })
  const isHeard = (): boolean => mayTalk() && (!muted || talking) && inside?.media.state('microphone').kind === 'on'

  /** Whether voice over the server is open, and who is heard or spoken to by it. */
  let relayOpen = false
  let relayed: readonly KnownMember[] = []
  /** Everybody with whom this page shares a voice and no direct connection: it failed, or is not to be. */
  const relayedOf = (there: Inside): readonly KnownMember[] => {
    const state = session()
    const own = members.find(({ peer }) => peer === there.peer)
    if (state === null || own === undefined || phase !== 'in' || there.relay === null) return []
    return members.filter((other) => {
      if (other === own || other.participant === me) return false
      const rights = rightsBetween(own, other, state)
      if (!rights.maySend && !rights.mayReceive) return false
      return !isDirectPair(members, own, other) || there.heard.get(other.peer)?.state === 'failed'
    })
  }
  const arrangeRelay = (there: Inside): void => {
    relayed = relayedOf(there)
    const state = session()
    const wants = relayed.filter(
      (other) => state !== null && rightsBetween({ participant: me }, other, state).mayReceive,
    )
    for (const { peer } of wants) heardOf(there, peer)
    // Somebody may hear this page only over the server, and not know why: their side has failed, and this one has not.
    const isAskedFor = members.some((other) => other.participant !== me && other.state.relay) && mayTalk()
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
    there.direct.send(mayTalk() ? there.media.tracks(!isHeard()) : noTracks)
    arrangeRelay(there)
    playAll(there)
    tellState()
  }
  /** Only who may be heard is played, whatever comes. */
  const playAll = (there: Inside): void => {
    const state = session()
    for (const [peer, heard] of there.heard) {
      const member = members.find((one) => one.peer === peer)
      const may = state !== null && member !== undefined && rightsBetween({ participant: me }, member, state).mayReceive
      const voice = heard.state === 'connected' ? (heard.streams?.voice ?? null) : heard.relayed
      there.playback.play(peer, may ? voice : null)
      if (member === undefined) there.heard.delete(peer)
    }
  }

  const readLevels = (there: Inside): void => {
    const at = now()
    // A context that began without a press, after a reload, waits; once the page has a microphone the browser lets it run.
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
    const context = options.createAudioContext()
    const peer = options.newPeer()
    const media = createOwnMedia({
      context,
      chosen,
      changed: () => {
        arrange()
        changed()
      },
    })
    const there: Inside = {
      peer,
      context,
      media,
      playback: createPlayback(context),
      direct: createDirectTransport({
        me: peer,
        iceServers: options.iceServers,
        signal: (to, signal) => signalling.send({ kind: 'signal', to, signal }),
        timers,
        events: {
          state: (of, state) => {
            heardOf(there, of).state = state
            arrange()
            changed()
          },
          quality: (of, quality) => {
            heardOf(there, of).quality = quality
            changed()
          },
          streams: (of, streams) => {
            if (streams === null) {
              const gone = there.heard.get(of)
              if (gone !== undefined) Object.assign(gone, { streams: null, state: 'connecting' satisfies PeerState })
            } else heardOf(there, of).streams = streams
            playAll(there)
            changed()
          },
        },
      }),
      relay: canRelay()
        ? createRelayTransport({
            ...options.relay,
            me: peer,
            context,
            timers,
            events: {
              voice: (of, voice) => {
                const known = there.heard.get(of)
                if (known !== undefined) known.relayed = voice
                playAll(there)
                changed()
              },
              open: (open) => {
                relayOpen = open
                changed()
              },
            },
          })
        : null,
      heard: new Map(),
      ownSpeaking: createSpeaking(),
      notices: createMicNotices(),
      stops: [],
    }
    there.playback.choose(chosen.speaker)
    there.stops.push(timers.every(readLevelsEvery, () => readLevels(there)))
    inside = there
    muted = intent.muted
    phase = 'joining'
    if (mayTalk()) {
      void media.open('microphone')
      if (intent.camera) void media.open('camera')
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
    notice = null
    if (there === null) return
    for (const stop of there.stops) stop()
    there.direct.close()
    there.relay?.close()
    relayed = []
    relayOpen = false
    there.playback.close()
    there.media.close()
    void there.context.close()
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
      case 'elsewhere':
        if (inside !== null) end('elsewhere')
        break
    }
    changed()
  }
  const sessionChanged = (): void => {
    if (inside !== null && mayTalk() && inside.media.state('microphone').kind === 'off')
      void inside.media.open('microphone')
    arrange()
    changed()
  }
  const stops = [
    signalling.listen({
      notice: takeNotice,
      opened: () => {
        sayJoin()
        inside?.direct.retry()
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
      if (talking === next || (next && !muted)) return
      talking = next
      arrange()
      changed()
    },
    setCamera: (on) => setSource('camera', on),
    setScreen: (on) => setSource('screen', on),
    retryMicrophone: () => {
      void inside?.media.open('microphone')
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
