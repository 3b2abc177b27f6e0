import { useEffect, useEffectEvent } from 'react'
import { chordOf, isApple, isComposing } from '../board/keyboard.ts'

/**
 * The keys for the candidate's thinking, and for what the interviewer gave, work anywhere in the room, even while a card is being edited.
 * As with sections, Apple keyboards use Ctrl.
 */
export const thinkingKeys = { tray: 't', quiet: 'q', given: 'g' } as const

/** In the form that `<Kbd keys>` takes. */
export function keysOfThinking(what: keyof typeof thinkingKeys): string {
  return `${isApple() ? 'Ctrl' : 'Alt'}+${thinkingKeys[what].toUpperCase()}`
}

/** Runs `act` for the key, unless a dialog is open over the room. `null`: the key means nothing here. */
export function useThinkingKey(what: keyof typeof thinkingKeys, act: (() => void) | null): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    if (act === null || event.defaultPrevented || event.repeat || isComposing(event)) return
    if (chordOf(event, isApple()) !== `${isApple() ? 'Foreign' : 'Alt'}+${thinkingKeys[what]}`) return
    if (document.activeElement?.closest('[role=dialog], [role=menu]')) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const down = (event: KeyboardEvent): void => press(event)
    window.addEventListener('keydown', down)
    return () => window.removeEventListener('keydown', down)
  }, [])
}
