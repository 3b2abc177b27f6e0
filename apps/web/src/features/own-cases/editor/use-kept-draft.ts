import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Draft } from '../../own-case-list/draft.ts'
import { draftPrefix } from '../../own-case-list/kept-cases.ts'
import { dropDraft, keepDraft, keptCases } from '../../own-case-list/own-cases.ts'
import { mergeDrafts } from './merge-drafts.ts'

const restBefore = 250

export type KeptState = 'kept' | 'keeping' | 'not-kept'
type Written = { readonly draft: Draft; readonly base: number }

/**
 * Stores what is written in this browser: a moment after the last change, and at once when the page closes. `clean`: nothing has changed
 * since it was saved, so there is no draft to store. Two tabs with the same case show the same draft: a tab in which nobody is typing right
 * now follows the other, and what both type in the same moment is kept field by field.
 */
export function useKeptDraft(
  id: string,
  draft: Draft,
  base: number,
  clean: boolean,
  otherTab: { readonly follow: (draft: Draft) => void; readonly onSavedElsewhere: () => void },
): { readonly state: KeptState; readonly elsewhere: boolean } {
  const [state, setState] = useState<KeptState>('kept')
  const [elsewhere, setElsewhere] = useState(false)
  const written = useRef<Written | null>(null)
  /** The newest draft that this tab and the storage had in common. */
  const common = useRef(draft)

  const isWritten = useEffectEvent(() => written.current?.draft === draft && written.current.base === base)
  const keep = useEffectEvent((): void => {
    if (clean || isWritten()) return
    const stored = keptCases.draft(id)
    // Another tab may have stored its own an instant ago.
    const both = stored?.base === base ? mergeDrafts(common.current, draft, stored.value) : draft
    const kept = keepDraft(id, { value: both, base, changedAt: Date.now() })
    if (kept) {
      written.current = { draft: both, base }
      common.current = both
    }
    setState(kept ? 'kept' : 'not-kept')
    if (both !== draft) otherTab.follow(both)
  })

  useEffect(() => {
    if (clean) {
      written.current = null
      common.current = draft
      dropDraft(id)
      setState('kept')
      return
    }
    const leave = (): void => keep()
    if (isWritten()) return
    setState((now) => (now === 'not-kept' ? now : 'keeping'))
    const timer = setTimeout(leave, restBefore)
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
    }
  }, [id, draft, base, clean])

  // Leaving for another page of the app counts, too.
  useEffect(() => () => keep(), [])

  const changedElsewhere = useEffectEvent((event: StorageEvent): void => {
    if (event.key !== `${draftPrefix}${id}`) return
    const inTheMiddle = !clean && !isWritten()
    if (event.newValue === null) {
      if (!clean && !inTheMiddle) otherTab.onSavedElsewhere()
      return
    }
    setElsewhere(true)
    const theirs = keptCases.draft(id)
    if (theirs === null || theirs.base !== base) return
    const both = inTheMiddle ? mergeDrafts(common.current, draft, theirs.value) : theirs.value
    if (!inTheMiddle) written.current = { draft: both, base }
    common.current = theirs.value
    if (both !== draft) otherTab.follow(both)
  })
  useEffect(() => {
    const onStorage = (event: StorageEvent): void => changedElsewhere(event)
    window.addEventListener('storage', onStorage)
    return () => window.removeEventListener('storage', onStorage)
  }, [])

  return { state, elsewhere }
}
