import { config } from 'zod/v4'

/**
 * zod tests whether it may compile code, which the security policy forbids and browsers report as a violation. The build replaces zod with
 * this file (`vite.config.ts`): only then is zod told before the first schema is made, in whichever chunk that happens.
 */
config({ jitless: true })

export * from 'zod/v4'
