import { useLayoutEffect, useRef } from 'react'
import { setRoomView, useRoomView } from '../../live/room-view.ts'

/** What of the room fits a phone: one at a time. */
export type PartOnPhone = 'board' | 'panel' | 'people'

/**
 * Which part a phone shows. When what the room shows changes as a whole (`shown`: a round starts, ends, or a new one is prepared), the list
 * of people gives way to it; so does a panel that no longer exists, while one that does stays.
 */
export function usePartOnPhone(shown: string, hasPanel: boolean): PartOnPhone {
  const chosen = useRoomView((view) => view.onPhone)
  const before = useRef(shown)
  // Before the next paint, or the list would be visible once more.
  useLayoutEffect(() => {
    if (before.current === shown) return
    before.current = shown
    if (chosen === 'people' || !hasPanel) setRoomView({ onPhone: 'board' })
  }, [shown, chosen, hasPanel])
  return chosen === 'panel' && !hasPanel ? 'board' : chosen
}
