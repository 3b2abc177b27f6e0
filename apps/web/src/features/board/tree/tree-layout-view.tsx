import type { ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useBoardContext, useBoardUi } from '../board-context.ts'
import type { Card, SectionModel } from '../model/board-model.ts'
import { countWords } from '../model/board-words.ts'
import { useElementSize } from '../sections/use-element-size.ts'
import { FormulaLine } from './formula-line.tsx'
import { operatorField } from './operator-field.ts'
import { collapseToFit, withParents } from './tree-collapsing.ts'
import {
  branchById,
  branchColours,
  branchesOf,
  formulaOf,
  headOf,
  isFormulaTree,
  joinedBelow,
  sharedSign,
} from './tree-formula.ts'
import { depthOf, estimateNodeSize, layoutTree, type NodeSize, nodeWidthIn } from './tree-layout.ts'
import { stepInTree } from './tree-navigation.ts'
import { TreeNodeCard } from './tree-node.tsx'
import { TreeOperator, TreeTrunk } from './tree-operator.tsx'
import { isNarrow, layoutRows, rowWidthIn } from './tree-rows.ts'
import { fitDrawing, zoomAt, zoomRange } from './tree-view.ts'
import { TreeZoom } from './tree-zoom.tsx'
import { usePanZoom } from './use-pan-zoom.ts'
import { useTreeTransform } from './use-tree-transform.ts'

const leastWidth = { detailed: 196, compact: 164 } as const

