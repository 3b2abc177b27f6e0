let needed = false
const watchers = new Set<() => void>()

/** The server lets in only people who sign in, and has said that nobody has in this browser. Stays set until the page is loaded again. */
export const signInNeeded = {
  read: (): boolean => needed,
  watch: (changed: () => void): (() => void) => {
    watchers.add(changed)
    return () => watchers.delete(changed)
  },
}

export function noteSignInNeeded(): void {
  needed = true
  for (const changed of watchers) changed()
}
