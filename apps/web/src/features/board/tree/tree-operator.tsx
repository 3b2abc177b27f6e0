import { t } from '@lingui/core/macro'
import { memo } from 'react'
import { useBoardContext } from '../board-context.ts'
import type { Branch, Card } from '../model/board-model.ts'
import { nameOf } from '../model/board-words.ts'
import { roleField } from '../model/metric-role.ts'
import { operatorField } from './operator-field.ts'
import { joinedBelow, sharedSign } from './tree-formula.ts'

/** Fields that a node shows at its joint and above its text. */
export const shownOnNode: readonly string[] = [operatorField, roleField]

/** The operator at the joint of a link: pressing it cycles through the choices. */
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

/** The operator that all cards below a parent share, on the trunk: pressing it changes it for all of them. */
export function TreeTrunk({ branch, x, y }: { readonly branch: Branch; readonly x: number; readonly y: number }) {
  const { board, apply, framework, ui } = useBoardContext()
  const sign = sharedSign(branch)
  const field = branch.children[0]?.card.kind.fields.find((one) => one.id === operatorField)
  if (sign === null || field?.type !== 'choice') return null
  if (board === null)
    return (
      <span className="board-operator" data-trunk="" style={{ left: x, top: y }}>
        {sign}
      </span>
    )
  const next = field.choices[field.choices.findIndex(({ label }) => label === sign) + 1]
  return (
    <button
      type="button"
      tabIndex={-1}
      className="board-operator"
      data-trunk=""
      style={{ left: x, top: y }}
      aria-label={t`${field.label}: ${sign}, for all under ${nameOf(framework, branch.card.item)}. Press to change it`}
      title={field.label}
      onClick={() => {
        board.breakUndo()
        for (const [index, { card }] of joinedBelow(branch).entries()) {
          // The first is what the others are subtracted from or what they divide.
          const takesAway = next !== undefined && (next.label === '−' || next.label === '÷')
          const value = index === 0 && takesAway ? '' : (next?.value ?? '')
          apply({ kind: 'setField', item: card.item.id, field: operatorField, value })
        }
        board.breakUndo()
        ui.say(`${field.label}: ${next?.label ?? t`none`}.`)
      }}
    >
      {sign}
    </button>
  )
}
