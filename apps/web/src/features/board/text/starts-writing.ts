import { isApple } from '../keyboard.ts'

type Press = {
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly nativeEvent: Pick<KeyboardEvent, 'keyCode' | 'isComposing' | 'getModifierState'>
}

/**
 * Whether a key pressed on a selected card types something: a character, a dead key, or the first key of an input method. Space keeps its
 * own meaning. AltGr arrives as Ctrl+Alt on Windows, and types; so does Option on a Mac, and Alt nowhere.
 */
export function startsWriting(press: Press): boolean {
  const altGraph = press.nativeEvent.getModifierState?.('AltGraph') === true
  if ((press.ctrlKey || press.metaKey || (press.altKey && !isApple())) && !altGraph) return false
  if (press.key === 'Dead' || press.key === 'Process' || press.nativeEvent.keyCode === 229) return true
  return press.key !== ' ' && [...press.key].length === 1
}
