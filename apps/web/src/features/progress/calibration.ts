import type { PracticeRecord } from './progress.ts'

/** One round in the history of a dimension; `null`: not scored, or not seen. */
export type LevelRow = {
  readonly record: PracticeRecord
  readonly own: number | null
  readonly guess: number | null
  readonly given: number | null
}

/** A dimension over rounds, oldest first. */
export type DimensionHistory = {
  readonly id: string
  readonly title: string
  readonly rows: readonly LevelRow[]
  /** Mean of own level minus the given one. `null` when no round has both. */
  readonly ownOver: number | null
  /** The same for the guess. */
  readonly guessOver: number | null
  /** How far single levels of one's own are from the given ones on average, whichever is higher. */
  readonly ownApart: number | null
  readonly guessApart: number | null
}

const level = (score: number | 'not-seen' | null): number | null => (typeof score === 'number' ? score : null)

type Levels = Omit<LevelRow, 'record'>
type Judged = 'own' | 'guess'

const meanOf = (values: readonly (number | null)[]): number | null => {
  const counted = values.filter((value) => value !== null)
  return counted.length === 0 ? null : counted.reduce((sum, each) => sum + each, 0) / counted.length
}
const over = (row: Levels, judged: Judged): number | null => {
  const value = row[judged]
  return value === null || row.given === null ? null : value - row.given
}
const apart = (row: Levels, judged: Judged): number | null => {
  const difference = over(row, judged)
  return difference === null ? null : Math.abs(difference)
}

/** `singles`: of each row the levels that it is made of. */
const historyOf = (
  id: string,
  title: string,
  rows: readonly LevelRow[],
  singles: readonly (readonly Levels[])[] = rows.map((row) => [row]),
): DimensionHistory => {
  const overOf = (judged: Judged) => meanOf(rows.map((row) => over(row, judged)))
  const apartOf = (judged: Judged) => meanOf(singles.map((row) => meanOf(row.map((single) => apart(single, judged)))))
  return {
    id,
    title,
    rows,
    ownOver: overOf('own'),
    guessOver: overOf('guess'),
    ownApart: apartOf('own'),
    guessApart: apartOf('guess'),
  }
}

/**
 * Rounds in which the dimension has any level, the dimensions with the most rounds first; dimensions of different cases are the same if
 * their ids are.
 */
export function dimensionHistories(records: readonly PracticeRecord[]): readonly DimensionHistory[] {
  const found = new Map<string, { title: string; readonly rows: LevelRow[] }>()
  for (const record of records.toSorted((a, b) => a.endedAt - b.endedAt)) {
    for (const dimension of record.dimensions) {
      const row = {
        record,
        own: level(dimension.own),
        guess: level(dimension.guess),
        given: level(dimension.given),
      }
      if (row.own === null && row.given === null) continue
      const known = found.get(dimension.id)
      if (known === undefined) found.set(dimension.id, { title: dimension.title, rows: [row] })
      else {
        known.title = dimension.title
        known.rows.push(row)
      }
    }
  }
  return [...found]
    .map(([id, { title, rows }]) => historyOf(id, title, rows))
    .toSorted((a, b) => b.rows.length - a.rows.length)
}

/** Each round as the mean of those of its dimensions that both scored, so that the lines can be compared; oldest first. */
export function overallHistory(records: readonly PracticeRecord[]): DimensionHistory {
  const rounds = records
    .toSorted((a, b) => a.endedAt - b.endedAt)
    .flatMap((record): readonly { readonly row: LevelRow; readonly singles: readonly Levels[] }[] => {
      const scored = record.dimensions.map(({ own, guess, given }) => ({
        own: level(own),
        guess: level(guess),
        given: level(given),
      }))
      const both = scored.filter(({ own, given }) => own !== null && given !== null)
      const counted = both.length > 0 ? both : scored
      const guessed = both.filter(({ guess }) => guess !== null)
      const row = {
        record,
        own: meanOf(counted.map(({ own }) => own)),
        guess: guessed.length === both.length ? meanOf(guessed.map(({ guess }) => guess)) : null,
        given: meanOf(counted.map(({ given }) => given)),
      }
      return row.own === null && row.given === null ? [] : [{ row, singles: counted }]
    })
  return historyOf(
    '',
    '',
    rounds.map(({ row }) => row),
    rounds.map(({ singles }) => singles),
  )
}
