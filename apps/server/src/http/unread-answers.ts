/** Bytes of answers that were given but not yet sent, by address: a client that does not read may leave only a limited amount here. */
export type UnreadAnswers = {
  /**
   * Reserves room for an answer, and returns what releases it, once. `null` when there is too much already. A first answer always has room.
   */
  readonly take: (address: string, bytes: number) => (() => void) | null
}

export function createUnreadAnswers(most: number): UnreadAnswers {
  const held = new Map<string, number>()
  return {
    take: (address, bytes) => {
      const before = held.get(address) ?? 0
      if (before > 0 && before + bytes > most) return null
      held.set(address, before + bytes)
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        const left = (held.get(address) ?? 0) - bytes
        if (left > 0) held.set(address, left)
        else held.delete(address)
      }
    },
  }
}
