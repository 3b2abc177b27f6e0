import { t } from '@lingui/core/macro'
import { useEffect } from 'react'
import { useDraftTrouble } from '../browser/drafts.ts'
import { showToast } from '../design/index.ts'

/** When the browser stores nothing, it says so once, and asks before typed text is lost with the page. */
export function DraftGuard(): null {
  const lostWithPage = useDraftTrouble((trouble) => trouble.lostWithPage)
  useEffect(() => {
    if (!lostWithPage) return
    const close = showToast({
      tone: 'danger',
      title: t`This browser can’t keep what you type`,
      words: t`Its storage is full or blocked. Send or copy your words before you close this page.`,
      action: { label: t`OK`, onPress: () => undefined },
    })
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => {
      close()
      window.removeEventListener('beforeunload', ask)
    }
  }, [lostWithPage])
  return null
}
