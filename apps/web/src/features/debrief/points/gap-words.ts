import { clip } from '@greenroom/board/clip'
import { textLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'

/**
 * What the next level of a dimension asks for, worded as the gap of a feedback point: the rubric's text alone would say the opposite of a
 * gap.
 */
export function gapWords(dimension: string, level: number, text: string): string {
  return clip(t`Level ${level} of ${dimension} asks for: ${text}`, textLimits.feedback)
}
