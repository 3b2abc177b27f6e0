import { t } from '@lingui/core/macro'
import { ChevronRight, Plus } from 'lucide-react'
import { memo, useId } from 'react'
import { addUnder } from '../actions/add-card.ts'
import { useBoardContext, useIsTabStop } from '../board-context.ts'
import { CardChips } from '../cards/card-chips.tsx'
import { CardFrame } from '../cards/card-frame.tsx'
import type { OnArrow } from '../cards/card-item.tsx'
import { CardNumberLine } from '../cards/card-number-line.tsx'
import { countWords, nameOf } from '../model/board-words.ts'
import { numberFields } from '../model/card-number.ts'
import { roleOf } from '../model/metric-role.ts'
import { CardText } from '../text/card-text.tsx'
import { RoleShape } from './role-shape.tsx'
import { branchColours } from './tree-formula.ts'
import { hasNumberBeside, type TreeNode } from './tree-layout.ts'
import { shownOnNode } from './tree-operator.tsx'

const shownWithNumber = [...shownOnNode, ...numberFields]

/** One card of the drawn tree, focused as a whole until it is edited. */
export const TreeNodeCard = memo(
  function TreeNodeCard({
    node,
    branch,
    compact,
    onArrow,
  }: {
    readonly node: TreeNode
    /** The branch that it is in, counted from 0. `null`: above all branches. */
    readonly branch: number | null
    readonly compact: boolean
    readonly onArrow: OnArrow
  }) {
    const { card } = node
    const context = useBoardContext()
    const tabStop = useIsTabStop(card.item.id)
    const parents = card.below > 0
    const name = useId()
    const line = useId()
    const { role, target } = roleOf(card.kind, card.item)
    // When all details are drawn, the value at which one acts is one of them.
    const shownTarget = compact ? target : ''
    const details = useId()
    const worked = useId()
    const comments = useId()
    const people = useId()
    return (
      <div
        role="treeitem"
        tabIndex={context.board !== null || parents ? (tabStop ? 0 : -1) : -1}
        aria-level={card.level}
        aria-posinset={card.position}
        aria-setsize={card.siblings}
        aria-expanded={parents ? node.expanded : undefined}
        // In visual order, for people who control the page by voice.
        aria-labelledby={`${line} ${name} ${worked} ${compact ? '' : details} ${comments} ${people}`}
        // The name says only what is visible; what the figure is comes after it.
        aria-description={shownTarget === '' ? undefined : t`Threshold: ${shownTarget}`}
        className="board-node"
        data-item={card.item.id}
        data-role={role?.value}
        data-beside={hasNumberBeside(card, node.width, compact) || undefined}
        data-branch={branch === null ? undefined : branch % branchColours}
        style={{ left: node.x, top: Math.round(node.y), width: node.width }}
        onFocus={(event) => {
          if (event.target !== event.currentTarget) return
          if (context.ui.store.getState().focus?.item !== card.item.id) context.ui.rest(card.item.id)
          context.board?.setFocus(card.item.id, null)
        }}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return
          if (event.key === ' ' && parents) {
            event.preventDefault()
            context.ui.collapse(card.item.id, node.expanded)
            return
          }
          if (context.press(event, card.item.id, 'rest')) return
          if (onArrow(event, card)) event.preventDefault()
        }}
      >
        <CardFrame card={card} commentsId={comments} peopleId={people}>
          <span id={line} className="board-role" hidden={role === null && shownTarget === ''}>
            {role && (
              <>
                <RoleShape role={role.value} />
                <span className="board-role-name">{role.label}</span>{' '}
              </>
            )}
            {shownTarget !== '' && (
              <span className="board-role-target" dir="auto" title={t`Threshold: ${shownTarget}`}>
                {shownTarget}{' '}
              </span>
            )}
          </span>
          <span id={name}>
            <CardText card={card} onArrow={onArrow} focusedBy="node" />
          </span>
          <span id={worked}>
            <CardNumberLine card={card} notes={!compact || card.level === 1} />
          </span>
          {!compact && (
            <span id={details}>
              <CardChips card={card} except={card.number === null ? shownOnNode : shownWithNumber} />
            </span>
          )}
        </CardFrame>
        {parents && (
          <button
            type="button"
            className="board-collapse"
            tabIndex={tabStop ? 0 : -1}
            aria-label={t`${node.expanded ? t`Collapse` : t`Expand`} ${countWords(card.below)} under ${nameOf(context.framework, card.item)}`}
            onClick={() => context.ui.collapse(card.item.id, node.expanded)}
          >
            {node.expanded ? (
              <ChevronRight aria-hidden="true" />
            ) : (
              <span aria-hidden="true" data-hidden={node.hidden} />
            )}
          </button>
        )}
        {context.board !== null && (
          <button
            type="button"
            className="board-branch"
            tabIndex={-1}
            aria-label={t`Add a card under ${nameOf(context.framework, card.item)}`}
            onClick={() => context.run(addUnder, card.item.id)}
          >
            <Plus aria-hidden="true" />
          </button>
        )}
      </div>
    )
  },
  (a, b) =>
    a.node.card === b.node.card &&
    a.node.x === b.node.x &&
    a.node.y === b.node.y &&
    a.node.width === b.node.width &&
    a.node.expanded === b.node.expanded &&
    a.node.hidden === b.node.hidden &&
    a.branch === b.branch &&
    a.compact === b.compact &&
    a.onArrow === b.onArrow,
)
