import type { KeyboardEvent } from 'react'
import type { BoardUi, CardFocus } from '../board-ui.ts'

/**
 * Carries out a focus step, once. A card that is mounted again while it has the focus (somebody moved it, or its section was redrawn) takes
 * it back with the caret where it was.
 */
export function takeFocus(ui: BoardUi, asked: CardFocus, element: HTMLElement | null): void {
  if (!element) return
  const again = ui.carriedOut.n === asked.n
  if (again && document.activeElement === element) return
  ui.carriedOut.n = asked.n
  focusAt(ui, asked, element, again)
  if (document.activeElement === element) return
  // A menu that is just closing keeps everything else inert until its own effects have run.
  requestAnimationFrame(() => {
    if (element.isConnected && ui.store.getState().focus?.n === asked.n) focusAt(ui, asked, element, again)
  })
}

function focusAt(ui: BoardUi, asked: CardFocus, element: HTMLElement, again: boolean): void {
  if (document.activeElement !== element) element.focus({ preventScroll: true })
  if (document.activeElement !== element) return
  if (element instanceof HTMLTextAreaElement) {
    const kept = ui.selection.get(asked.item)
    const caret = again || asked.caret === 'keep' ? (kept ?? 'end') : asked.caret
    if (typeof caret === 'object') {
      const backwards = caret.head < caret.anchor
      element.setSelectionRange(
        Math.min(caret.anchor, caret.head),
        Math.max(caret.anchor, caret.head),
        backwards ? 'backward' : 'forward',
      )
    } else {
      const at = caret === 'start' ? 0 : caret === 'end' ? element.value.length : Math.min(caret, element.value.length)
      element.setSelectionRange(at, at)
    }
  }
  // The drawn tree pans by itself; a browser's scroll would shift it without the tree noticing.
  if (!element.closest('[data-panned]')) {
    const card = element.closest('[data-item]') ?? element
    card.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
  }
}

/** Whether an arrow key in a textarea has reached the end of the text in its direction. */
export function caretAtEdge(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  if (event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return false
  const { value, selectionStart, selectionEnd } = event.currentTarget
  if (selectionStart !== selectionEnd) return false
  switch (event.key) {
    case 'ArrowUp':
      return !value.slice(0, selectionStart).includes('\n') && onFirstLine(event.currentTarget)
    case 'ArrowDown':
      return !value.slice(selectionStart).includes('\n') && onLastLine(event.currentTarget)
    case 'ArrowLeft':
      return selectionStart === 0 && value === ''
    case 'ArrowRight':
      return selectionStart === value.length && value === ''
    default:
      return false
  }
}

/** Wrapped lines are measured with the mirror behind the textarea. */
const onFirstLine = (area: HTMLTextAreaElement): boolean => lineOf(area, area.selectionStart) === 0
const onLastLine = (area: HTMLTextAreaElement): boolean =>
  lineOf(area, area.selectionStart) === lineOf(area, area.value.length)

function lineOf(area: HTMLTextAreaElement, offset: number): number {
  const mirror = area.parentElement?.querySelector('[data-mirror]')
  if (!mirror) return 0
  const walker = document.createTreeWalker(mirror, NodeFilter.SHOW_TEXT)
  let left = offset
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0
    if (left <= length) {
      const range = document.createRange()
      range.setStart(node, left)
      range.setEnd(node, left)
      const top = (range.getClientRects?.()[0] ?? mirror.getBoundingClientRect()).top
      return Math.round((top - mirror.getBoundingClientRect().top) / 12)
    }
    left -= length
  }
  return 0
}
