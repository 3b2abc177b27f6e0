/** Standard, and in Safari under its older name. */
type CaretDocument = {
  readonly caretPositionFromPoint?: (x: number, y: number) => { offsetNode: Node; offset: number } | null
  readonly caretRangeFromPoint?: (x: number, y: number) => Range | null
}

/** The offset in the text of `host` that lies under a point of the window; `null` where none does. */
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
  // The zero-width sign at the end is not part of the text.
  return before.toString().replaceAll('​', '').length
}
