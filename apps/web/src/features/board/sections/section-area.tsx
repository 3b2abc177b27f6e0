import { t } from '@lingui/core/macro'
import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { usePrinting } from '../../../browser/use-printing.ts'
import { useBoardContext, useBoardUi } from '../board-context.ts'
import type { OtherPerson } from '../board-props.ts'
import { showCard } from '../focus/show-card.ts'
import { flatten, type SectionModel } from '../model/board-model.ts'
import { headHeight, packSections, type Rect } from './section-packing.ts'
import { SectionPanel } from './section-panel.tsx'
import { previewLines, SectionRail } from './section-rail.tsx'
import { useElementSize } from './use-element-size.ts'
import { useSmallSections } from './use-small-sections.ts'

/** Below this width, sections are stacked and the page scrolls. */
const stackBelow = 620
/** Two boards beside one another are read, card by card, and each has half of the window: its sections show all their cards. */
const stackBesideBelow = 860
/** How many pixels more it takes before they are side by side again. */
const stayStacked = 24
const footHeight = 28

const inLetters = (rect: Rect, letters: number): Rect =>
  letters === 1
    ? rect
    : { x: rect.x * letters, y: rect.y * letters, width: rect.width * letters, height: rect.height * letters }

/** The sections: a rail that never moves, and beside it the open ones, which share one screen. */
export const SectionArea = memo(function SectionArea({
  sections,
  openSections,
  people,
  coverage,
}: {
  readonly sections: readonly SectionModel[]
  readonly openSections: readonly string[]
  readonly people: ReadonlyMap<string, readonly OtherPerson[]>
  /** How many sections are in use, in words. `null` where that is not to be seen. */
  readonly coverage: string | null
}) {
  const foot = coverage === null ? null : <p className="board-coverage">{coverage}</p>
  const area = useRef<HTMLDivElement>(null)
  const { letters, ...inPixels } = useElementSize(area)
  // As large as it is for the letters in it: with larger ones there is room for less.
  const size = { width: inPixels.width / letters, height: inPixels.height / letters }
  const { isBeside } = useBoardContext()
  const chosen = useBoardUi((state) => state.chosen)
  const printing = usePrinting()
  const chosenFull = useBoardUi((state) => state.full)
  const full = printing ? null : chosenFull

  // The section that has the focus is never collapsed.
  const focused = useBoardUi((state) => state.focus?.item ?? null)
  const home = useMemo(
    () =>
      focused === null
        ? null
        : (sections.find((one) => flatten(one.cards).some((card) => card.item.id === focused))?.section.id ?? null),
    [sections, focused],
  )

  const phase = openSections.join(' ')
  const inPhase = useMemo(() => new Set(phase.split(' ')), [phase])
  // A phase that is about a tree gives it the whole area; its other sections stay in the list, a press away.
  const lead = sections.find((one) => one.section.id === phase.split(' ')[0])
  const alone = lead?.section.layout === 'tree' ? lead.section.id : null
  const open = useMemo(() => {
    // Outside phases (a debrief, a replay of one) everything is open.
    const all = printing || (!sections.some((one) => inPhase.has(one.section.id)) && phase === '')
    return new Set(
      sections
        .map((one) => one.section.id)
        .filter(
          (id) =>
            ((printing ? undefined : chosen.get(id)) ??
              (all || id === home || (alone === null ? inPhase.has(id) : id === alone) ? 'open' : 'collapsed')) ===
            'open',
        ),
    )
  }, [sections, chosen, inPhase, phase, home, printing, alone])

  // Stacked sections take slightly less width than sections side by side: at one width each would switch to the other for ever.
  const [wasStacked, setWasStacked] = useState(false)
  const stacked =
    size.width > 0 && size.width < (isBeside ? stackBesideBelow : stackBelow) + (wasStacked ? stayStacked : 0)
  if (stacked !== wasStacked) setWasStacked(stacked)
  // In a window beside what somebody reads, the tree of the phase would begin where the window ends.
  useLayoutEffect(() => {
    if (!stacked || alone === null) return
    const tree = area.current?.querySelector('[data-window] [data-layout="tree"]')
    if (tree) showCard(tree)
  }, [stacked, alone])
  const railWidth = size.width >= 1000 ? 216 : 178
  const width = full === null ? size.width - railWidth - 10 : size.width
  const shown = sections.filter((one) => (full === null ? open.has(one.section.id) : one.section.id === full))
  const smallOnes = useSmallSections(shown)
  // What the phase is about has its place from the start, even while it is empty and somebody is still writing elsewhere.
  const small = useMemo(() => new Set([...smallOnes].filter((id) => id !== alone)), [smallOnes, alone])
  const shape = shown.map((one) => `${one.section.id}:${one.section.layout}:${small.has(one.section.id)}`).join(' ')
  const packing = useMemo(
    () =>
      packSections(
        shown.map((one) => ({ id: one.section.id, layout: one.section.layout, small: small.has(one.section.id) })),
        width,
        size.height,
      ),
    // `shape` contains everything of `shown` that counts here.
    [shape, width, size.height],
  )

  const measured = size.width > 0
  const placeOf = (one: SectionModel): number => sections.indexOf(one) + 1
  if (stacked) {
    return (
      <div key="area" ref={area} className="board-area" data-stacked="">
        {sections
          .filter((one) => full === null || one.section.id === full)
          .map((one) => (
            <SectionPanel
              key={one.section.id}
              model={one}
              place={placeOf(one)}
              rect={null}
              full={full === one.section.id}
              open={full === one.section.id || open.has(one.section.id)}
              inPhase={inPhase.has(one.section.id)}
            />
          ))}
        {foot}
      </div>
    )
  }
  const railHeight = size.height - (foot ? footHeight : 0)
  return (
    <div key="area" ref={area} className="board-area">
      {measured && full === null && (
        <nav className="board-rail" aria-label={t`Sections`} style={{ width: railWidth * letters }}>
          <SectionRail
            sections={sections}
            open={open}
            inPhase={inPhase}
            lines={previewLines(railHeight, sections.length, sections.length - open.size)}
            people={people}
          />
          {foot}
        </nav>
      )}
      <div
        className="board-panels"
        style={{ left: full === null ? (railWidth + 10) * letters : 0, width: width * letters }}
      >
        {measured &&
          shown.map((one) => (
            <SectionPanel
              key={one.section.id}
              model={one}
              place={placeOf(one)}
              rect={inLetters(packing.get(one.section.id) ?? { x: 0, y: 0, width, height: size.height }, letters)}
              headOnly={packing.get(one.section.id)?.height === headHeight && small.has(one.section.id)}
              full={full === one.section.id}
              open
              inPhase={inPhase.has(one.section.id)}
            />
          ))}
        {measured && shown.length === 0 && (
          <p className="board-nothing">{t`Every section is collapsed. Choose one on the left.`}</p>
        )}
      </div>
    </div>
  )
})
