import type { OwnTracks } from './media-transport.ts'
import { type DeviceFault, type Opened, openDevice, openScreen, watchDevices } from './sound/devices.ts'
import { type LevelMeter, openLevelMeter } from './sound/level-meter.ts'

export type SourceState =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack }
  | { readonly kind: 'fault'; readonly fault: DeviceFault }

export type Source = 'microphone' | 'camera' | 'screen'

/** Device ids of this machine. `null`: the browser's own choice. */
export type ChosenDevices = {
  readonly microphone: string | null
  readonly camera: string | null
  readonly speaker: string | null
}

/** Microphone, camera and screen of this page: opened, replaced while they are in use, and released. */
export type OwnMedia = {
  readonly state: (source: Source) => SourceState
  readonly open: (source: Source) => Promise<void>
  readonly end: (source: Source) => void
  /** Open devices are exchanged for the chosen ones. */
  readonly choose: (chosen: ChosenDevices) => void
  /** Of the microphone, even while it is muted. */
  readonly level: () => number
  readonly tracks: (muted: boolean) => OwnTracks
  readonly close: () => void
}

const off: SourceState = { kind: 'off' }

export function createOwnMedia(input: {
  readonly context: AudioContext
  readonly chosen: ChosenDevices
  readonly changed: () => void
}): OwnMedia {
  const { context, changed } = input
  let chosen = input.chosen
  const states: Record<Source, SourceState> = { microphone: off, camera: off, screen: off }
  /** A later opening of the same source makes an earlier one void. */
  const openings: Record<Source, number> = { microphone: 0, camera: 0, screen: 0 }
  let meter: LevelMeter | null = null

  const become = (source: Source, next: SourceState): void => {
    const before = states[source]
    states[source] = next
    if (before.kind === 'on' && (next.kind !== 'on' || next.track !== before.track)) {
      before.track.onended = null
      before.track.stop()
    }
    if (source === 'microphone') {
      meter?.close()
      meter = next.kind === 'on' ? openLevelMeter(context, new MediaStream([next.track])) : null
    }
    changed()
  }
  const openOne = (source: Source): Promise<Opened> => {
    if (source === 'screen') return openScreen()
    return openDevice(source, chosen[source])
  }
  const open = async (source: Source): Promise<void> => {
    openings[source] += 1
    const mine = openings[source]
    if (states[source].kind !== 'on') become(source, { kind: 'opening' })
    const opened = await openOne(source)
    if (mine !== openings[source]) {
      if (opened.ok) opened.track.stop()
      return
    }
    if (!opened.ok) {
      become(source, source === 'screen' && opened.fault === 'dismissed' ? off : { kind: 'fault', fault: opened.fault })
      return
    }
    const { track } = opened
    if (source === 'screen') track.contentHint = 'detail'
    // Unplugged, or the permission was withdrawn, or the browser's own "stop sharing".
    track.onended = () => become(source, source === 'screen' ? off : { kind: 'fault', fault: 'unplugged' })
    become(source, { kind: 'on', track })
  }
  const stopWatching = watchDevices(() => {
    // A device was plugged in again, or there is another one.
    for (const source of ['microphone', 'camera'] as const) {
      const state = states[source]
      if (state.kind === 'fault' && (state.fault === 'unplugged' || state.fault === 'no-device')) void open(source)
    }
  })

  return {
    state: (source) => states[source],
    open,
    end: (source) => {
      openings[source] += 1
      if (states[source].kind !== 'off') become(source, off)
    },
    choose: (next) => {
      const before = chosen
      chosen = next
      for (const source of ['microphone', 'camera'] as const)
        if (before[source] !== next[source] && states[source].kind !== 'off') void open(source)
    },
    level: () => meter?.read() ?? 0,
    tracks: (muted) => {
      const of = (source: Source): MediaStreamTrack | null => {
        const state = states[source]
        return state.kind === 'on' ? state.track : null
      }
      return { voice: muted ? null : of('microphone'), camera: of('camera'), screen: of('screen') }
    },
    close: () => {
      stopWatching()
      for (const source of ['microphone', 'camera', 'screen'] as const) {
        openings[source] += 1
        if (states[source].kind !== 'off') become(source, off)
      }
    },
  }
}
