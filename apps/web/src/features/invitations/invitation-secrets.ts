/**
 * Secrets of the invitations that this browser made, by invitation id. The server keeps only their hashes, so a secret that
 * is not here any more cannot be copied again; it is renewed instead.
 */
const key = (session: string) => `greenroom.invitations.${session}`

const read = (session: string): Readonly<Record<string, string>> => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key(session)) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(
      Object.entries(stored).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
    )
  } catch {
    return {}
  }
}

export const secretOf = (session: string, invitation: string): string | null => read(session)[invitation] ?? null

export const keepSecret = (session: string, invitation: string, secret: string): void => {
  try {
    localStorage.setItem(key(session), JSON.stringify({ ...read(session), [invitation]: secret }))
  } catch {
    // It can be copied as long as the page is open.
  }
}

export const forgetSecrets = (session: string): void => {
  try {
    localStorage.removeItem(key(session))
  } catch {
    // Nothing was kept.
  }
}
