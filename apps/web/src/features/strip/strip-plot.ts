import type { Strip, StripBlock, StripFlag, StripTick } from '@greenroom/replay'
import type { ParticipantId } from '@greenroom/session'

/** The position of everything in a strip, in CSS pixels from its top left corner. */
export type StripPlot = {
  readonly width: number
  readonly height: number
  /** Where the time axis begins and how wide it is. */
  readonly left: number
  readonly span: number
  /** Below this width titles are above their rows. */
  readonly narrow: boolean
  readonly phases: { readonly top: number; readonly height: number }
  readonly ticks: { readonly top: number; readonly height: number }
  /** Who spoke: a lane for each voice; `null`: it was not measured. */
  readonly airtime: { readonly top: number; readonly height: number; readonly lanes: readonly PlotLane[] } | null
  readonly rows: readonly PlotRow[]
  readonly axis: { readonly top: number; readonly times: readonly number[] }
}
export type PlotLane = { readonly by: ParticipantId; readonly top: number; readonly height: number }
export type PlotRow = {
  readonly section: string
  /** Of the bars; the title is beside or above them. */
  readonly top: number
  readonly height: number
  readonly blocks: readonly (Box & { readonly block: StripBlock })[]
}
type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const narrowBelow = 560
const titleWidth = 150
const right = 6
const phaseHeight = 34
const tickHeight = 28
const bar = 18
/** A bar is wide enough to be seen and pressed, however short the work was. */
const leastWidth = 7
const minute = 60_000

/** Whole minutes that leave room for their labels. */
function stepFor(length: number, pixels: number): number {
  const most = Math.max(1, Math.floor(pixels / 56))
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 240, 600]
  return (steps.find((step) => length / (step * minute) <= most) ?? 600) * minute
}

export function timeToX(plot: Pick<StripPlot, 'left' | 'span'>, strip: Pick<Strip, 'from' | 'to'>, at: number): number {
  const share = (at - strip.from) / Math.max(1, strip.to - strip.from)
  return plot.left + Math.min(1, Math.max(0, share)) * plot.span
}

/** `width`: of the whole, in CSS pixels. */
export function plotStrip(strip: Strip, width: number): StripPlot {
  const narrow = width < narrowBelow
  const left = narrow ? 1 : titleWidth
  const span = Math.max(1, width - left - right)
  const place = { left, span }
  const above = narrow ? 17 : 0
  let top = phaseHeight + tickHeight
  const airtime = plotAirtime(strip.airtime?.voices ?? [], top + above + 3)
  if (airtime !== null) top = airtime.top + airtime.height + (narrow ? 6 : 5)
  const rows = strip.rows.map(({ section, lanes, blocks }): PlotRow => {
    const rowTop = top + above + 3
    top = rowTop + bar + (narrow ? 4 : 3)
    const each = bar / lanes
    return {
      section,
      top: rowTop,
      height: bar,
      blocks: blocks.map((block) => {
        const x = timeToX(place, strip, block.from)
        const end = timeToX(place, strip, block.to)
        const wide = Math.max(leastWidth, end - x)
        // A short bar at the very end stays within the picture.
        return {
          block,
          x: Math.min(x, left + span - wide),
          y: rowTop + block.lane * each,
          width: wide,
          height: each - (lanes > 1 ? 1 : 0),
        }
      }),
    }
  })
  const step = stepFor(strip.to - strip.from, span)
  const times = Array.from(
    { length: Math.floor((strip.to - strip.from) / step) + 1 },
    (_, index) => strip.from + index * step,
  )
  return {
    width,
    height: top + 20,
    left,
    span,
    narrow,
    phases: { top: 0, height: phaseHeight - 4 },
    ticks: { top: phaseHeight, height: tickHeight },
    airtime,
    rows,
    axis: { top, times },
  }
}

const lane = 10

function plotAirtime(voices: readonly { readonly participant: ParticipantId }[], top: number): StripPlot['airtime'] {
  if (voices.length === 0) return null
  return {
    top,
    height: voices.length * lane,
    lanes: voices.map(({ participant: by }, index) => ({ by, top: top + index * lane, height: lane - 1 })),
  }
}

/** Places on a line that are closer than this, in CSS pixels, are drawn as one. */
const leastApart = 16

/** Things on the timeline, grouped where they would cover one another. */
export function inGroups<T extends StripTick | StripFlag>(
  plot: Pick<StripPlot, 'left' | 'span'>,
  strip: Pick<Strip, 'from' | 'to'>,
  things: readonly T[],
): readonly { readonly x: number; readonly things: readonly T[] }[] {
  const groups: { x: number; things: T[] }[] = []
  for (const thing of things) {
    if (thing.at === null) continue
    const x = timeToX(plot, strip, thing.at)
    const last = groups.at(-1)
    if (last !== undefined && x - last.x < leastApart) last.things.push(thing)
    else groups.push({ x, things: [thing] })
  }
  return groups
}

/** The next block for an arrow key. `null` when there is none. Up and down go to the nearest one in time. */
export function stepInStrip(strip: Strip, from: StripBlock, key: string): StripBlock | null {
  const row = strip.rows.findIndex(({ section }) => section === from.section)
  const blocks = strip.rows[row]?.blocks ?? []
  const at = blocks.indexOf(from)
  if (key === 'ArrowLeft') return blocks[at - 1] ?? null
  if (key === 'ArrowRight') return blocks[at + 1] ?? null
  if (key === 'Home') return blocks[0] ?? null
  if (key === 'End') return blocks.at(-1) ?? null
  const others =
    key === 'ArrowUp' ? strip.rows.slice(0, row).reverse() : key === 'ArrowDown' ? strip.rows.slice(row + 1) : []
  const next = others.find((one) => one.blocks.length > 0)
  const middle = (block: StripBlock): number => (block.from + block.to) / 2
  return (
    next?.blocks.toSorted((a, b) => Math.abs(middle(a) - middle(from)) - Math.abs(middle(b) - middle(from)))[0] ?? null
  )
}
