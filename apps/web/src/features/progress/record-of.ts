import { clip } from '@greenroom/board/clip'
import type { Practice, SessionState } from '@greenroom/session'
import { type PracticeRecord, progressLimits, recordSchema } from './progress.ts'

/**
 * A round in the form in which it is stored. `null` when it could not be read back: a session of which nothing is known yet. Times of the
 * store may have fractions of a millisecond.
 */
export function recordOf(
  { session, createdAt, lastAt }: Pick<SessionState, 'session' | 'createdAt' | 'lastAt'>,
  { points, dimensions, case: { id, title, category, company }, startedAt, endedAt, ...practice }: Practice,
): PracticeRecord | null {
  const record = recordSchema.safeParse({
    session,
    ...practice,
    case: { id, title: clip(title, 400), category, company },
    createdAt: Math.floor(createdAt),
    startedAt: Math.floor(startedAt),
    endedAt: Math.floor(endedAt),
    readAt: Math.floor(lastAt),
    dimensions: dimensions.slice(0, progressLimits.dimensions).map((one) => ({ ...one, title: clip(one.title, 400) })),
    points: points.slice(0, progressLimits.points).map((point) => ({
      ...point,
      next: point.next && { ...point.next, at: point.next.at === null ? null : Math.floor(point.next.at) },
    })),
  })
  return record.success ? record.data : null
}
