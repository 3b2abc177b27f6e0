import { randomBytes, randomInt } from 'node:crypto'
import { participantIdSchema, sessionIdSchema } from '@greenroom/session'
import { nanoid } from 'nanoid'
import type { Clock, Ids } from './ports.ts'

/** The real time, ids and chance: everything else takes them as arguments. */
export const realClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

export const realIds: Ids = {
  session: () => sessionIdSchema.parse(nanoid()),
  participant: () => participantIdSchema.parse(nanoid()),
  secret: () => randomBytes(32).toString('base64url'),
}

/** From 0 up to but not including 1; nobody can foresee the next case from the last ones. */
export const realRandom = (): number => randomInt(2 ** 32) / 2 ** 32

export const realInvitationId = (): string => nanoid(12)
