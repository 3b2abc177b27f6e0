/** The most that a clock set over the network is off, plus the whole seconds of a `Date` header, in ms. */
const usual = 30_000

let ahead = 0

/** An answer of the server was read. `date`: its `Date` header (RFC 9110, section 6.6.1), `now`: this computer's milliseconds. */
export function noteServerTime(date: string | null, now: number = Date.now()): void {
  const said = date === null ? Number.NaN : Date.parse(date)
  if (!Number.isNaN(said)) ahead = Math.abs(said - now) < usual ? 0 : said - now
}

/**
 * The server's milliseconds as far as its answers have shown them (to the second), or this computer's own where its clock is roughly right.
 * For comparisons with server times outside a room; a room's clock is more accurate (`serverNow` of its client).
 */
export function serverTime(now: number = Date.now()): number {
  return now + ahead
}
