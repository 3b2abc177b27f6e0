import type { ItemId } from '@greenroom/board'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useSyncExternalStore } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Board } from './board.tsx'
import type { OtherPerson } from './board-props.ts'
import { createTestBoard, type TestBoard, testFramework } from './testing-board.ts'

afterEach(() => {
  vi.restoreAllMocks()
  cleanup()
})

const Live = ({
  board,
  others = [],
  authorOf,
  readOnly = false,
  loading = false,
  open = ['people', 'steps', 'notes', 'tree'],
}: {
  readonly board: TestBoard
  readonly open?: readonly string[]
  readonly others?: readonly OtherPerson[]
  readonly authorOf?: () => string | null
  readonly readOnly?: boolean
  readonly loading?: boolean
}) => {
  const view = useSyncExternalStore(board.subscribe, board.view)
  return (
    <Board
      view={view}
      framework={testFramework}
      openSections={open}
      others={others}
      {...(authorOf ? { authorOf } : {})}
      saved={{ kind: loading ? 'loading' : 'saved' }}
      actions={readOnly ? null : board.actions}
    />
  )
}

const people = () => within(screen.getByRole('region', { name: 'People' }))
const writing = (): HTMLTextAreaElement => {
  const area = document.activeElement
  if (!(area instanceof HTMLTextAreaElement)) throw new Error(`focus is on ${area?.tagName}`)
  return area
}
const type = (text: string): void => {
  const area = writing()
  fireEvent.input(area, { target: { value: area.value + text } })
}

const goalItem = (board: TestBoard): ItemId => {
  const goal = [...board.view().items.values()].find(({ section }) => section === 'goal')
  if (goal === undefined) throw new Error('the board has a goal from its start')
  return goal.id
}
const texts = (board: TestBoard): readonly string[] =>
  (board.view().roots.get('people') ?? []).map((id) => board.view().items.get(id)?.text ?? '')

