import { config } from 'zod/v4-mini'

/** Like `zod-without-eval.ts`, for the part of zod that the first page needs. */
config({ jitless: true })

export * from 'zod/v4-mini'
