import { type RefObject, useEffect } from 'react'

/** A browser's own bars change the height by less than this many CSS pixels. */
const leastKeyboard = 100

/**
 * How many CSS pixels at the bottom of the page an on-screen keyboard covers; 0 where the browser makes the page smaller by itself. A page
 * that was zoomed with two fingers shows less of itself, too, without any keyboard.
 */
export function coveredHeight(
  pageHeight: number,
  seen: Pick<VisualViewport, 'height' | 'offsetTop' | 'scale'>,
): number {
  if (seen.scale > 1.05) return 0
  const covered = Math.round(pageHeight - seen.height - seen.offsetTop)
  return covered >= leastKeyboard ? covered : 0
}

/**
 * Keeps the field being written in above the on-screen keyboard: `--keyboard` tells the page how much of it is covered, and each time that
 * changes the focused field, with the card around it, is scrolled into view. The same happens when the part of the page around it becomes
 * lower: there is little room beside an open keyboard, and a message from somebody else takes up most of it.
 */
export function useOnScreenKeyboard(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const seen = window.visualViewport
    const element = page.current
    if (!seen || !element) return
    let frame = 0
    const show = (): void => {
      cancelAnimationFrame(frame)
      // Once the page has its new height.
      frame = requestAnimationFrame(showField)
    }
    const read = (): void => {
      element.style.setProperty('--keyboard', `${coveredHeight(window.innerHeight, seen)}px`)
      show()
    }
    let height = 0
    const part = new ResizeObserver(([entry]) => {
      const now = entry?.contentRect.height ?? 0
      if (now < height) show()
      height = now
    })
    const watch = ({ target }: FocusEvent): void => {
      part.disconnect()
      height = 0
      const around = target instanceof Element ? target.closest('main') : null
      if (around) part.observe(around)
    }
    seen.addEventListener('resize', read)
    element.addEventListener('focusin', watch)
    return () => {
      part.disconnect()
      element.removeEventListener('focusin', watch)
      seen.removeEventListener('resize', read)
      cancelAnimationFrame(frame)
      element.style.removeProperty('--keyboard')
    }
  }, [page])
}

function showField(): void {
  const field = document.activeElement
  const written = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'range')
  if (!written) return
  const card = field.closest('[data-item]') ?? field
  card.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
