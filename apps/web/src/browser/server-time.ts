/** What a clock that is set by the network is off by at most, and the whole seconds of a `Date` field, in ms. */
const usual = 30_000

let ahead = 0

/** An answer of the server was read. `date`: its field `Date` (RFC 9110, section 6.6.1), `now`: this computer's milliseconds. */
export function noteServerTime(date: string | null, now: number = Date.now()): void {
  const said = date === null ? Number.NaN : Date.parse(date)
  if (!Number.isNaN(said)) ahead = Math.abs(said - now) < usual ? 0 : said - now
}

/**
 * The server's milliseconds, as far as its answers have said them: to the second, and this computer's own where its clock is about right.
 * For what is compared with times of the server outside of a room; a room's clock knows them better (`serverNow` of its client).
 */
export function serverTime(now: number = Date.now()): number {
  return now + ahead
}
