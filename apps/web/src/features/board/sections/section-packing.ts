import type { Layout } from '@greenroom/board'

/**
 * How the open sections share one screen. The answer depends on which sections are open, which of them are empty beside others in use, and
 * on the room there is, never on how much they contain: panels keep their size while people write.
 */

export type OpenSection = {
  readonly id: string
  readonly layout: Layout
  /** Nothing is in it while others are in use: only its heading is drawn, in a strip below them. */
  readonly small?: boolean
}
export type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export type Packing = ReadonlyMap<string, Rect>

const panelGap = 10

type Want = {
  readonly width: number
  readonly height: number
  /** How important it is that it gets this. */
  readonly weight: number
  /** Its part of what is left over once every row has its preferred height. */
  readonly grows: number
}
/** The preferred size of each layout, in CSS pixels. */
const wants: Readonly<Record<Layout, Want>> = {
  line: { width: 600, height: 60, weight: 1, grows: 0 },
  cards: { width: 430, height: 260, weight: 1.2, grows: 2 },
  flow: { width: 640, height: 150, weight: 1.3, grows: 0.5 },
  table: { width: 680, height: 240, weight: 1.7, grows: 2 },
  tree: { width: 900, height: 420, weight: 5, grows: 4 },
}

/**
 * Lengths that fill `room`, with gaps between: first `least` for each (or an even part of what there is), then the rest by
 * `shares`. Whole pixels; the last takes the rounding.
 */
function share(room: number, shares: readonly number[], least: number): readonly number[] {
  const free = room - panelGap * (shares.length - 1)
  const base = Math.min(least, free / shares.length)
  const rest = free - base * shares.length
  const total = shares.reduce((sum, one) => sum + one, 0)
  const lengths = shares.map((one) => Math.floor(base + (rest * one) / total))
  const used = lengths.reduce((sum, one) => sum + one, 0)
  return lengths.map((one, at) => (at === lengths.length - 1 ? one + free - used : one))
}

/** Below these a panel shows its heading and hardly a card. */
const leastHeight = 92
const leastWidth = 168

const offsets = (lengths: readonly number[]): readonly number[] => {
  let at = 0
  return lengths.map((length) => {
    const offset = at
    at += length + panelGap
    return offset
  })
}

/** Heights of rows that fill `room`: first each one's preferred height, then the rest to those that can use it. */
function shareHeight(room: number, rows: readonly (readonly OpenSection[])[]): readonly number[] {
  const liked = rows.map(tallest)
  const left = room - panelGap * (rows.length - 1) - liked.reduce((sum, one) => sum + one, 0)
  const grows = rows.map((row) => Math.max(...row.map((one) => wants[one.layout].grows)))
  const growth = grows.reduce((sum, one) => sum + one, 0)
  if (left <= 0 || growth === 0) return share(room, liked, leastHeight)
  const heights = liked.map((one, at) => Math.floor(one + (left * (grows[at] ?? 0)) / growth))
  const used = heights.reduce((sum, one) => sum + one, 0) + panelGap * (rows.length - 1)
  return heights.map((one, at) => (at === heights.length - 1 ? one + room - used : one))
}

const widest = (list: readonly OpenSection[]): number => Math.max(...list.map((one) => wants[one.layout].width))
const tallest = (list: readonly OpenSection[]): number => Math.max(...list.map((one) => wants[one.layout].height))

function placeRows(rows: readonly (readonly OpenSection[])[], width: number, height: number): Packing {
  const placed = new Map<string, Rect>()
  const heights = shareHeight(height, rows)
  const tops = offsets(heights)
  rows.forEach((row, r) => {
    const widths = share(
      width,
      row.map((one) => wants[one.layout].width),
      leastWidth,
    )
    const lefts = offsets(widths)
    row.forEach((one, c) => {
      placed.set(one.id, { x: lefts[c] ?? 0, y: tops[r] ?? 0, width: widths[c] ?? 0, height: heights[r] ?? 0 })
    })
  })
  return placed
}

function placeColumns(columns: readonly (readonly OpenSection[])[], width: number, height: number): Packing {
  const placed = new Map<string, Rect>()
  const widths = share(width, columns.map(widest), leastWidth)
  const lefts = offsets(widths)
  columns.forEach((column, c) => {
    const heights = shareHeight(
      height,
      column.map((one) => [one]),
    )
    const tops = offsets(heights)
    column.forEach((one, r) => {
      placed.set(one.id, { x: lefts[c] ?? 0, y: tops[r] ?? 0, width: widths[c] ?? 0, height: heights[r] ?? 0 })
    })
  })
  return placed
}

