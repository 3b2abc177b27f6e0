import { useLayoutEffect, useRef } from 'react'
import { useBoardUi } from '../board-context.ts'
import { cardElement } from './glide.ts'

/** What follows the pointer while a card is dragged: the card itself, as it is drawn, held where it was grabbed. */
export function DragGhost() {
  const drag = useBoardUi((state) => state.drag)
  const host = useRef<HTMLDivElement>(null)
  const item = drag?.item ?? null
  useLayoutEffect(() => {
    const card = item === null ? null : cardElement(item)
    if (!card || !host.current) return
    const copy = card.cloneNode(true)
    if (!(copy instanceof HTMLElement)) return
    for (const element of [copy, ...copy.querySelectorAll<HTMLElement>('*')]) element.removeAttribute('id')
    copy.removeAttribute('data-dragged')
    // As it is on the screen, even in a zoomed tree.
    const { width } = card.getBoundingClientRect()
    copy.style.width = `${card.offsetWidth}px`
    copy.style.zoom = `${width / Math.max(1, card.offsetWidth)}`
    host.current.replaceChildren(copy)
  }, [item])
  if (!drag) return null
  return (
    <div
      ref={host}
      className="board-ghost"
      aria-hidden="true"
      data-nowhere={drag.drop === null || undefined}
      style={{ transform: `translate(${drag.x - drag.grip.x}px, ${drag.y - drag.grip.y}px)` }}
    />
  )
}
