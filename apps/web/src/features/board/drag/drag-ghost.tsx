import { useBoardUi } from '../board-context.ts'
import { short } from '../model/board-words.ts'

/** What hangs at the pointer while a card is dragged. */
export const DragGhost = () => {
  const drag = useBoardUi((state) => state.drag)
  if (!drag) return null
  return (
    <div
      className="board-ghost"
      aria-hidden="true"
      data-nowhere={drag.drop === null || undefined}
      style={{ transform: `translate(${drag.x + 10}px, ${drag.y + 8}px)` }}
    >
      {short(drag.text, 50) || 'Empty card'}
    </div>
  )
}
