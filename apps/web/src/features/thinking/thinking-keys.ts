import { useEffect, useEffectEvent } from 'react'
import { chordOf, isApple, isComposing } from '../board/keyboard.ts'

/** The keys of the candidate's thinking, and of what the interviewer gave, hold anywhere in the room, also while a card is written in. As for sections, Apple keyboards use Ctrl. */
export const thinkingKeys = { tray: 't', quiet: 'q', given: 'g' } as const

/** As `<Kbd keys>` takes it. */
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
