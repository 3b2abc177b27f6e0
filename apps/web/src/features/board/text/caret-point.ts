/** The standard name, and Safari's older one. */
type CaretDocument = {
  readonly caretPositionFromPoint?: (x: number, y: number) => { offsetNode: Node; offset: number } | null
  readonly caretRangeFromPoint?: (x: number, y: number) => Range | null
}

/** The offset in the text of `host` under a point of the window. `null` when there is none. */
export function offsetAtPoint(host: Element, x: number, y: number): number | null {
  const page: CaretDocument = document
  const position = page.caretPositionFromPoint?.(x, y)
  const range = position ? null : page.caretRangeFromPoint?.(x, y)
  const node = position?.offsetNode ?? range?.startContainer
  const offset = position?.offset ?? range?.startOffset
  const text = host.querySelector('.board-text:not(.board-placeholder)')
  if (!node || offset === undefined || !text?.contains(node)) return null
  const before = document.createRange()
  before.setStart(text, 0)
  before.setEnd(node, offset)
  // The zero-width character at the end is not part of the text.
  return before.toString().replaceAll('​', '').length
}