describe('<Board>', () => {
  it('adds a card, takes what is typed, and goes on to the next with Enter', () => {
    const board = createTestBoard()
    render(<Live board={board} />)
    fireEvent.click(people().getByRole('button', { name: 'Add person to People' }))
    type('Shoppers')
    fireEvent.keyDown(writing(), { key: 'Enter' })
    type('Merchants')
    const texts = [...board.view().items.values()].filter((item) => item.section === 'people').map((item) => item.text)
    expect(texts).toEqual(['Shoppers', 'Merchants'])
    fireEvent.keyDown(writing(), { key: 'Escape' })
    expect(document.activeElement).toBe(people().getByRole('button', { name: /^Merchants/ }))
  })

  it('takes a double click on what adds a card for one: the second press takes no focus from the new card', () => {
    // Both presses of a double click, however slow the machine is.
    const stamp = vi.spyOn(Event.prototype, 'timeStamp', 'get').mockReturnValue(0)
    const board = createTestBoard()
    // Milliseconds between two events are what is looked at: they stand still.
    vi.spyOn(Event.prototype, 'timeStamp', 'get').mockReturnValue(1_000)
    render(<Live board={board} />)
    // `fireEvent` answers `false` where the page has prevented what the browser would do: move the focus.
    expect(fireEvent.mouseDown(screen.getByRole('region', { name: /^People/ }))).toBe(true)
    fireEvent.click(people().getByRole('button', { name: 'Add person to People' }))
    expect(fireEvent.mouseDown(screen.getByRole('region', { name: /^People/ }))).toBe(false)
    expect(fireEvent.mouseDown(writing())).toBe(true)
    type('Shoppers')
    expect(fireEvent.mouseDown(screen.getByRole('region', { name: /^People/ }))).toBe(true)
    stamp.mockRestore()
    expect(texts(board)).toEqual(['Shoppers'])
  })

  it('takes the Enter of an on-screen keyboard, which names no key; and breaks the line for one with Shift', () => {
    const board = createTestBoard()
    render(<Live board={board} />)
    fireEvent.click(people().getByRole('button', { name: 'Add person to People' }))
    type('Shoppers')
    const breaksLine = (): boolean =>
      writing().dispatchEvent(
        new InputEvent('beforeinput', { inputType: 'insertLineBreak', bubbles: true, cancelable: true }),
      )
    fireEvent.keyDown(writing(), { key: 'Enter', shiftKey: true })
    expect(breaksLine()).toBe(true)
    expect(texts(board)).toEqual(['Shoppers'])
    fireEvent.keyDown(writing(), { key: 'Unidentified', keyCode: 229 })
    let broken = true
    act(() => {
      broken = breaksLine()
    })
    expect(broken).toBe(false)
    type('Merchants')
    expect(texts(board)).toEqual(['Shoppers', 'Merchants'])
    // Safari's end of a composition: code 229, and no line break follows.
    fireEvent.keyDown(writing(), { key: 'Enter', keyCode: 229 })
    expect(texts(board)).toEqual(['Shoppers', 'Merchants'])
  })

  it('draws a remote edit in its own card and touches no other, nor the caret, nor the focus', () => {
    const board = createTestBoard()
    const mine = board.add('people', 'person', 'Shoppers')
    const theirs = board.add('people', 'person', 'Merchants')
    render(<Live board={board} />)
    fireEvent.click(people().getByRole('button', { name: /^Shoppers/ }))
    writing().setSelectionRange(4, 4)

    const touched = new Set<string | undefined>()
    const watch = new MutationObserver(() => undefined)
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    act(() => board.remotely({ kind: 'editText', item: theirs, index: 0, remove: 0, insert: 'E-commerce ' }))
    for (const { target } of watch.takeRecords()) {
      const element = target instanceof Element ? target : target.parentElement
      touched.add(element?.closest<HTMLElement>('[data-item]')?.dataset.item)
    }
    watch.disconnect()
    expect([...touched]).toEqual([theirs])
    expect(writing().selectionStart).toBe(4)

    act(() => board.remotely({ kind: 'editText', item: mine, index: 0, remove: 0, insert: 'All ' }))
    expect(writing().value).toBe('All Shoppers')
    expect(writing().selectionStart).toBe(8)
  })

  it('goes on being written in after somebody moved the card', () => {
    const board = createTestBoard()
    const parent = board.add('people', 'person', 'All')
    const mine = board.add('people', 'person', 'Shoppers')
    render(<Live board={board} />)
    fireEvent.click(people().getByRole('button', { name: /^Shoppers/ }))
    writing().setSelectionRange(3, 3)
    act(() => board.remotely({ kind: 'moveItem', item: mine, at: { section: 'people', parent, before: null } }))
    expect(writing().value).toBe('Shoppers')
    expect(writing().selectionStart).toBe(3)
  })

  it('moves what is typed into no other card when somebody removes the one that is written in, and offers it back', () => {
    const board = createTestBoard()
    board.add('people', 'person', 'Merchants')
    const mine = board.add('people', 'person', 'Shoppers')
    board.add('people', 'person', 'Riders')
    const others = [{ key: '1', name: 'Ina', colour: 1, focus: null, caret: null }] as const
    render(<Live board={board} others={others} />)
    fireEvent.click(people().getByRole('button', { name: /^Shoppers/ }))
    type(' who pay')
    act(() => board.remotely({ kind: 'removeItem', item: mine }))
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'People' }))
    for (const key of ['e', 'Backspace', 'Enter', ' '])
      fireEvent.keyDown(document.activeElement ?? document.body, { key })
    expect(texts(board)).toEqual(['Merchants', 'Riders'])
    const bar = screen.getByRole('button', { name: 'Put it back' }).parentElement
    expect(bar?.textContent).toMatch(/^Ina removed the card you were editing. “Shoppers who pay”/)
    fireEvent.click(screen.getByRole('button', { name: 'Put it back' }))
    expect(texts(board)).toEqual(['Merchants', 'Shoppers who pay', 'Riders'])
    expect(writing().value).toBe('Shoppers who pay')
    expect(screen.queryByRole('button', { name: 'Put it back' })).toBeNull()
  })

  it('names who removed the card that is written in, where that is known, among several people', () => {
    const board = createTestBoard()
    const mine = board.add('people', 'person', 'Shoppers')
    const others = ['Ina', 'Moe'].map((name) => ({ key: name, name, colour: 1, focus: null, caret: null }) as const)
    const authorOf = () => 'Moe'
    render(<Live board={board} others={others} authorOf={authorOf} />)
    fireEvent.click(people().getByRole('button', { name: /^Shoppers/ }))
    act(() => board.remotely({ kind: 'removeItem', item: mine }))
    expect(screen.getByRole('button', { name: 'Put it back' }).parentElement?.textContent).toMatch(/^Moe removed/)
  })

  it('starts writing with the first letter on a selected card, whichever letter it is', () => {
    const board = createTestBoard()
    board.add('people', 'person', 'Shoppers')
    render(<Live board={board} />)
    for (const key of ['d', 'f', 'k', 'l', 'm', 'n', 'Д', '?', 'Dead']) {
      const card = people().getByRole('button', { name: /^Shoppers/ })
      act(() => card.focus())
      fireEvent.keyDown(card, { key })
      expect(writing().value).toBe('Shoppers')
      expect(screen.queryByRole('dialog')).toBeNull()
      fireEvent.keyDown(writing(), { key: 'Escape' })
    }
    const card = people().getByRole('button', { name: /^Shoppers/ })
    // The keys of the room and of the sections write nothing.
    for (const held of [
      { key: 'c', ctrlKey: true },
      { key: '1', code: 'Digit1', altKey: true },
      { key: 'q', code: 'KeyQ', altKey: true },
    ]) {
      fireEvent.keyDown(card, held)
      expect(document.activeElement).toBe(card)
    }
  })

  it('pastes a list whole, nested as it is indented, or not at all', () => {
    const board = createTestBoard()
    const tree = board.add('tree', 'metric', 'Revenue, so')
    render(<Live board={board} />)
    const paste = (text: string) => fireEvent.paste(writing(), { clipboardData: { getData: () => text } })
    fireEvent.click(within(screen.getByRole('treeitem', { name: /^Revenue/ })).getByText(/^Revenue/))
    writing().setSelectionRange(9, 9)
    paste('a\n'.repeat(301))
    expect(board.view().items.get(tree)?.text).toBe('Revenue, so')
    expect(screen.getAllByText(/Nothing was pasted: that is 301 lines/).length).toBeGreaterThan(0)
    paste('● Paid orders\n   ○ Button presence\n● Dispute rate ')
    const words = (id: ItemId): string => board.view().items.get(id)?.text ?? ''
    const roots = board.view().roots.get('tree') ?? []
    expect(roots.map(words)).toEqual(['Revenue, Paid orders', 'Dispute rateso'])
    expect(board.view().children.get(tree)?.map(words)).toEqual(['Button presence'])
  })

  it('pastes a paragraph that is too long for a card as several', () => {
    const board = createTestBoard()
    render(<Live board={board} />)
    fireEvent.click(people().getByRole('button', { name: 'Add person to People' }))
    const sentence = `${'Riders wait outside the shop. '.repeat(50)}`.trim()
    fireEvent.paste(writing(), { clipboardData: { getData: () => `${sentence} ${sentence}` } })
    expect(texts(board).map((text) => text.endsWith('.'))).toEqual([true, true])
    expect(texts(board).join(' ')).toBe(`${sentence} ${sentence}`)
  })

  it('keeps words that a full card does not take, also over a reload, and puts them in a card of their own', () => {
    const board = createTestBoard()
    const full = 'y'.repeat(1900)
    board.add('people', 'person', full)
    const first = render(<Live board={board} />)
    fireEvent.click(people().getByRole('button', { name: /^yyy/ }))
    const spoken = 'Riders wait. '.repeat(240).trim()
    type(spoken)
    expect(writing().value).toBe(full)
    expect(texts(board)).toEqual([full])
    const bar = () => screen.getByRole('button', { name: 'Put it in a new card' }).parentElement
    expect(bar()?.textContent).toMatch(/^A card holds 2,000 characters\. Not added: “Riders wait/)
    first.unmount()
    render(<Live board={board} />)
    fireEvent.click(screen.getByRole('button', { name: 'Put it in a new card' }))
    expect(texts(board)[0]).toBe(full)
    expect(texts(board).slice(1).join(' ')).toBe(spoken)
    expect(screen.queryByText(/Not added/)).toBeNull()
  })

  it('keeps letter after letter that is typed past the end of the pinned line, and calls it by its title', () => {
    const board = createTestBoard()
    board.actions.apply({ kind: 'editText', item: goalItem(board), index: 0, remove: 0, insert: 'y'.repeat(2000) })
    render(<Live board={board} />)
    fireEvent.click(screen.getByRole('button', { name: /^yyy/ }))
    for (const letter of 'so') type(letter)
    expect(writing().value).toHaveLength(2000)
    const bar = screen.getByRole('button', { name: 'Discard' }).parentElement
    expect(bar?.textContent).toMatch(/^“Goal” holds 2,000 characters\. Not added: “so”/)
    expect(screen.queryByRole('button', { name: 'Put it in a new card' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }))
    expect(screen.queryByText(/Not added/)).toBeNull()
  })

  it('keeps all that was entered in place of a selection, also what was there before', () => {
    const board = createTestBoard()
    board.add('people', 'person', 'All of them.')
    render(<Live board={board} />)
    fireEvent.click(people().getByRole('button', { name: /^All/ }))
    const spoken = `All ${'riders '.repeat(300)}of them.`
    const area = writing()
    area.value = spoken
    fireEvent(area, new InputEvent('input', { bubbles: true, inputType: 'insertText', data: spoken }))
    expect(texts(board)).toEqual(['All of them.'])
    fireEvent.click(screen.getByRole('button', { name: 'Put it in a new card' }))
    expect(texts(board).slice(1).join(' ')).toBe(spoken)
  })

  it('begins a paragraph that does not fit behind the text of a card with a card of its own', () => {
    const board = createTestBoard()
    board.add('people', 'person', 'y'.repeat(1900))
    render(<Live board={board} />)
    fireEvent.click(people().getByRole('button', { name: /^yyy/ }))
    const sentence = 'Riders wait outside the shop. '.repeat(50).trim()
    fireEvent.paste(writing(), { clipboardData: { getData: () => sentence } })
    expect(texts(board)).toEqual(['y'.repeat(1900), sentence])
  })

  it('keeps the section open in which one writes when the phase turns, and collapses the others', () => {
    const board = createTestBoard()
    board.add('people', 'person', 'Shoppers')
    const { rerender } = render(<Live board={board} open={['people', 'steps']} />)
    fireEvent.click(people().getByRole('button', { name: /^Shoppers/ }))
    const area = writing()
    rerender(<Live board={board} open={['tree']} />)
    expect(document.activeElement).toBe(area)
    expect(screen.queryByRole('region', { name: 'Steps' })).toBeNull()
    expect(screen.getByRole('region', { name: 'Tree' })).toBeDefined()
  })

  it('says who is on a card by name', () => {
    const board = createTestBoard()
    const item = board.add('people', 'person', 'Shoppers')
    render(
      <Live
        board={board}
        others={[{ key: '1', name: 'Ana', colour: 2, focus: item, caret: { field: null, anchor: 2, head: 2 } }]}
      />,
    )
    expect(people().getByText('Ana').parentElement?.textContent).toBe('Ana is here')
    expect(
      people()
        .getByRole('button', { name: /^Shoppers/ })
        .querySelector('.board-caret'),
    ).not.toBeNull()
  })

  it('draws the tree with levels and places', () => {
    const board = createTestBoard()
    const root = board.add('tree', 'metric', 'Orders')
    board.add('tree', 'metric', 'Visits', root)
    board.add('tree', 'metric', 'Share that buys', root)
    render(<Live board={board} />)
    const item = screen.getByRole('treeitem', { name: /Share that buys/ })
    expect(item.getAttribute('aria-level')).toBe('2')
    expect(item.getAttribute('aria-posinset')).toBe('2')
    expect(screen.getByRole('treeitem', { name: /Orders/ }).getAttribute('aria-expanded')).toBe('true')
  })

  it('says in the name of a metric who is there, as it shows it', () => {
    const board = createTestBoard()
    const orders = board.add('tree', 'metric', 'Orders')
    render(<Live board={board} others={[{ key: '1', name: 'Ana', colour: 2, focus: orders, caret: null }]} />)
    expect(screen.getByRole('treeitem', { name: /^Orders.*Ana ?is here$/ })).toBeTruthy()
  })

  it('shows what a metric is for by shape, name and edge, and gives it from the menu of the card', () => {
    const board = createTestBoard()
    const disputes = board.add('tree', 'metric', 'Disputes per 1,000 orders')
    board.add('tree', 'metric', 'Orders')
    board.actions.apply({ kind: 'setField', item: disputes, field: 'threshold', value: 'above 6' })
    render(<Live board={board} />)
    const open = () => fireEvent.click(screen.getByRole('button', { name: /^Actions for “Disputes/ }))
    const role = () => board.view().items.get(disputes)?.fields.metricKind
    open()
    fireEvent.click(screen.getByRole('menuitemradio', { name: 'Guardrail' }))
    expect(role()).toBe('guardrail')
    // Called by what is seen on it, in the order in which it is seen (WCAG 2.5.3).
    const node = screen.getByRole('treeitem', { name: /^Guardrail.*Disputes/ })
    expect(node.dataset.role).toBe('guardrail')
    expect(node.querySelector('svg.board-role-shape')?.classList.contains('lucide-shield')).toBe(true)
    expect(screen.getByRole('treeitem', { name: /^Orders/ }).querySelector('.board-role-shape')).toBeNull()
    open()
    expect(screen.getByRole('menuitemradio', { name: 'Guardrail' }).getAttribute('aria-checked')).toBe('true')
    fireEvent.click(screen.getByRole('menuitemradio', { name: 'Guardrail' }))
    expect(role()).toBeUndefined()
  })

  it('leaves the room of empty sections to those in use, and gives it back with their first card', () => {
    const board = createTestBoard()
    const { rerender } = render(<Live board={board} open={['people', 'tree']} />)
    const panel = (name: string) => screen.getByRole('region', { name })
    expect(Number.parseInt(panel('People').style.height, 10)).toBeGreaterThan(90)
    const metric = board.add('tree', 'metric', 'Orders')
    rerender(<Live board={board} open={['people', 'tree']} />)
    expect(panel('People').style.height).toBe('40px')
    fireEvent.click(people().getByRole('button', { name: 'Add person to People' }))
    type('Shoppers')
    expect(Number.parseInt(panel('People').style.height, 10)).toBeGreaterThan(90)
    act(() => board.remotely({ kind: 'removeItem', item: metric }))
    expect(Number.parseInt(panel('Tree').style.height, 10)).toBeGreaterThan(90)
  })

  it('changes nothing without actions, but still collapses and opens', () => {
    const board = createTestBoard()
    board.add('people', 'person', 'Shoppers')
    render(<Live board={board} readOnly />)
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.queryByRole('button', { name: /^Add/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Collapse People' }))
    expect(screen.queryByRole('region', { name: 'People' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /^People/, expanded: false }))
    expect(people().getByText(/Shoppers/)).toBeDefined()
  })

  it('lets people who may not edit scroll a long goal with the keyboard, and adds no stop for those who may', () => {
    const board = createTestBoard()
    const goal = () => within(screen.getByRole('list', { name: 'Goal' })).getByRole('listitem').firstElementChild
    const { rerender } = render(<Live board={board} readOnly />)
    expect(goal()?.getAttribute('tabindex')).toBe('0')
    rerender(<Live board={board} />)
    expect(goal()?.hasAttribute('tabindex')).toBe(false)
  })

  it('goes to a section by its number from anywhere, opens it, and comes to its cards or to what adds one', () => {
    const board = createTestBoard()
    board.add('people', 'person', 'Shoppers')
    const sams = board.add('steps', 'step', 'Pays')
    board.actions.apply({ kind: 'editText', item: sams, index: 4, remove: 0, insert: ' twice' })
    render(<Live board={board} open={['people']} />)
    const alt = (digit: string, key = digit) =>
      fireEvent.keyDown(document.activeElement ?? document.body, { key, code: `Digit${digit}`, altKey: true })
    alt('2', 'é')
    expect(document.activeElement).toBe(
      within(screen.getByRole('region', { name: 'Steps' })).getByRole('button', { name: /^Pays twice/ }),
    )
    alt('3')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Add note to Notes')
    alt('1')
    fireEvent.click(document.activeElement ?? document.body)
    type(' who pay')
    alt('0')
    expect(document.activeElement?.closest('section')).toBe(screen.getByRole('region', { name: 'Goal' }))
    expect(texts(board)).toEqual(['Shoppers who pay'])
    fireEvent.keyDown(document.activeElement ?? document.body, { key: '9', code: 'Digit9', altKey: true })
    expect(document.activeElement?.closest('section')).toBe(screen.getByRole('region', { name: 'Goal' }))
  })

  it('keeps the section that was gone to while the board was opening, and comes to what takes letters in it once it is open', () => {
    const board = createTestBoard()
    const alt = (digit: string) =>
      fireEvent.keyDown(document.activeElement ?? document.body, { key: digit, code: `Digit${digit}`, altKey: true })
    const { rerender } = render(<Live board={board} loading />)
    alt('1')
    board.add('people', 'person', 'Shoppers')
    rerender(<Live board={board} />)
    expect(document.activeElement).toBe(people().getByRole('button', { name: 'Add person to People' }))
    rerender(<Live board={board} loading />)
    alt('2')
    rerender(<Live board={board} />)
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Add step to Steps')
    // Who went elsewhere in the meantime stays there.
    rerender(<Live board={board} loading />)
    alt('2')
    const rail = screen.getByRole('region', { name: 'Goal' })
    rail.tabIndex = -1
    rail.focus()
    rerender(<Live board={board} />)
    expect(document.activeElement).toBe(rail)
  })

  it('moves the focus into a section that is opened from the list, and counts what the list has', () => {
    const board = createTestBoard()
    board.add('steps', 'step', 'Pays')
    render(<Live board={board} open={['people']} />)
    fireEvent.click(screen.getByRole('button', { name: /^Steps/, expanded: false }))
    expect(document.activeElement?.closest('section')).toBe(screen.getByRole('region', { name: 'Steps' }))
    fireEvent.click(screen.getByRole('button', { name: /^Steps/, expanded: true }))
    expect(screen.queryByRole('region', { name: 'Steps' })).toBeNull()
  })

  it('takes the bar below the board away after a while, also when the one before went under the pointer', () => {
    vi.useFakeTimers()
    try {
      const board = createTestBoard()
      board.add('people', 'person', 'Shoppers')
      board.add('people', 'person', 'Riders')
      render(<Live board={board} />)
      const remove = (name: RegExp) => {
        const card = people().getByRole('button', { name })
        act(() => card.focus())
        fireEvent.keyDown(card, { key: 'Delete' })
      }
      remove(/^Shoppers/)
      const bar = () => screen.queryByRole('button', { name: 'Dismiss' })?.parentElement ?? null
      fireEvent.pointerEnter(bar() as HTMLElement, { pointerType: 'mouse' })
      act(() => vi.advanceTimersByTime(60_000))
      expect(bar()?.textContent).toBe('Removed “Shoppers”Undo')
      expect(bar()?.querySelector('bdi')?.textContent).toBe('“Shoppers”')
      fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
      remove(/^Riders/)
      expect(bar()?.textContent).toBe('Removed “Riders”Undo')
      act(() => vi.advanceTimersByTime(8000))
      expect(bar()).toBeNull()
    } finally {
      vi.useRealTimers()
    }
  })

  it('takes the bar away once its step has been undone by key: its button would undo the step before', () => {
    const board = createTestBoard()
    board.add('people', 'person', 'Shoppers')
    render(<Live board={board} />)
    const card = people().getByRole('button', { name: /^Shoppers/ })
    act(() => card.focus())
    fireEvent.keyDown(card, { key: 'Delete' })
    expect(screen.getByRole('button', { name: 'Dismiss' })).toBeDefined()
    fireEvent.keyDown(screen.getByRole('region', { name: 'People' }), { key: 'z', code: 'KeyZ', ctrlKey: true })
    expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull()
  })

  it('fills the board with one section on Alt+Enter, and comes back with Escape', () => {
    const board = createTestBoard()
    board.add('people', 'person', 'Shoppers')
    render(<Live board={board} />)
    const card = people().getByRole('button', { name: /^Shoppers/ })
    act(() => card.focus())
    fireEvent.keyDown(card, { key: 'Enter', altKey: true })
    expect(screen.queryByRole('region', { name: 'Steps' })).toBeNull()
    const focused = document.activeElement
    if (!focused) throw new Error('no focus')
    fireEvent.keyDown(focused, { key: 'Escape' })
    expect(screen.getByRole('region', { name: 'Steps' })).toBeDefined()
  })

  it('keeps the sections where they are on Alt+Enter in the pinned line, which is never larger', () => {
    const board = createTestBoard()
    board.actions.apply({ kind: 'editText', item: goalItem(board), index: 0, remove: 0, insert: 'Grow' })
    render(<Live board={board} />)
    const goal = within(screen.getByRole('region', { name: 'Goal' })).getByRole('button', { name: /^Grow/ })
    act(() => goal.focus())
    fireEvent.keyDown(goal, { key: 'Enter', altKey: true })
    expect(screen.getByRole('region', { name: 'Steps' })).toBeDefined()
    expect(people().getByRole('button', { name: 'Add person to People' })).toBeDefined()
  })
})
