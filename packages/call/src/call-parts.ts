import type { CallMessage, IceAnswer } from '@greenroom/protocol'
import type { CallTimers, Signalling } from './call-ports.ts'
import { createDirectTransport, type DirectTransport } from './direct/direct-transport.ts'
import { createLiveKitTransport, type LiveKitTransport } from './livekit/livekit-transport.ts'
import type { PeerId, PeerState, PeerStreams, Quality, TransportEvents } from './media-transport.ts'
import { type ChosenDevices, createOwnMedia, type OwnMedia } from './own-media.ts'
import { canRelay, createRelayTransport, type RelayOptions, type RelayTransport } from './relay/relay-transport.ts'
import { createPlayback, type Playback } from './sound/playback.ts'
import { createMicNotices, createSpeaking } from './sound/speaking.ts'

/** What this page knows about the connections to one other page, and the voice that arrives through them. */
export type Heard = {
  state: PeerState
  quality: Quality
  streams: PeerStreams | null
  /** Their voice over the server. */
  relayed: MediaStream | null
  readonly speaks: ReturnType<typeof createSpeaking>
  speaking: boolean
}

/** The parts that exist while this page is in the call. */
export type CallParts = {
  readonly peer: PeerId
  readonly context: AudioContext
  readonly media: OwnMedia
  readonly playback: Playback
  readonly direct: DirectTransport
  /** Does nothing where the server has no LiveKit. */
  readonly liveKit: LiveKitTransport
  /** `null`: this browser cannot encode voice by itself. */
  readonly relay: RelayTransport | null
  /** Whether voice over the server is open. */
  readonly isRelayOpen: () => boolean
  readonly heard: Map<PeerId, Heard>
  /** This page's own, created on first use. */
  readonly heardOf: (peer: PeerId) => Heard
  readonly ownSpeaking: ReturnType<typeof createSpeaking>
  readonly notices: ReturnType<typeof createMicNotices>
  /** Nothing is heard, sent or captured from here on. */
  readonly close: () => void
}

/** `arrangement`: who is connected, or what this page has to send; `voices`: what there is to play; `facts`: only what is shown. */
export type PartsChange = 'arrangement' | 'voices' | 'facts'

export type CallPartsOptions = {
  readonly signalling: Signalling
  readonly iceServers: () => Promise<IceAnswer['iceServers']>
  readonly newPeer: () => PeerId
  readonly timers: CallTimers
  readonly chosen: ChosenDevices
  /** At 48 kHz. */
  readonly createAudioContext: () => AudioContext
  /** Voice over the server, where browsers cannot reach one another. */
  readonly relay: Pick<RelayOptions, 'url' | 'session' | 'token' | 'workletUrl'>
  readonly changed: (what: PartsChange) => void
}

/** Opens what a page needs to be in a call: its devices, its sound, and all ways to the others. No device is opened yet. */
export function openCallParts(options: CallPartsOptions): CallParts {
  const { signalling, timers, chosen, changed } = options
  const context = options.createAudioContext()
  const peer = options.newPeer()
  const heard = new Map<PeerId, Heard>()
  const heardOf = (of: PeerId): Heard => {
    const known = heard.get(of)
    if (known !== undefined) return known
    const made: Heard = {
      state: 'connecting',
      quality: 'good',
      streams: null,
      relayed: null,
      speaks: createSpeaking(),
      speaking: false,
    }
    heard.set(of, made)
    return made
  }

  const media = createOwnMedia({ context, chosen, changed: () => changed('arrangement') })
  const playback = createPlayback(context)
  playback.choose(chosen.speaker)
  /** Each peer is connected by one of the two at most. */
  const events: TransportEvents = {
    state: (of, state) => {
      heardOf(of).state = state
      changed('arrangement')
    },
    quality: (of, quality) => {
      heardOf(of).quality = quality
      changed('facts')
    },
    streams: (of, streams) => {
      const known = streams === null ? heard.get(of) : heardOf(of)
      if (known !== undefined) known.streams = streams
      if (known !== undefined && streams === null) known.state = 'connecting'
      changed('voices')
    },
  }
  const direct = createDirectTransport({
    me: peer,
    iceServers: options.iceServers,
    signal: (to, signal) => signalling.send({ kind: 'signal', to, signal } satisfies CallMessage),
    timers,
    events,
  })
  const liveKit = createLiveKitTransport({
    ask: () => signalling.send({ kind: 'liveKit' }),
    events: { ...events, reachable: () => changed('arrangement') },
    timers,
    load: async () => (await import('./livekit/livekit-room.ts')).openLiveKitRoom,
  })
  let relayOpen = false
  const relay = canRelay()
    ? createRelayTransport({
        ...options.relay,
        me: peer,
        context,
        timers,
        events: {
          voice: (of, voice) => {
            const known = heard.get(of)
            if (known !== undefined) known.relayed = voice
            changed('voices')
          },
          open: (open) => {
            relayOpen = open
            changed('facts')
          },
        },
      })
    : null

  return {
    peer,
    context,
    media,
    playback,
    direct,
    liveKit,
    relay,
    isRelayOpen: () => relayOpen,
    heard,
    heardOf,
    ownSpeaking: createSpeaking(),
    notices: createMicNotices(),
    close: () => {
      direct.close()
      liveKit.close()
      relay?.close()
      playback.close()
      media.close()
      void context.close()
    },
  }
}
