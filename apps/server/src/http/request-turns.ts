import type { FairTurns } from '../fair-turns.ts'

/**
 * Lets requests in as fast as there is time for them: one connection may bring hundreds at once, and hundreds of connections one each.
 * Addresses take turns, so that one with many requests delays only its own.
 */
export function createRequestTurns(turns: FairTurns): (address: string, begin: () => void) => void {
  const waiting = new Map<string, (() => void)[]>()
  return (address, begin) => {
    const own = waiting.get(address)
    if (own !== undefined) own.push(begin)
    else if (turns.hasTime()) turns.spend(begin)
    else {
      const queue = [begin]
      waiting.set(address, queue)
      turns.wait({
        next: () => {
          queue.shift()?.()
          if (queue.length > 0) return true
          waiting.delete(address)
          return false
        },
      })
    }
  }
}
