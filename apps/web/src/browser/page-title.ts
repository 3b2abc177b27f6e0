import { t } from '@lingui/core/macro'
import { useEffect } from 'react'

/** Names the tab; the clock may set something before it while it runs. */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    document.title = title ? t`${title} · Greenroom` : 'Greenroom'
  }, [title])
}
