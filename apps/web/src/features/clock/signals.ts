import { z } from 'zod'
import { create } from 'zustand'
import { browserStore } from '../../browser/browser-store.ts'

/** Whether the end of a phase is signalled by sound and in the tab's title. Stored on this device. */
type Signals = {
  readonly sound: boolean
  readonly title: boolean
  readonly set: (next: Partial<Pick<Signals, 'sound' | 'title'>>) => void
}

const stored = browserStore.entry({
  area: 'device',
  key: 'greenroom.signals',
  schema: z.object({ sound: z.boolean().catch(true), title: z.boolean().catch(true) }),
  otherwise: { sound: true, title: true },
})

export const useSignals = create<Signals>((set, get) => ({
  ...stored.read(),
  set: (next) => {
    set(next)
    const { sound, title } = get()
    stored.write({ sound, title })
  },
}))

/** Two soft tones. Browsers allow sound only after the page was touched once; before that it stays silent. */
export function playSignal(): void {
  const audio = new AudioContext()
  const start = audio.currentTime
  for (const [index, frequency] of [523.25, 659.25].entries()) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    const from = start + index * 0.22
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0, from)
    volume.gain.linearRampToValueAtTime(0.08, from + 0.04)
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.7)
    tone.connect(volume).connect(audio.destination)
    tone.start(from)
    tone.stop(from + 0.75)
  }
  setTimeout(() => void audio.close(), 1500)
}
