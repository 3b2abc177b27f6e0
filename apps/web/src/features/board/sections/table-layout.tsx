import type { ItemKind } from '@greenroom/board'
import { memo } from 'react'
import { useBoardContext } from '../board-context.ts'
import { CardChips } from '../cards/card-chips.tsx'
import { CardFrame } from '../cards/card-frame.tsx'
import type { OnArrow } from '../cards/card-item.tsx'
import { FieldInput } from '../cards/field-input.tsx'
import type { Card, SectionModel } from '../model/board-model.ts'
import { CardText } from '../text/card-text.tsx'

/** The smallest width in which the fields of these kinds fit side by side, in CSS pixels. */
export function tableWidth(kinds: readonly ItemKind[]): number {
  return Math.max(
    ...kinds.map((kind) => 190 + kind.fields.reduce((sum, field) => sum + (field.type === 'text' ? 104 : 96), 0)),
  )
}

/** One row per card, one column per field. Kinds with fields of their own have a heading of their own. */
export function TableLayout({ model, onArrow }: { readonly model: SectionModel; readonly onArrow: OnArrow }) {
  return (
    <div className="board-tables">
      {model.kinds.map((kind) => {
        const rows = model.cards.flatMap(({ card }) => (card.kind === kind ? [card] : []))
        return rows.length === 0 ? null : (
          <table key={kind.id} className="board-table">
            <caption className="sr-only">
              {model.section.title}
              {model.kinds.length > 1 ? `: ${kind.label}` : ''}
            </caption>
            <thead>
              <tr>
                <th scope="col">{kind.label}</th>
                {kind.fields.map((field) => (
                  <th key={field.id} scope="col" data-type={field.type}>
                    {field.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((card) => (
                <TableRow key={card.item.id} card={card} onArrow={onArrow} />
              ))}
            </tbody>
          </table>
        )
      })}
    </div>
  )
}

const TableRow = memo(function TableRow({ card, onArrow }: { readonly card: Card; readonly onArrow: OnArrow }) {
  const { board } = useBoardContext()
  return (
    <tr className="board-row" data-item={card.item.id}>
      <th scope="row">
        <CardFrame card={card}>
          <CardText card={card} onArrow={onArrow} />
          {/* Fields have columns of their own; links stay with the text. */}
          <CardChips card={card} linksOnly />
        </CardFrame>
      </th>
      {card.kind.fields.map((field) => (
        <td key={field.id}>
          {board === null ? (
            <span className="board-field-shown" dir="auto">
              {field.type === 'choice'
                ? (field.choices.find((one) => one.value === card.item.fields[field.id])?.label ?? '–')
                : card.item.fields[field.id] || '–'}
            </span>
          ) : (
            <FieldInput item={card.item} field={field} />
          )}
        </td>
      ))}
    </tr>
  )
})
