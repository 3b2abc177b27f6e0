import type { BoardView } from '@greenroom/board'
import { compareMoments, type MomentComparison } from '@greenroom/replay'
import { useEffect, useEffectEvent, useRef, useState } from 'react'

/**
 * While it plays or somebody drags, the boards are compared no more often than this, in milliseconds: comparing two large ones takes a
 * while.
 */
const every = 200

/** What two boards have in common; the last result stays until the next is here. `null`: one of the boards is not here yet. */
export function useMomentComparison(left: BoardView | null, right: BoardView | null): MomentComparison | null {
  const [comparison, setComparison] = useState<MomentComparison | null>(null)
  const compare = useEffectEvent((): void => {
    if (left !== null && right !== null) setComparison(compareMoments(left.items.values(), right.items.values()))
  })
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => {
    if (left === null || right === null || timer.current !== null) return
    timer.current = setTimeout(() => {
      timer.current = null
      compare()
    }, every)
  }, [left, right])
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  return comparison
}
