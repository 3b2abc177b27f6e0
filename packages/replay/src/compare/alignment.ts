import type { Span } from '../strip/strip-phases.ts'

/** One run of a case on its own time, in the store's milliseconds. */
export type RunTime = Span & {
  /** Its stretches, in order and without overlaps; the time between two stretches has no name. */
  readonly stretches: readonly (Span & { readonly name: string })[]
}

/** A part of the shared clock. Each run plays its own part at its own pace from the beginning; the one that finishes first waits. */
export type AlignedPart = Span & {
  /** The name that both have or, for a part of only one run, its own. */
  readonly name: string
  /** Both went through it; otherwise only one did, or each something else. */
  readonly shared: boolean
  readonly left: Span
  readonly right: Span
}

/**
 * Two runs under one clock, which counts milliseconds from 0. Every function accepts any number and returns a moment of the run (or the
 * clock), and is monotonic.
 */
export type Alignment = {
  readonly length: number
  readonly parts: readonly AlignedPart[]
  readonly leftAt: (clock: number) => number
  readonly rightAt: (clock: number) => number
  /** The first time on the clock at which the run is at that moment. */
  readonly clockOfLeft: (at: number) => number
  readonly clockOfRight: (at: number) => number
}

type Stretch = RunTime['stretches'][number]
type Side = 'left' | 'right'

/** The most pairs of stretches to compare; an untrusted recording may have any number, and is then aligned only at its start. */
const mostPairs = 250_000

const keyOf = (name: string): string => name.trim().toLocaleLowerCase('en')
const lengthOf = ({ from, to }: Span): number => to - from
const within = (value: number, least: number, most: number): number =>
  Number.isNaN(value) ? least : Math.min(most, Math.max(least, value))

/** The stretches without gaps between the ends of the run. Anything out of order or outside it is cut. */
function coverOf({ from, to, stretches }: RunTime): readonly Stretch[] {
  const cover: Stretch[] = []
  let since = from
  for (const { name, ...span } of stretches) {
    const [start, end] = [within(span.from, since, to), within(span.to, since, to)]
    if (end <= start) continue
    if (start > since) cover.push({ name: '', from: since, to: start })
    cover.push({ name, from: start, to: end })
    since = end
  }
  if (since < to) cover.push({ name: '', from: since, to })
  return cover
}

/**
 * Which stretches are the same in both: the longest common subsequence of their names (Hunt and McIlroy, 1976) and, of two equally long
 * ones, the one whose stretches last longer in total. So a phase that one run came back to never pulls the others apart.
 */
function pairsOf(left: readonly Stretch[], right: readonly Stretch[]): readonly (readonly [number, number])[] {
  if (left.length * right.length > mostPairs) return []
  const width = right.length + 1
  // Outweighs lengths: no run lasts this many milliseconds.
  const one = 1e12
  const best = new Float64Array((left.length + 1) * width)
  const gain = (a: Stretch, b: Stretch): number =>
    keyOf(a.name) !== '' && keyOf(a.name) === keyOf(b.name) ? one + Math.min(lengthOf(a), lengthOf(b)) : 0
  const at = (row: number, column: number): number => best[row * width + column] ?? 0
  for (let row = left.length - 1; row >= 0; row--)
    for (let column = right.length - 1; column >= 0; column--) {
      const [a, b] = [left[row], right[column]]
      const both = a && b ? gain(a, b) : 0
      best[row * width + column] = Math.max(
        both > 0 ? both + at(row + 1, column + 1) : 0,
        at(row + 1, column),
        at(row, column + 1),
      )
    }
  const pairs: (readonly [number, number])[] = []
  let [row, column] = [0, 0]
  while (row < left.length && column < right.length) {
    const [a, b] = [left[row], right[column]]
    const both = a && b ? gain(a, b) : 0
    if (both > 0 && at(row, column) === both + at(row + 1, column + 1)) pairs.push([row++, column++])
    else if (at(row, column) === at(row + 1, column)) row++
    else column++
  }
  return pairs
}

/** Puts two runs under one clock: a phase that both have begins at the same time for both. */
export function alignment(left: RunTime, right: RunTime): Alignment {
  const [lefts, rights] = [coverOf(left), coverOf(right)]
  const parts: AlignedPart[] = []
  let [row, column, clock] = [0, 0, 0]
  const spanOf = (cover: readonly Stretch[], run: RunTime, from: number, to: number): Span => {
    const start = cover[from]?.from ?? run.to
    return { from: start, to: to > from ? (cover[to - 1]?.to ?? start) : start }
  }
  const add = (toRow: number, toColumn: number, shared: boolean): void => {
    const spans = { left: spanOf(lefts, left, row, toRow), right: spanOf(rights, right, column, toColumn) }
    const length = Math.max(lengthOf(spans.left), lengthOf(spans.right))
    const named = [...lefts.slice(row, toRow), ...rights.slice(column, shared ? column : toColumn)]
    const names = new Map(named.filter(({ name }) => name.trim() !== '').map(({ name }) => [keyOf(name), name.trim()]))
    if (length > 0)
      parts.push({ name: [...names.values()].join(', '), shared, ...spans, from: clock, to: clock + length })
    ;[row, column, clock] = [toRow, toColumn, clock + length]
  }
  for (const [a, b] of pairsOf(lefts, rights)) {
    add(a, b, false)
    add(a + 1, b + 1, true)
  }
  add(lefts.length, rights.length, false)
  const length = clock

  const runAt = (side: Side, run: RunTime) => (wanted: number) => {
    const time = within(wanted, 0, length)
    const part = parts.find(({ to }) => time < to) ?? parts.at(-1)
    return part === undefined ? run.from : within(part[side].from + time - part.from, part[side].from, part[side].to)
  }
  const clockOf = (side: Side, run: RunTime) => (wanted: number) => {
    const at = within(wanted, run.from, run.to)
    // While a run waits its moment stays the same: the first part that reaches it wins.
    const part = parts.find((one) => at <= one[side].to)
    return part === undefined ? length : part.from + Math.max(0, at - part[side].from)
  }
  return {
    length,
    parts,
    leftAt: runAt('left', left),
    rightAt: runAt('right', right),
    clockOfLeft: clockOf('left', left),
    clockOfRight: clockOf('right', right),
  }
}
