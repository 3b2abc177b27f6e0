import {
  callPath,
  callSubprotocol,
  decodeCallDown,
  encodeCallUp,
  tokenSubprotocolPrefix,
  voicePacket,
} from '@greenroom/protocol'
import type { CallTimers } from '../call-ports.ts'
import type { PeerId } from '../media-transport.ts'
import { createConnectionWatch, lookAtConnectionEvery } from './connection-watch.ts'
import { packetSamples, relayRate } from './jitter-buffer.ts'
import { createVoiceFrames } from './voice-frames.ts'

/** Voice over the server: which voices this page receives, and its own voice for those who ask the server for it. */
export type RelayTransport = {
  /** `on`: somebody is heard this way, at either end. `peers`: whose voices this page wants. */
  readonly arrange: (on: boolean, peers: readonly PeerId[]) => void
  /** `null`: nothing leaves this page. */
  readonly send: (voice: MediaStreamTrack | null) => void
  readonly close: () => void
}

export type RelayOptions = {
  readonly me: PeerId
  /** Of the page's origin, as `wss://…`. */
  readonly url: string
  readonly session: string
  readonly token: string
  /** Must run at 48 kHz. */
  readonly context: AudioContext
  readonly workletUrl: string
  readonly timers: CallTimers
  readonly events: {
    /** `null`: this voice has ended. */
    readonly voice: (peer: PeerId, voice: MediaStream | null) => void
    readonly open: (open: boolean) => void
  }
}

const reconnectAfter = 1_000
/** Packets in which nobody speaks are a few bytes; they need not be sent. */
const leastPacket = 4
/** About 400 ms of voice: what cannot be sent by then is dropped. */
const mostUnsent = 1_500
const bitrate = 24_000
const packetMicroseconds = voicePacket.length * 1000

/** Whether this browser can encode and decode voice by itself. */
export function canRelay(): boolean {
  return (
    typeof AudioEncoder !== 'undefined' &&
    typeof AudioDecoder !== 'undefined' &&
    typeof AudioWorkletNode !== 'undefined'
  )
}

type Voice = { readonly decoder: AudioDecoder; readonly node: AudioWorkletNode }

