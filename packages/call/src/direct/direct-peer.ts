import type { CallSignal } from '@greenroom/protocol'
import type { CallTimers } from '../call-ports.ts'
import type { Arranged, OwnTracks, PeerState, PeerStreams, Quality } from '../media-transport.ts'
import { withDiscontinuousOpus } from './discontinuous.ts'
import { createQualityReading } from './quality-reading.ts'

/** Candidates that appear together are sent together. */
const gatherCandidates = 60
const candidatesAtOnce = 16
/** If not connected by then, other ways are taken, and this one keeps trying. */
const connectWithin = 4_000
/** How often a connection that failed is tried again. */
const tryAgainEvery = 8_000
const readQualityEvery = 2_000
/** For one camera at 360p, and for a screen whose letters must be readable; bits per second. */
const bitrates = { camera: 450_000, screen: 1_200_000 } as const
const kinds = ['voice', 'camera', 'screen'] as const

export type DirectPeer = {
  readonly arrange: (rights: Arranged) => void
  readonly send: (tracks: OwnTracks) => void
  readonly take: (signal: CallSignal) => void
  readonly retry: () => void
  readonly close: () => void
}

/**
 * A WebRTC connection to one page, by perfect negotiation (W3C WebRTC 1.0, section 10.7). Its three media lines are agreed once, by the page
 * whose turn it is to begin; muting, cameras, screens and changed devices only replace tracks and need no further agreement.
 */
