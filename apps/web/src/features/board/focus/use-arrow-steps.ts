import type { ItemId } from '@greenroom/board'
import { type KeyboardEvent, type RefObject, useCallback } from 'react'
import { useBoardContext } from '../board-context.ts'
import type { Card } from '../model/board-model.ts'
import { cardInDirection, type PlacedCard } from './arrow-steps.ts'

/** Arrow keys between the cards of a section, by where they are drawn. */
export function useArrowSteps(section: RefObject<HTMLElement | null>): (event: KeyboardEvent, card: Card) => boolean {
  const { ui } = useBoardContext()
  return useCallback(
    (event, card) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || section.current === null) return false
      const to = cardInDirection(placedCards(section.current), card.item.id, event.key)
      if (to === null) return false
      if (event.currentTarget instanceof HTMLTextAreaElement) ui.edit(to, 'end')
      else ui.rest(to)
      return true
    },
    [section, ui],
  )
}

/** Cards as drawn, each by its own row and without the cards below it. */
function placedCards(section: HTMLElement): readonly PlacedCard[] {
  return [...section.querySelectorAll<HTMLElement>('[data-item]')].flatMap((element) => {
    const item = element.dataset.item as ItemId | undefined
    if (item === undefined) return []
    const { x, y, width, height } = (element.querySelector('.board-writing') ?? element).getBoundingClientRect()
    return [{ item, rect: { x, y, width, height } }]
  })
}
