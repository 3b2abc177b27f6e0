import { describe, expect, it } from 'vitest'
import {
  type CallFrameDown,
  type CallFrameUp,
  decodeCallDown,
  decodeCallUp,
  encodeCallDown,
  encodeCallUp,
  passOnVoice,
  voiceHead,
} from './call-frames.ts'

const packet = Uint8Array.of(0xf8, 1, 2, 3)

describe('frames of a call over the server', () => {
  it('[P34] come out as they went in', () => {
    const up: readonly CallFrameUp[] = [
      { kind: 'hello', peer: 'peer-of-ana' },
      { kind: 'want', peers: [] },
      { kind: 'want', peers: ['peer-of-ben', 'peer-of-oto'] },
      { kind: 'voice', stamp: 4_294_967_280, packets: [packet] },
      { kind: 'voice', stamp: 40, packets: [packet, Uint8Array.of(9)] },
    ]
    for (const frame of up) expect(decodeCallUp(encodeCallUp(frame))).toEqual(frame)
    const down: readonly CallFrameDown[] = [
      { kind: 'wanted', wanted: true },
      { kind: 'wanted', wanted: false },
      { kind: 'alive' },
      { kind: 'voice', from: 'peer-of-ana', stamp: 20, packets: [packet] },
      { kind: 'voice', from: 'peer-of-ana', stamp: 20, packets: [packet, packet] },
    ]
    for (const frame of down) expect(decodeCallDown(encodeCallDown(frame))).toEqual(frame)
    const voice = { kind: 'voice', stamp: 60, packets: [packet, packet] } as const
    expect(passOnVoice(voiceHead('peer-of-ben'), encodeCallUp(voice))).toEqual(
      encodeCallDown({ ...voice, from: 'peer-of-ben' }),
    )
  })

  it('[P34] that nobody sends are refused', () => {
    const words = (kind: number, text: string) => Uint8Array.of(kind, ...new TextEncoder().encode(text))
    for (const bytes of [
      new Uint8Array(),
      Uint8Array.of(9, 1, 2),
      words(1, ''),
      words(1, 'short'),
      words(1, 'with a space'),
      words(2, 'peer-of-ben  peer-of-oto'),
      words(2, Array(65).fill('peer-of-ben').join(' ')),
      // A stamp and no packet, one without bytes, one that ends early, and half a length.
      Uint8Array.of(4, 0, 0, 0, 20),
      Uint8Array.of(4, 0, 0, 0, 20, 0, 0),
      Uint8Array.of(4, 0, 0, 0, 20, 0, 3, 1, 2),
      Uint8Array.of(4, 0, 0, 0, 20, 0, 1, 7, 0),
      // Three of them.
      Uint8Array.of(4, 0, 0, 0, 20, 0, 1, 7, 0, 1, 7, 0, 1, 7),
      // More than a packet of Opus can be.
      Uint8Array.of(4, 0, 0, 0, 20, 4, 252, ...new Uint8Array(1_276)),
    ])
      expect(decodeCallUp(bytes)).toBeNull()
    expect(decodeCallDown(Uint8Array.of(4, 200, 1, 2))).toBeNull()
    expect(decodeCallDown(Uint8Array.of(1))).toBeNull()
  })
})
