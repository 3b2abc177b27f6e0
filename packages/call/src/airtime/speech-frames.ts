import createRnnoise from '@jitsi/rnnoise-wasm/dist/rnnoise.js'
import type { SpeechFrame } from './speech-log.ts'

/** A frame is ten milliseconds at 48 kHz. */
export const frameSamples = 480
/** RNNoise counts as a 16-bit sound card does. */
const scale = 32_768

/** Answers for one frame after another whether somebody speaks in it. */
export type ReadFrame = (samples: Float32Array) => SpeechFrame

/** Opens the model, which stands within its own file: `wasm` is that file, or its address. */
export async function openSpeechFrames(wasm: string | Uint8Array): Promise<ReadFrame> {
  const model = await createRnnoise(typeof wasm === 'string' ? { locateFile: () => wasm } : { wasmBinary: wasm })
  const state = model._rnnoise_create(0)
  const place = model._malloc(frameSamples * 4)
  return (samples) => {
    const from = place / 4
    // Looked up each time: it is another one once the memory has grown.
    for (const [index, sample] of samples.entries()) model.HEAPF32[from + index] = sample * scale
    const likely = model._rnnoise_process_frame(state, place, place)
    let sum = 0
    for (let index = 0; index < frameSamples; index += 1) sum += ((model.HEAPF32[from + index] ?? 0) / scale) ** 2
    return { likely, energy: Math.sqrt(sum / frameSamples) }
  }
}
