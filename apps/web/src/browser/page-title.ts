import { t } from '@lingui/core/macro'
import { useEffect } from 'react'

/** Sets the tab's title; the clock may put something before it while it runs. */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    document.title = title ? t`${title} · Greenroom` : 'Greenroom'
  }, [title])
}
