/**
 * Scrolls a card into view. Where its board has a window of its own (`data-window`), beside what somebody reads, only what is
 * inside the window scrolls: the page around it stays where it is.
 */
export function showCard(card: Element): void {
  const frame = card.closest('[data-window]')
  if (frame === null) {
    card.scrollIntoView?.({ block: 'nearest' })
    return
  }
  for (let box = card.parentElement; box !== null && frame.contains(box); box = box.parentElement) {
    const [shown, around] = [card.getBoundingClientRect(), box.getBoundingClientRect()]
    const [above, below] = [shown.top - around.top, shown.bottom - around.bottom]
    if (above < 0) box.scrollTop += above
    else if (below > 0) box.scrollTop += Math.min(below, above)
  }
}
