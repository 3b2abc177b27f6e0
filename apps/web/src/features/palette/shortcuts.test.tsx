import { cleanup, render, screen, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it } from 'vitest'
import { Modal } from '../../design/index.ts'
import { Board } from '../board/board.tsx'
import { createTestBoard, testFramework } from '../board/testing-board.ts'
import { Shortcuts } from './shortcuts.tsx'

afterEach(cleanup)

it('names the sections of the board that is drawn with their keys, and none where there is no board', () => {
  const sections = () => screen.queryByRole('region', { name: 'Sections of this board' })
  const list = (
    <Modal isOpen>
      <Shortcuts />
    </Modal>
  )
  const view = createTestBoard().view()
  const board = (
    <Board
      view={view}
      framework={testFramework}
      openSections={[]}
      others={[]}
      saved={{ kind: 'saved' }}
      actions={null}
    />
  )
  const { rerender } = render(
    <MemoryRouter>
      {board}
      {list}
    </MemoryRouter>,
  )
  const found = sections()
  if (!found) throw new Error('no sections are named')
  const named = within(found)
    .getAllByRole('term')
    .map((term) => `${term.textContent} ${term.nextElementSibling?.textContent}`)
  expect(named).toEqual(['People Alt1', 'Steps Alt2', 'Notes Alt3', 'Tree Alt4'])
  rerender(<MemoryRouter>{list}</MemoryRouter>)
  expect(sections()).toBeNull()
})

it('begins with the keys of a replay where one is played, and draws each key', () => {
  const titles = (path: string): readonly (string | null)[] => {
    const { unmount } = render(
      <MemoryRouter initialEntries={[path]}>
        <Modal isOpen>
          <Shortcuts />
        </Modal>
      </MemoryRouter>,
    )
    const found = screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'))
    const zoom = screen.getByText('Zoom the timeline in or out').nextElementSibling?.textContent
    expect(zoom).toBe('+or-')
    expect(screen.getByText('Five seconds back or forward').nextElementSibling?.textContent).toBe('←or→')
    unmount()
    return found
  }
  for (const path of ['/sample', '/s/abc/replay', '/shared', '/recording']) expect(titles(path)[0]).toBe('Replay')
  for (const path of ['/', '/s/abc', '/bank']) expect(titles(path)[0]).toBe('Everywhere')
})

it('says where a key holds that does one thing while a card is edited and another while it is selected', () => {
  render(
    <MemoryRouter>
      <Modal isOpen>
        <Shortcuts />
      </Modal>
    </MemoryRouter>,
  )
  const lines = within(screen.getByRole('region', { name: 'Cards' }))
    .getAllByRole('term')
    .map((term) => `${term.textContent}: ${term.nextElementSibling?.textContent}`)
  expect(lines.filter((line) => /Enter|Backspace|Esc/.test(line)).toSorted()).toEqual([
    'Add a card below (card selected): ShiftEnter',
    'Add a card below (while editing): Enter',
    'Add a nested card: CtrlEnter',
    'Edit (card selected): EnterorF2',
    'Finish the pinned line (while editing): Enter',
    'New line in the card (while editing): ShiftEnter',
    'Remove (card selected): DeleteorBackspace',
    'Remove an empty card (while editing): BackspaceorDelete',
    'Stop editing, so that Tab moves on: Esc',
  ])
})
