import type { Quality } from '../media-transport.ts'

/** Beyond these values, words are lost or people talk over one another. */
const weakLoss = 0.05
const weakRoundTrip = 0.4

type Counted = { readonly lost: number; readonly received: number }

/** Reads how well voice has arrived since the last reading. */
export function createQualityReading(connection: Pick<RTCPeerConnection, 'getStats'>): () => Promise<Quality> {
  let before: Counted = { lost: 0, received: 0 }
  return async () => {
    const stats = await connection.getStats()
    let now = before
    let roundTrip = 0
    for (const report of stats.values()) {
      if (report.type === 'inbound-rtp' && report.kind === 'audio')
        now = { lost: numberIn(report.packetsLost), received: numberIn(report.packetsReceived) }
      if (report.type === 'candidate-pair' && report.nominated === true)
        roundTrip = Math.max(roundTrip, numberIn(report.currentRoundTripTime))
    }
    const lost = Math.max(0, now.lost - before.lost)
    const all = lost + Math.max(0, now.received - before.received)
    before = now
    return (all > 20 && lost / all > weakLoss) || roundTrip > weakRoundTrip ? 'weak' : 'good'
  }
}

const numberIn = (value: unknown): number => (typeof value === 'number' ? value : 0)
