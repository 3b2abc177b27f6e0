import { neighbour, type Timeline } from '@greenroom/replay'
import { isComposing } from '../../board/keyboard.ts'

/** What a key press means anywhere in a replay. */
export type ReplayKey = 'toggle' | 'later' | 'earlier' | 'next-mark' | 'last-mark'

type Press = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'defaultPrevented' | 'isComposing' | 'keyCode' | 'target'
>

/** Elements with arrow keys of their own. */
const hasArrows =
  'input, textarea, select, [contenteditable], [role=slider], [role=tab], [role=menu], [role=listbox], [role=radiogroup], [role=tree], [role=dialog], [role=alertdialog]'
const isPressedBySpace = 'button, a, summary, [role=button], [role=menuitem], [role=option]'

/** `null`: it belongs to the focused element, or to the browser (Alt and an arrow goes back to the previous page). */
export function replayKeyOf(press: Press): ReplayKey | null {
  if (press.defaultPrevented || isComposing(press) || press.ctrlKey || press.metaKey || press.altKey) return null
  const at = press.target instanceof Element ? press.target : null
  if (at?.closest(hasArrows)) return null
  if (press.key === ' ') return press.shiftKey || at?.closest(isPressedBySpace) ? null : 'toggle'
  return arrowKeyOf(press)
}

/** As for the slider, which uses the arrows itself. */
export function arrowKeyOf({
  key,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
}: Pick<Press, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): Exclude<ReplayKey, 'toggle'> | null {
  if (ctrlKey || metaKey || altKey) return null
  if (key === 'ArrowRight') return shiftKey ? 'next-mark' : 'later'
  if (key === 'ArrowLeft') return shiftKey ? 'last-mark' : 'earlier'
  return null
}

const step = 5_000

/** Where an arrow leads from `at`; in milliseconds, like everything on a timeline. */
export function soughtBy(key: Exclude<ReplayKey, 'toggle'>, timeline: Timeline, at: number): number {
  switch (key) {
    case 'later':
      return at + step
    case 'earlier':
      return at - step
    case 'next-mark':
      return neighbour(timeline, at, 'after')
    case 'last-mark':
      return neighbour(timeline, at, 'before')
  }
}
