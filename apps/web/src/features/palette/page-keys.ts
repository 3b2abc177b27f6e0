import { asksForKeys, isComposing, letterOf } from '../board/keyboard.ts'

/** What a key press means anywhere on the page. `null` when it belongs to the focused element. */
export type PageKey = 'palette' | 'shortcuts' | 'panel'

type Press = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'code' | 'defaultPrevented' | 'isComposing' | 'keyCode'
>

export function pageKeyOf(press: Press, isWriting: boolean): PageKey | null {
  if (press.defaultPrevented || isComposing(press) || press.altKey) return null
  if (press.ctrlKey || press.metaKey) {
    const letter = letterOf(press)
    if (letter === 'k') return 'palette'
    return letter === 'b' ? 'panel' : null
  }
  return asksForKeys(press, isWriting) ? 'shortcuts' : null
}
