import type { Score } from '@greenroom/session'
import { t } from '@lingui/core/macro'

export const scoreChoices: readonly { readonly score: Score; readonly short: string; readonly words: string }[] = [
  { score: 1, short: '1', words: t`Not shown` },
  { score: 2, short: '2', words: t`With gaps or heavy help` },
  { score: 3, short: '3', words: t`Meets the bar` },
  { score: 4, short: '4', words: t`Clearly above the bar` },
  { score: 'not-seen', short: t`Not seen`, words: t`It didn’t come up` },
]

export function scoreInWords(score: Score | undefined): string {
  return score === undefined ? '–' : score === 'not-seen' ? t`not seen` : String(score)
}

/**
 * The weighted mean of the scores that were seen, 1–4. One dimension at 1 caps it at 2, and the screen says so.
 * `null` when nothing was seen, and in a second take that scored only a part: what is carried over is not averaged.
 */
export function overallOf(
  dimensions: readonly { readonly id: string; readonly weight: number }[],
  scores: Readonly<Record<string, { readonly score: Score }>>,
  isTake = false,
): { readonly mean: number; readonly capped: boolean } | null {
  if (isTake && dimensions.some(({ id }) => scores[id] === undefined)) return null
  let sum = 0
  let weights = 0
  let lowest = 4
  for (const { id, weight } of dimensions) {
    const score = scores[id]?.score
    if (typeof score !== 'number') continue
    sum += score * weight
    weights += weight
    lowest = Math.min(lowest, score)
  }
  if (weights === 0) return null
  const mean = sum / weights
  return lowest === 1 && mean > 2 ? { mean: 2, capped: true } : { mean, capped: false }
}
