import type { Guide } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'

/** The best level there is: a hint with this ceiling costs nothing. */
const top = 4

/** What a hint costs the candidate, in words for the interviewer. */
export function hintPrice({ rung, ceiling }: Guide['hints'][number], rubric: Guide['rubric']): string {
  if (ceiling.level >= top) return t`Rung ${rung} · doesn’t limit any level`
  const dimension = rubric.find((one) => one.id === ceiling.dimension)?.title ?? ceiling.dimension
  return t`Rung ${rung} · limits the level to ${ceiling.level} for ${dimension}`
}
