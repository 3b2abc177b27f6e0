import type { CallTimers } from '../call-ports.ts'
import { openLevelMeter } from '../sound/level-meter.ts'
import { placeInTime } from './place-in-time.ts'
import { createVoiceLevels } from './voice-levels.ts'

/** One stretch of this person's own voice, which can be played by itself. */
export type RecordedVoice = {
  /** When it began, in the server's milliseconds, and how long it is. */
  readonly at: number
  readonly length: number
  readonly type: 'mp4' | 'webm'
  /** In the form of a part's `levels` in `packages/session`. */
  readonly levels: string
  readonly sound: Blob
}

export type VoiceRecorder = {
  /** Whether the microphone is recorded; otherwise that stretch is silence. */
  readonly setHeard: (heard: boolean) => void
  /** Delivers what was recorded up to now, and nothing after. */
  readonly stop: () => void
}

/** How long a part lasts, and the most that a killed tab loses. Milliseconds. */
const partLength = 10_000
const readLevelsEvery = 50
const bitsPerSecond = 32_000

const kinds = [
  { mime: 'audio/mp4;codecs=opus', type: 'mp4' },
  { mime: 'audio/webm;codecs=opus', type: 'webm' },
  { mime: 'audio/mp4', type: 'mp4' },
] as const

const recordedKind = () =>
  typeof MediaRecorder === 'undefined' ? undefined : kinds.find(({ mime }) => MediaRecorder.isTypeSupported(mime))

/** Whether this browser can record a microphone at all. */
export function canRecordVoice(): boolean {
  return recordedKind() !== undefined
}

/** Milliseconds; `null` where this browser does not decode what it records. */
async function lengthOf(sound: Blob): Promise<number | null> {
  try {
    const decoder = new OfflineAudioContext({ numberOfChannels: 1, length: 1, sampleRate: 48_000 })
    return (await decoder.decodeAudioData(await sound.arrayBuffer())).duration * 1000
  } catch {
    return null
  }
}

/**
 * Records one microphone, a file every ten seconds: each can be played alone, so a crash costs the newest one at most. A stretch in which
 * nothing was heard is not delivered. Throws where `canRecordVoice` is `false`.
 */
export function recordVoice(options: {
  readonly track: MediaStreamTrack
  readonly heard: boolean
  readonly context: AudioContext
  /** The server's milliseconds. */
  readonly serverNow: () => number
  readonly timers: CallTimers
  readonly onPart: (part: RecordedVoice) => void
}): VoiceRecorder {
  const kind = recordedKind()
  if (kind === undefined) throw new Error('This browser cannot record a microphone.')
  const { context, serverNow, timers, onPart } = options
  // A copy: what the others hear is muted and ended independently.
  const track = options.track.clone()
  track.enabled = options.heard
  const stream = new MediaStream([track])
  const meter = openLevelMeter(context, stream)
  let stopPart = beginPart('opens')
  let isOver = false

  /** `opens`: the microphone's copy may need a moment before sound flows; between two parts it is already flowing. */
  function beginPart(beginning: 'opens' | 'goes on'): () => void {
    const recorder = new MediaRecorder(stream, { mimeType: kind?.mime ?? '', audioBitsPerSecond: bitsPerSecond })
    const levels = createVoiceLevels()
    const pieces: Blob[] = []
    let at = serverNow()
    let endedAt: number | null = null
    let wasHeard = track.enabled
    const stopLevels = timers.every(readLevelsEvery, () => {
      if (track.enabled) wasHeard = true
      levels.note(track.enabled ? meter.read() : 0, serverNow() - at)
    })
    recorder.onstart = ({ timeStamp }) => {
      // When it began, not when this page had time to hear about it.
      if (beginning === 'opens') at = serverNow() - (performance.now() - timeStamp)
    }
    recorder.ondataavailable = ({ data }) => {
      if (data.size > 0) pieces.push(data)
    }
    const deliver = async (ended: number): Promise<void> => {
      const sound = new Blob(pieces, { type: `audio/${kind?.type}` })
      if (!wasHeard || sound.size === 0) return
      const place = placeInTime({ began: at, ended, sound: await lengthOf(sound) })
      const length = Math.round(place.length)
      if (length > 0)
        onPart({ at: Math.round(place.at), length, type: kind?.type ?? 'webm', levels: levels.read(length), sound })
    }
    recorder.onstop = () => {
      stopLevels()
      void deliver(endedAt ?? serverNow())
      // The microphone was taken away.
      if (track.readyState === 'ended') close()
    }
    recorder.start()
    const cancel = timers.after(partLength, () => {
      const end = stopPart
      stopPart = beginPart('goes on')
      end()
    })
    return () => {
      cancel()
      endedAt = serverNow()
      if (recorder.state !== 'inactive') recorder.stop()
    }
  }

  const close = (): void => {
    if (isOver) return
    isOver = true
    stopPart()
    track.stop()
    meter.close()
  }
  return {
    setHeard: (heard) => {
      track.enabled = heard
    },
    stop: close,
  }
}
