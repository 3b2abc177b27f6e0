import { z } from 'zod'
import { browserStore } from '../../browser/browser-store.ts'

/**
 * Secrets of the invitations that this browser made, by invitation id. The server stores only their hashes, so a secret that is no longer
 * here cannot be copied again; the invitation is renewed instead.
 */
const entryOf = (session: string) =>
  browserStore.entry<Readonly<Record<string, string>>>({
    area: 'device',
    key: `greenroom.invitations.${session}`,
    schema: z.record(z.string(), z.string()),
    otherwise: {},
  })

export function secretOf(session: string, invitation: string): string | null {
  return entryOf(session).read()[invitation] ?? null
}

export function keepSecret(session: string, invitation: string, secret: string): void {
  const entry = entryOf(session)
  entry.write({ ...entry.read(), [invitation]: secret })
}
