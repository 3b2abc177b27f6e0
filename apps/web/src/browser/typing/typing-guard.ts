import { isWritingPlace } from './writing-place.ts'

/** A hand that types pauses no longer than this between two keys, in ms. */
const pause = 1000

/** Keys that write or erase: while a field has them, nobody asked for it to close. */
const writes = ({ key, ctrlKey, metaKey, altKey, keyCode }: KeyboardEvent): boolean =>
  key === 'Process' ||
  key === 'Dead' ||
  keyCode === 229 ||
  key === 'Backspace' ||
  key === 'Delete' ||
  // AltGr comes as Ctrl+Alt on Windows, and writes.
  ([...key].length === 1 && !metaKey && ctrlKey === altKey)

const isThere = (field: Element): boolean => field.isConnected && (field.checkVisibility?.() ?? true)

/**
 * What somebody else does may take the field away in the middle of a word: the round ends, a seat is taken over, a card is removed.
 * The rest of the word would then be commands of whatever comes in its place (a digit scores, `c` opens a comment, which takes the
 * letters after it). Until the hand pauses, or does something on purpose (Tab, Escape, an arrow, a press), such keys mean nothing.
 *
 * Listens before everything else on the page; answers what ends it.
 */
export function guardTyping(page: Window): () => void {
  let run: { readonly field: Element; last: number } | null = null
  const press = (pressed: KeyboardEvent): void => {
    const target = pressed.composedPath()[0]
    const types = writes(pressed)
    if (target instanceof Element && isWritingPlace(target)) {
      // Enter, Escape, Tab and chords may close a field, and then its own person did.
      run = types ? { field: target, last: pressed.timeStamp } : null
      return
    }
    if (run === null) return
    const goesOn = !isThere(run.field) && pressed.timeStamp - run.last < pause && (types || pressed.key === 'Enter')
    if (!goesOn) {
      run = null
      return
    }
    run.last = pressed.timeStamp
    pressed.preventDefault()
    pressed.stopImmediatePropagation()
  }
  const end = (): void => {
    run = null
  }
  page.addEventListener('keydown', press, { capture: true })
  page.addEventListener('pointerdown', end, { capture: true })
  return () => {
    page.removeEventListener('keydown', press, { capture: true })
    page.removeEventListener('pointerdown', end, { capture: true })
  }
}
