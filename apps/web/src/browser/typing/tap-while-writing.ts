import { type RefObject, useEffect } from 'react'

/** Milliseconds after the finger was lifted, when no click is to be expected any more: it scrolled, or pressed for long. */
const noClickComes = 500

/**
 * On a phone, bars at the edges are hidden while somebody writes in the main part of the page. A tap on a button takes the focus out of the
 * text before its click comes; a bar that came back in between would move the button from under the finger, and the tap would do nothing.
 * So the page has `data-tapping` from the moment a finger touches it until the click is over, and bars stay as they are as long as it has.
 */
export function useTapWhileWriting(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = page.current
    if (!element) return
    const tap = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const endsAfter = (milliseconds: number) => (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => element.removeAttribute('data-tapping'), milliseconds)
    }
    const touched = (): void => {
      clearTimeout(timer)
      // A second tap may come before the first is over.
      if (element.querySelector('main textarea:focus') !== null) element.setAttribute('data-tapping', '')
    }
    const options = { capture: true, signal: tap.signal }
    element.addEventListener('pointerdown', touched, options)
    window.addEventListener('pointerup', endsAfter(noClickComes), options)
    window.addEventListener('pointercancel', endsAfter(noClickComes), options)
    window.addEventListener('click', endsAfter(0), options)
    return () => {
      tap.abort()
      clearTimeout(timer)
      element.removeAttribute('data-tapping')
    }
  }, [page])
}
