import type { ItemId } from '@greenroom/board'
import type { TreeDrawing } from './tree-layout.ts'
import { type Box, type Extent, fitDrawing, keepInReach, margin, reveal, type Transform } from './tree-view.ts'

/**
 * Where the tree is in its window. One value decides, `Placing`; the transform is derived from it and stored nowhere else.
 *
 * `fitted`: as much of the tree as can be read. `held`: somebody here has the focus in it, and the focused card keeps its place on the
 * screen whatever others do around it. `chosen`: panned or zoomed by hand, and left like that.
 */
export type Placing =
  | { readonly kind: 'fitted' }
  | {
      readonly kind: 'held'
      readonly item: ItemId
      readonly step: number
      readonly window: Extent
      /** Whether all cards had been measured; a place found with estimates is computed once more. */
      readonly measured: boolean
      /** Where the card's corner is in the window. */
      readonly corner: { readonly x: number; readonly y: number }
      readonly k: number
    }
  | { readonly kind: 'chosen'; readonly at: Transform; readonly step: number; readonly window: Extent }

export type Surroundings = {
  readonly drawing: TreeDrawing
  readonly window: Extent
  /** The heights of all cards in `drawing` were measured at the width they are drawn with. */
  readonly measured: boolean
  /** The focused card; `step` counts this person's own steps. */
  readonly focus: { readonly item: ItemId | null; readonly step: number }
}

const same = (a: Extent, b: Extent): boolean => a.width === b.width && a.height === b.height

export function boxOf(drawing: TreeDrawing, item: ItemId | null): Box | undefined {
  return item === null ? undefined : drawing.nodes.find((node) => node.card.item.id === item)
}

const fitOf = ({ drawing, window }: Surroundings): Transform => {
  const first = drawing.nodes[0]
  const at = fitDrawing(drawing, window, undefined, first ? first.y + first.height / 2 : 0)
  // Rows are read from the top.
  return drawing.inRows ? { ...at, y: Math.min(at.y, margin) } : at
}

/**
 * The placing after the surroundings have changed; the same value when nothing follows from it, so that computing it twice changes nothing.
 * A window of another size counts as one's own step, too: nobody else can cause it.
 */
export function settle(before: Placing, now: Surroundings): Placing {
  const { drawing, window, focus, measured } = now
  const node = boxOf(drawing, focus.item)
  if (before.kind === 'chosen') {
    if (before.step === focus.step && same(before.window, window)) return before
    const kept = keepInReach(before.at, drawing, window)
    return { ...before, at: node ? reveal(kept, node, window) : kept, step: focus.step, window }
  }
  if (!node || focus.item === null) return before.kind === 'fitted' ? before : { kind: 'fitted' }
  if (
    before.kind === 'held' &&
    before.item === focus.item &&
    before.step === focus.step &&
    same(before.window, window) &&
    (before.measured || !measured)
  )
    return before
  const at = reveal(fitOf(now), node, window)
  const corner = { x: at.x + node.x * at.k, y: at.y + node.y * at.k }
  return { kind: 'held', item: focus.item, step: focus.step, window, measured, corner, k: at.k }
}

/** The transform of a settled placing. */
export function transformOf(placing: Placing, now: Surroundings): Transform {
  if (placing.kind === 'chosen') return placing.at
  if (placing.kind === 'fitted') return fitOf(now)
  const node = boxOf(now.drawing, placing.item)
  if (!node) return fitOf(now)
  const { corner, k } = placing
  return { k, x: corner.x - node.x * k, y: corner.y - node.y * k }
}
