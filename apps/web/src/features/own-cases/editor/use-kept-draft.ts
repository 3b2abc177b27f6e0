import { useEffect, useRef, useState } from 'react'
import type { Draft } from '../../own-case-list/draft.ts'
import { dropDraft, keepDraft } from '../../own-case-list/own-cases.ts'
import { draftPrefix } from '../../own-case-list/shelf.ts'

const restBefore = 250

export type KeptState = 'kept' | 'keeping' | 'not-kept'
type Written = { readonly draft: Draft; readonly base: number }

/**
 * Keeps what is written in this browser: a moment after the last change, and at once when the page goes. `clean`: nothing has
 * changed since it was saved, so there is no draft to keep.
 */
export const useKeptDraft = (id: string, draft: Draft, base: number, clean: boolean) => {
  const [state, setState] = useState<KeptState>('kept')
  const [elsewhere, setElsewhere] = useState(false)
  const newest = useRef({ draft, base, clean })
  newest.current = { draft, base, clean }
  const written = useRef<Written | null>(null)

  useEffect(() => {
    if (clean) {
      written.current = null
      dropDraft(id)
      setState('kept')
      return
    }
    const isWritten = () =>
      written.current?.draft === newest.current.draft && written.current.base === newest.current.base
    const keep = () => {
      if (newest.current.clean || isWritten()) return
      const { draft: value, base: on } = newest.current
      const kept = keepDraft(id, { value, base: on, changedAt: Date.now() })
      if (kept) written.current = { draft: value, base: on }
      setState(kept ? 'kept' : 'not-kept')
    }
    if (isWritten()) return
    setState((now) => (now === 'not-kept' ? now : 'keeping'))
    const timer = setTimeout(keep, restBefore)
    window.addEventListener('pagehide', keep)
    document.addEventListener('visibilitychange', keep)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pagehide', keep)
      document.removeEventListener('visibilitychange', keep)
    }
  }, [id, draft, base, clean])

  // Leaving for another page of the app is leaving too.
  useEffect(
    () => () => {
      const { draft: value, base: on, clean: done } = newest.current
      if (!done && written.current?.draft !== value) keepDraft(id, { value, base: on, changedAt: Date.now() })
    },
    [id],
  )

  useEffect(() => {
    const onStorage = (event: StorageEvent) => {
      if (event.key === `${draftPrefix}${id}` && event.newValue !== null) setElsewhere(true)
    }
    window.addEventListener('storage', onStorage)
    return () => window.removeEventListener('storage', onStorage)
  }, [id])

  return { state, elsewhere }
}
