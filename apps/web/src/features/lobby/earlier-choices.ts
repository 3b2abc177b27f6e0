import { useMemo, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { browserStore } from '../../browser/browser-store.ts'

/** The cases that were prepared for this round before the present one, newest last: the way back, stored in this tab. */
export function useEarlierChoices(session: string | null, round: string) {
  const entry = useMemo(
    () =>
      browserStore.entry<readonly string[]>({
        area: 'tab',
        key: `greenroom.cases-before.${session ?? ''}.${round}`,
        schema: z.array(z.string().max(64)).max(200),
        otherwise: [],
      }),
    [session, round],
  )
  const ids = useSyncExternalStore(entry.subscribe, entry.read)
  const put = (next: readonly string[]): void => {
    entry.write(next.slice(-200))
  }
  return [ids, put] as const
}
