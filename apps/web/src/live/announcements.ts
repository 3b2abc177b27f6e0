/** What waits to be said by the room's one voice for screen readers, from wherever it happened. */
let waiting: readonly string[] = []

export function announce(words: string): void {
  waiting = [...waiting, words]
}

/** Everything that waits, which then waits no more. */
export function takeAnnouncements(): readonly string[] {
  const taken = waiting
  waiting = []
  return taken
}
