import {
  ConnectionQuality,
  type LocalAudioTrack,
  LogLevel,
  type RemoteParticipant,
  type RemoteTrackPublication,
  Room,
  RoomEvent,
  setLogLevel,
  Track,
  type TrackPublishOptions,
} from 'livekit-client'
import {
  type Arranged,
  noTracks,
  type OwnTracks,
  type PeerId,
  type PeerState,
  type PeerStreams,
} from '../media-transport.ts'
import { connectWithin, type LiveKitRoom, type LiveKitRoomOptions } from './livekit-transport.ts'

type Kind = keyof OwnTracks
const noStreams: PeerStreams = { voice: null, camera: null, screen: null }
const kinds = ['voice', 'camera', 'screen'] as const
const sources: Readonly<Record<Kind, Track.Source>> = {
  voice: Track.Source.Microphone,
  camera: Track.Source.Camera,
  screen: Track.Source.ScreenShare,
}
/** Bits and frames per second: as between two browsers, for one camera at 360p and for a screen whose letters must be readable. */
const publishing: Readonly<Record<Kind, TrackPublishOptions>> = {
  voice: { dtx: true, audioPreset: { maxBitrate: 24_000 } },
  camera: { simulcast: false, videoEncoding: { maxBitrate: 450_000, maxFramerate: 30 } },
  screen: { simulcast: false, screenShareEncoding: { maxBitrate: 1_200_000, maxFramerate: 15 } },
}

/** A track that is published. What is published is a copy: muting switches it off, and the microphone itself goes on being measured. */
type Published = {
  of: MediaStreamTrack
  copy: MediaStreamTrack
  /** LiveKit's hold of a voice. It outlives a publication: a connection that is restored publishes everything again. */
  voice: LocalAudioTrack | null
}

/**
 * A room of LiveKit, by its own client. LiveKit is told by every page who may subscribe to what it publishes, and enforces it, so that a rule of
 * the session holds at once; and no page subscribes to what it may not hear.
 */
