import type { ItemId } from '@greenroom/board'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { FormulaLine } from './formula-line.tsx'
import type { Formula } from './tree-formula.ts'

afterEach(cleanup)

const [orders, sessions, share] = ['orders', 'sessions', 'share'] as readonly string[] as readonly [
  ItemId,
  ItemId,
  ItemId,
]
const formula: Formula = {
  item: orders,
  words: 'Paid orders',
  kind: 'equals',
  terms: [
    { item: sessions, words: 'Sessions', sign: '' },
    { item: share, words: 'Share that pays', sign: '×' },
  ],
}
const branches = new Map([
  [sessions, 0],
  [share, 7],
])

it('is said as one line, with a colour for each branch', () => {
  render(<FormulaLine formula={formula} branches={branches} onLight={() => {}} onGo={() => {}} />)
  expect(document.querySelector('.board-formula')?.textContent).toBe('Paid orders=Sessions×Share that pays')
  // The seventh branch after the first has the colour of the second again.
  expect(screen.getAllByRole('button').map((term) => term.dataset.branch)).toEqual(['0', '1'])
})

it('lights the branch of a term under the pointer, and of the one that has the focus; a press goes there', () => {
  const [light, go] = [vi.fn(), vi.fn()]
  render(<FormulaLine formula={formula} branches={branches} onLight={light} onGo={go} />)
  const [first, second] = screen.getAllByRole('button')
  if (!first || !second) throw new Error('no terms')
  fireEvent.pointerEnter(second)
  fireEvent.pointerLeave(second)
  fireEvent.focus(first)
  expect(light.mock.calls).toEqual([[share], [null], [sessions]])
  fireEvent.click(first)
  expect(go.mock.calls).toEqual([[sessions]])
})

it('lists what a card depends on where operators are missing, and says what to do where nothing is below', () => {
  const { rerender } = render(
    <FormulaLine formula={{ ...formula, kind: 'from' }} branches={branches} onLight={() => {}} onGo={() => {}} />,
  )
  expect(document.querySelector('.board-formula')?.textContent).toBe('Paid ordersfromSessions·Share that pays')
  rerender(<FormulaLine formula={null} branches={branches} onLight={() => {}} onGo={() => {}} />)
  expect(screen.getByText(/^A formula appears here/)).toBeTruthy()
})
