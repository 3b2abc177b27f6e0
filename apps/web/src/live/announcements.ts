/** What is waiting to be announced by the room's live region, wherever it happened. */
let waiting: readonly string[] = []

export function announce(words: string): void {
  waiting = [...waiting, words]
}

/** Takes everything that is waiting. */
export function takeAnnouncements(): readonly string[] {
  const taken = waiting
  waiting = []
  return taken
}
