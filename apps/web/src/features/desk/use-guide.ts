import { type Guide, guideSchema } from '@greenroom/question-bank'
import type { Round } from '@greenroom/session'
import { useMemo } from 'react'

/** The guide of a round as its author wrote it. `null` when it was not sent, `'unreadable'` when an older log has another form. */
export function useGuide(round: Round): Guide | 'unreadable' | null {
  return useMemo(() => {
    if (round.guide === null) return null
    const parsed = guideSchema.safeParse(round.guide)
    return parsed.success ? parsed.data : 'unreadable'
  }, [round.guide])
}
