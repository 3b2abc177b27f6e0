import type { HeardSpeech } from './speech-log.ts'

/** What a page asks of the worker that listens for it. Times are those of `wallClock`. */
export type SpeechQuestion =
  /** From here on it listens to this port: packets of a microphone, as the audio worklet cuts them. */
  | { readonly kind: 'listen'; readonly sound: MessagePort; readonly heard: boolean }
  /** Whether what the microphone gives is listened to; else it is silence. */
  | { readonly kind: 'heard'; readonly heard: boolean }
  | { readonly kind: 'take'; readonly id: number; readonly all: boolean }
  | { readonly kind: 'peek'; readonly id: number }

export type SpeechAnswer = { readonly id: number; readonly speech: readonly HeardSpeech[] }

/** Milliseconds that a page and its workers count alike, whatever is done to the machine's clock meanwhile. */
export function wallClock(): number {
  return performance.timeOrigin + performance.now()
}
