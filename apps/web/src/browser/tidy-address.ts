import { cleanLink, secretIn } from './secret-in-link.ts'

/** The outcome of tidying a page's address. */
export type TidyAddress = {
  /** What the address bar shows instead: without a secret, except that of an own case, whose page removes it by itself. */
  readonly path: string
  /** The door that the secret opens. */
  readonly secret: { readonly door: 'join' | 'back' | 'shared' | 'admin'; readonly secret: string } | null
}

/** Ids of sessions are made of these alone: whatever else stands behind one came along with the link. */
const idShape = /^\/s\/+([A-Za-z0-9_-]{1,64})(\/+replay)?/i
/** The round of the room's debrief. */
const roundShape = /[?#&]round=(r[1-9][0-9]?)/
/** The moment from which a round is taken again, in milliseconds. */
const takeShape = /[?#&]take=(\d{1,10})/
/** The second take whose board is shown beside that of its source. */
const besideShape = /[?#&]beside=(r[1-9][0-9]?)/
/** The card at which a replay begins. */
const cardShape = /[?#&]card=([A-Za-z0-9_-]{1,64})/
const momentShape = /[?#&](?:t|moment)=(\d{1,7})/

/**
 * Reads an address whose link was changed on its way: a mail filter turns `#` and `?` into parts of the path, a chat takes the full
 * stop along. `null`: it is as it should be, or no page of ours.
 */
export function tidyAddress({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): TidyAddress | null {
  const whole = cleanLink(pathname + search + hash).replace(/^\/+/, '/')
  const moment = momentShape.exec(whole)?.[1]

  const door = /^\/(join|back|shared|admin)(?![a-z0-9-])/i.exec(whole)?.[1]?.toLowerCase()
  if (door === 'join' || door === 'back' || door === 'shared' || door === 'admin') {
    const secret = secretIn(whole.slice(1 + door.length))
    const query = [...(/[?&]second\b/.test(whole) ? ['second'] : []), ...(moment ? [`moment=${moment}`] : [])]
    const kept = door === 'shared' ? (moment ? [`t=${moment}`] : []) : door === 'join' ? query : []
    const path = `/${door}${kept.length > 0 ? `?${kept.join('&')}` : ''}`
    if (secret === null && pathname + search === path) return null
    return { path, secret: secret === null ? null : { door, secret } }
  }

  const ownCase = /^\/bank\/own\/(own-[0-9a-f]{24})/i.exec(whole)?.[1]
  if (ownCase !== undefined) {
    const secret = secretIn(whole.slice(whole.indexOf(ownCase) + ownCase.length))
    const path = `/bank/own/${ownCase}${secret === null ? '' : `#${secret}`}`
    return pathname + search + hash === path || secret === null ? null : { path, secret: null }
  }

  const room = idShape.exec(whole)
  if (room === null) return null
  const round = roundShape.exec(whole)?.[1]
  const take = takeShape.exec(whole)?.[1]
  const beside = besideShape.exec(whole)?.[1]
  const card = cardShape.exec(whole)?.[1]
  const query = room[2]
    ? [...(beside ? [`beside=${beside}`] : []), ...(moment ? [`t=${moment}`] : []), ...(card ? [`card=${card}`] : [])]
    : [...(round ? [`round=${round}`] : []), ...(take ? [`take=${take}`] : [])]
  const path = `/s/${room[1]}${room[2] ? '/replay' : ''}${query.length > 0 ? `?${query.join('&')}` : ''}`
  return pathname + search + hash === path ? null : { path, secret: null }
}
