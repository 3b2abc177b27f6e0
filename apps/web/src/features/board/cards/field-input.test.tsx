import type { Item, ItemId } from '@greenroom/board'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useSyncExternalStore } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BoardContextProvider } from '../board-context.ts'
import { createBoardUi } from '../board-ui.ts'
import { LostCardBar } from '../lost-card-bar.tsx'
import { createTestBoard, type TestBoard, testFramework } from '../testing-board.ts'
import { useCreateBoardContext } from '../use-board-context.ts'
import { FieldInput } from './field-input.tsx'

const wants = testFramework.kinds.find(({ id }) => id === 'person')?.fields[0]
if (wants === undefined) throw new Error('the test framework has a person with a field')

const open = (board: TestBoard, item: ItemId) => {
  const ui = createBoardUi()
  const Field = ({ readOnly }: { readonly readOnly: boolean }) => {
    const view = useSyncExternalStore(board.subscribe, board.view)
    const context = useCreateBoardContext(
      ui,
      testFramework,
      readOnly ? null : board.actions,
      { goTo: () => undefined, goToSection: () => undefined },
      's.r1.ana.card.',
      false,
    )
    const shown = view.items.get(item)
    return (
      <BoardContextProvider value={context}>
        {shown && <FieldInput item={shown} field={wants} />}
        <LostCardBar />
      </BoardContextProvider>
    )
  }
  const drawn = render(<Field readOnly={false} />)
  return {
    ui,
    ...drawn,
    readOnly: () => drawn.rerender(<Field readOnly />),
    field: () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Wants' }),
    type: (words: string) =>
      fireEvent.change(screen.getByRole('textbox', { name: 'Wants' }), { target: { value: words } }),
  }
}
const stored = (board: TestBoard, item: ItemId): string | undefined => board.view().items.get(item)?.fields.wants

describe("a card's field", () => {
  beforeEach(() => {
    localStorage.clear()
    vi.useFakeTimers()
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
  })

  it('is on the board after a pause, and on the device before that', () => {
    const board = createTestBoard()
    const item = board.add('people', 'person', 'Shoppers')
    const { type } = open(board, item)
    type('Speed')
    expect(stored(board, item)).toBeUndefined()
    expect(JSON.stringify({ ...localStorage })).toContain('Speed')
    act(() => vi.advanceTimersByTime(400))
    expect(stored(board, item)).toBe('Speed')
    expect(localStorage.length).toBe(0)
  })

  it('keeps words that are too long over a reload, with the limit beside them', () => {
    const board = createTestBoard()
    const item = board.add('people', 'person', 'Shoppers')
    const long = 'x'.repeat(2001)
    const first = open(board, item)
    first.type(long)
    first.unmount()
    const again = open(board, item)
    expect(again.field().value).toBe(long)
    expect(screen.getByRole('alert').textContent).toMatch(/The limit is 2,000/)
    again.type('short')
    act(() => vi.advanceTimersByTime(400))
    expect(stored(board, item)).toBe('short')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('keeps what the board refuses: the round has ended in the middle of a word', () => {
    const board = createTestBoard()
    const item = board.add('people', 'person', 'Shoppers')
    const { type, readOnly, unmount } = open(board, item)
    type('Half a wor')
    readOnly()
    unmount()
    expect(stored(board, item)).toBeUndefined()
    expect(localStorage.getItem(`greenroom.draft.s.r1.ana.card.${item}.wants`)).toContain('Half a wor')
  })

  it('keeps the caret in its word when the words of somebody else arrive in the middle of it', () => {
    const board = createTestBoard()
    const item = board.add('people', 'person', 'Shoppers')
    const { field, type } = open(board, item)
    type('wants sales')
    act(() => vi.advanceTimersByTime(350))
    act(() => field().focus())
    type('New wo')
    field().setSelectionRange(6, 6)
    const remotely = (value: string) => act(() => board.remotely({ kind: 'setField', item, field: 'wants', value }))
    remotely('wants sales x')
    expect(field().value).toBe('New wo x')
    expect(field().selectionStart).toBe(6)
    type('New words x')
    field().setSelectionRange(9, 9)
    act(() => vi.advanceTimersByTime(350))
    expect(stored(board, item)).toBe('New words x')
    // And it goes along with its word when something comes before it.
    type('New words here x')
    field().setSelectionRange(14, 14)
    remotely('My New words x')
    expect(field().value).toBe('My New words here x')
    expect(field().selectionStart).toBe(17)
  })

  it('leaves a word alone that an input method is still composing, and takes the words of others in after it', () => {
    const board = createTestBoard()
    const item = board.add('people', 'person', 'Shoppers')
    board.remotely({ kind: 'setField', item, field: 'wants', value: 'paid' })
    const { field, type } = open(board, item)
    act(() => field().focus())
    fireEvent.compositionStart(field())
    type('paid に')
    act(() => vi.advanceTimersByTime(350))
    act(() => board.remotely({ kind: 'setField', item, field: 'wants', value: 'all paid' }))
    expect(field().value).toBe('paid に')
    type('paid 日本')
    fireEvent.compositionEnd(field())
    act(() => vi.advanceTimersByTime(350))
    expect(field().value).toBe('all paid 日本')
    expect(stored(board, item)).toBe('all paid 日本')
  })

  it('comes back with a card that somebody else removed under it', () => {
    const board = createTestBoard()
    const item = board.add('people', 'person', 'Shoppers')
    const { ui, type } = open(board, item)
    type('Trust')
    const lost = board.view().items.get(item) as Item
    act(() => {
      board.remotely({ kind: 'removeItem', item })
      ui.lose({ item: lost, text: lost.text, before: null, said: 'Ben removed this card.' })
    })
    fireEvent.click(screen.getByRole('button', { name: 'Put it back' }))
    const [back] = [...board.view().items.values()].filter(({ text }) => text === 'Shoppers')
    expect(back?.fields.wants).toBe('Trust')
    expect(localStorage.length).toBe(0)
  })

  it('holds both changes when two people write in it at once', () => {
    const board = createTestBoard()
    const item = board.add('people', 'person', 'Shoppers')
    board.remotely({ kind: 'setField', item, field: 'wants', value: 'paid orders' })
    const { type } = open(board, item)
    type('paid orders a week')
    act(() => board.remotely({ kind: 'setField', item, field: 'wants', value: 'all paid orders' }))
    act(() => vi.advanceTimersByTime(800))
    expect(stored(board, item)).toBe('all paid orders a week')
  })

  it('holds both changes once each while two people go on writing in it, and none that was written over on its way', () => {
    const board = createTestBoard()
    const item = board.add('people', 'person', 'Shoppers')
    const theirs = (value: string) => act(() => board.remotely({ kind: 'setField', item, field: 'wants', value }))
    const pass = () => act(() => vi.advanceTimersByTime(800))
    theirs('paid orders')
    const { type } = open(board, item)
    type('paid orders a')
    pass()
    // My letters were written over on their way, and I am writing on.
    type('paid orders a week')
    theirs('all paid orders')
    pass()
    expect(stored(board, item)).toBe('all paid orders a week')
    // They have seen mine, and write on, twice.
    for (const words of ['all the paid orders a week', 'all the paid orders a week, net']) {
      theirs(words)
      pass()
      expect(stored(board, item)).toBe(words)
    }
  })
})