/** The metrics tree: HTML cards over one drawing of links, in columns or in rows, panned and zoomed by one transform. */
export function TreeLayoutView({
  model,
  head,
}: {
  readonly model: SectionModel
  /** Where in the section's heading the zoom buttons go: over the tree they would hide a card. */
  readonly head: HTMLElement | null
}) {
  const context = useBoardContext()
  const { ui } = context
  const collapsedByHand = useBoardUi((state) => state.collapsed)
  const expanded = useBoardUi((state) => state.expanded)
  const focused = useBoardUi((state) => state.focus)
  const ground = useRef<HTMLDivElement>(null)
  const window = useElementSize(ground)

  const focusedItem = focused?.item ?? null
  const kept = useMemo(
    () => new Set([...expanded, ...withParents(model.cards, focusedItem)]),
    [expanded, model.cards, focusedItem],
  )
  const narrow = isNarrow(window)
  /** The width of a card when the columns have this one. */
  const widthOf = useCallback(
    (card: Card, column: number): number => (narrow ? rowWidthIn(window.width, card) : column),
    [narrow, window.width],
  )
  const draw = useCallback(
    (collapsed: ReadonlySet<ItemId>, sizeOf: (card: Card) => NodeSize, isCompact: boolean) =>
      narrow ? layoutRows(model.cards, collapsed, sizeOf) : layoutTree(model.cards, collapsed, sizeOf, isCompact),
    [narrow, model.cards],
  )
  const narrowest = useMemo(() => {
    const deepest = depthOf(model.cards, collapsedByHand)
    const width = nodeWidthIn(window.width, deepest, leastWidth.compact)
    return collapseToFit({
      branches: model.cards,
      byHand: collapsedByHand,
      kept,
      window,
      draw: (collapsed) => draw(collapsed, (card) => estimateNodeSize(card, widthOf(card, width), true), true),
    })
  }, [model.cards, collapsedByHand, kept, window, draw, widthOf])
  // Nothing collapses or expands while somebody is editing in the tree.
  const [shownCollapsed, setShownCollapsed] = useState(narrowest)
  const collapsed =
    focused?.mode === 'edit' && [...shownCollapsed].every((id) => !kept.has(id)) ? shownCollapsed : narrowest
  if (collapsed !== shownCollapsed) setShownCollapsed(collapsed)

  const columns = useMemo(() => depthOf(model.cards, collapsed), [model.cards, collapsed])
  const detailedWidth = nodeWidthIn(window.width, columns, leastWidth.detailed)
  const roomy = useMemo(() => {
    const whole = draw(collapsed, (card) => estimateNodeSize(card, widthOf(card, detailedWidth), false), false)
    // Where the tree would not fit with all its details, its nodes keep text, role and target.
    return fitDrawing(whole, window, 0).k >= zoomRange.min
  }, [draw, collapsed, window, detailedWidth, widthOf])
  // One more word must not change the look of the whole tree while somebody is editing in it.
  const [shownRoomy, setShownRoomy] = useState(roomy)
  const isRoomy = focused?.mode === 'edit' ? shownRoomy : roomy
  if (isRoomy !== shownRoomy) setShownRoomy(isRoomy)
  const compact = !isRoomy
  const nodeWidth = compact ? nodeWidthIn(window.width, columns, leastWidth.compact) : detailedWidth
  const [measured, setMeasured] = useState<ReadonlyMap<ItemId, NodeSize>>(new Map())
  const drawing = useMemo(
    () =>
      draw(
        collapsed,
        (card) => {
          const width = widthOf(card, nodeWidth)
          const size = measured.get(card.item.id)
          return size && size.width === width ? size : estimateNodeSize(card, width, compact)
        },
        compact,
      ),
    [draw, collapsed, measured, widthOf, nodeWidth, compact],
  )

  // Heights are known only once drawn; any difference is laid out again before the browser paints.
  useLayoutEffect(() => {
    const next = new Map<ItemId, NodeSize>()
    const widths = new Map(drawing.nodes.map(({ card, width }) => [card.item.id, width]))
    let changed = false
    for (const element of ground.current?.querySelectorAll<HTMLElement>('[data-item]') ?? []) {
      const id = element.dataset.item as ItemId
      const size = { width: widths.get(id) ?? nodeWidth, height: element.offsetHeight }
      if (size.height === 0) return
      const before = measured.get(id)
      if (before?.height !== size.height || before.width !== size.width) changed = true
      next.set(id, size)
    }
    if (changed) setMeasured(next)
  })

  const spotlight = useBoardUi((state) => state.spotlight)
  const focus = useMemo(() => ({ item: focused?.item ?? null, step: focused?.n ?? 0 }), [focused])
  const known = drawing.nodes.every((node) => measured.get(node.card.item.id)?.width === node.width)
  const { at, fitted, gliding, change, fit } = useTreeTransform({ drawing, window, measured: known, focus }, spotlight)
  const isDragged = useCallback(() => ui.store.getState().drag !== null, [ui])
  const pan = usePanZoom(ground, change, isDragged)

  // The arrow keys use the newest drawing; the nodes receive the same function each time, so that none is drawn again because of it.
  const drawn = useRef(drawing)
  useLayoutEffect(() => {
    drawn.current = drawing
  })
  const onArrow = useCallback(
    (event: KeyboardEvent, card: Card): boolean => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false
      const step = stepInTree(drawn.current, card.item.id, event.key)
      if (!step) return false
      if (step.kind === 'expand') {
        ui.collapse(step.item, false)
        ui.say(t`${countWords(card.below)} shown.`)
      } else if (step.kind === 'go') {
        if (event.currentTarget instanceof HTMLTextAreaElement) ui.edit(step.to, 'end')
        else ui.rest(step.to)
      }
      return true
    },
    [ui],
  )

  const branches = useMemo(() => branchesOf(model.cards), [model.cards])
  const byId = useMemo(() => branchById(model.cards), [model.cards])
  const isFormula = isFormulaTree(model)
  const top = useMemo(() => headOf(model.cards), [model.cards])
  const formula = useMemo(() => (top === null ? null : formulaOf(top)), [top])
  const light = (item: ItemId | null): void => {
    const branch = item === null ? undefined : branches.get(item)
    if (branch === undefined) ground.current?.removeAttribute('data-lighting')
    else ground.current?.setAttribute('data-lighting', String(branch % branchColours))
  }
  const shared = useMemo(() => {
    const hidden = new Set<ItemId>()
    for (const branch of byId.values())
      if (sharedSign(branch) !== null)
        for (const { card } of joinedBelow(branch))
          if ((card.item.fields[operatorField] ?? '') !== '') hidden.add(card.item.id)
    return hidden
  }, [byId])
  const cardOf = useMemo(() => new Map(drawing.nodes.map((node) => [node.card.item.id, node.card])), [drawing])
  const zoom = (factor: number) =>
    change((before) => zoomAt(before, factor, { x: window.width / 2, y: window.height / 2 }))

  return (
    <>
      {isFormula && (
        <FormulaLine formula={formula} branches={branches} onLight={light} onGo={(item) => context.goTo(item)} />
      )}
      <div
        ref={ground}
        className="board-tree"
        data-panned=""
        data-compact={compact || undefined}
        data-rows={narrow || undefined}
        data-gliding={gliding || undefined}
        {...pan}
        // Focus that the browser moves by itself may scroll the clipped window; only the transform may position the tree.
        onScroll={(event) => event.currentTarget.scrollTo(0, 0)}
      >
        <div
          className="board-tree-ground"
          style={{
            transform: `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px) scale(${at.k})`,
            width: drawing.width,
            height: drawing.height,
          }}
        >
          <svg className="board-tree-links" width={drawing.width} height={drawing.height} aria-hidden="true">
            {drawing.links.map((link) => (
              <path key={link.to} d={link.path} data-branch={branchOf(branches, link.to)} />
            ))}
          </svg>
          <div role="tree" aria-label={model.section.title} className="board-tree-nodes">
            {drawing.nodes.map((node) => (
              <TreeNodeCard
                key={node.card.item.id}
                node={node}
                branch={branches.get(node.card.item.id) ?? null}
                compact={compact}
                onArrow={onArrow}
              />
            ))}
          </div>
          {drawing.links.map((link) => {
            const card = cardOf.get(link.to)
            return card && !shared.has(card.item.id) ? (
              <TreeOperator key={link.to} card={card} x={link.joint.x} y={link.joint.y} />
            ) : null
          })}
          {drawing.trunks.map(({ item, x, y }) => {
            const branch = byId.get(item)
            return branch ? <TreeTrunk key={item} branch={branch} x={x} y={y} /> : null
          })}
        </div>
        {head &&
          createPortal(
            <TreeZoom
              zoom={at.k}
              fitted={fitted}
              onZoom={zoom}
              onFit={fit}
              onActualSize={() => change((before) => zoomAt(before, 1 / before.k, { x: 0, y: window.height / 2 }))}
            />,
            head,
          )}
      </div>
    </>
  )
}

const branchOf = (branches: ReadonlyMap<ItemId, number>, item: ItemId): number | undefined => {
  const branch = branches.get(item)
  return branch === undefined ? undefined : branch % branchColours
}
