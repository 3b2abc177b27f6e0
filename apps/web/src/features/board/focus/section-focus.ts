/**
 * Moves the focus into a section: to the card that Tab reaches in it; in an empty one to what adds a card, and to the section itself where
 * nothing can be added. A section that already has the focus keeps it where it is.
 */
export function focusSection(board: HTMLElement | null, id: string): void {
  const section = board?.querySelector<HTMLElement>(`section[data-section="${CSS.escape(id)}"]`)
  if (!section || section.contains(document.activeElement)) return
  const card = section.querySelector<HTMLElement>(
    '[role=treeitem][tabindex="0"], button.board-writing[tabindex="0"], .board-writing > textarea',
  )
  const other = section.querySelector<HTMLElement>('.board-add-button, .board-body[tabindex="0"]')
  const target = card ?? other ?? section
  if (target === section) section.tabIndex = -1
  target.focus({ preventScroll: true })
  if (!target.closest('[data-panned]')) target.scrollIntoView?.({ block: 'nearest' })
}
