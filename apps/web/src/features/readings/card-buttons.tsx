import type { BoardView, Framework, ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { usePrinting } from '../../browser/use-printing.ts'
import { lookAtCard } from '../../live/room-view.ts'
import { nameOf } from '../board/model/board-words.ts'

/** Cards by name; pressing one shows it on the board, if there is one beside this. */
export function CardButtons({
  view,
  before = null,
  framework,
  items,
  isLive,
}: {
  readonly view: BoardView
  /** Where the names of cards that were since removed come from. */
  readonly before?: BoardView | null
  readonly framework: Framework
  readonly items: readonly ItemId[]
  /** Whether the live board is beside this. */
  readonly isLive: boolean
}) {
  // On paper a name has the room that it needs, because nothing can be pressed to see the rest of it.
  const printing = usePrinting()
  const chip = 'inline-block max-w-full truncate rounded-sm bg-sunken px-1.5 py-0.5 text-left text-xs text-ink-soft'
  return (
    <ul className="flex flex-wrap gap-1">
      {items.map((id) => {
        const item = view.items.get(id) ?? before?.items.get(id)
        const name = item === undefined ? t`A removed card` : (printing && item.text.trim()) || nameOf(framework, item)
        return (
          <li key={id} className="min-w-0 max-w-full">
            {isLive && view.items.has(id) ? (
              <button
                type="button"
                dir="auto"
                className={`${chip} min-h-6 cursor-default hover:bg-hover hover:text-ink`}
                onClick={() => lookAtCard(id)}
              >
                {name}
              </button>
            ) : (
              <span dir="auto" className={chip}>
                {name}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
