import { describe, expect, it } from 'vitest'
import { createSpeechLog, type SpeechFrame } from './speech-log.ts'

const word: SpeechFrame = { likely: 0.95, energy: 0.1 }
/** The soft end of a word, which the model no longer takes for speech; and nothing at all. */
const soft: SpeechFrame = { likely: 0.4, energy: 0.01 }
const none: SpeechFrame = { likely: 0.01, energy: 0.0001 }

/** Sound for so many milliseconds, in packets of 20 ms that arrive `late` milliseconds after their sound. */
const play = (
  parts: readonly (readonly [SpeechFrame, milliseconds: number])[],
  from = 0,
  late = (_at: number) => 0,
) => {
  const log = createSpeechLog()
  let now = from
  for (const [frame, milliseconds] of parts)
    for (let count = 0; count < milliseconds; count += 20) {
      now += 20
      log.note([frame, frame], now + late(now))
    }
  return { log, now }
}

describe('speech over time', () => {
  it('joins the words of a sentence, has their soft ends, and no clicks', () => {
    const { log } = play([
      [none, 1_000],
      [soft, 60],
      [word, 400],
      [none, 400],
      [word, 600],
      [soft, 100],
      [none, 600],
      [word, 80],
      [none, 700],
      [word, 1_000],
      [none, 1_000],
    ])
    expect(log.take(true)).toEqual([
      {
        heard: { from: 0, to: 5_940 },
        stretches: [
          { from: 1_000, to: 2_560 },
          { from: 3_940, to: 4_940 },
        ],
      },
    ])
    expect(log.take(true)).toEqual([])
  })

  it('is cut between two words, and goes on where it was cut', () => {
    const { log, now } = play([
      [none, 500],
      [word, 2_000],
      [none, 1_000],
      [word, 300],
    ])
    expect(log.take(false)).toEqual([{ heard: { from: 0, to: 3_300 }, stretches: [{ from: 500, to: 2_500 }] }])
    for (let at = now + 20; at <= now + 700; at += 20) log.note([word, word], at)
    // Somebody who speaks on and on is not waited for.
    expect(log.take(false)).toEqual([{ heard: { from: 3_300, to: 4_500 }, stretches: [{ from: 3_500, to: 4_500 }] }])
    expect(log.take(true)).toEqual([])
  })

  it('has the time of the sound, however late its packets come', () => {
    const late = (at: number) => (at % 1_000 === 0 ? 5 : 50 + (at % 300))
    const { log } = play(
      [
        [none, 3_000],
        [word, 2_000],
        [none, 3_000],
      ],
      1_000_000,
      late,
    )
    expect(log.take(true)).toEqual([
      { heard: { from: 1_000_005, to: 1_008_005 }, stretches: [{ from: 1_003_005, to: 1_005_005 }] },
    ])
  })

  it('keeps the time of what follows when a part of the sound was lost', () => {
    const log = createSpeechLog()
    // Three tenths of a second never come, in the middle of a sentence.
    for (let at = 20; at <= 4_000; at += 20) log.note([word, word], at)
    for (let at = 4_320; at <= 8_000; at += 20) log.note(at <= 6_000 ? [word, word] : [none, none], at)
    expect(log.take(true)).toEqual([
      { heard: { from: 0, to: 4_000 }, stretches: [{ from: 0, to: 4_000 }] },
      { heard: { from: 4_300, to: 8_000 }, stretches: [{ from: 4_300, to: 6_000 }] },
    ])
  })

  it('begins again after the sound was interrupted', () => {
    const { log, now } = play([[word, 1_000]])
    for (let at = now + 5_020; at <= now + 6_000; at += 20) log.note([word, word], at)
    expect(log.take(true)).toEqual([
      { heard: { from: 0, to: 1_000 }, stretches: [{ from: 0, to: 1_000 }] },
      { heard: { from: 6_000, to: 7_000 }, stretches: [{ from: 6_000, to: 7_000 }] },
    ])
  })

  it('tells what there is to take, and leaves it there', () => {
    const { log, now } = play([
      [none, 400],
      [word, 600],
    ])
    const peeked = log.peek()
    expect(peeked).toEqual([{ heard: { from: 0, to: now }, stretches: [{ from: 400, to: 1_000 }] }])
    expect(log.peek()).toEqual(peeked)
    // What lies before an interruption, too.
    log.note([word, word], now + 5_000)
    expect(log.peek()).toHaveLength(2)
    expect(log.take(true)).toHaveLength(2)
    expect(log.peek()).toEqual([])
  })
})
