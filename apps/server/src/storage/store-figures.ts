import type { StoreFigures } from './thread-messages.ts'

const day = 24 * 60 * 60_000

/** The times since which a session counts as used within a day, a week, four weeks and a year. `now`: milliseconds since the epoch. */
export function figureBounds(now: number): readonly [day: number, week: number, month: number, year: number] {
  return [now - day, now - 7 * day, now - 28 * day, now - 365 * day]
}

/** The columns of the one row that both databases return. */
export function figuresOf(row: Readonly<Record<string, unknown>>): StoreFigures {
  const number = (name: string): number => Number(row[name] ?? 0)
  const [day, week, month, year, count] = ['day', 'week', 'month', 'year', 'count'].map(number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return {
    bytes: number('bytes'),
    count,
    usedWithin: { day, week: week - day, month: month - week, year: year - month, older: count - year },
    longest: row.longest === null ? null : number('longest'),
    retentionDue: number('due'),
    openInvitations: number('invitations'),
    openShareLinks: number('shares'),
    ownCases: number('cases'),
    keptRecordings: number('recordings'),
  }
}
