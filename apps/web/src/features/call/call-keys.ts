import type { Call } from '@greenroom/call'
import { useEffect, useEffectEvent } from 'react'
import { isWritingPlace } from '../../browser/typing/writing-place.ts'
import { chordOf, isApple, isComposing, letterOf } from '../board/keyboard.ts'

/** In the form that `<Kbd keys>` takes. The combinations work while typing, too; as with sections, Apple keyboards use Ctrl. */
export function keysOfCall(what: 'mute' | 'join'): string {
  return `${isApple() ? 'Ctrl' : 'Alt'}+${what === 'mute' ? 'M' : 'J'}`
}

/** What takes letters, or gives them a meaning of its own: fields, cards, and anything that floats over the room. */
const takesLetters = '[data-item], [role=dialog], [role=menu], [role=listbox], [role=textbox], [role=radiogroup]'
const takesSpace = `${takesLetters}, a, button, summary, input, select, [role=button], [role=tab], [role=slider], [role=treeitem], [tabindex="0"]`

const isFree = (event: KeyboardEvent, taken: string): boolean => {
  const at = event.target instanceof Element ? event.target : null
  if (isWritingPlace(at) || document.querySelector('[role=dialog], [role=menu], [role=listbox]') !== null) return false
  return at?.closest(taken) == null
}

/**
 * Whether the space bar would press the focused element. A button that was pressed with a mouse keeps the focus invisibly: nobody who then
 * holds the space bar means that button.
 */
const isPressedBySpace = (event: KeyboardEvent): boolean => {
  const button = event.target instanceof Element ? event.target.closest('button') : null
  return button === null || button.closest('[data-item]') !== null || button.matches(':focus-visible')
}

export type CallKey = 'mute' | 'join' | 'talk' | null

/** What a key means for the call where it was pressed. */
export function callKeyOf(event: KeyboardEvent): CallKey {
  if (event.defaultPrevented || isComposing(event)) return null
  const chord = chordOf(event, isApple())
  const own = isApple() ? 'Foreign' : 'Alt'
  if (chord === `${own}+m`) return 'mute'
  if (chord === `${own}+j`) return 'join'
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null
  if (letterOf(event) === 'm' && isFree(event, takesLetters)) return 'mute'
  const isFreeSpace =
    event.key === ' ' && (isFree(event, takesSpace) || (isFree(event, takesLetters) && !isPressedBySpace(event)))
  return isFreeSpace ? 'talk' : null
}

/** M mutes, holding the space bar talks; the combinations do so anywhere in the room. */
export function useCallKeys(call: Call, join: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent): void => {
    const key = callKeyOf(event)
    if (key === null) return
    const { phase, muted, maySpeak, whispers } = call.getSnapshot()
    const isIn = phase === 'in' || phase === 'joining'
    const means = key === 'talk' ? maySpeak || whispers === 'on' : maySpeak
    if (key === 'join' ? isIn : !isIn || !means) return
    event.preventDefault()
    // Before the focused button receives it.
    event.stopImmediatePropagation()
    if (event.repeat) return
    if (key === 'join') join()
    else if (key === 'mute') call.setMuted(!muted)
    else call.talk(true)
  })
  const release = useEffectEvent((event: KeyboardEvent): void => {
    if (event.key !== ' ' || !call.getSnapshot().talking) return
    event.preventDefault()
    event.stopImmediatePropagation()
    call.talk(false)
  })
  useEffect(() => {
    const down = (event: KeyboardEvent): void => press(event)
    const up = (event: KeyboardEvent): void => release(event)
    // A window that loses the focus never hears the key go up.
    const end = (): void => call.talk(false)
    window.addEventListener('keydown', down, { capture: true })
    window.addEventListener('keyup', up, { capture: true })
    window.addEventListener('blur', end)
    return () => {
      window.removeEventListener('keydown', down, { capture: true })
      window.removeEventListener('keyup', up, { capture: true })
      window.removeEventListener('blur', end)
    }
  }, [call])
}
