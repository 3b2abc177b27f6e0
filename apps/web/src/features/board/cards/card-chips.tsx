import { t } from '@lingui/core/macro'
import { ArrowUpRight } from 'lucide-react'
import { memo } from 'react'
import { useBoardContext, useIsTabStop } from '../board-context.ts'
import type { Card } from '../model/board-model.ts'
import { short } from '../model/board-words.ts'
import { fieldChips } from '../model/field-chips.ts'

/** A card's fields and links as chips. Pressing a field edits it, pressing a link goes to its target. */
export const CardChips = memo(function CardChips({
  card,
  except,
  linksOnly = false,
}: {
  readonly card: Card
  /** Fields that are shown elsewhere. */
  readonly except?: readonly string[]
  readonly linksOnly?: boolean
}) {
  const { ui, board, goTo } = useBoardContext()
  const tabStop = useIsTabStop(card.item.id)
  const fields = linksOnly ? [] : fieldChips(card.kind.fields, card.item, except)
  if (fields.length === 0 && card.links.length === 0) return null
  const tabIndex = tabStop ? 0 : -1
  return (
    <span className="board-chips">
      {fields.map((chip) => {
        const content = (
          <>
            {/* A choice speaks for itself (its title says the label); a text needs its label. */}
            {!chip.choice && <span className="board-chip-label">{chip.label} </span>}
            <span className="board-chip-value" dir="auto">
              {chip.value}
            </span>
          </>
        )
        return board === null ? (
          <span
            key={chip.field}
            className="board-chip"
            data-choice={chip.choice || undefined}
            title={`${chip.label}: ${chip.value}`}
          >
            {content}
          </span>
        ) : (
          <button
            key={chip.field}
            type="button"
            tabIndex={tabIndex}
            className="board-chip"
            data-choice={chip.choice || undefined}
            title={`${chip.label}: ${chip.value}`}
            onClick={() => ui.open({ kind: 'details', item: card.item.id, field: chip.field })}
          >
            {content}
          </button>
        )
      })}
      {card.links.map((link) => (
        <button
          key={`${link.kind} ${link.to}`}
          type="button"
          tabIndex={tabIndex}
          className="board-chip board-link"
          title={`${link.label} ${link.text || t`an empty card`}`}
          onClick={() => goTo(link.to)}
        >
          <ArrowUpRight aria-hidden="true" />
          <span className="board-chip-value" dir="auto">
            {short(link.text, 28) || t`empty card`}
          </span>
        </button>
      ))}
    </span>
  )
})
