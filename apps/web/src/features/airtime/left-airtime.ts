import * as z from 'zod/mini'
import { browserStore } from '../../browser/browser-store.ts'

const stretchSchema = z.object({ from: z.number(), to: z.number() })
const leftSchema = z.array(z.object({ airtime: z.number(), heard: stretchSchema, stretches: z.array(stretchSchema) }))

/** What was measured of a person's speech when they left the page, and the server may not have yet; it is sent when they come back. */
export function leftAirtimeOf(session: string, participant: string) {
  return browserStore.entry<z.infer<typeof leftSchema>>({
    area: 'device',
    key: `greenroom.airtime.${session}.${participant}`,
    schema: leftSchema,
    otherwise: [],
  })
}
