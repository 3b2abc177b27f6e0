import type { Round } from '@greenroom/session'
import { useEffect, useState } from 'react'
import { turnFor } from './envelopes.tsx'

/** With reduced motion nothing turns over or glides. */
export function wantsMotion(): boolean {
  return typeof matchMedia !== 'undefined' && !matchMedia('(prefers-reduced-motion: reduce)').matches
}

/**
 * Whether a round's scorecards are turning over, because its scores have opened since this page shows it. For the whole debrief: who seals
 * last is not yet where the envelopes are.
 */
export function useTurning({ id, status }: Round): boolean {
  const scored = status === 'scored'
  const [before, setBefore] = useState({ id, scored })
  const [turning, setTurning] = useState(false)
  if (before.id !== id || before.scored !== scored) {
    setBefore({ id, scored })
    setTurning(before.id === id && scored && wantsMotion())
  }
  useEffect(() => {
    if (!turning) return
    const timer = setTimeout(() => setTurning(false), turnFor)
    return () => clearTimeout(timer)
  }, [turning])
  return turning
}
