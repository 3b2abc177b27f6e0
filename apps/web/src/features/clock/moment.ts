import { t } from '@lingui/core/macro'
import { minutesAndSeconds } from './clock-words.ts'

/**
 * The time of a moment, the same wherever it is named (notes, marks, evidence, the agenda, the replay): minutes and whole seconds since its
 * round started, pauses included, `5:11`. Both times are the store's milliseconds.
 */
export function momentWords(at: number, startedAt: number | null): string {
  if (startedAt === null || at < startedAt) return t`before the start`
  return minutesAndSeconds(Math.floor((at - startedAt) / 1000) * 1000)
}
