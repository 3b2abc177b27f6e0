import { config } from 'zod/v4-mini'

/** As `zod-without-eval.ts`, for what the first page needs of zod. */
config({ jitless: true })

export * from 'zod/v4-mini'
