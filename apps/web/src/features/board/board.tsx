import type { ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { BoardContextProvider } from './board-context.ts'
import type { BoardActions, BoardProps } from './board-props.ts'
import { BoardTools } from './board-tools.tsx'
import { type BoardUi, createBoardUi } from './board-ui.ts'
import { CardDetails } from './cards/card-details.tsx'
import { CardMenu } from './cards/card-menu.tsx'
import { LinkPicker } from './cards/link-picker.tsx'
import { MovePicker } from './cards/move-picker.tsx'
import { useFreshCards } from './cards/use-fresh-cards.ts'
import { DragGhost } from './drag/drag-ghost.tsx'
import { createPresence, createSectionPeople } from './focus/presence.ts'
import { focusSection } from './focus/section-focus.ts'
import { showCard } from './focus/show-card.ts'
import { useLostFocus } from './focus/use-lost-focus.ts'
import { useSectionAfterOpening } from './focus/use-section-after-opening.ts'
import { useSectionKeys } from './focus/use-section-keys.ts'
import { chordOf, isApple } from './keyboard.ts'
import { LostCardBar } from './lost-card-bar.tsx'
import { createBoardModel } from './model/board-model.ts'
import { coverageWords } from './sections/coverage-words.ts'
import { GoalLine } from './sections/goal-line.tsx'
import { SectionArea } from './sections/section-area.tsx'
import { SetAsideOffer } from './set-aside-offer.tsx'
import { UndoBar } from './undo-bar.tsx'
import { UnfitBar } from './unfit-bar.tsx'
import { useCreateBoardContext } from './use-board-context.ts'
import './styles/board.css'
import './styles/panels.css'
import './styles/bars.css'
import './styles/cards.css'
import './styles/details.css'
import './styles/layouts.css'
import './styles/tree.css'
import './styles/stacked.css'
import './styles/forced-colors.css'
import './styles/print.css'

/**
 * The board of a round: the goal pinned on top, the sections below, on one screen. Live room and replay draw it from the same plain data;
 * without `actions` nothing can be changed. Fills its parent, which sets its height.
 */
export function Board({
  view,
  framework,
  openSections,
  others,
  authorOf,
  saved,
  actions,
  canUndo = false,
  canRedo = false,
  showCoverage = false,
  setAside = [],
  onPutBack,
  onForget,
  spotlight = null,
  lit = noCards,
  commented = noComments,
  draftsUnder = 'board.card.',
  isBeside = false,
  tools,
}: BoardProps) {
  const root = useRef<HTMLDivElement>(null)
  const addedAt = useRef(Number.NEGATIVE_INFINITY)
  const [ui] = useState(createBoardUi)
  const readModel = useMemo(() => createBoardModel(framework), [framework])
  const model = readModel(view)
  const [readPresence] = useState(createPresence)
  const presence = readPresence(others)
  const may = saved.kind !== 'read-only' && saved.kind !== 'loading'
  const editable = useMemo(() => (may && actions ? notingOwnSteps(actions, ui) : null), [may, actions, ui])

  const goTo = (id: ItemId): void => {
    const item = view.items.get(id)
    if (!item) return
    ui.choose(item.section, 'open')
    const full = ui.store.getState().full
    if (full !== null && full !== item.section) ui.setFull(null)
    for (let parent = item.parent; parent; parent = view.items.get(parent)?.parent ?? null) ui.collapse(parent, false)
    if (editable) ui.rest(id)
    else ui.store.setState({ spotlight: id })
  }
  const wentTo = useSectionAfterOpening(root, saved.kind === 'loading')
  const goToSection = (id: string): void => {
    const { full, chosen } = ui.store.getState()
    const section = framework.sections.find((one) => one.id === id)
    if (!section) return
    const collapsed =
      root.current?.querySelector(`section[data-section="${CSS.escape(id)}"]:not([data-collapsed])`) === null
    // At once, so that there is something to focus within the same key press or click.
    flushSync(() => {
      ui.closeOverlay()
      if (section.layout === 'line') return
      if (collapsed || chosen.get(id) === 'collapsed') ui.choose(id, 'open')
      if (full !== null && full !== id) ui.setFull(id)
    })
    focusSection(root.current, id)
    wentTo(id)
    if (collapsed) ui.say(t`${section.title} open.`)
  }
  const context = useCreateBoardContext(ui, framework, editable, { goTo, goToSection }, draftsUnder, isBeside)
  useSectionKeys(root, framework, goToSection)
  useFreshCards(ui, editable)
  useLostFocus(ui, view, root, others, authorOf)

  useLayoutEffect(() => ui.store.setState({ presence }), [ui, presence])
  useLayoutEffect(() => ui.store.setState({ lit }), [ui, lit])
  useLayoutEffect(() => ui.store.setState({ commented }), [ui, commented])

  // A new phase ends one's own opening and collapsing; a section in use stays open for the person in it.
  const phase = openSections.join(' ')
  const drawnPhase = useRef(phase)
  useLayoutEffect(() => {
    if (drawnPhase.current === phase) return
    drawnPhase.current = phase
    const focused = ui.store.getState().focus
    ui.forgetChoices(focused ? (view.items.get(focused.item)?.section ?? null) : null)
  }, [phase, ui, view])

  const goToSpotlight = useEffectEvent(goTo)
  useEffect(() => {
    if (spotlight === null) {
      ui.store.setState({ spotlight: null })
      return
    }
    goToSpotlight(spotlight)
    ui.store.setState({ spotlight })
  }, [spotlight, ui])
  const spotlit = useStore(ui.store, (state) => state.spotlight)
  useEffect(() => {
    if (spotlit === null) return
    const card = root.current?.querySelector(`[data-item="${CSS.escape(spotlit)}"]`)
    if (card && !card.closest('[data-panned]')) showCard(card)
  }, [spotlit])

  useEffect(
    () =>
      ui.store.subscribe((state, before) => {
        if (state.focus === null && before.focus !== null) editable?.setFocus(null, null)
      }),
    [ui, editable],
  )

  useEffect(() => {
    if (editable === null) ui.store.setState({ overlay: null, focus: null })
  }, [editable, ui])

  const lines = model.sections.filter((one) => one.section.layout === 'line')
  const areas = useMemo(() => model.sections.filter((one) => one.section.layout !== 'line'), [model])
  const coverage = showCoverage ? coverageWords(model) : null
  const overlay = useStore(ui.store, (state) => state.overlay)
  const said = useStore(ui.store, (state) => state.said)
  const [readSectionPeople] = useState(createSectionPeople)
  const people = readSectionPeople(others, view)

  return (
    <BoardContextProvider value={context}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys that hold anywhere on the board */}
      <div
        ref={root}
        className="board"
        data-board=""
        data-readonly={editable === null || undefined}
        onClickCapture={(event) => {
          if (event.target instanceof Element && event.target.closest('.board-add-button'))
            addedAt.current = event.timeStamp
        }}
        onMouseDownCapture={(event) => {
          // The second press of a double click on “Add”: the layout has moved under it, and the new card keeps the focus.
          const { focus, fresh } = ui.store.getState()
          if (event.timeStamp - addedAt.current > doubleClick || focus?.mode !== 'edit' || !fresh.has(focus.item))
            return
          const card = document.activeElement?.closest('[data-item]')
          if (event.target instanceof Node && !card?.contains(event.target)) event.preventDefault()
        }}
        onFocus={(event) => {
          // A heading, the rail, a button: no card has the focus any more. What a card opened belongs to it.
          if (ui.store.getState().overlay === null && !event.target.closest('[data-item]')) ui.leave()
        }}
        onBlur={(event) => {
          const left = event.relatedTarget === null || !event.currentTarget.contains(event.relatedTarget)
          if (left && document.hasFocus() && ui.store.getState().overlay === null) ui.leave()
        }}
        onKeyDown={(event) => {
          if (event.defaultPrevented || editable === null) return
          const field = event.target instanceof Element && event.target.closest('.board-field')
          const chord = chordOf(event, isApple())
          if (field || (chord !== 'Mod+z' && chord !== 'Mod+Shift+z' && chord !== 'Mod+y')) return
          event.preventDefault()
          if (chord === 'Mod+z') editable.undo()
          else editable.redo()
        }}
      >
        <div className="board-top">
          <div className="board-goals">
            {lines.map((one) => (
              <GoalLine key={one.section.id} model={one} />
            ))}
          </div>
          <BoardTools board={editable} canUndo={canUndo} canRedo={canRedo} tools={tools} />
        </div>
        <SetAsideOffer
          setAside={setAside}
          framework={framework}
          canPutBack={editable !== null}
          onPutBack={(id) => onPutBack?.(id)}
          onForget={(id) => onForget?.(id)}
        />
        <SectionArea sections={areas} openSections={openSections} people={people} coverage={coverage} />
        <LostCardBar />
        <UnfitBar />
        <UndoBar />
        <DragGhost />
        {overlay?.kind === 'menu' && <CardMenu key={overlay.item} overlay={overlay} />}
        {overlay?.kind === 'details' && <CardDetails key={overlay.item} overlay={overlay} model={model} />}
        {overlay?.kind === 'link' && <LinkPicker key={overlay.item} overlay={overlay} model={model} />}
        {overlay?.kind === 'move' && <MovePicker key={overlay.item} overlay={overlay} />}
        <div className="sr-only" role="status" aria-live="polite">
          {/* The same words said twice are read twice. */}
          {said.text}
          {said.n % 2 === 0 ? '' : ' '}
        </div>
      </div>
    </BoardContextProvider>
  )
}

const noCards: ReadonlySet<ItemId> = new Set()
const noComments: ReadonlyMap<ItemId, number> = new Map()

/** Two presses within this many milliseconds are one double click, as in most systems. */
const doubleClick = 500

/**
 * A card that disappears because of one's own undo was not removed by somebody else; and the bar that offers to undo a step must not undo the
 * one before it.
 */
const notingOwnSteps = (actions: BoardActions, ui: BoardUi): BoardActions => {
  const step = (run: () => void) => () => {
    const item = ui.store.getState().focus?.item
    run()
    if (item && !actions.current().items.has(item)) ui.takenBack.add(item)
    if (ui.store.getState().offer?.undo) ui.dropOffer()
  }
  return { ...actions, undo: step(actions.undo), redo: step(actions.redo) }
}
