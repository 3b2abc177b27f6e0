import type { AudioPart } from '@greenroom/session'

/** The position of a replay, and whose voices are to be heard. */
export type VoiceMoment = {
  /** The server's milliseconds. */
  readonly at: number
  readonly playing: boolean
  readonly speed: number
  /** The parts of each person who is not muted, by time. */
  readonly lanes: readonly (readonly AudioPart[])[]
}

export type VoicePlayer = {
  /** Called whenever the replay moves; the sound follows it. */
  readonly follow: (moment: VoiceMoment) => void
  readonly close: () => void
}

/** A voice that is further off than this is corrected, in milliseconds of the session's time. */
const offBy = 60
/** How far ahead a part is fetched, in milliseconds of the viewer's time. */
const fetchAhead = 4_000
/** Beyond this speed nobody understands a word, and no browser plays it. */
const fastest = 16
/** The sample rate of decoded voices while they are played: enough for speech. */
const rate = 24_000

/** A file that every browser can seek to the sample: what recorders write has no length, or no index. */
function wavOf(sound: AudioBuffer): Blob {
  const samples = sound.getChannelData(0)
  const head = new DataView(new ArrayBuffer(44))
  const text = (at: number, word: string): void => {
    for (const [index, letter] of [...word].entries()) head.setUint8(at + index, letter.charCodeAt(0))
  }
  text(0, 'RIFF')
  head.setUint32(4, 36 + samples.length * 2, true)
  text(8, 'WAVEfmt ')
  head.setUint32(16, 16, true)
  head.setUint16(20, 1, true)
  head.setUint16(22, 1, true)
  head.setUint32(24, sound.sampleRate, true)
  head.setUint32(28, sound.sampleRate * 2, true)
  head.setUint16(32, 2, true)
  head.setUint16(34, 16, true)
  text(36, 'data')
  head.setUint32(40, samples.length * 2, true)
  const body = Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767))
  return new Blob([head, body], { type: 'audio/wav' })
}

type Loaded = { readonly element: HTMLAudioElement; readonly url: string }
type Entry = { loading: Promise<void> | null; loaded: Loaded | null }

/**
 * Plays recorded voices at the moment that the replay shows, at its speed and with their own pitch. `load` returns the sound of a part, or
 * `null` when there is none (any more): that stretch is silent.
 */
export function createVoicePlayer(load: (part: AudioPart) => Promise<ArrayBuffer | null>): VoicePlayer {
  const entries = new Map<AudioPart, Entry>()
  let newest: VoiceMoment | null = null
  let isClosed = false

  const ready = async (part: AudioPart, entry: Entry): Promise<void> => {
    const sound = await load(part)
    if (sound === null || isClosed || entries.get(part) !== entry) return
    const decoded = await new OfflineAudioContext(1, 1, rate).decodeAudioData(sound)
    if (isClosed || entries.get(part) !== entry) return
    const url = URL.createObjectURL(wavOf(decoded))
    const element = new Audio(url)
    element.preload = 'auto'
    element.preservesPitch = true
    entry.loaded = { element, url }
    if (newest !== null) apply(newest)
  }
  const want = (part: AudioPart): Entry => {
    const known = entries.get(part)
    if (known !== undefined) return known
    const entry: Entry = { loading: null, loaded: null }
    entries.set(part, entry)
    entry.loading = ready(part, entry).catch(() => undefined)
    return entry
  }
  const drop = (part: AudioPart): void => {
    const loaded = entries.get(part)?.loaded
    entries.delete(part)
    if (loaded == null) return
    loaded.element.pause()
    URL.revokeObjectURL(loaded.url)
  }

  const place = ({ element }: Loaded, part: AudioPart, { at, speed }: VoiceMoment): void => {
    const wanted = (at - part.at) / 1000
    element.playbackRate = speed
    const off = Math.abs(element.currentTime - wanted) * 1000
    if (off > offBy * Math.max(1, speed)) element.currentTime = wanted
    // Refused before anybody has pressed anything; the press on Play comes first.
    if (element.paused) void element.play().catch(() => undefined)
  }
  const apply = (moment: VoiceMoment): void => {
    const { at, playing, speed, lanes } = moment
    const near = new Set<AudioPart>()
    const now = new Set<AudioPart>()
    for (const parts of lanes)
      for (const part of parts) {
        if (part.at + part.length <= at || part.at > at + fetchAhead * Math.max(1, speed)) continue
        near.add(part)
        if (part.at <= at) now.add(part)
      }
    for (const part of [...entries.keys()]) if (!near.has(part)) drop(part)
    for (const part of near) {
      const { loaded } = want(part)
      if (loaded === null) continue
      if (playing && speed <= fastest && now.has(part)) place(loaded, part, moment)
      else loaded.element.pause()
    }
  }

  return {
    follow: (moment) => {
      newest = moment
      apply(moment)
    },
    close: () => {
      isClosed = true
      for (const part of [...entries.keys()]) drop(part)
    },
  }
}
