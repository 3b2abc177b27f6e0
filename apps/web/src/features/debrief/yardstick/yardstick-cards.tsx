import type { Framework, Item } from '@greenroom/board'
import type { ReferenceItem } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'
import { GripVertical } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge, cx } from '../../../design/index.ts'
import { markTitle } from '../../../words/mark-words.ts'
import { placeWords } from './card-words.ts'

/** The type under which a card is dragged to an item of the reference board; its data is the card's id. */
export const draggedCard = 'application/x-greenroom-card'

/** A card of the round's board. The whole card can be dragged; for the keyboard there is the button in `actions`. */
export function OwnCard({
  card,
  framework,
  canDrag,
  children,
}: {
  readonly card: Item
  readonly framework: Framework
  readonly canDrag: boolean
  /** Beside the text: what can be done with it. */
  readonly children?: ReactNode
}) {
  return (
    // Dragging is only for the mouse; the picker is for everybody.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      draggable={canDrag}
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData(draggedCard, card.id)
        dataTransfer.effectAllowed = 'link'
      }}
      className={cx(
        'flex h-full min-w-0 gap-1.5 rounded-md border border-line bg-raised px-2 py-2 break-inside-avoid',
        canDrag && 'cursor-grab',
      )}
    >
      {canDrag && <GripVertical aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-ink-faint print:hidden" />}
      <div className="min-w-0 grow">
        <p className="text-sm text-ink [overflow-wrap:anywhere]" dir="auto">
          {card.text}
        </p>
        <p className="text-xs text-ink-faint">{placeWords(card, framework)}</p>
      </div>
      {children && <div className="-my-1 -mr-1 flex shrink-0 items-start print:hidden">{children}</div>}
    </div>
  )
}

/** An item of the reference board, with its mark. */
export function ReferenceCard({
  item,
  framework,
  perhaps = false,
  children,
}: {
  readonly item: ReferenceItem
  readonly framework: Framework
  /** The pair is proposed as a question. */
  readonly perhaps?: boolean
  readonly children?: ReactNode
}) {
  return (
    <div
      className={cx(
        'h-full min-w-0 rounded-md border bg-surface px-2.5 py-2 break-inside-avoid',
        item.mark === 'core'
          ? 'border-accent-line'
          : item.mark === 'good'
            ? 'border-line'
            : 'border-line border-dashed',
      )}
    >
      <div className="flex items-start gap-2">
        <p className="min-w-0 grow text-sm text-ink [overflow-wrap:anywhere]" dir="auto">
          {item.text}
        </p>
        {perhaps && <Badge tone="info">{t`Perhaps`}</Badge>}
        <Badge tone={item.mark === 'core' ? 'accent' : 'neutral'}>{markTitle(item.mark)}</Badge>
      </div>
      <p className="text-xs text-ink-faint">{placeWords(item, framework)}</p>
      {children}
    </div>
  )
}