/** Too little hurts, too much does not help; a panel lower than three lines of cards is hardly useful. */
function comfort(section: OpenSection, rect: Rect): number {
  const want = wants[section.layout]
  const fill = Math.min(1, rect.width / want.width) * Math.min(1, rect.height / want.height)
  const low = rect.height < leastHeight ? 1.5 : rect.height < 130 ? 0.35 : 0
  const narrow = rect.width < leastWidth ? 1.5 : rect.width < 210 ? 0.35 : 0
  return want.weight * (Math.sqrt(fill) - low - narrow)
}

/** Every way to divide a list into runs: 2^(n-1) of them, so only for the few sections that are open at once. */
function* runsOf<T>(list: readonly T[]): Generator<readonly (readonly T[])[]> {
  const cuts = list.length - 1
  for (let mask = 0; mask < 2 ** cuts; mask++) {
    const runs: T[][] = [[]]
    list.forEach((one, at) => {
      runs[runs.length - 1]?.push(one)
      if (at < cuts && mask & (1 << at)) runs.push([])
    })
    yield runs
  }
}

/** Even rows, for more sections than are worth trying every way. */
function evenRows(list: readonly OpenSection[], width: number, height: number): readonly (readonly OpenSection[])[] {
  const mostRows = Math.max(1, Math.floor((height + panelGap) / (leastHeight + panelGap)))
  const perRow = Math.max(1, Math.min(4, Math.floor(width / 215)), Math.ceil(list.length / mostRows))
  const rows: OpenSection[][] = []
  list.forEach((one, at) => {
    if (at % perRow === 0) rows.push([])
    rows[rows.length - 1]?.push(one)
  })
  return rows
}

/** Of a panel that shows only its heading. */
export const headHeight = 40
/** The width in which a heading still has its title, what adds the first card, and a few words of purpose. */
const headWidth = 300

/** The headings of small sections in even rows at the bottom. `null` where they would take too much from the others. */
function placeStrip(
  small: readonly OpenSection[],
  width: number,
  height: number,
): { packing: Packing; height: number } | null {
  const most = Math.max(1, Math.floor((width + panelGap) / (leastWidth + panelGap)))
  let perRow = Math.max(1, Math.min(most, Math.floor((width + panelGap) / (headWidth + panelGap))))
  const heightOf = (count: number): number => Math.ceil(small.length / count) * (headHeight + panelGap)
  while (heightOf(perRow) > height * 0.3 && perRow < most) perRow++
  if (heightOf(perRow) > height * 0.4) return null
  const packing = new Map<string, Rect>()
  const top = height - heightOf(perRow) + panelGap
  for (let at = 0; at < small.length; at += perRow) {
    const row = small.slice(at, at + perRow)
    const widths = share(
      width,
      row.map(() => 1),
      leastWidth,
    )
    const lefts = offsets(widths)
    row.forEach((one, c) => {
      const y = top + (at / perRow) * (headHeight + panelGap)
      packing.set(one.id, { x: lefts[c] ?? 0, y, width: widths[c] ?? 0, height: headHeight })
    })
  }
  return { packing, height: heightOf(perRow) }
}

/** Rectangles for the open sections, in their order, that fill `width` × `height` without overlap. */
export function packSections(open: readonly OpenSection[], width: number, height: number): Packing {
  const small = open.filter((one) => one.small === true)
  const strip = small.length > 0 && small.length < open.length ? placeStrip(small, width, height) : null
  if (!strip) return packLarge(open, width, height)
  const large = packLarge(
    open.filter((one) => one.small !== true),
    width,
    height - strip.height,
  )
  return new Map([...large, ...strip.packing])
}

function packLarge(open: readonly OpenSection[], width: number, height: number): Packing {
  if (open.length === 0 || width <= 0 || height <= 0) return new Map()
  if (open.length > 10) return placeRows(evenRows(open, width, height), width, height)
  let best: Packing = new Map()
  let bestScore = Number.NEGATIVE_INFINITY
  for (const runs of runsOf(open)) {
    for (const packing of [placeRows(runs, width, height), placeColumns(runs, width, height)]) {
      let score = 0
      for (const section of open) {
        const rect = packing.get(section.id)
        if (rect) score += comfort(section, rect)
      }
      if (score > bestScore + 1e-9) {
        best = packing
        bestScore = score
      }
    }
  }
  return best
}