export function openLiveKitRoom({ grant, timers, events }: LiveKitRoomOptions): LiveKitRoom {
  setLogLevel(LogLevel.silent)
  const room = new Room({
    // The way that every version of LiveKit knows.
    singlePeerConnection: false,
    stopLocalTrackOnUnpublish: false,
  })
  let arranged: readonly Arranged[] = []
  let tracks: OwnTracks = noTracks
  let closed = false
  let isIn = false
  const published = new Map<Kind, Published>()
  /** Of everybody arranged. `cancel`: ends the wait for who is not in the room yet. */
  const places = new Map<PeerId, { state: PeerState; streams: PeerStreams; cancel: (() => void) | null }>()
  /** Nothing is subscribed to automatically. */
  const subscribed = new WeakMap<RemoteTrackPublication, boolean>()
  let allowed = ''

  const participantOf = (peer: PeerId): RemoteParticipant | undefined => room.remoteParticipants.get(peer)

  const allowListeners = (): void => {
    const listeners = arranged.filter(({ maySend }) => maySend).map(({ peer }) => peer)
    const key = listeners.join()
    if (!isIn || key === allowed) return
    allowed = key
    room.localParticipant.setTrackSubscriptionPermissions(
      false,
      listeners.map((participantIdentity) => ({ participantIdentity, allowAll: true })),
    )
  }
  const subscribe = (): void => {
    for (const participant of room.remoteParticipants.values()) {
      const may = arranged.some(({ peer, mayReceive }) => peer === participant.identity && mayReceive)
      for (const publication of participant.trackPublications.values())
        if ((subscribed.get(publication) ?? false) !== may) {
          subscribed.set(publication, may)
          publication.setSubscribed(may)
        }
    }
  }
  const streamsOf = (peer: PeerId, before: PeerStreams): PeerStreams => {
    const of = (kind: Kind): MediaStream | null => {
      const track = participantOf(peer)?.getTrackPublication(sources[kind])?.track?.mediaStreamTrack
      if (track === undefined) return null
      return before[kind]?.getTracks()[0] === track ? before[kind] : new MediaStream([track])
    }
    return { voice: of('voice'), camera: of('camera'), screen: of('screen') }
  }
  const tellStreams = (peer: PeerId): void => {
    const place = places.get(peer)
    if (place === undefined) return
    const before = place.streams
    place.streams = streamsOf(peer, before)
    if (kinds.some((kind) => before[kind] !== place.streams[kind])) events.streams(peer, place.streams)
  }
  const forget = (peer: PeerId): void => {
    const place = places.get(peer)
    if (place === undefined) return
    place.cancel?.()
    places.delete(peer)
    events.streams(peer, null)
  }
  const become = (peer: PeerId, state: PeerState): void => {
    const place = places.get(peer)
    if (place === undefined || place.state === state) return
    place.state = state
    events.state(peer, state)
  }
  const waitFor = (peer: PeerId): void => {
    const cancel = timers.after(connectWithin, () => become(peer, 'failed'))
    places.set(peer, { state: 'connecting', streams: noStreams, cancel })
  }
  /** Compares who is arranged with who is in the room. */
  const look = (): void => {
    for (const { peer } of arranged) {
      if (closed) return
      const isThere = isIn && participantOf(peer) !== undefined
      if (!isThere && places.get(peer)?.state === 'connected') forget(peer)
      if (!places.has(peer)) waitFor(peer)
      if (!isThere) continue
      places.get(peer)?.cancel?.()
      tellStreams(peer)
      become(peer, 'connected')
    }
  }

  const publish = async (kind: Kind, of: MediaStreamTrack): Promise<void> => {
    const copy = of.clone()
    copy.contentHint = of.contentHint
    const one: Published = { of, copy, voice: null }
    published.set(kind, one)
    try {
      const options = { ...publishing[kind], source: sources[kind] }
      one.voice = (await room.localParticipant.publishTrack(copy, options)).audioTrack ?? null
    } catch {
      copy.stop()
      published.delete(kind)
    }
  }
  const applyVoice = async (voice: LocalAudioTrack, one: Published): Promise<void> => {
    const wanted = tracks.voice
    if (wanted === null) {
      await voice.mute()
      return
    }
    if (one.of !== wanted) {
      const before = one.copy
      one.of = wanted
      one.copy = wanted.clone()
      await voice.replaceTrack(one.copy, true)
      before.stop()
    }
    if (tracks.voice === wanted) await voice.unmute()
  }
  const apply = async (): Promise<void> => {
    for (const kind of kinds) {
      if (closed || !isIn || !grant.mayPublish) return
      const wanted = tracks[kind]
      const one = published.get(kind)
      if (one === undefined) {
        if (wanted !== null) await publish(kind, wanted)
      } else if (one.voice !== null) await applyVoice(one.voice, one)
      else if (one.of !== wanted) {
        published.delete(kind)
        await room.localParticipant.unpublishTrack(one.copy, true)
        if (tracks[kind] !== null) await publish(kind, tracks[kind])
      }
    }
  }
  let applying: Promise<void> = Promise.resolve()
  /** One after another; each takes what is wanted by then. */
  const applySoon = (): void => {
    applying = applying.then(apply).catch(() => {
      // Not connected any more: what is wanted is published again in the next room.
    })
  }

  const arrive = (): void => {
    if (closed) return
    isIn = true
    allowed = '-'
    allowListeners()
    subscribe()
    events.connected()
    look()
    applySoon()
  }
  room
    .on(RoomEvent.ParticipantConnected, look)
    .on(RoomEvent.ParticipantDisconnected, look)
    .on(RoomEvent.TrackPublished, subscribe)
    .on(RoomEvent.TrackSubscribed, (_track, _publication, { identity }) => tellStreams(identity))
    .on(RoomEvent.TrackUnsubscribed, (_track, _publication, { identity }) => tellStreams(identity))
    .on(RoomEvent.ConnectionQualityChanged, (quality, { identity }) => {
      const isWeak = quality === ConnectionQuality.Poor || quality === ConnectionQuality.Lost
      if (places.has(identity)) events.quality(identity, isWeak ? 'weak' : 'good')
    })
    // The one while sound may still arrive, and nobody can be let in or kept out; the other when all of it is broken.
    .on(RoomEvent.SignalReconnecting, () => events.interrupted())
    .on(RoomEvent.Reconnecting, () => events.interrupted())
    .on(RoomEvent.Reconnected, arrive)
    .on(RoomEvent.Disconnected, () => {
      if (!closed) events.lost()
    })
  room.connect(grant.url, grant.token, { autoSubscribe: false }).then(arrive, () => {
    if (!closed) events.lost()
  })

  return {
    arrange: (peers) => {
      for (const { peer } of arranged) if (peers.every((each) => each.peer !== peer)) forget(peer)
      arranged = peers
      allowListeners()
      subscribe()
      look()
    },
    send: (next) => {
      tracks = next
      // At once, also while LiveKit is still being told.
      const voice = published.get('voice')
      if (voice !== undefined) voice.copy.enabled = next.voice !== null
      applySoon()
    },
    close: () => {
      closed = true
      for (const peer of [...places.keys()]) forget(peer)
      for (const { copy } of published.values()) copy.stop()
      void room.disconnect()
    },
  }
}
