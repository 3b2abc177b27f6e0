/** How long a click may come after a release, in milliseconds. */
const swallowFor = 1000

/**
 * Call when a card is let go: the click that follows would open the card below the pointer. It is the next thing that happens. A finger's
 * comes some tens of milliseconds later, and a finger that was moved makes none.
 */
export function swallowClick(): void {
  const done = new AbortController()
  const listen = (type: string, heard: (event: Event) => void): void =>
    window.addEventListener(type, heard, { signal: done.signal, capture: true })
  listen('click', (event) => {
    done.abort()
    event.stopPropagation()
  })
  for (const other of ['pointerdown', 'keydown']) listen(other, () => done.abort())
  setTimeout(() => done.abort(), swallowFor)
}
