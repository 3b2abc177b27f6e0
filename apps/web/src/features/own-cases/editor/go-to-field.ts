import { keyOf, type Path } from '../../own-case-list/draft.ts'

const waitAtMost = 30

/** Scrolls the nearest element for the path into view, and focuses its first input. */
export function goToField(path: Path): void {
  let frames = 0
  const look = () => {
    for (let length = path.length; length > 0; length--) {
      const place = document.querySelector(`[data-at="${CSS.escape(keyOf(path.slice(0, length)))}"]`)
      if (!(place instanceof HTMLElement)) continue
      // Waits for what is about to expand; after that the next best place will do.
      if (length < path.length && frames < waitAtMost) break
      place.scrollIntoView({ block: 'center' })
      place.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
      return
    }
    if (++frames <= waitAtMost) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
