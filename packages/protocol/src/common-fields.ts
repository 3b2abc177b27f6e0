import { z } from 'zod'
import { limits } from './limits.ts'

/** Fields of several messages. A secret: a token, the secret of an invitation or of a case, a key. */
export const secretSchema = z.string().min(20).max(200)

/** Case ids that a browser has seen, for drawing; kept in memory only. */
export const seenCasesSchema = z.array(z.string().max(64)).max(limits.seenCases)
