import wasmUrl from '@jitsi/rnnoise-wasm/dist/rnnoise.wasm?url'
import { frameSamples, openSpeechFrames, type ReadFrame } from './speech-frames.ts'
import { createSpeechLog, type SpeechFrame } from './speech-log.ts'
import { type SpeechAnswer, type SpeechQuestion, wallClock } from './speech-messages.ts'

/** Listens for speech apart from the page, so that nothing the page does makes it late, and it makes nothing late. */

const silence: SpeechFrame = { likely: 0, energy: 0 }
const log = createSpeechLog()
let heard = false

const framesOf = (packet: Float32Array, read: ReadFrame): readonly SpeechFrame[] => {
  const count = Math.floor(packet.length / frameSamples)
  return Array.from({ length: count }, (_, index) =>
    heard ? read(packet.subarray(index * frameSamples, (index + 1) * frameSamples)) : silence,
  )
}

const listen = async (sound: MessagePort): Promise<void> => {
  const read = await openSpeechFrames(wasmUrl)
  sound.onmessage = ({ data }: MessageEvent<Float32Array>) => log.note(framesOf(data, read), wallClock())
}

self.onmessage = ({ data }: MessageEvent<SpeechQuestion>) => {
  switch (data.kind) {
    case 'listen':
      heard = data.heard
      // Thrown where the page is told: without the model nothing is heard.
      listen(data.sound).catch((error: unknown) => setTimeout(() => Promise.reject(error)))
      break
    case 'heard':
      heard = data.heard
      break
    case 'take':
      self.postMessage({ id: data.id, speech: log.take(data.all) } satisfies SpeechAnswer)
      break
    case 'peek':
      self.postMessage({ id: data.id, speech: log.peek() } satisfies SpeechAnswer)
      break
  }
}
