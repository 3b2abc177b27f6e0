import { type RefObject, useEffect, useEffectEvent } from 'react'

/**
 * The Enter of on-screen keyboards and of some input methods names no key (code 229); the browser only reports that it is about to break
 * the line. `act` does what Enter means here, and returns whether it did. An Enter that was named has been handled by then, and one that
 * ends a composition breaks no line.
 */
export function useVirtualEnter(
  field: RefObject<HTMLTextAreaElement | HTMLInputElement | null>,
  act: () => boolean,
): void {
  const enter = useEffectEvent(act)
  useEffect(() => {
    const element = field.current
    if (!element) return
    let unnamed = false
    const down = (event: KeyboardEvent): void => {
      unnamed = event.keyCode === 229 || event.key === 'Unidentified'
    }
    const up = (): void => {
      unnamed = false
    }
    const before = (event: InputEvent): void => {
      if (!unnamed || event.isComposing) return
      if (event.inputType !== 'insertLineBreak' && event.inputType !== 'insertParagraph') return
      if (enter()) event.preventDefault()
    }
    element.addEventListener('keydown', down as EventListener)
    element.addEventListener('keyup', up)
    element.addEventListener('beforeinput', before as EventListener)
    return () => {
      element.removeEventListener('keydown', down as EventListener)
      element.removeEventListener('keyup', up)
      element.removeEventListener('beforeinput', before as EventListener)
    }
  }, [field])
}
