import { type RefObject, useEffect } from 'react'

/**
 * A button that was pressed may be gone a moment later (a fact is released, a round starts, a whisper is dismissed), and the browser then
 * moves the focus to the top of the page. It is put on the nearest surrounding place that is still there, so that the next Tab continues
 * from it, and Escape still closes the dialog around it.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const place = root.current
    if (!place) return
    let around: readonly HTMLElement[] = []
    const remember = (event: FocusEvent): void => {
      const path: HTMLElement[] = []
      for (let each = event.target; each instanceof HTMLElement && each !== place; each = each.parentElement)
        path.push(each)
      around = path
    }
    const repair = (): void => {
      const [lost] = around
      if (!lost || lost.isConnected || document.activeElement !== document.body || !document.hasFocus()) return
      const left = around.find((one) => one.isConnected && one.matches('li, section, main, aside, [role=tabpanel]'))
      const next = left ?? place.querySelector<HTMLElement>('#main') ?? place
      around = []
      if (!next.hasAttribute('tabindex')) {
        next.tabIndex = -1
        next.addEventListener('blur', () => next.removeAttribute('tabindex'), { once: true })
      }
      next.focus({ preventScroll: true })
    }
    const watcher = new MutationObserver(repair)
    place.addEventListener('focusin', remember)
    watcher.observe(place, { childList: true, subtree: true })
    return () => {
      watcher.disconnect()
      place.removeEventListener('focusin', remember)
    }
  }, [root])
}
