import * as z from 'zod/mini'
import { browserStore } from '../../browser/browser-store.ts'

/** Which devices this browser uses in calls, and how; stored on the device for every session. `null`: the browser's own choice. */
const choicesSchema = z.object({
  microphone: z.nullable(z.string().check(z.maxLength(300))),
  camera: z.nullable(z.string().check(z.maxLength(300))),
  speaker: z.nullable(z.string().check(z.maxLength(300))),
  /** Whether others' browsers may connect to this one directly, which shows them its IP address. */
  direct: z.boolean(),
})
export type CallChoices = z.infer<typeof choicesSchema>

export const callChoices = browserStore.entry<CallChoices>({
  area: 'device',
  key: 'greenroom.call.devices',
  schema: choicesSchema,
  otherwise: { microphone: null, camera: null, speaker: null, direct: true },
})

const intentSchema = z.nullable(z.object({ muted: z.boolean(), camera: z.boolean() }))

/** How this tab is in the call of a session, so that a reload brings it back. `null`: it is not. */
export function callIntentOf(session: string) {
  return browserStore.entry<z.infer<typeof intentSchema>>({
    area: 'tab',
    key: `greenroom.call.in.${session}`,
    schema: intentSchema,
    otherwise: null,
  })
}
