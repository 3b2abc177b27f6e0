import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { createTestBoard, testFramework } from '../../board/testing-board.ts'
import { BoardPreview } from './board-preview.tsx'

afterEach(cleanup)

it('calls an untouched goal empty as the board does, and only a card without words an empty card', () => {
  const board = createTestBoard()
  board.add('people', 'person', 'Riders')
  board.add('people', 'person', '')
  render(<BoardPreview view={board.view()} framework={testFramework} className="h-64" />)
  expect(screen.getAllByRole('listitem').map((row) => row.textContent)).toEqual([
    'Nothing here yet',
    'Riders',
    'Empty card',
  ])
})
