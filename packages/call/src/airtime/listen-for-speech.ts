import type { HeardSpeech } from './speech-log.ts'
import { type SpeechAnswer, type SpeechQuestion, wallClock } from './speech-messages.ts'

export type SpeechListener = {
  /** Whether what the microphone hears counts; else it is silence. */
  readonly setHeard: (heard: boolean) => void
  /** What was heard since the last time, in the server's milliseconds; with `all` up to this moment, else up to a place between two words. */
  readonly take: (all: boolean) => Promise<readonly HeardSpeech[]>
  /** What taking all would give at this moment; it can still be taken. */
  readonly peek: () => Promise<readonly HeardSpeech[]>
  readonly close: () => void
}

/** Whether this browser can listen for speech at all. */
export function canListenForSpeech(): boolean {
  return typeof AudioWorkletNode !== 'undefined' && typeof Worker !== 'undefined' && typeof WebAssembly !== 'undefined'
}

/**
 * Listens for when somebody speaks into a microphone; no sound leaves the page. `failed`: this browser cannot, after all, and nothing is heard.
 * Throws where `canListenForSpeech` is `false`.
 */
export function listenForSpeech(options: {
  readonly track: MediaStreamTrack
  readonly heard: boolean
  /** Must run at 48 kHz. */
  readonly context: AudioContext
  /** Of `voice-worklet.ts`, and of `speech-worker.ts`. */
  readonly workletUrl: string
  readonly workerUrl: string
  /** The server's milliseconds. */
  readonly serverNow: () => number
  readonly failed: () => void
}): SpeechListener {
  const { track, context, serverNow, failed } = options
  const worker = new Worker(options.workerUrl, { type: 'module' })
  const source = context.createMediaStreamSource(new MediaStream([track]))
  const waiting = new Map<number, (speech: readonly HeardSpeech[]) => void>()
  let asked = 0
  let isClosed = false
  let { heard } = options
  const ask = (question: SpeechQuestion, ports: readonly MessagePort[] = []): void =>
    worker.postMessage(question, [...ports])
  const begin = async (): Promise<void> => {
    await context.audioWorklet.addModule(options.workletUrl)
    if (isClosed) return
    const node = new AudioWorkletNode(context, 'greenroom-capture', { numberOfOutputs: 0 })
    const { port1, port2 } = new MessageChannel()
    node.port.postMessage(port1, [port1])
    ask({ kind: 'listen', sound: port2, heard }, [port2])
    source.connect(node)
  }
  worker.onmessage = ({ data: { id, speech } }: MessageEvent<SpeechAnswer>) => {
    waiting.get(id)?.(speech)
    waiting.delete(id)
  }
  worker.onerror = failed
  begin().catch(failed)

  const inServerTime = (speech: readonly HeardSpeech[]): readonly HeardSpeech[] => {
    const ahead = serverNow() - wallClock()
    const moved = ({ from, to }: HeardSpeech['heard']) => ({
      from: Math.round(from + ahead),
      to: Math.round(to + ahead),
    })
    return speech.map(({ heard, stretches }) => ({ heard: moved(heard), stretches: stretches.map(moved) }))
  }
  const answerTo = (question: (id: number) => SpeechQuestion): Promise<readonly HeardSpeech[]> =>
    new Promise((resolve) => {
      asked += 1
      waiting.set(asked, (speech) => resolve(inServerTime(speech)))
      ask(question(asked))
    })
  return {
    setHeard: (next) => {
      if (next === heard) return
      heard = next
      ask({ kind: 'heard', heard })
    },
    take: (all) => answerTo((id) => ({ kind: 'take', id, all })),
    peek: () => answerTo((id) => ({ kind: 'peek', id })),
    close: () => {
      isClosed = true
      source.disconnect()
      worker.terminate()
    },
  }
}
