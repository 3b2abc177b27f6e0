import * as z from 'zod/mini'
import { browserStore } from '../../browser/browser-store.ts'

/**
 * Where this tab was when it was sent to sign in: one of our own paths. The provider leads back to `/account`, which continues from there.
 */
export const afterSignIn = browserStore.entry({
  area: 'tab',
  key: 'greenroom.after-sign-in',
  schema: z.nullable(z.string().check(z.maxLength(500), z.regex(/^\/(?!\/)/))),
  otherwise: null,
})
