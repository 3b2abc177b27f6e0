/** Why there is no connection, as far as this client can tell. */
export type ConnectionTrouble =
  /** Nothing answers, not even over HTTP. */
  | 'unreachable'
  /** The server answers over HTTP, but WebSockets do not get through: a proxy, a firewall, an extension. */
  | 'sockets-blocked'
  /** The server does not accept the address that the page was opened at. */
  | 'foreign-address'
  /** This participant has as many connections as one may have. */
  | 'too-many-tabs'

/** What the server says over plain HTTP. `refused`: not at this address. `nothing`: none of our servers answers. */
export type Reach = 'open' | 'refused' | 'nothing'

export type TroubleFacts = {
  /** Tries in a row that led to no connection. */
  readonly failed: number
  /** Whether the last try was answered over its WebSocket, so that WebSockets get through. */
  readonly answered: boolean
  readonly tooMany: boolean
  /** The newest answer over HTTP since a connection was last open, and the one that was known before the last try began. */
  readonly reach: Reach | null
  readonly reachBefore: Reach | null
}

/** `null`: nothing to say yet, or nothing wrong. One failed try says nothing: servers restart. */
export function troubleOf({ failed, answered, tooMany, reach, reachBefore }: TroubleFacts): ConnectionTrouble | null {
  if (tooMany) return 'too-many-tabs'
  if (failed < 2 || answered) return null
  switch (reach) {
    case null:
      return null
    case 'nothing':
      return 'unreachable'
    case 'refused':
      return 'foreign-address'
    case 'open':
      // The server may have come up just after a try had failed. Only a try that fails while it answers proves something.
      return reachBefore === 'open' ? 'sockets-blocked' : null
  }
}

/** Follows the tries of one connection, and asks over HTTP when they fail. */
export function createTroubleWatch({
  reach,
  changed,
}: {
  readonly reach: () => Promise<Reach>
  readonly changed: () => void
}) {
  const calm: TroubleFacts = { failed: 0, answered: false, tooMany: false, reach: null, reachBefore: null }
  let facts = calm
  let asking = false
  const ask = async (): Promise<void> => {
    if (asking) return
    asking = true
    const found = await reach().catch((): Reach => 'nothing')
    asking = false
    // A connection that was opened in the meantime needs no explanation.
    if (facts.failed === 0) return
    facts = { ...facts, reach: found }
    changed()
  }
  return {
    trouble: () => troubleOf(facts),
    dialled: (): void => {
      facts = { ...facts, answered: false, reachBefore: facts.reach }
    },
    /** Something arrived over the WebSocket. */
    answered: (tooMany: boolean): void => {
      facts = { ...facts, answered: true, tooMany }
    },
    failed: (): void => {
      facts = { ...facts, failed: facts.failed + 1, tooMany: facts.answered && facts.tooMany }
      if (facts.failed > 1 && !facts.answered) void ask()
    },
    opened: (): void => {
      facts = calm
    },
  }
}
