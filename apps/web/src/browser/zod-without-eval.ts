import { config } from 'zod/v4'

/**
 * zod tries whether it may compile code, which the security policy forbids and browsers report as a violation of it. The build
 * puts this in zod's place (`vite.config.ts`): only so is it told before the first schema is made, in whichever chunk that is.
 */
config({ jitless: true })

export * from 'zod/v4'
