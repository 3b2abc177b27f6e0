import { type RefObject, useLayoutEffect, useRef } from 'react'
import { focusSection } from './section-focus.ts'

/**
 * Somebody may go to a section while the board is still opening, when nothing in it can be edited yet. Once something can, it gets the
 * focus, unless they went elsewhere in the meantime. Returns a function to call when a section was gone to.
 */
export function useSectionAfterOpening(
  board: RefObject<HTMLElement | null>,
  isOpening: boolean,
): (section: string) => void {
  const asked = useRef<string | null>(null)
  useLayoutEffect(() => {
    const section = asked.current
    if (isOpening || section === null) return
    asked.current = null
    const at = document.activeElement
    const isThere = at?.closest(`section[data-section="${CSS.escape(section)}"]`) != null
    if (at !== null && at !== document.body && !isThere) return
    if (at instanceof HTMLElement) at.blur()
    focusSection(board.current, section)
  }, [board, isOpening])
  return (section) => {
    asked.current = isOpening ? section : null
  }
}
