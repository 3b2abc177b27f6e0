import { describe, expect, it } from 'vitest'
import { createVoiceFrames } from './voice-frames.ts'

const packet = (number: number): Uint8Array => Uint8Array.of(number)

function open() {
  const sent: (readonly number[])[] = []
  const frames = createVoiceFrames((stamp, packets) => sent.push([stamp, ...packets.map(([first]) => first ?? -1)]))
  return { sent, frames }
}

describe('packets of a voice', () => {
  it('go two in a frame, with the stamp of the first', () => {
    const { sent, frames } = open()
    for (const at of [0, 1, 2, 3]) frames.add(at * 20, packet(at))
    expect(sent).toEqual([
      [0, 0, 1],
      [40, 2, 3],
    ])
  })

  it('go alone where the next one does not follow', () => {
    const { sent, frames } = open()
    frames.add(0, packet(0))
    frames.add(60, packet(3))
    frames.add(80, packet(4))
    expect(sent).toEqual([
      [0, 0],
      [60, 3, 4],
    ])
  })

  it('are not kept for the end of a silence: the last one before it goes once nothing can follow', () => {
    const { sent, frames } = open()
    frames.add(100, packet(5))
    for (const stamp of [100, 120, 140]) frames.recorded(stamp)
    expect(sent).toEqual([])
    frames.recorded(160)
    frames.recorded(180)
    expect(sent).toEqual([[100, 5]])
    frames.add(400, packet(20))
    frames.add(420, packet(21))
    expect(sent.at(-1)).toEqual([400, 20, 21])
  })
})
