import type { SessionState } from '@greenroom/session'

/** The moment from which a round is taken again, as `?round=r1&take=` and milliseconds since the session was created. */
export const takeInAddress = 'take'
/** The second take whose board is shown beside that of its source, in the address of the replay. */
export const besideInAddress = 'beside'

/** The room's address that asks how a round is taken again from a moment (the store's milliseconds). */
export function takeAddress(
  { session, createdAt }: { readonly session: string | null; readonly createdAt: number },
  round: string,
  at: number,
): string {
  return `/s/${session ?? ''}?round=${round}&${takeInAddress}=${Math.max(0, Math.floor(at) - createdAt)}`
}

/** The moment that an address names, in the store's milliseconds. */
export function takeMomentIn(search: URLSearchParams, { createdAt }: Pick<SessionState, 'createdAt'>): number | null {
  const value = search.get(takeInAddress)
  return value !== null && /^\d{1,10}$/.test(value) ? createdAt + Number(value) : null
}

/** Both takes side by side. */
export function besideAddress(session: string, round: string): string {
  return `/s/${session}/replay?${besideInAddress}=${round}`
}
