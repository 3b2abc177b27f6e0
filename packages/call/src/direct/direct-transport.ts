import type { CallSignal } from '@greenroom/protocol'
import type { CallTimers } from '../call-ports.ts'
import {
  type Arranged,
  type MediaTransport,
  noTracks,
  type OwnTracks,
  type PeerId,
  type TransportEvents,
} from '../media-transport.ts'
import { type DirectPeer, openDirectPeer } from './direct-peer.ts'

export type DirectTransport = MediaTransport & {
  /** What another page said to this one. */
  readonly take: (from: PeerId, signal: CallSignal) => void
}

/** A mesh of browsers that are connected to one another. */
export function createDirectTransport(input: {
  readonly me: PeerId
  readonly iceServers: () => Promise<readonly RTCIceServer[]>
  readonly signal: (to: PeerId, signal: CallSignal) => void
  readonly events: TransportEvents
  readonly timers: CallTimers
  readonly openPeer?: typeof openDirectPeer
}): DirectTransport {
  const { me, events, timers, openPeer = openDirectPeer } = input
  type Open = { rights: Arranged; link: DirectPeer | null; readonly early: CallSignal[]; closed: boolean }
  const peers = new Map<PeerId, Open>()
  let tracks: OwnTracks = noTracks

  const open = async (peer: PeerId, place: Open): Promise<void> => {
    const iceServers = await input.iceServers().catch(() => [])
    if (place.closed) return
    place.link = openPeer({
      // Both pages compare the same two names, so that exactly one of them begins.
      begins: me < peer,
      iceServers,
      signal: (signal) => input.signal(peer, signal),
      events: {
        state: (state) => events.state(peer, state),
        streams: (streams) => events.streams(peer, streams),
        quality: (quality) => events.quality(peer, quality),
      },
      timers,
      rights: place.rights,
      tracks,
    })
    for (const signal of place.early.splice(0)) place.link.take(signal)
  }
  const close = (peer: PeerId, place: Open): void => {
    place.closed = true
    place.link?.close()
    peers.delete(peer)
    events.streams(peer, null)
  }

  return {
    arrange: (arranged) => {
      for (const [peer, place] of [...peers]) if (arranged.every((each) => each.peer !== peer)) close(peer, place)
      for (const rights of arranged) {
        const known = peers.get(rights.peer)
        if (known === undefined) {
          const place: Open = { rights, link: null, early: [], closed: false }
          peers.set(rights.peer, place)
          void open(rights.peer, place)
        } else {
          known.rights = rights
          known.link?.arrange(rights)
        }
      }
    },
    send: (next) => {
      tracks = next
      for (const { link } of peers.values()) link?.send(next)
    },
    take: (from, signal) => {
      const place = peers.get(from)
      if (place === undefined) return
      if (place.link === null) place.early.push(signal)
      else place.link.take(signal)
    },
    retry: () => {
      for (const { link } of peers.values()) link?.retry()
    },
    close: () => {
      for (const [peer, place] of [...peers]) close(peer, place)
    },
  }
}
