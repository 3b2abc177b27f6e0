/** One page in the call, by its id on the wire. */
export type PeerId = string

/** What one page sends of itself. `null`: nothing of that kind leaves it. */
export type OwnTracks = {
  readonly voice: MediaStreamTrack | null
  readonly camera: MediaStreamTrack | null
  readonly screen: MediaStreamTrack | null
}
export const noTracks: OwnTracks = { voice: null, camera: null, screen: null }

/** Somebody whom a transport is to connect with, and what may pass between the two. */
export type Arranged = {
  readonly peer: PeerId
  /** Whether they may be sent what this page sends. */
  readonly maySend: boolean
  /** Whether this page may be sent what they send; anything that arrives anyway is not played. */
  readonly mayReceive: boolean
}

/** `failed`: not connected, and not soon; the transport keeps trying. */
export type PeerState = 'connecting' | 'connected' | 'failed'
export type Quality = 'good' | 'weak'

/** Streams of a peer; the same objects for as long as the connection lives. `null`: this transport cannot carry it. */
export type PeerStreams = {
  readonly voice: MediaStream | null
  readonly camera: MediaStream | null
  readonly screen: MediaStream | null
}

export type TransportEvents = {
  readonly state: (peer: PeerId, state: PeerState) => void
  /** `null`: the connection to this peer is gone. */
  readonly streams: (peer: PeerId, streams: PeerStreams | null) => void
  readonly quality: (peer: PeerId, quality: Quality) => void
}

/** One way for voice, camera and screen to travel. What a peer may not be sent does not leave this page. */
export type MediaTransport = {
  /** Everybody to be connected with from now on; others are disconnected. Cheap when nothing changed. */
  readonly arrange: (peers: readonly Arranged[]) => void
  readonly send: (tracks: OwnTracks) => void
  /** The signalling is back after a break: messages from that time are lost and sent again. */
  readonly retry: () => void
  readonly close: () => void
}
