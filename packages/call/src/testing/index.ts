/**
 * Sentences that espeak-ng has spoken (`espeak-ng -v en-us -w goal.wav "…"`, then cut where its sound begins and ends, and kept as μ-law), for tests
 * of what is heard: where each begins and ends in a sound is known to the sample.
 */
export const clipNames = ['goal', 'question', 'retention', 'week', 'yes'] as const
export type ClipName = (typeof clipNames)[number]

/** Samples a second of what is composed. */
export const composedRate = 48_000

/** The samples of one of these files, as `composedRate` has them, -1 to 1. */
export function readClip(wav: Uint8Array): Float32Array {
  const rate = new DataView(wav.buffer, wav.byteOffset).getUint32(24, true)
  const told = wav.subarray(44)
  const sampleAt = (index: number): number => fromMuLaw(told[Math.min(index, told.length - 1)] ?? 0xff)
  return Float32Array.from({ length: Math.floor((told.length * composedRate) / rate) }, (_, at) => {
    const place = (at * rate) / composedRate
    const before = Math.floor(place)
    return sampleAt(before) + (place - before) * (sampleAt(before + 1) - sampleAt(before))
  })
}

/** ITU-T G.711. */
function fromMuLaw(byte: number): number {
  const value = ~byte & 0xff
  const size = (((value & 0x0f) << 3) + 132) << ((value >> 4) & 7)
  return (value & 0x80 ? 132 - size : size - 132) / 32_768
}

export type SpokenClip = { readonly clip: Float32Array; readonly at: number }
export type KnownSpeech = { readonly from: number; readonly to: number }

/** A sound of so many milliseconds in which each clip begins at its time, and when each is heard. Times are milliseconds from the start of the sound. */
export function composeSpeech(
  length: number,
  clips: readonly SpokenClip[],
): { readonly samples: Float32Array; readonly known: readonly KnownSpeech[] } {
  const samples = new Float32Array((length * composedRate) / 1000)
  const known = clips.map(({ clip, at }) => {
    samples.set(clip, (at * composedRate) / 1000)
    return { from: at, to: at + (clip.length * 1000) / composedRate }
  })
  return { samples, known }
}

/** How far two sets of stretches are the same: the length of what is in both, of what is in either. */
export function overlapOf(some: readonly KnownSpeech[], others: readonly KnownSpeech[]): number {
  const lengthOf = (spans: readonly KnownSpeech[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0)
  const both = some.reduce(
    (sum, one) =>
      sum +
      others.reduce((all, other) => all + Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from)), 0),
    0,
  )
  return both / (lengthOf(some) + lengthOf(others) - both)
}
