import type { PracticeRecord, RecordedPoint } from './progress.ts'

/** Rounds as a browser stores them. For tests. */

type Level = PracticeRecord['dimensions'][number]['own']

export function pointOf(point: Partial<RecordedPoint> = {}): RecordedPoint {
  return {
    by: 'ana',
    name: 'Ana',
    point: 1,
    where: '4:10 Metrics tree',
    gap: 'No guardrail has a limit',
    next: { kind: 'own', words: 'Give every guardrail a limit', at: null },
    ...point,
  }
}

/** The round with that number: each an hour later, its levels as `[own, guess, given]` by dimension. */
export function recordNumber(
  number: number,
  levels: Readonly<Record<string, readonly [own: Level, guess: Level, given: Level]>> = { metrics: [3, 3, 2] },
  more: Partial<PracticeRecord> = {},
): PracticeRecord {
  const at = 1_800_000_000_000 + number * 3_600_000
  return {
    session: `session-${number}`,
    round: 'r1',
    candidate: 'ben',
    name: 'Ben',
    isTake: false,
    case: { id: `case-${number}`, title: `Case ${number}`, category: 'success-metrics', company: `Company ${number}` },
    createdAt: at - 60_000,
    startedAt: at,
    endedAt: at + 1_800_000,
    readAt: at + 2_400_000,
    dimensions: Object.entries(levels).map(([id, [own, guess, given]]) => ({
      id,
      title: `${id.charAt(0).toUpperCase()}${id.slice(1)}`,
      own,
      guess,
      given,
      gap: typeof own === 'number' && typeof given === 'number' ? Math.abs(own - given) : null,
    })),
    points: [],
    ...more,
  }
}
