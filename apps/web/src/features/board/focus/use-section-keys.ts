import type { Framework } from '@greenroom/board'
import { type RefObject, useEffect, useEffectEvent } from 'react'
import { isApple, isComposing, sectionPlaceOf } from '../keyboard.ts'
import { legendOf, setSectionLegend } from '../section-legend.ts'

/** The sections that the keys 1 to 9 reach, in the order of the list at the side. */
function listedSections(framework: Framework): Framework['sections'] {
  return framework.sections.filter((section) => section.layout !== 'line')
}

/**
 * A key for each section, wherever the focus is on the page, except inside a dialog. While the modifier is held the list shows the numbers.
 */
export function useSectionKeys(
  board: RefObject<HTMLElement | null>,
  framework: Framework,
  go: (section: string) => void,
): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || isComposing(event)) return
    // On a phone the board may be behind another part; a dialog makes everything outside it inert.
    const inReach = board.current?.checkVisibility?.() ?? true
    if (!inReach || board.current?.closest('[inert], [aria-hidden=true]')) return
    const place = sectionPlaceOf(event, isApple())
    if (place === null) return
    const section =
      place === 0 ? framework.sections.find((one) => one.layout === 'line') : listedSections(framework)[place - 1]
    if (!section) return
    event.preventDefault()
    go(section.id)
  })
  useEffect(() => setSectionLegend(legendOf(listedSections(framework))), [framework])
  useEffect(() => {
    const tips = (shown: boolean): void => {
      if (shown) board.current?.setAttribute('data-numbers', '')
      else board.current?.removeAttribute('data-numbers')
    }
    const down = (event: KeyboardEvent): void => {
      tips(event.key === (isApple() ? 'Control' : 'Alt'))
      press(event)
    }
    const hide = (): void => tips(false)
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', hide)
    window.addEventListener('blur', hide)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', hide)
      window.removeEventListener('blur', hide)
    }
  }, [board])
}
