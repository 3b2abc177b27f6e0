import { type RefObject, useEffect } from 'react'

/** Milliseconds after the finger was lifted; by then its click has come. */
const clickComes = 500

/**
 * On a phone, bars at the edges are hidden while somebody writes in the main part of the page. A tap on a button takes the focus out of the
 * text before its click comes; a bar that came back in between would move the button from under the finger, and the tap would do nothing.
 * So the page has `data-tapping` from the moment a finger touches it until the click has come, and bars stay as they are as long as it has.
 */
export function useTapWhileWriting(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = page.current
    if (!element) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const touched = (): void => {
      clearTimeout(timer)
      element.toggleAttribute('data-tapping', element.querySelector('main textarea:focus') !== null)
    }
    const lifted = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => element.removeAttribute('data-tapping'), clickComes)
    }
    element.addEventListener('pointerdown', touched, true)
    for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, lifted, true)
    return () => {
      clearTimeout(timer)
      element.removeAttribute('data-tapping')
      element.removeEventListener('pointerdown', touched, true)
      for (const end of ['pointerup', 'pointercancel']) window.removeEventListener(end, lifted, true)
    }
  }, [page])
}
