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
export function calibrationWords({ ownOver, guessOver, ownApart, guessApart }: DimensionHistory): readonly string[] {
  const own =
    ownOver === null || ownApart === null
      ? []
      : Math.abs(ownOver) < same
        ? ownApart < same
          ? [t`Your self-scores match your interviewers’ scores.`]
          : [
              t`Your self-scores are sometimes higher and sometimes lower than your interviewers’ scores, by ${far(ownApart)} levels on average.`,
            ]
        : ownOver > 0
          ? [t`You score yourself ${far(ownOver)} levels higher than your interviewers do.`]
          : [t`You score yourself ${far(ownOver)} levels lower than your interviewers do.`]
  const guess =
    guessOver === null || guessApart === null
      ? []
      : Math.abs(guessOver) < same
        ? guessApart < same
          ? [t`Your guesses are close to their scores.`]
          : [t`Your guesses are sometimes higher and sometimes lower, by ${far(guessApart)} levels on average.`]
        : guessOver > 0
          ? [t`You expect ${far(guessOver)} levels more than you get.`]
          : [t`You expect ${far(guessOver)} levels less than you get.`]
  return [...own, ...guess]
}

/** How far a candidate's own levels are from the given ones: `+0.5`, `±0.7` where they are above and below alike. */
export function differenceWords({ ownOver, ownApart }: Pick<DimensionHistory, 'ownOver' | 'ownApart'>): string {
  if (ownOver === null || ownApart === null) return '–'
  if (ownApart === 0) return t`the same`
  if (Math.abs(ownOver) >= same) return `${ownOver > 0 ? '+' : '−'}${far(ownOver)}`
  return `${ownApart > Math.abs(ownOver) ? '±' : ownOver > 0 ? '+' : '−'}${far(ownApart)}`
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
