import type { ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { ChevronDown, Maximize2, Minimize2, Minus } from 'lucide-react'
import { memo, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Kbd } from '../../../design/index.ts'
import { useBoardContext, useBoardUi, useDropIn } from '../board-context.ts'
import { AddCards, AddInHead } from '../cards/add-cards.tsx'
import { useArrowSteps } from '../focus/use-arrow-steps.ts'
import { chordOf, isApple, sectionKeys } from '../keyboard.ts'
import { flatten, type SectionModel } from '../model/board-model.ts'
import { countWords } from '../model/board-words.ts'
import { TreeLayoutView } from '../tree/tree-layout-view.tsx'
import { CardsLayout } from './cards-layout.tsx'
import { FlowLayout } from './flow-layout.tsx'
import { LineLayout } from './line-layout.tsx'
import type { Rect } from './section-packing.ts'
import { previewOf } from './section-preview.ts'
import { TableLayout, tableWidth } from './table-layout.tsx'
import { useElementSize } from './use-element-size.ts'

/** Sets which card of a section Tab reaches: the last one focused, otherwise the first. */
function useTabStop(model: SectionModel): void {
  const { ui } = useBoardContext()
  const ids = useMemo(() => new Set(flatten(model.cards).map((card) => card.item.id)), [model.cards])
  const focused = useBoardUi((state) => (state.focus && ids.has(state.focus.item) ? state.focus.item : null))
  const [last, setLast] = useState<ItemId | null>(null)
  // During rendering, as React allows for state that follows from what is rendered.
  if (focused !== null && focused !== last) setLast(focused)
  const stop = focused ?? last
  const tabStop = stop !== null && ids.has(stop) ? stop : (model.cards[0]?.card.item.id ?? null)
  useLayoutEffect(() => {
    ui.setTabStop(model.section.id, tabStop)
    return () => ui.setTabStop(model.section.id, null)
  }, [ui, model.section.id, tabStop])
}

/** How many steps fit side by side, by the inner width of the panel in CSS pixels: each has 140 and its arrow. */
const flowColumns = (width: number): number => Math.max(2, Math.min(6, Math.floor((width + 8) / 166)))

/** One section: a region with its heading, its cards in their layout, and what can be added. */
export const SectionPanel = memo(function SectionPanel({
  model,
  place,
  rect,
  full,
  open,
  inPhase,
  headOnly = false,
}: {
  readonly model: SectionModel
  /** In the list of sections, from 1; the first nine have a key. */
  readonly place: number
  /** Its position on the board; `null` when sections are stacked. */
  readonly rect: Rect | null
  readonly full: boolean
  /** A panel may be drawn collapsed only when sections are stacked. */
  readonly open: boolean
  readonly inPhase: boolean
  /** Empty beside others in use: what adds the first card is in the heading. */
  readonly headOnly?: boolean
}) {
  const { section } = model
  const context = useBoardContext()
  const { ui, board, isBeside } = context
  const heading = useId()
  const root = useRef<HTMLElement>(null)
  const measured = useElementSize(root)
  const width = measured.width / measured.letters
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const onArrow = useArrowSteps(root)
  const drop = useDropIn(section.id)
  useTabStop(model)
  const stacked = rect === null

  const toggleFull = (): void => {
    ui.setFull(full ? null : section.id)
    ui.say(full ? t`Showing the whole board.` : t`${section.title} is full size. Press Escape to go back.`)
  }
  const asTable = section.layout === 'table' && width >= tableWidth(model.kinds)
  const isTree = section.layout === 'tree'

  return (
    <section
      ref={root}
      role={isBeside ? 'group' : undefined}
      className="board-panel"
      aria-labelledby={heading}
      data-section={section.id}
      data-layout={section.layout}
      data-flow={section.layout === 'flow' && width >= 420 ? 'row' : undefined}
      data-columns={section.layout === 'flow' ? flowColumns(width) : undefined}
      data-full={full || undefined}
      data-drop={drop || undefined}
      data-collapsed={open ? undefined : ''}
      data-head-only={headOnly || undefined}
      style={rect ? { left: rect.x, top: rect.y, width: rect.width, height: rect.height } : undefined}
      onKeyDown={(event) => {
        if (event.defaultPrevented || !(event.target instanceof Element) || !event.target.closest('.board-head')) return
        const chord = chordOf(event, isApple())
        if (chord === 'f') toggleFull()
        else if (chord === 'Escape' && full) toggleFull()
        else return
        event.preventDefault()
      }}
    >
      <header className="board-head">
        <h2 id={heading}>
          {stacked ? (
            <button
              type="button"
              className="board-title"
              aria-expanded={open}
              onClick={() => ui.choose(section.id, open ? 'collapsed' : 'open')}
            >
              <ChevronDown aria-hidden="true" className="board-title-mark" />
              <span className="board-title-text">{section.title}</span>
            </button>
          ) : (
            <button
              type="button"
              className="board-title"
              title={full ? t`Back to the whole board (Esc)` : t`Open full size (F)`}
              onClick={toggleFull}
            >
              <span className="board-title-text">{section.title}</span>
            </button>
          )}
        </h2>
        <span className="board-count">
          <span aria-hidden="true">{model.count}</span>
          <span className="sr-only">{countWords(model.count)}</span>
        </span>
        {place < 10 && !stacked && !headOnly && (
          // Announced by the list at the side, which the key belongs to.
          <span className="board-head-key">
            <Kbd keys={sectionKeys(place)} decorative />
          </span>
        )}
        {inPhase && stacked && <span className="board-now">{t`now`}</span>}
        {headOnly && <span className="board-head-purpose">{section.purpose}</span>}
        {!open && (
          <span className="board-preview" dir="auto">
            {previewOf(model, 4).join(' · ')}
          </span>
        )}
        <span ref={setSlot} className="board-head-slot" />
        <span className="board-head-add">
          {!stacked && (model.cards.length > 0 || headOnly) && (
            <AddInHead section={section} kinds={model.kinds} freeWidth={width} headOnly={headOnly} />
          )}
        </span>
        <span className="board-head-tools">
          {!stacked && !full && (
            <button
              type="button"
              className="board-head-collapse"
              aria-label={t`Collapse ${section.title}`}
              title={t`Collapse`}
              onClick={() => {
                ui.choose(section.id, 'collapsed')
                ui.say(t`${section.title} collapsed.`)
              }}
            >
              <Minus aria-hidden="true" />
            </button>
          )}
          {(!stacked || full || (open && isTree)) && (
            <button
              type="button"
              aria-label={full ? t`Back to the whole board` : t`Open ${section.title} full size`}
              title={full ? t`Back (Esc)` : t`Full size (F)`}
              aria-keyshortcuts={full ? 'Escape' : 'F'}
              onClick={toggleFull}
            >
              {full ? <Minimize2 aria-hidden="true" /> : <Maximize2 aria-hidden="true" />}
            </button>
          )}
        </span>
      </header>
      {open && !headOnly && (
        <>
          {/* Who may not edit must still reach what scrolls. */}
          <div className="board-body" data-scrolls="" tabIndex={board === null ? 0 : undefined}>
            {isTree ? (
              model.cards.length > 0 && <TreeLayoutView model={model} head={slot} />
            ) : asTable ? (
              <TableLayout model={model} onArrow={onArrow} />
            ) : section.layout === 'flow' ? (
              <FlowLayout model={model} onArrow={onArrow} />
            ) : section.layout === 'line' ? (
              <LineLayout model={model} onArrow={onArrow} />
            ) : (
              <CardsLayout model={model} onArrow={onArrow} />
            )}
            {(stacked || model.cards.length === 0) && <AddCards model={model} />}
          </div>
        </>
      )}
    </section>
  )
})
