import type { ItemId } from '@greenroom/board'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import { boxOf, type Placing, type Surroundings, settle, transformOf } from './tree-placing.ts'
import { keepInReach, reveal, type Transform } from './tree-view.ts'

const fitted: Placing = { kind: 'fitted' }

/** The transform of the drawn tree, and what pans and zooms it. */
export function useTreeTransform(now: Surroundings, spotlight: ItemId | null) {
  const [stored, setStored] = useState<Placing>(fitted)
  const placing = settle(stored, now)
  // During rendering, as React allows for state that follows from what is rendered: settling twice changes nothing more.
  if (placing !== stored) setStored(placing)
  const at = transformOf(placing, now)

  // What the next step starts from: several may come before the next drawing.
  const latest = useRef({ at, now })
  useLayoutEffect(() => {
    latest.current = { at, now }
  })

  const change = useCallback((next: (before: Transform) => Transform) => {
    const { now } = latest.current
    const at = keepInReach(next(latest.current.at), now.drawing, now.window)
    latest.current = { at, now }
    setStored({ kind: 'chosen', at, step: now.focus.step, window: now.window })
  }, [])
  const fit = useCallback(() => setStored(fitted), [])

  useLayoutEffect(() => {
    const { drawing, window } = latest.current.now
    const node = boxOf(drawing, spotlight)
    if (node) change((before) => reveal(before, node, window))
    // Only the spotlight is watched: a redraw must not pull the tree back to it.
  }, [spotlight, change])

  return { at, fitted: placing.kind !== 'chosen', gliding: placing.kind === 'fitted', change, fit }
}
