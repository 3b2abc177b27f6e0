import { useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

const query = typeof matchMedia === 'undefined' ? null : matchMedia('print')
let asked = false

/**
 * The browser says that it is about to print before it counts the pages; the media query changes only after that, too late for
 * a page that is then longer.
 */
function subscribe(changed: () => void): () => void {
  const begin = (): void => {
    asked = true
    flushSync(changed)
  }
  const end = (): void => {
    asked = false
    changed()
  }
  window.addEventListener('beforeprint', begin)
  window.addEventListener('afterprint', end)
  query?.addEventListener('change', changed)
  return () => {
    window.removeEventListener('beforeprint', begin)
    window.removeEventListener('afterprint', end)
    query?.removeEventListener('change', changed)
  }
}

/** Whether the page is being laid out for paper. React draws this change at once, before the browser counts the pages. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => asked || (query?.matches ?? false))
}
