import { cleanup, render, screen, within } from '@testing-library/react'
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
    <>
      {board}
      {list}
    </>,
  )
  const found = sections()
  if (!found) throw new Error('no sections are named')
  const named = within(found)
    .getAllByRole('term')
    .map((term) => `${term.textContent} ${term.nextElementSibling?.textContent}`)
  expect(named).toEqual(['People Alt1', 'Steps Alt2', 'Notes Alt3', 'Tree Alt4'])
  rerender(list)
  expect(sections()).toBeNull()
})
