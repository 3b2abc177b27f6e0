import { createJitterBuffer, packetSamples } from './jitter-buffer.ts'

/** The browser's audio thread has these, and TypeScript's DOM library does not. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, made: new () => AudioWorkletProcessor): void

/** Cuts a microphone into packets. They go to the node that made it, or to the port that this one sends. */
class Capture extends AudioWorkletProcessor {
  #packet = new Float32Array(packetSamples)
  #filled = 0
  #to = this.port

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => {
      this.#to = data
    }
  }

  process([input]: readonly (readonly Float32Array[])[]): boolean {
    const samples = input?.[0]
    if (samples === undefined) return true
    for (let at = 0; at < samples.length; ) {
      const length = Math.min(samples.length - at, packetSamples - this.#filled)
      this.#packet.set(samples.subarray(at, at + length), this.#filled)
      at += length
      this.#filled += length
      if (this.#filled < packetSamples) continue
      this.#to.postMessage(this.#packet, [this.#packet.buffer])
      this.#packet = new Float32Array(packetSamples)
      this.#filled = 0
    }
    return true
  }
}

/** Plays one voice from its packets. */
class Play extends AudioWorkletProcessor {
  readonly #buffer = createJitterBuffer()
  #over = false

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<{ stamp: number; samples: Float32Array } | 'end'>) => {
      if (data === 'end') this.#over = true
      else this.#buffer.put(data.stamp, data.samples)
    }
  }

  process(_inputs: unknown, [output]: readonly (readonly Float32Array[])[]): boolean {
    const samples = output?.[0]
    if (samples !== undefined) this.#buffer.take(samples)
    return !this.#over
  }
}

registerProcessor('greenroom-capture', Capture)
registerProcessor('greenroom-play', Play)