export function createRelayTransport(options: RelayOptions): RelayTransport {
  const { me, context, timers, events } = options
  let on = false
  let wants: readonly PeerId[] = []
  let socket: WebSocket | null = null
  let wanted = false
  let closed = false
  let track: MediaStreamTrack | null = null
  let capture: { readonly end: () => void } | null = null
  let cancelRetry: (() => void) | null = null
  const watch = createConnectionWatch()
  let stopWatch = (): void => {}
  const voices = new Map<PeerId, Voice>()
  let loaded: Promise<void> | null = null
  const worklet = (): Promise<void> => {
    loaded ??= context.audioWorklet.addModule(options.workletUrl)
    return loaded
  }

  const isOpen = (): boolean => socket?.readyState === WebSocket.OPEN
  const say = (bytes: Uint8Array<ArrayBuffer>): void => {
    if (socket !== null && isOpen()) socket.send(bytes)
  }
  const tellWants = (): void => say(encodeCallUp({ kind: 'want', peers: wants }))

  const hearVoice = async (peer: PeerId): Promise<void> => {
    await worklet().catch(() => {})
    if (closed || voices.has(peer) || !wants.includes(peer)) return
    const node = new AudioWorkletNode(context, 'greenroom-play', { numberOfInputs: 0, outputChannelCount: [1] })
    const out = context.createMediaStreamDestination()
    node.connect(out)
    voices.set(peer, { decoder: openDecoder(node), node })
    events.voice(peer, out.stream)
  }
  const openDecoder = (node: AudioWorkletNode): AudioDecoder => {
    const decoder = new AudioDecoder({
      output: (data) => {
        const samples = new Float32Array(data.numberOfFrames)
        data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
        const stamp = Math.round(data.timestamp / 1000)
        data.close()
        node.port.postMessage({ stamp, samples }, [samples.buffer])
      },
      // A packet that cannot be decoded is a gap; the decoder is replaced and the voice begins again with the next one.
      error: () => {},
    })
    decoder.configure({ codec: 'opus', sampleRate: relayRate, numberOfChannels: 1 })
    return decoder
  }
  const endVoice = (peer: PeerId, { decoder, node }: Voice): void => {
    voices.delete(peer)
    if (decoder.state !== 'closed') decoder.close()
    node.port.postMessage('end')
    node.disconnect()
    events.voice(peer, null)
  }
  const takeVoice = (from: PeerId, stamp: number, packets: readonly Uint8Array[]): void => {
    const voice = voices.get(from)
    if (voice === undefined) return
    if (voice.decoder.state === 'closed') {
      endVoice(from, voice)
      void hearVoice(from)
      return
    }
    for (const [at, data] of packets.entries())
      voice.decoder.decode(
        new EncodedAudioChunk({
          type: 'key',
          timestamp: stamp * 1000 + at * packetMicroseconds,
          duration: packetMicroseconds,
          data,
        }),
      )
  }

  const startCapture = async (from: MediaStreamTrack): Promise<void> => {
    const mine = { end: (): void => {} }
    capture = mine
    await worklet().catch(() => {})
    if (capture !== mine) return
    // Continues where an earlier capture of this page ended: a listener would take smaller numbers for packets that are too late.
    // Microseconds.
    let stamp = Math.round(performance.now() / voicePacket.length) * packetMicroseconds
    const frames = createVoiceFrames((first, packets) => {
      if (socket === null || !isOpen() || socket.bufferedAmount > mostUnsent) return
      socket.send(encodeCallUp({ kind: 'voice', stamp: first, packets }))
    })
    const encoder = new AudioEncoder({
      output: (chunk) => {
        if (chunk.byteLength < leastPacket) return
        const packet = new Uint8Array(chunk.byteLength)
        chunk.copyTo(packet)
        frames.add(Math.round(chunk.timestamp / 1000), packet)
      },
      error: () => {
        if (capture === mine) endCapture()
      },
    })
    encoder.configure({
      codec: 'opus',
      sampleRate: relayRate,
      numberOfChannels: 1,
      bitrate,
      opus: { frameDuration: packetMicroseconds, usedtx: true },
    })
    const source = context.createMediaStreamSource(new MediaStream([from]))
    const node = new AudioWorkletNode(context, 'greenroom-capture', { numberOfOutputs: 0 })
    node.port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => {
      if (encoder.state !== 'configured') return
      const packet = new AudioData({
        format: 'f32-planar',
        sampleRate: relayRate,
        numberOfFrames: packetSamples,
        numberOfChannels: 1,
        timestamp: stamp,
        data,
      })
      frames.recorded(stamp / 1000)
      stamp += packetMicroseconds
      encoder.encode(packet)
      packet.close()
    }
    source.connect(node)
    mine.end = () => {
      source.disconnect()
      node.port.onmessage = null
      if (encoder.state !== 'closed') encoder.close()
    }
  }
  const endCapture = (): void => {
    capture?.end()
    capture = null
  }
  const applyCapture = (): void => {
    endCapture()
    if (wanted && track !== null && isOpen()) void startCapture(track)
  }

  const dial = (): void => {
    if (closed || !on || socket !== null) return
    const dialled = new WebSocket(`${options.url}${callPath}${options.session}`, [
      callSubprotocol,
      `${tokenSubprotocolPrefix}${options.token}`,
    ])
    dialled.binaryType = 'arraybuffer'
    socket = dialled
    watch.dialled()
    stopWatch = timers.every(lookAtConnectionEvery, () => {
      if (!watch.look()) return
      hangUp()
      dial()
    })
    dialled.onopen = () => {
      if (socket !== dialled) return
      watch.opened()
      say(encodeCallUp({ kind: 'hello', peer: me }))
      tellWants()
      events.open(true)
    }
    dialled.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (socket !== dialled) return
      const frame = data instanceof ArrayBuffer ? decodeCallDown(new Uint8Array(data)) : null
      if (frame?.kind === 'alive' || frame?.kind === 'voice') watch.heard()
      if (frame?.kind === 'voice') takeVoice(frame.from, frame.stamp, frame.packets)
      else if (frame?.kind === 'wanted') {
        wanted = frame.wanted
        applyCapture()
      }
    }
    dialled.onclose = () => {
      if (socket !== dialled) return
      hangUp()
      if (on && !closed) cancelRetry ??= timers.after(reconnectAfter, redial)
    }
  }
  const redial = (): void => {
    cancelRetry = null
    dial()
  }
  const hangUp = (): void => {
    stopWatch()
    const before = socket
    socket = null
    wanted = false
    endCapture()
    before?.close()
    events.open(false)
  }

  return {
    arrange: (nextOn, peers) => {
      const changed = peers.length !== wants.length || peers.some((peer) => !wants.includes(peer))
      on = nextOn
      wants = peers
      for (const [peer, voice] of [...voices]) if (!peers.includes(peer)) endVoice(peer, voice)
      for (const peer of peers) if (!voices.has(peer)) void hearVoice(peer)
      if (!on && socket !== null) hangUp()
      if (on && socket === null && cancelRetry === null) dial()
      else if (changed) tellWants()
    },
    send: (voice) => {
      if (voice === track) return
      track = voice
      applyCapture()
    },
    close: () => {
      closed = true
      cancelRetry?.()
      for (const [peer, voice] of [...voices]) endVoice(peer, voice)
      if (socket !== null) hangUp()
    },
  }
}
