import type { ItemId } from '@greenroom/board'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { TreeDrawing } from './tree-layout.ts'
import { type Extent, fitDrawing, holdNode, readableZoom, reveal, type Transform, zoomRange } from './tree-view.ts'

/**
 * `fitted`: as much of the tree as can be read, fitted anew whenever it or its window changes. `whole`: all of it, however
 * small, as asked for. `held`: somebody here has the focus in it, and what others do around it does not move it.
 * `chosen`: panned or zoomed by hand, and left so.
 */
type Mode =
  | { readonly kind: 'fitted' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'held'; readonly at: Transform }
  | { readonly kind: 'chosen'; readonly at: Transform }

const fittedMode: Mode = { kind: 'fitted' }

export function useTreeTransform(
  drawing: TreeDrawing,
  window: Extent,
  focus: { readonly item: ItemId | null; readonly wish: number },
  spotlight: ItemId | null,
) {
  const [mode, setMode] = useState<Mode>(fittedMode)
  const fit = useMemo(() => {
    const first = drawing.nodes[0]
    const anchor = first ? first.y + first.height / 2 : 0
    return fitDrawing(drawing, window, mode.kind === 'whole' ? zoomRange.min : readableZoom, anchor)
  }, [drawing, window, mode.kind])
  const at = mode.kind === 'held' || mode.kind === 'chosen' ? mode.at : fit
  const shown = useRef({ at, drawing, window })

  const boxOf = (where: TreeDrawing, item: ItemId | null) =>
    item === null ? undefined : where.nodes.find((node) => node.card.item.id === item)
  const focused = boxOf(drawing, focus.item)

  const carriedOut = useRef(focus.wish)
  useLayoutEffect(() => {
    const before = shown.current
    shown.current = { at, drawing, window }
    // A window of another size is one's own step too: nobody else can cause it.
    const wished = carriedOut.current !== focus.wish || before.window !== window
    carriedOut.current = focus.wish
    if (!focused) {
      if (mode.kind === 'held') setMode(fittedMode)
      return
    }
    const settle = (next: Mode, to: Transform): void => {
      shown.current = { at: to, drawing, window }
      setMode(next)
    }
    if (mode.kind === 'chosen') {
      const to = wished ? reveal(at, focused, window) : at
      if (to !== at) settle({ kind: 'chosen', at: to }, to)
    } else if (wished) {
      // One's own step: the tree is fitted again, as far as the card in focus can then be seen.
      const to = reveal(fit, focused, window)
      settle(to !== fit ? { kind: 'held', at: to } : mode.kind === 'whole' ? mode : fittedMode, to)
    } else if (before.drawing !== drawing && mode.kind !== 'whole') {
      const was = boxOf(before.drawing, focus.item)
      const to = was ? holdNode(before.at, was, focused) : reveal(fit, focused, window)
      settle({ kind: 'held', at: to }, to)
    }
    // `at`, `fit` and `mode` are read, not watched: panning away from the focused node is allowed.
  }, [drawing, window, focus.item, focus.wish])

  // Keeps what the next change starts from, also after a pan.
  useLayoutEffect(() => {
    shown.current = { ...shown.current, at }
  }, [at])

  useLayoutEffect(() => {
    const node = boxOf(drawing, spotlight)
    if (!node) return
    const next = reveal(shown.current.at, node, window)
    if (next !== shown.current.at) setMode({ kind: 'chosen', at: next })
    // The spotlight alone is watched: a redrawing must not pull the tree back to it.
  }, [spotlight])

  const change = useCallback((next: (before: Transform) => Transform) => {
    const to = next(shown.current.at)
    shown.current = { ...shown.current, at: to }
    setMode({ kind: 'chosen', at: to })
  }, [])
  const fitWhole = useCallback(() => setMode({ kind: 'whole' }), [])
  return { at, fitted: mode.kind === 'fitted' || mode.kind === 'whole', change, fitWhole }
}
