import type { ItemId } from '@greenroom/board'
import { describe, expect, it } from 'vitest'
import { boardShortcuts } from '../board-shortcuts.ts'
import { createBoardUi } from '../board-ui.ts'
import { createPresence } from '../focus/presence.ts'
import { createTestBoard, testFramework } from '../testing-board.ts'
import { type ActionContext, actionFor, cardActions, menuActions } from './index.ts'

const setUp = () => {
  const board = createTestBoard()
  const ui = createBoardUi()
  const contextOf = (id: ItemId, mode: 'rest' | 'edit' = 'rest'): ActionContext => {
    const view = board.view()
    const item = view.items.get(id)
    const section = testFramework.sections.find((one) => one.id === item?.section)
    if (!item || !section) throw new Error(`no item ${id}`)
    const apply: ActionContext['apply'] = (command) => board.actions.apply(command).ok
    return { view, framework: testFramework, section, item, mode, board: board.actions, ui, apply }
  }
  const press = (id: ItemId, chord: string, mode: 'rest' | 'edit' = 'rest'): string | null => {
    const context = contextOf(id, mode)
    const action = actionFor(chord, context)
    action?.run(context)
    return action?.id ?? null
  }
  return { board, ui, contextOf, press, focus: () => ui.store.getState().focus }
}

