import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { type ClipName, composedRate, composeSpeech, overlapOf, readClip } from '../testing/index.ts'
import { frameSamples, openSpeechFrames } from './speech-frames.ts'
import { createSpeechLog } from './speech-log.ts'

const wasm = readFileSync(createRequire(import.meta.url).resolve('@jitsi/rnnoise-wasm/dist/rnnoise.wasm'))
const clip = (name: ClipName): Float32Array =>
  readClip(readFileSync(new URL(`../testing/${name}.wav`, import.meta.url)))

/** Two sentences, a word, and two short ones, at known times in twenty seconds. */
const conversation = () =>
  composeSpeech(20_000, [
    { clip: clip('goal'), at: 1_000 },
    { clip: clip('yes'), at: 5_200 },
    { clip: clip('question'), at: 7_000 },
    { clip: clip('retention'), at: 11_500 },
    { clip: clip('week'), at: 14_000 },
  ])

/** What is heard of a sound that plays from time 0 on. */
const heardIn = async (samples: Float32Array) => {
  const read = await openSpeechFrames(wasm)
  const log = createSpeechLog()
  for (let from = 0; from + frameSamples <= samples.length; from += frameSamples)
    log.note([read(samples.subarray(from, from + frameSamples))], ((from + frameSamples) * 1000) / composedRate)
  return log.take(true).flatMap(({ stretches }) => stretches)
}

/** Always the same noise, about 0 and of that size. */
const noiseOf = (size: number): (() => number) => {
  let seed = 7
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    return (seed / 0x40000000 - 1) * size
  }
}

describe('speech in a sound', () => {
  it('is found where it is, to a hundredth of a second or so', async () => {
    const { samples, known } = conversation()
    const heard = await heardIn(samples)
    expect(heard).toHaveLength(known.length)
    expect(overlapOf(heard, known)).toBeGreaterThan(0.96)
  })

  it('is found when it is soft, and in the noise of a room', async () => {
    const { samples, known } = conversation()
    const noise = noiseOf(0.004)
    const heard = await heardIn(samples.map((sample) => sample * 0.2 + noise()))
    expect(overlapOf(heard, known)).toBeGreaterThan(0.95)
  })

  it('is not the keys of somebody who types while the other speaks', async () => {
    const { samples, known } = conversation()
    const noise = noiseOf(0.1)
    // A key every fifth of a second, each fading within 20 ms.
    const typed = samples.map((sample, at) => sample * 0.5 + noise() * Math.exp(-(at % 9_600) / 240))
    expect(overlapOf(await heardIn(typed), known)).toBeGreaterThan(0.95)
    expect(
      await heardIn(new Float32Array(samples.length).map((_, at) => noise() * Math.exp(-(at % 9_600) / 240))),
    ).toEqual([])
  })
})
