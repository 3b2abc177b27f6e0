import { t } from '@lingui/core/macro'
import { memo } from 'react'
import { useBoardContext } from '../board-context.ts'
import type { Card } from '../model/board-model.ts'
import { nameOf } from '../model/board-words.ts'
import { roleField } from '../model/metric-role.ts'

/** The field that says how a card goes into its parent, in frameworks whose tree is a formula. */
export const operatorField = 'operator'
/** Fields that a node shows at its joint and above its text. */
export const shownOnNode: readonly string[] = [operatorField, roleField]

/** The operator at the joint of a link: pressing it goes through the choices. */
export const TreeOperator = memo(function TreeOperator({
  card,
  x,
  y,
}: {
  readonly card: Card
  readonly x: number
  readonly y: number
}) {
  const { board, apply, framework, ui } = useBoardContext()
  const field = card.kind.fields.find((one) => one.id === operatorField)
  if (field?.type !== 'choice') return null
  const value = card.item.fields[operatorField] ?? ''
  const at = field.choices.findIndex((choice) => choice.value === value)
  const label = field.choices[at]?.label ?? ''
  if (board === null)
    return label === '' ? null : (
      <span className="board-operator" style={{ left: x, top: y }}>
        {label}
      </span>
    )
  return (
    <button
      type="button"
      tabIndex={-1}
      className="board-operator"
      data-empty={label === '' || undefined}
      style={{ left: x, top: y }}
      aria-label={t`${field.label}: ${label || t`none`}, for ${nameOf(framework, card.item)}. Press to change it`}
      title={field.label}
      onClick={() => {
        const next = field.choices[at + 1]
        board.breakUndo()
        apply({ kind: 'setField', item: card.item.id, field: operatorField, value: next?.value ?? '' })
        board.breakUndo()
        ui.say(`${field.label}: ${next?.label ?? t`none`}.`)
      }}
    >
      {label}
    </button>
  )
})
