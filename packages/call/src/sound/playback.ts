import { type LevelMeter, openLevelMeter } from './level-meter.ts'

/** What others say, on this machine's speakers; one element per voice, so that each succeeds or fails alone. */
export type Playback = {
  /** `null` ends it. */
  readonly play: (voice: string, stream: MediaStream | null) => void
  readonly level: (voice: string) => number
  /** The speakers to use; `null`: the system's. Where a browser offers no choice, nothing happens. */
  readonly choose: (speaker: string | null) => void
  /** Whether the browser plays nothing until a key or a button of the page is pressed. */
  readonly isBlocked: () => boolean
  /** Call it from a press. */
  readonly resume: () => void
  readonly close: () => void
}

export function createPlayback(context: AudioContext): Playback {
  type Voice = {
    readonly element: HTMLAudioElement
    readonly meter: LevelMeter
    readonly stream: MediaStream
    blocked: boolean
  }
  const voices = new Map<string, Voice>()
  let sink: string | null = null

  const aim = (element: HTMLAudioElement): void => {
    if ('setSinkId' in element) element.setSinkId(sink ?? '').catch(() => {})
  }
  const start = (voice: Voice): void => {
    voice.element.play().then(
      () => {
        voice.blocked = false
      },
      (error: unknown) => {
        voice.blocked = error instanceof DOMException && error.name === 'NotAllowedError'
      },
    )
  }
  const end = (voice: string): void => {
    const playing = voices.get(voice)
    if (playing === undefined) return
    voices.delete(voice)
    playing.meter.close()
    playing.element.pause()
    playing.element.srcObject = null
  }

  return {
    play: (voice, stream) => {
      if (voices.get(voice)?.stream === stream) return
      end(voice)
      if (stream === null) return
      const element = new Audio()
      element.autoplay = true
      element.srcObject = stream
      aim(element)
      const made: Voice = { element, meter: openLevelMeter(context, stream), stream, blocked: false }
      voices.set(voice, made)
      start(made)
    },
    level: (voice) => voices.get(voice)?.meter.read() ?? 0,
    choose: (speaker) => {
      sink = speaker
      for (const { element } of voices.values()) aim(element)
    },
    isBlocked: () =>
      voices.size > 0 && (context.state === 'suspended' || [...voices.values()].some(({ blocked }) => blocked)),
    resume: () => {
      void context.resume()
      for (const voice of voices.values()) start(voice)
    },
    close: () => {
      for (const voice of [...voices.keys()]) end(voice)
    },
  }
}
