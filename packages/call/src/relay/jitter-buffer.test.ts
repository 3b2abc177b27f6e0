import { describe, expect, it } from 'vitest'
import { createJitterBuffer, oldestHeard, packetSamples } from './jitter-buffer.ts'

/** A packet whose every sample is its number, so that what is heard says which packet it was. */
const packet = (number: number) => new Float32Array(packetSamples).fill(number)
const open = () => {
  const buffer = createJitterBuffer()
  return {
    ...buffer,
    put: (...numbers: readonly number[]) => {
      for (const number of numbers) buffer.put(number * 20, packet(number))
    },
    /** The numbers of the next so many 20 ms, 0 for silence. */
    hear: (packets: number) =>
      Array.from({ length: packets }, () => {
        const out = new Float32Array(packetSamples)
        for (let at = 0; at < packetSamples; at += 120) buffer.take(out.subarray(at, at + 120))
        return out[packetSamples - 1]
      }),
  }
}
const from = (first: number, count: number) => Array.from({ length: count }, (_, at) => first + at)

describe('the jitter buffer', () => {
  it('begins once 120 ms wait, and then gives every packet once and in order, also of those that came in another', () => {
    const buffer = open()
    buffer.put(...from(1, 5))
    expect(buffer.hear(2)).toEqual([0, 0])
    buffer.put(7, 6, 6)
    expect(buffer.hear(7)).toEqual(from(1, 7))
  })

  it('leaves a gap where a packet is missing, and drops it when it comes too late', () => {
    const buffer = open()
    buffer.put(...from(1, 3), ...from(5, 3))
    expect(buffer.hear(4)).toEqual([1, 2, 3, 0])
    buffer.put(4)
    expect(buffer.hear(3)).toEqual([5, 6, 7])
  })

  it('holds back more after it ran dry, up to 250 ms', () => {
    const buffer = open()
    let number = 1
    const startsAt: number[] = []
    for (let turn = 0; turn < 6; turn += 1) {
      let waiting = 0
      while (buffer.hear(1)[0] === 0) {
        buffer.put(number)
        number += 1
        waiting += 1
      }
      startsAt.push(waiting * 20)
      buffer.hear(20)
    }
    expect(startsAt[0]).toBe(120)
    expect(startsAt.at(-1)).toBe(260)
    expect(startsAt).toEqual([...startsAt].sort((a, b) => a - b))
  })

  it('holds back less again after fifteen seconds in which nothing came late', () => {
    const buffer = open()
    buffer.put(...from(1, 6))
    buffer.hear(8)
    // The next one was late.
    buffer.put(...from(7, 7))
    expect(buffer.hear(1)).toEqual([0])
    let number = 14
    for (; number < 14 + 15_000 / 20; number += 1) {
      buffer.put(number)
      buffer.hear(1)
    }
    // A pause, after which it fills again.
    buffer.hear(20)
    buffer.put(...from(number + 100, 6))
    expect(buffer.hear(1)).toEqual([0])
    buffer.put(number + 106)
    expect(buffer.hear(1)).toEqual([number + 100])
  })

  it('holds back no more because the speaker pauses', () => {
    const buffer = open()
    for (let sentence = 0; sentence < 10; sentence += 1) {
      const first = 1 + sentence * 500
      buffer.put(...from(first, 6))
      expect(buffer.hear(8)).toEqual([...from(first, 6), 0, 0])
    }
  })

  it('never holds more than 400 ms: what is older is dropped, and what is new is heard', () => {
    const buffer = open()
    buffer.put(...from(1, 6))
    buffer.hear(1)
    buffer.put(...from(7, 60))
    expect(buffer.held()).toBeLessThanOrEqual(oldestHeard)
    const heard = buffer.hear(30).filter((one) => one !== 0)
    expect(heard.at(-1)).toBe(66)
    expect(heard).toEqual([...heard].sort((a, b) => (a ?? 0) - (b ?? 0)))
  })

  it('catches up after a burst: what is quiet is left out at once, of the rest one packet in five', () => {
    const held = (loud: boolean) => {
      const buffer = createJitterBuffer()
      const put = (number: number) =>
        buffer.put(number * 20, new Float32Array(packetSamples).fill(loud || number % 4 > 0 ? 0.5 : 0.001))
      for (const number of from(1, 19)) put(number)
      const heldAt: number[] = []
      for (const number of from(20, 60)) {
        buffer.take(new Float32Array(packetSamples))
        put(number)
        heldAt.push(buffer.held())
      }
      return heldAt
    }
    for (const [loud, most] of [
      [true, 300],
      [false, 180],
    ] as const) {
      const heldAt = held(loud)
      expect(heldAt[0]).toBe(380)
      expect(heldAt.at(-1)).toBeLessThanOrEqual(most)
      expect(heldAt.at(-1)).toBeGreaterThanOrEqual(120)
    }
  })

  it('goes on with a speaker whose numbers begin again', () => {
    const buffer = open()
    buffer.put(...from(900, 8))
    buffer.hear(4)
    buffer.put(...from(1, 6))
    expect(buffer.hear(6)).toEqual(from(1, 6))
  })

  it('fills again after a pause in which nothing was sent', () => {
    const buffer = open()
    buffer.put(...from(1, 6))
    expect(buffer.hear(6)).toEqual(from(1, 6))
    buffer.put(...from(500, 2))
    expect(buffer.hear(2)).toEqual([0, 0])
    buffer.put(...from(502, 12))
    expect(buffer.hear(3)).toEqual(from(500, 3))
  })
})
