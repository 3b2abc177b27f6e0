/** When each edit of a run should have been sent (performance.now milliseconds), by its Yjs client id and clock. */
export type SentTimes = {
  readonly note: (client: number, clock: number, intended: number) => void
  /** `null`: not one of the edits that are timed. */
  readonly find: (client: number, clock: number) => number | null
}

/** A client's newest edits that are remembered: at thirty a second, half a minute's. */
const remembered = 1024

/**
 * Clients are numbered from `firstClient` without holes. Two flat arrays: a map with an entry an edit would be collected as
 * garbage right in the middle of what is timed.
 */
export function createSentTimes(firstClient: number, clients: number): SentTimes {
  const times = new Float64Array(clients * remembered)
  const clocks = new Float64Array(clients * remembered).fill(-1)
  const placeOf = (client: number, clock: number): number => (client - firstClient) * remembered + (clock % remembered)
  return {
    note: (client, clock, intended) => {
      const place = placeOf(client, clock)
      times[place] = intended
      clocks[place] = clock
    },
    find: (client, clock) => {
      const place = placeOf(client, clock)
      return clocks[place] === clock ? (times[place] ?? null) : null
    },
  }
}
