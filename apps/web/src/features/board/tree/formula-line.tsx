import type { ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { branchColours, type Formula } from './tree-formula.ts'

/** The head's formula, live. A term lights up its branch while the pointer or the focus is on it, and goes there when it is pressed. */
export function FormulaLine({
  formula,
  branches,
  onLight,
  onGo,
}: {
  /** `null`: there is nothing below the head yet. */
  readonly formula: Formula | null
  readonly branches: ReadonlyMap<ItemId, number>
  readonly onLight: (item: ItemId | null) => void
  readonly onGo: (item: ItemId) => void
}) {
  if (formula === null)
    return (
      <p className="board-formula board-formula-sign">{t`A formula appears here once a card is nested under another.`}</p>
    )
  return (
    <p className="board-formula" dir="auto">
      <span className="board-formula-head">{formula.words}</span>
      <span className="board-formula-sign">{formula.kind === 'equals' ? '=' : t`from`}</span>
      {formula.terms.map((term, index) => (
        <span key={term.item} className="board-formula-part">
          {(index > 0 || term.sign !== '') && (
            <span className="board-formula-sign">{formula.kind === 'equals' ? term.sign : '·'}</span>
          )}
          <button
            type="button"
            className="board-formula-term"
            data-branch={(branches.get(term.item) ?? 0) % branchColours}
            onPointerEnter={() => onLight(term.item)}
            onPointerLeave={() => onLight(null)}
            onFocus={() => onLight(term.item)}
            onBlur={() => onLight(null)}
            onClick={() => onGo(term.item)}
          >
            {term.words}
          </button>
        </span>
      ))}
    </p>
  )
}
