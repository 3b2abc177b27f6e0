import type { HeardSpeech } from '@greenroom/call'
import { type Stretch, sessionLimits } from '@greenroom/session'

/** What was heard in pieces that the server takes: each about a minute at most, with so many stretches at most. */
export function noteable(speech: readonly HeardSpeech[]): readonly HeardSpeech[] {
  return speech.flatMap(({ heard, stretches }) => {
    const pieces: HeardSpeech[] = []
    for (let { from } = heard; from < heard.to; from += sessionLimits.airtimeHeard) {
      const to = Math.min(heard.to, from + sessionLimits.airtimeHeard)
      const within = stretches.flatMap((stretch): readonly Stretch[] => {
        const part = { from: Math.max(stretch.from, from), to: Math.min(stretch.to, to) }
        return part.from < part.to ? [part] : []
      })
      pieces.push({ heard: { from, to }, stretches: within.slice(0, sessionLimits.airtimeStretches) })
    }
    return pieces
  })
}
