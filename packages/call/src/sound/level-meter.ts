/** How loud something is now: the root mean square of its newest 20 ms or so, 0 to 1. */
export type LevelMeter = { readonly read: () => number; readonly close: () => void }

/** Above this somebody is speaking; breathing and fans stay below. About -36 dBFS. */
export const speaksBeyond = 0.015

/** Measures a stream without playing it. */
export function openLevelMeter(context: AudioContext, stream: MediaStream): LevelMeter {
  const source = context.createMediaStreamSource(stream)
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  return {
    read: () => {
      analyser.getFloatTimeDomainData(samples)
      let sum = 0
      for (const sample of samples) sum += sample * sample
      return Math.sqrt(sum / samples.length)
    },
    close: () => {
      source.disconnect()
      analyser.disconnect()
    },
  }
}