describe('keys', () => {
  it('none is a single letter: on a selected card letters are written', () => {
    const keys = cardActions.flatMap((action) => [...(action.restKeys ?? []), ...(action.textKeys ?? [])])
    expect(keys.filter((key) => [...key].length === 1)).toEqual([])
  })
  it('Enter adds a card of the same kind below and opens it', () => {
    const { board, press, focus } = setUp()
    const a = board.add('people', 'person', 'a')
    const b = board.add('people', 'person', 'b')
    expect(press(a, 'Enter', 'edit')).toBe('add-below')
    const added = focus()?.item as ItemId
    expect(board.view().roots.get('people')).toEqual([a, added, b])
    expect(focus()?.mode).toBe('edit')
  })
  it('Tab nests only while writing and only where cards nest; Escape gives Tab back to the page', () => {
    const { board, press } = setUp()
    board.add('people', 'person', 'a')
    const b = board.add('people', 'person', 'b')
    expect(press(b, 'Tab')).toBeNull()
    const first = board.add('steps', 'step', 'one')
    const second = board.add('steps', 'step', 'two')
    expect(first).not.toBe(second)
    expect(press(b, 'Tab', 'edit')).toBe('nest')
    expect(press(b, 'Shift+Tab', 'edit')).toBe('outdent')
    expect(press(b, 'Escape', 'edit')).toBe('stop-writing')
  })
  it('Escape takes away a card that was added here and has nothing in it, without a word, and no other card', () => {
    const { board, ui, press, focus } = setUp()
    const a = board.add('people', 'person', 'a')
    const added = (): ItemId => {
      press(a, 'Enter', 'edit')
      return focus()?.item as ItemId
    }
    const shown = () => board.view().roots.get('people')
    const left = added()
    expect(shown()).toEqual([a, left])
    press(left, 'Escape', 'edit')
    expect(shown()).toEqual([a])
    expect(focus()).toMatchObject({ item: a, mode: 'rest' })
    expect(ui.store.getState().offer).toBeNull()

    // Somebody else has their caret in this one, and the next has a card below it.
    const ben = { key: 'ben', name: 'Ben', colour: 2 as const, focus: added(), caret: null }
    ui.store.setState({ presence: createPresence()([ben]) })
    press(ben.focus, 'Escape', 'edit')
    expect(focus()).toMatchObject({ item: ben.focus, mode: 'rest' })
    const parent = added()
    board.add('people', 'person', 'below', parent)
    press(parent, 'Escape', 'edit')
    // This one was empty before anybody opened it here.
    const old = board.add('people', 'person', '')
    press(old, 'Escape', 'edit')
    expect(shown()).toEqual(expect.arrayContaining([a, ben.focus, parent, old]))
  })
  it('Tab moves nobody out of a card that cannot be nested: it says so, and what is typed next goes into the card', () => {
    const { board, ui, press, focus } = setUp()
    const top = board.add('people', 'person', 'a')
    const step = board.add('steps', 'step', 'one')
    for (const [item, key, words] of [
      [step, 'Tab', 'Cards in Steps can’t be nested. Press Escape, then Tab, to leave the card.'],
      [step, 'Shift+Tab', 'Cards in Steps can’t be nested. Press Escape, then Shift+Tab, to leave the card.'],
      [top, 'Tab', 'There is no card above to nest this one under. Press Escape, then Tab, to leave the card.'],
      [top, 'Shift+Tab', 'This card is at the top level. Press Escape, then Shift+Tab, to leave the card.'],
    ] as const) {
      ui.edit(item)
      expect(press(item, key, 'edit')).toMatch(/-flat$/)
      expect(focus()).toMatchObject({ item, mode: 'edit' })
      expect(ui.store.getState().offer).toMatchObject({ text: words, undo: false })
      expect(press(item, key, 'rest')).toBeNull()
    }
    const goal = 'goal' as ItemId
    ui.edit(goal)
    press(goal, 'Tab', 'edit')
    expect(focus()).toMatchObject({ item: goal, mode: 'rest' })
  })
  it('a move keeps the focus and says where the card went', () => {
    const { board, ui, press, focus } = setUp()
    const a = board.add('tree', 'metric', 'Revenue')
    const b = board.add('tree', 'metric', 'Orders')
    expect(press(b, 'Alt+ArrowRight')).toBe('nest')
    expect(board.view().children.get(a)).toEqual([b])
    expect(ui.store.getState().said.text).toBe('Moved under “Revenue”, 1 of 1.')
    expect(focus()).toMatchObject({ item: b, mode: 'rest' })
    expect(press(b, 'Alt+ArrowUp')).toBeNull()
  })
  it('Alt and an arrow sideways changes section where nothing nests', () => {
    const { board, press } = setUp()
    const step = board.add('steps', 'step', 'Pays')
    expect(press(step, 'Alt+ArrowRight', 'edit')).toBe('move-onward-flat')
    expect(board.view().items.get(step)?.section).toBe('notes')
  })
  it('Backspace removes an empty card only, and goes on in the one before it', () => {
    const { board, press, focus } = setUp()
    const a = board.add('people', 'person', 'a')
    expect(press(a, 'Backspace', 'edit')).toBeNull()
    const b = board.add('people', 'person', '')
    expect(press(b, 'Backspace', 'edit')).toBe('remove-empty')
    expect(focus()).toMatchObject({ item: a, mode: 'edit', caret: 'end' })
  })
  it('Delete offers to undo, with what stood below', () => {
    const { board, ui, press } = setUp()
    const a = board.add('people', 'person', 'Shoppers')
    board.add('people', 'person', 'On a phone', a)
    expect(press(a, 'Delete')).toBe('remove')
    expect(ui.store.getState().offer).toMatchObject({ text: 'Removed “Shoppers” and 1 below it', undo: true })
  })
  it('the goal is written in, but neither removed, moved nor doubled', () => {
    const { contextOf, press } = setUp()
    const goal = 'goal' as ItemId
    expect(press(goal, 'Delete')).toBeNull()
    expect(press(goal, 'Enter', 'edit')).toBe('finish-line')
    expect(menuActions(contextOf(goal)).map((one) => one.id)).toEqual(['write'])
  })
  it('switching goes round the kinds of the section', () => {
    const { board, contextOf } = setUp()
    const switchIt = (id: ItemId) => {
      const context = contextOf(id)
      menuActions(context)
        .find((action) => action.id === 'kind')
        ?.run(context)
    }
    const step = board.add('steps', 'step', 'Pays')
    switchIt(step)
    expect(board.view().items.get(step)?.kind).toBe('note')
    switchIt(step)
    expect(board.view().items.get(step)?.kind).toBe('step')
  })
})

describe('the list of shortcuts', () => {
  it('names every action that has a key', () => {
    const labels = new Set(boardShortcuts.map((one) => one.label))
    for (const action of cardActions)
      if ((action.restKeys?.length ?? 0) + (action.textKeys?.length ?? 0) > 0) expect(labels).toContain(action.label)
  })
  it('gives no chord two meanings where both could be meant', () => {
    const { board, contextOf } = setUp()
    const a = board.add('people', 'person', 'a')
    board.add('people', 'person', 'x', a)
    const b = board.add('people', 'person', 'b')
    for (const mode of ['rest', 'edit'] as const) {
      const context = contextOf(b, mode)
      const chords = cardActions
        .filter((action) => action.available(context))
        .flatMap((action) => (mode === 'rest' ? action.restKeys : action.textKeys) ?? [])
      expect(chords).toEqual([...new Set(chords)])
    }
  })
})
