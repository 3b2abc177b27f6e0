import { t } from '@lingui/core/macro'
import { useEffect, useRef } from 'react'
import { playSignal, useSignals } from './signals.ts'

/** A soft sound when a phase's time is used up or the next begins, and a title that says so while the tab is in the background. */
export function usePhaseSignals({
  phase,
  name,
  over,
}: {
  readonly phase: number | null
  readonly name: string
  readonly over: boolean
}): void {
  const { sound, title } = useSignals()
  const before = useRef({ phase, over })
  useEffect(() => {
    const was = before.current
    before.current = { phase, over }
    // The first drawing, including after a reload, is not a change.
    const changed = phase !== null && was.phase !== null && (was.phase !== phase || (over && !was.over))
    if (changed && sound) playSignal()
  }, [phase, over, sound])
  useEffect(() => {
    if (!title || !over) return
    const usual = document.title
    document.title = t`Time is up: ${name}`
    return () => {
      document.title = usual
    }
  }, [title, over, name])
}
