import { useEffect } from 'react'

/** Names the tab; the clock may set something before it while it runs. */
export const usePageTitle = (title: string | null): void => {
  useEffect(() => {
    document.title = title ? `${title} · Greenroom` : 'Greenroom'
  }, [title])
}
