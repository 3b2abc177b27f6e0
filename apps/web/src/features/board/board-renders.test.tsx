import type { ItemId } from '@greenroom/board'
import { act, cleanup, render } from '@testing-library/react'
import { useSyncExternalStore } from 'react'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { OtherPerson } from './board-props.ts'
import type { Card } from './model/board-model.ts'
import { createTestBoard, type TestBoard, testFramework } from './testing-board.ts'

/** Which cards were drawn: every card asks for its drag once in each drawing. */
const drawn: ItemId[] = []
vi.doMock('./drag/use-card-drag.ts', () => ({
  useCardDrag: (card: Card) => {
    drawn.push(card.item.id)
    return () => undefined
  },
  useStillWhileDragged: () => () => undefined,
}))
// Other files share the modules of this worker: the board is loaded once more with what counts, and again without it afterwards.
vi.resetModules()
const { Board } = await import('./board.tsx')
afterAll(() => {
  vi.doUnmock('./drag/use-card-drag.ts')
  vi.resetModules()
})

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 1200, 800))
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

function Live({ board, others }: { readonly board: TestBoard; readonly others: readonly OtherPerson[] }) {
  const view = useSyncExternalStore(board.subscribe, board.view)
  return (
    <Board
      view={view}
      framework={testFramework}
      openSections={['people', 'steps', 'notes', 'tree']}
      others={others}
      saved={{ kind: 'saved' }}
      actions={board.actions}
    />
  )
}

function drawnWhile(change: () => void): readonly ItemId[] {
  drawn.length = 0
  act(change)
  return [...new Set(drawn)]
}

it('draws a card again only when it changed itself: not its parent, its siblings, or the cards around it', () => {
  const board = createTestBoard()
  const nobody: readonly OtherPerson[] = []
  const parent = board.add('people', 'person', 'Shoppers')
  const child = board.add('people', 'person', 'Parents', parent)
  const sibling = board.add('people', 'person', 'Merchants')
  const root = board.add('tree', 'metric', 'Orders')
  const leaf = board.add('tree', 'metric', 'Orders a day', root)
  const step = board.add('steps', 'step', 'Search')
  board.add('steps', 'step', 'Pay')
  const { rerender } = render(<Live board={board} others={nobody} />)
  const typed = (item: ItemId) => board.remotely({ kind: 'editText', item, index: 0, remove: 0, insert: 'x' })
  for (const item of [child, sibling, leaf, root, step]) expect(drawnWhile(() => typed(item))).toEqual([item])

  // A link says the words of the card that it points at. (A taller leaf moves its root, which is drawn in its new place.)
  act(() => board.remotely({ kind: 'addLink', item: leaf, link: { kind: 'serves', to: parent } }))
  expect(new Set(drawnWhile(() => typed(parent)))).toEqual(new Set([parent, leaf]))

  // Somebody's caret draws the card that it is in, and the one that it left.
  const ina = (focus: ItemId | null, anchor = 0): OtherPerson => ({
    key: '1',
    name: 'Ina',
    colour: 1,
    focus,
    caret: focus === null ? null : { field: null, anchor, head: anchor },
  })
  const shows = (person: OtherPerson) => drawnWhile(() => rerender(<Live board={board} others={[person]} />))
  expect(shows(ina(child))).toEqual([child])
  expect(shows(ina(child, 3))).toEqual([child])
  expect(new Set(shows(ina(sibling)))).toEqual(new Set([child, sibling]))
})
