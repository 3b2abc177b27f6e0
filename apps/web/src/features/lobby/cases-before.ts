import { useState } from 'react'
import { z } from 'zod'

const idsSchema = z.array(z.string().max(64)).max(200)
const keyOf = (session: string, round: string) => `greenroom.cases-before.${session}.${round}`

const read = (key: string): readonly string[] => {
  try {
    return idsSchema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? '[]')).data ?? []
  } catch {
    return []
  }
}

/** The cases that were made ready for this round before the present one, the newest last: the way back, kept by this tab. */
export const useCasesBefore = (session: string | null, round: string) => {
  const key = keyOf(session ?? '', round)
  const [kept, setKept] = useState({ key, ids: read(key) })
  const ids = kept.key === key ? kept.ids : read(key)
  const put = (next: readonly string[]): void => {
    setKept({ key, ids: next })
    try {
      sessionStorage.setItem(key, JSON.stringify(next.slice(-200)))
    } catch {
      // Forbidden or full: remembered until the page is closed.
    }
  }
  return [ids, put] as const
}
