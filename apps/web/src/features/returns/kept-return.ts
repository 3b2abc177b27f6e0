import { z } from 'zod'
import { browserStore } from '../../browser/browser-store.ts'

/** This tab's open request, so that a reload keeps waiting for the answer. */
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
