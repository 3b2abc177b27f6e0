import { useEffect, useRef } from 'react'

/**
 * When what the room shows changes as a whole (a round starts, ends, or a new one is prepared) and nothing has the focus, the main part
 * takes it: the next Tab then continues from there, and screen readers read on from there. Focus that somebody put somewhere stays.
 */
export function useStartFocus(shown: string): void {
  const before = useRef(shown)
  useEffect(() => {
    if (before.current === shown) return
    before.current = shown
    if (document.activeElement !== document.body && document.activeElement !== null) return
    const main = document.querySelector<HTMLElement>('#main')
    if (!main) return
    main.tabIndex = -1
    main.focus({ preventScroll: true })
  }, [shown])
}
