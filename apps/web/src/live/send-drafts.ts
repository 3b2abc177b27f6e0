import { useEffect, useEffectEvent } from 'react'
import { type DraftEntry, isChangedHere } from '../browser/drafts.ts'

/** Milliseconds without a letter until what was typed is sent. */
const pause = 1200

/**
 * Calls `flush` when the text of these drafts should be sent automatically: after a pause in typing, when a field or the page is left, and
 * when `ready` becomes true again. `flush` decides what is sent; `leaving` says that nobody's caret is in the text. `place`: a person
 * elsewhere has other drafts.
 */
export function useSendDrafts({
  place,
  entries,
  ready,
  flush,
}: {
  readonly place: string
  readonly entries: () => readonly DraftEntry[]
  readonly ready: boolean
  readonly flush: (leaving: boolean) => void
}): void {
  const flushNow = useEffectEvent((leaving: boolean) => {
    if (ready) flush(leaving)
  })
  const entriesNow = useEffectEvent(entries)
  useEffect(() => {
    let timer: number | undefined
    const stops = entriesNow().map((entry) =>
      entry.subscribe(() => {
        if (!isChangedHere(entry)) return
        window.clearTimeout(timer)
        timer = window.setTimeout(() => flushNow(false), pause)
      }),
    )
    const leave = () => flushNow(true)
    const hidden = () => document.hidden && flushNow(true)
    document.addEventListener('focusout', leave)
    document.addEventListener('visibilitychange', hidden)
    window.addEventListener('pagehide', leave)
    return () => {
      window.clearTimeout(timer)
      for (const stop of stops) stop()
      document.removeEventListener('focusout', leave)
      document.removeEventListener('visibilitychange', hidden)
      window.removeEventListener('pagehide', leave)
    }
  }, [place])
  useEffect(() => flushNow(false), [ready, place])
}
