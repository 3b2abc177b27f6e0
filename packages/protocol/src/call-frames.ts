/**
 * The voice of a call over the server, on a second WebSocket (`/call/<session>`), where browsers cannot reach one another. Binary frames,
 * one message each; numbers are big-endian. A voice frame holds one or two Opus packets of 20 ms, each behind its length in two bytes. The
 * server passes them on unread and does not store them. Two at a time halve the work of a server; one costs the other 20 ms of waiting.
 */
export const callSubprotocol = 'greenroom.call.v1'
export const callPath = '/call/'

export const callFrameKinds = { hello: 1, want: 2, wanted: 3, voice: 4, alive: 5 } as const
/** A server sends something to each page at least this often: `alive` when there is nothing else. Milliseconds. */
export const callAliveEvery = 1_000
/** Milliseconds of voice in a packet, and how many packets a frame holds at most. */
export const voicePacket = { length: 20, perFrame: 2 } as const

/** Client → server. `want`: whose voices this page is to be sent. `hello` comes first and once. */
export type CallFrameUp =
  | { readonly kind: 'hello'; readonly peer: string }
  | { readonly kind: 'want'; readonly peers: readonly string[] }
  /** `stamp`: milliseconds of the speaker's own clock at the first packet, a multiple of a packet's length. The next packet follows without a gap. */
  | { readonly kind: 'voice'; readonly stamp: number; readonly packets: readonly Uint8Array[] }
/** Server → client. `wanted`: whether anybody is to be sent this page's voice; until then it need not send any. */
export type CallFrameDown =
  | { readonly kind: 'wanted'; readonly wanted: boolean }
  | { readonly kind: 'alive' }
  | { readonly kind: 'voice'; readonly from: string; readonly stamp: number; readonly packets: readonly Uint8Array[] }

const { hello, want, wanted, voice, alive } = callFrameKinds
const peerPattern = /^[A-Za-z0-9_-]{8,40}$/
const mostWanted = 64
/** Opus allows no more for one frame. */
const mostPacketBytes = 1_275
/** Peers are ASCII. */
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

/** The bytes of one message to the server. Peers must match `peerPattern`: they are written unchecked. */
export function encodeCallUp(frame: CallFrameUp): Uint8Array<ArrayBuffer> {
  if (frame.kind === 'voice') return voiceFrame(new Uint8Array(), frame.stamp, frame.packets)
  const words = bytesOf(frame.kind === 'hello' ? frame.peer : frame.peers.join(' '))
  const bytes = new Uint8Array(1 + words.byteLength)
  bytes[0] = frame.kind === 'hello' ? hello : want
  bytes.set(words, 1)
  return bytes
}

/** The bytes of one message to a page. */
export function encodeCallDown(frame: CallFrameDown): Uint8Array<ArrayBuffer> {
  if (frame.kind === 'wanted') return Uint8Array.of(wanted, frame.wanted ? 1 : 0)
  if (frame.kind === 'alive') return Uint8Array.of(alive)
  return voiceFrame(speaker(frame.from), frame.stamp, frame.packets)
}

/** The head of every voice frame from this place, for `passOnVoice`. */
export function voiceHead(from: string): Uint8Array {
  return Uint8Array.of(voice, ...speaker(from))
}

/** A client's voice frame, which `decodeCallUp` has accepted, as the server sends it on: its bytes behind the speaker's head. */
export function passOnVoice(head: Uint8Array, up: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(head.byteLength + up.byteLength - 1)
  bytes.set(head)
  bytes.set(up.subarray(1), head.byteLength)
  return bytes
}

const speaker = (from: string): Uint8Array => {
  const name = bytesOf(from)
  return Uint8Array.of(name.byteLength, ...name)
}

const voiceFrame = (head: Uint8Array, stamp: number, packets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const size = packets.reduce((sum, { byteLength }) => sum + 2 + byteLength, 0)
  const bytes = new Uint8Array(5 + head.byteLength + size)
  const view = new DataView(bytes.buffer)
  bytes[0] = voice
  bytes.set(head, 1)
  let at = 1 + head.byteLength
  view.setUint32(at, stamp >>> 0)
  at += 4
  for (const packet of packets) {
    view.setUint16(at, packet.byteLength)
    bytes.set(packet, at + 2)
    at += 2 + packet.byteLength
  }
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
    case voice: {
      const read = voiceIn(rest)
      return read && { kind: 'voice', ...read }
    }
    default:
      return null
  }
}

/** `null` when it is not a frame that a server sends. */
export function decodeCallDown(bytes: Uint8Array): CallFrameDown | null {
  if (bytes[0] === wanted) return { kind: 'wanted', wanted: bytes[1] === 1 }
  if (bytes[0] === alive) return { kind: 'alive' }
  if (bytes[0] !== voice) return null
  const length = bytes[1] ?? 0
  const read = voiceIn(bytes.subarray(2 + length))
  return read && { kind: 'voice', from: textOf(bytes.subarray(2, 2 + length)), ...read }
}

/** `null` unless it is a stamp and one or two whole packets, and nothing else. */
function voiceIn(bytes: Uint8Array): { readonly stamp: number; readonly packets: readonly Uint8Array[] } | null {
  if (bytes.byteLength < 4) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const packets: Uint8Array[] = []
  for (let at = 4; at < bytes.byteLength; ) {
    const length = at + 2 <= bytes.byteLength ? view.getUint16(at) : 0
    const end = at + 2 + length
    if (length === 0 || length > mostPacketBytes || end > bytes.byteLength || packets.length === voicePacket.perFrame)
      return null
    packets.push(bytes.subarray(at + 2, end))
    at = end
  }
  return packets.length === 0 ? null : { stamp: view.getUint32(0), packets }
}
