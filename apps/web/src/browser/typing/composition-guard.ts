import { isWritingPlace } from './writing-place.ts'

/** Keys that end a composition or choose within it. Letters are written, and on-screen keyboards name no key. */
const ends = /^(Enter|Escape|Tab|Arrow(Up|Down|Left|Right))$/

/**
 * While somebody composes a word in a field, Enter, Escape and the arrows belong to their input method, and mean nothing to the page. Safari
 * reports the key that ends a composition after its end, recognisable by its code 229 alone.
 *
 * Listens before everything else on the page but the typing guard; returns what ends it.
 */
export function leaveToInputMethod(page: Window): () => void {
  const press = (pressed: KeyboardEvent): void => {
    const target = pressed.composedPath()[0]
    if (!(pressed.isComposing || pressed.keyCode === 229) || !ends.test(pressed.key)) return
    if (target instanceof Element && isWritingPlace(target)) pressed.stopImmediatePropagation()
  }
  page.addEventListener('keydown', press, { capture: true })
  return () => page.removeEventListener('keydown', press, { capture: true })
}
