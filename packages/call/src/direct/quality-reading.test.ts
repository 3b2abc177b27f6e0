import { expect, it } from 'vitest'
import { createQualityReading } from './quality-reading.ts'

const stats = (...reports: readonly Record<string, unknown>[]): RTCStatsReport =>
  new Map(reports.map((report, at) => [String(at), report])) as unknown as RTCStatsReport

it('calls a connection weak while packets are lost or take long, and good again after', async () => {
  let now = stats()
  const read = createQualityReading({ getStats: async () => now } as Pick<RTCPeerConnection, 'getStats'>)
  const voice = (packetsLost: number, packetsReceived: number, currentRoundTripTime = 0.05) =>
    stats(
      { type: 'inbound-rtp', kind: 'audio', packetsLost, packetsReceived },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime },
    )
  expect(await read()).toBe('good')
  now = voice(0, 100)
  expect(await read()).toBe('good')
  now = voice(10, 190)
  expect(await read()).toBe('weak')
  now = voice(10, 290)
  expect(await read()).toBe('good')
  now = voice(10, 390, 0.6)
  expect(await read()).toBe('weak')
  // Two packets, one of them lost, in a pause: nothing can be said yet.
  now = voice(11, 391)
  expect(await read()).toBe('good')
})
