import { hashSecret } from '../storage/secrets.ts'

/** How long somebody stays signed in at `/admin`, in seconds. */
export const adminStays = 8 * 60 * 60
const mostAtOnce = 20

/** Who is signed in at `/admin`. Only hashes, and only in this server's memory, so that a restart signs everybody out. */
export type AdminSessions = {
  /** Returns the cookie for a new sign-in. When there are too many, the oldest one ends. */
  readonly open: () => string
  readonly has: (cookie: string) => boolean
  readonly end: (cookie: string) => void
}

/** `monotonic`: milliseconds. `secret` returns 256 random bits. */
export function createAdminSessions({
  monotonic,
  secret,
}: {
  readonly monotonic: () => number
  readonly secret: () => string
}): AdminSessions {
  const endsAt = new Map<string, number>()
  const keyOf = (cookie: string): string => Buffer.from(hashSecret(cookie)).toString('hex')
  return {
    open: () => {
      const cookie = secret()
      const now = monotonic()
      for (const [key, at] of endsAt) if (at <= now || endsAt.size >= mostAtOnce) endsAt.delete(key)
      endsAt.set(keyOf(cookie), now + adminStays * 1000)
      return cookie
    },
    has: (cookie) => (endsAt.get(keyOf(cookie)) ?? Number.NEGATIVE_INFINITY) > monotonic(),
    end: (cookie) => {
      endsAt.delete(keyOf(cookie))
    },
  }
}