export function openDirectPeer(input: {
  /** Whether this page begins; the other one is polite, and gives way when both make an offer at once. */
  readonly begins: boolean
  readonly iceServers: readonly RTCIceServer[]
  readonly signal: (signal: CallSignal) => void
  readonly events: {
    readonly state: (state: PeerState) => void
    readonly streams: (streams: PeerStreams) => void
    readonly quality: (quality: Quality) => void
  }
  readonly timers: CallTimers
  readonly rights: Arranged
  readonly tracks: OwnTracks
}): DirectPeer {
  const { begins, signal, events, timers } = input
  let { rights, tracks } = input
  const connection = new RTCPeerConnection({ iceServers: [...input.iceServers], bundlePolicy: 'max-bundle' })
  let makingOffer = false
  let ignoresOffer = false
  let closed = false
  let state: PeerState = 'connecting'
  let waiting: { readonly candidate: string; readonly mid: string | null }[] = []
  let cancelFlush: (() => void) | null = null
  /** Candidates that arrived before the description that they belong to. */
  let early: RTCIceCandidateInit[] = []

  const become = (next: PeerState): void => {
    if (state === next || closed) return
    state = next
    events.state(next)
  }

  const flushCandidates = (): void => {
    cancelFlush = null
    const all = waiting
    waiting = []
    for (let at = 0; at < all.length; at += candidatesAtOnce)
      signal({ kind: 'candidates', candidates: all.slice(at, at + candidatesAtOnce) })
  }
  const describe = (): void => {
    const description = connection.localDescription
    if (description === null || (description.type !== 'offer' && description.type !== 'answer')) return
    signal({ kind: 'description', type: description.type, sdp: withDiscontinuousOpus(description.sdp) })
  }

  const applyTracks = (): void => {
    for (const [at, kind] of kinds.entries()) {
      const sender = connection.getTransceivers()[at]?.sender
      const track = rights.maySend ? tracks[kind] : null
      if (sender === undefined || sender.track === track) continue
      void sender.replaceTrack(track).then(
        () => (kind === 'voice' || track === null ? undefined : limitBitrate(sender, bitrates[kind])),
        () => {},
      )
    }
  }
  const tellStreams = (): void => {
    const of = (at: number): MediaStream | null => {
      const track = connection.getTransceivers()[at]?.receiver.track
      return track === undefined ? null : new MediaStream([track])
    }
    events.streams({ voice: of(0), camera: of(1), screen: of(2) })
  }

  const offer = async (): Promise<void> => {
    try {
      makingOffer = true
      await connection.setLocalDescription()
      describe()
    } finally {
      makingOffer = false
    }
  }
  const guarded = (work: Promise<void>): void => {
    work.catch(() => {
      // A description that the browser rejects, or a connection closed meanwhile: the watch below tries again.
      if (!closed) become('failed')
    })
  }

  const takeDescription = async (description: RTCSessionDescriptionInit): Promise<void> => {
    const collides = description.type === 'offer' && (makingOffer || connection.signalingState !== 'stable')
    ignoresOffer = begins && collides
    if (ignoresOffer) return
    const isFirst = connection.remoteDescription === null
    await connection.setRemoteDescription(description)
    for (const candidate of early.splice(0)) await connection.addIceCandidate(candidate).catch(() => {})
    if (description.type === 'offer') {
      for (const transceiver of connection.getTransceivers()) transceiver.direction = 'sendrecv'
      applyTracks()
      await connection.setLocalDescription()
      describe()
    }
    if (isFirst) tellStreams()
  }

  connection.onnegotiationneeded = () => {
    if (begins || connection.remoteDescription !== null) guarded(offer())
  }
  connection.onicecandidate = ({ candidate }) => {
    if (candidate === null || candidate.candidate === '') return
    waiting.push({ candidate: candidate.candidate, mid: candidate.sdpMid })
    cancelFlush ??= timers.after(gatherCandidates, flushCandidates)
  }
  connection.onconnectionstatechange = () => {
    if (connection.connectionState === 'connected') become('connected')
    else if (connection.connectionState === 'failed') {
      become('failed')
      if (begins) connection.restartIce()
    } else if (connection.connectionState === 'disconnected' && state === 'connected') {
      // A second without packets may be a change of network; a few seconds are not.
      timers.after(connectWithin / 2, () => {
        if (connection.connectionState === 'disconnected') become('failed')
      })
    }
  }
  const quality = createQualityReading(connection)
  const stops = [
    timers.after(connectWithin, () => {
      if (state === 'connecting') become('failed')
    }),
    timers.every(tryAgainEvery, () => {
      if (state === 'failed' && begins) retry()
    }),
    timers.every(readQualityEvery, () => {
      if (state === 'connected') quality().then(events.quality, () => {})
    }),
  ]

  const retry = (): void => {
    if (connection.connectionState === 'connected' && connection.signalingState === 'stable') return
    if (!begins) return
    if (connection.signalingState === 'have-local-offer') describe()
    else connection.restartIce()
  }

  if (begins) {
    connection.addTransceiver('audio', { direction: 'sendrecv' })
    connection.addTransceiver('video', { direction: 'sendrecv' })
    connection.addTransceiver('video', { direction: 'sendrecv' })
    applyTracks()
  }

  return {
    arrange: (next) => {
      rights = next
      applyTracks()
    },
    send: (next) => {
      tracks = next
      applyTracks()
    },
    take: (given) => {
      if (closed) return
      if (given.kind === 'description') {
        guarded(takeDescription({ type: given.type, sdp: given.sdp }))
        return
      }
      for (const { candidate, mid } of given.candidates) {
        const init = { candidate, sdpMid: mid }
        if (connection.remoteDescription === null) early.push(init)
        else
          connection.addIceCandidate(init).catch(() => {
            // From an offer that was not accepted, or a connection that has started again.
          })
      }
    },
    retry,
    close: () => {
      closed = true
      early = []
      for (const stop of stops) stop()
      cancelFlush?.()
      connection.close()
    },
  }
}

const limitBitrate = async (sender: RTCRtpSender, maxBitrate: number): Promise<void> => {
  const parameters = sender.getParameters()
  const [encoding] = parameters.encodings
  if (encoding === undefined) return
  encoding.maxBitrate = maxBitrate
  await sender.setParameters(parameters).catch(() => {})
}
