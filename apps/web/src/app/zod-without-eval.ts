import { config } from 'zod'

/**
 * zod tries whether it may compile code, which the security policy forbids and browsers report as a violation of it. The
 * import of this file stands before any that makes a schema.
 */
config({ jitless: true })
