import { isComputed } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { useBoardContext, useIsTabStop } from '../board-context.ts'
import type { Card } from '../model/board-model.ts'
import { nameOf } from '../model/board-words.ts'

/** What the board works out for a card. Pressing a number of the card's own opens its field. */
export function CardNumberLine({ card, notes = true }: { readonly card: Card; readonly notes?: boolean }) {
  const { board, ui, framework } = useBoardContext()
  const tabStop = useIsTabStop(card.item.id)
  const { number, kind, item } = card
  const field = ['mid', 'value', 'baseline'].find((id) => kind.fields.some((one) => one.id === id))
  // An equation is made of numbers, so its leaves ask for theirs; metrics may have one.
  const asks = number === null && card.below === 0 && field === 'mid' && isComputed(kind)
  if (number === null && !(asks && board !== null)) return null
  const text = number?.text ?? t`Add a number`
  const isOwn = card.below === 0 && field !== undefined && board !== null
  return (
    <span className="board-number" data-fault={number?.isFault || undefined} data-empty={number === null || undefined}>
      {isOwn ? (
        <button
          type="button"
          tabIndex={tabStop ? 0 : -1}
          className="board-number-text"
          title={number?.isFault ? text : undefined}
          aria-label={t`${text}. Edit the number of ${nameOf(framework, item)}`}
          onClick={() => ui.open({ kind: 'details', item: item.id, field })}
        >
          {text}
        </button>
      ) : (
        <span className="board-number-text" title={number?.isFault ? text : undefined}>
          {text}
        </span>
      )}
      {notes &&
        number?.notes.map((note) => (
          <span key={note} className="board-number-note">
            {note}
          </span>
        ))}
    </span>
  )
}
