import type { Site } from '@greenroom/protocol'

/** The secret is in the fragment, which browsers send to nobody. */
export function invitationLink(base: string, secret: string): string {
  return `${base.replace(/\/+$/, '')}/join#${secret}`
}

const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i

export function isLoopback(url: string): boolean {
  try {
    return loopback.test(new URL(url).hostname)
  } catch {
    return false
  }
}

export type LinkBase = {
  readonly url: string
  /** Whether such a link opens only on this computer. */
  readonly onlyHere: boolean
  /** Addresses that others on the same network can open, when they cannot open this one. */
  readonly instead: readonly string[]
}

/** `PUBLIC_URL` if the server has one, otherwise the address that the page was opened with. */
export function linkBaseOf(site: Pick<Site, 'publicUrl' | 'lanUrls'> | null, origin: string): LinkBase {
  const url = site?.publicUrl ?? origin
  const onlyHere = isLoopback(url)
  return { url, onlyHere, instead: onlyHere ? (site?.lanUrls ?? []).filter((one) => !isLoopback(one)) : [] }
}
