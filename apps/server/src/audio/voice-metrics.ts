import { Gauge, type Registry } from '@prometheus-io/client'
import type { AudioKeeper } from './audio-keeper.ts'

/** Metrics for how much sound is stored, read on each scrape. */
export function registerVoiceMetrics(registry: Registry, { kept }: Pick<AudioKeeper, 'kept'>): void {
  const registers = [registry]
  new Gauge({
    name: 'greenroom_voice_parts',
    help: 'Parts of recorded voices in storage.',
    registers,
    collect() {
      this.set(kept().parts)
    },
  })
  new Gauge({
    name: 'greenroom_voice_bytes',
    help: 'Bytes of recorded voices in storage.',
    registers,
    collect() {
      this.set(kept().bytes)
    },
  })
}
