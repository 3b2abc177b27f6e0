/** Whether somebody is writing in the main part of the page, which then must not move while they type. */
export function isWritingInMain(): boolean {
  const focused = document.activeElement
  return focused !== null && focused.closest('#main') !== null && isWritingPlace(focused)
}

/** Whether a letter typed now would be inserted somewhere. */
export function isWritingPlace(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false
  if (element.isContentEditable) return true
  if (element instanceof HTMLTextAreaElement) return true
  return (
    element instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'submit', 'range'].includes(element.type)
  )
}
