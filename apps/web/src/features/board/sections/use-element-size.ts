import { type RefObject, useLayoutEffect, useState } from 'react'

/** `letters`: how many times as large as usual somebody has set letters in their browser. */
export type ElementSize = { readonly width: number; readonly height: number; readonly letters: number }

const usualLetters = 16
function lettersNow(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return size > 0 ? size / usualLetters : 1
}

/** The inner size of an element in whole CSS pixels; zeros before it is drawn. */
export function useElementSize(element: RefObject<HTMLElement | null>): ElementSize {
  const [size, setSize] = useState<ElementSize>({ width: 0, height: 0, letters: 1 })
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    const read = (): void => {
      // Without layout (a test's document) a desktop screen is assumed.
      const next =
        typeof ResizeObserver === 'undefined'
          ? { width: 1280, height: 720, letters: 1 }
          : {
              width: Math.floor(target.clientWidth),
              height: Math.floor(target.clientHeight),
              letters: lettersNow(),
            }
      setSize((before) =>
        before.width === next.width && before.height === next.height && before.letters === next.letters ? before : next,
      )
    }
    read()
    if (typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(read)
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return size
}
