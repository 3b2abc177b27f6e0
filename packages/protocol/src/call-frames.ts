/**
 * The voice of a call over the server, on a second WebSocket (`/call/<session>`), where browsers cannot reach one another. Binary frames,
 * one message each; numbers are big-endian. A voice frame holds one Opus packet of 20 ms, which the server passes on unread and does not
 * store.
 */
export const callSubprotocol = 'greenroom.call.v1'
export const callPath = '/call/'

export const callFrameKinds = { hello: 1, want: 2, wanted: 3, voice: 4 } as const

/** Client → server. `want`: whose voices this page is to be sent. `hello` comes first and once. */
export type CallFrameUp =
  | { readonly kind: 'hello'; readonly peer: string }
  | { readonly kind: 'want'; readonly peers: readonly string[] }
  /** `stamp`: milliseconds of the speaker's own clock, a multiple of the packet's length. */
  | { readonly kind: 'voice'; readonly stamp: number; readonly packet: Uint8Array }
/** Server → client. `wanted`: whether anybody is to be sent this page's voice; until then it need not send any. */
export type CallFrameDown =
  | { readonly kind: 'wanted'; readonly wanted: boolean }
  | { readonly kind: 'voice'; readonly from: string; readonly stamp: number; readonly packet: Uint8Array }

const { hello, want, wanted, voice } = callFrameKinds
const peerPattern = /^[A-Za-z0-9_-]{8,40}$/
const mostWanted = 64
/** Opus allows no more for one frame. */
const mostPacketBytes = 1_275
/** Peers are ASCII. */
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

export function encodeCallUp(frame: CallFrameUp): Uint8Array<ArrayBuffer> {
  if (frame.kind === 'voice') return stamped(voice, new Uint8Array(), frame.stamp, frame.packet)
  const words = bytesOf(frame.kind === 'hello' ? frame.peer : frame.peers.join(' '))
  const bytes = new Uint8Array(1 + words.byteLength)
  bytes[0] = frame.kind === 'hello' ? hello : want
  bytes.set(words, 1)
  return bytes
}

export function encodeCallDown(frame: CallFrameDown): Uint8Array<ArrayBuffer> {
  if (frame.kind === 'wanted') return Uint8Array.of(wanted, frame.wanted ? 1 : 0)
  const from = bytesOf(frame.from)
  return stamped(voice, Uint8Array.of(from.byteLength, ...from), frame.stamp, frame.packet)
}

const stamped = (kind: number, head: Uint8Array, stamp: number, packet: Uint8Array): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(5 + head.byteLength + packet.byteLength)
  bytes[0] = kind
  bytes.set(head, 1)
  new DataView(bytes.buffer).setUint32(1 + head.byteLength, stamp >>> 0)
  bytes.set(packet, 5 + head.byteLength)
  return bytes
}

/** `null` when it is not a frame that a client may send. */
export function decodeCallUp(bytes: Uint8Array): CallFrameUp | null {
  const rest = bytes.subarray(1)
  switch (bytes[0]) {
    case hello: {
      const peer = textOf(rest)
      return peerPattern.test(peer) ? { kind: 'hello', peer } : null
    }
    case want: {
      const text = textOf(rest)
      const peers = text === '' ? [] : text.split(' ')
      return peers.length <= mostWanted && peers.every((peer) => peerPattern.test(peer))
        ? { kind: 'want', peers }
        : null
    }
    case voice:
      return rest.byteLength < 5 || rest.byteLength > 4 + mostPacketBytes
        ? null
        : { kind: 'voice', stamp: stampIn(rest), packet: rest.subarray(4) }
    default:
      return null
  }
}

/** `null` when it is not a frame that a server sends. */
export function decodeCallDown(bytes: Uint8Array): CallFrameDown | null {
  if (bytes[0] === wanted) return { kind: 'wanted', wanted: bytes[1] === 1 }
  if (bytes[0] !== voice) return null
  const length = bytes[1] ?? 0
  const rest = bytes.subarray(2 + length)
  if (rest.byteLength < 5) return null
  return { kind: 'voice', from: textOf(bytes.subarray(2, 2 + length)), stamp: stampIn(rest), packet: rest.subarray(4) }
}

const stampIn = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
