/** How many connections each address has open. Bounded by the open connections: an address without any is forgotten. */
export type OpenConnections = {
  /**
   * Counts one more connection, and returns a function that uncounts it (calling that again does nothing). `null` when the address may not
   * open another one.
   */
  readonly take: (address: string) => (() => void) | null
  readonly count: (address: string) => number
}

/** `most`: how many connections one address may have open. */
export function createOpenConnections(most: number): OpenConnections {
  const open = new Map<string, number>()
  const count = (address: string): number => open.get(address) ?? 0
  return {
    count,
    take: (address) => {
      if (count(address) >= most) return null
      open.set(address, count(address) + 1)
      let isOpen = true
      return () => {
        if (!isOpen) return
        isOpen = false
        if (count(address) === 1) open.delete(address)
        else open.set(address, count(address) - 1)
      }
    },
  }
}
