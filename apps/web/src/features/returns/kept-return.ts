import { z } from 'zod'
import { browserStore } from '../../browser/browser-store.ts'

/** What this tab has asked for and not yet been answered, so that a reload goes on waiting. */
const keptReturnSchema = z.object({ key: z.string(), request: z.string(), participant: z.string(), name: z.string() })
export type KeptReturn = z.infer<typeof keptReturnSchema>

export function keptReturn(session: string) {
  return browserStore.entry<KeptReturn | null>({
    area: 'tab',
    key: `greenroom.return.${session}`,
    schema: keptReturnSchema,
    otherwise: null,
  })
}
