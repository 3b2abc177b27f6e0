import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { documentNameSchema } from '../state/ids.ts'
import { boardUpdates } from './audience-rows.ts'
import { entryKind } from './entry-kind.ts'

export const boardEntries = {
  /** One accepted Yjs update (V1) of one document; the bytes travel beside the data. Without an author when the server seeds. */
  'board-edited': entryKind({
    schema: z.object({
      document: documentNameSchema,
      clients: z.array(z.number().int().min(0)).max(sessionLimits.clientsPerEdit),
    }),
    audience: boardUpdates,
    fold: (state) => state,
  }),
}
