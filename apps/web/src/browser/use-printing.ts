import { useSyncExternalStore } from 'react'

const query = typeof matchMedia === 'undefined' ? null : matchMedia('print')

const subscribe = (changed: () => void): (() => void) => {
  query?.addEventListener('change', changed)
  return () => query?.removeEventListener('change', changed)
}

/** Whether the page is being laid out for paper. React draws this change at once, before the browser takes its picture. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => query?.matches ?? false)
}
