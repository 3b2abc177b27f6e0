import { t } from '@lingui/core/macro'
import { momentWords } from '../clock/moment.ts'
import type { DimensionHistory } from './calibration.ts'
import type { PracticeRecord, RecordedPoint } from './progress.ts'

/** A level, or a mean of levels: `3`, `2.5`, and a dash where there is none. */
export function levelWords(level: number | null): string {
  if (level === null) return '–'
  return Number.isInteger(level) ? String(level) : level.toFixed(1)
}

/** Levels that are less than this apart count as the same. */
const same = 0.25
const far = (difference: number): string => Math.abs(difference).toFixed(1)

/** How well somebody judges themselves, in sentences. */
export function calibrationWords({ ownOver, guessOver }: DimensionHistory): readonly string[] {
  const own =
    ownOver === null
      ? []
      : Math.abs(ownOver) < same
        ? [t`Your self-scores match your interviewers’ scores.`]
        : ownOver > 0
          ? [t`You score yourself ${far(ownOver)} levels higher than your interviewers do.`]
          : [t`You score yourself ${far(ownOver)} levels lower than your interviewers do.`]
  const guess =
    guessOver === null
      ? []
      : Math.abs(guessOver) < same
        ? [t`Your guesses are close to their scores.`]
        : guessOver > 0
          ? [t`You expect ${far(guessOver)} levels more than you get.`]
          : [t`You expect ${far(guessOver)} levels less than you get.`]
  return [...own, ...guess]
}

/** What a next step says. */
export function stepWords(record: Pick<PracticeRecord, 'startedAt'>, { next }: Pick<RecordedPoint, 'next'>): string {
  switch (next?.kind) {
    case 'drill':
      return t`Drill: ${next.words}`
    case 'take':
      return t`Take it again from ${momentWords(next.at ?? record.startedAt, record.startedAt)}`
    case 'own':
      return next.words
    case undefined:
      return ''
  }
}

/** `3 Mar 2027` */
export function dayWords(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
}
