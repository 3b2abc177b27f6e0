import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useSyncExternalStore } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { BoardContextProvider } from '../board-context.ts'
import { createBoardUi } from '../board-ui.ts'
import { focusSection } from '../focus/section-focus.ts'
import { createTestBoard, type TestBoard, testFramework } from '../testing-board.ts'
import { useCreateBoardContext } from '../use-board-context.ts'
import { AddInHead } from './add-cards.tsx'

const steps = testFramework.sections.find(({ id }) => id === 'steps')
if (steps === undefined) throw new Error('the test framework has steps')
const kinds = testFramework.kinds.filter(({ id }) => steps.kinds.includes(id))

type HeadProps = {
  readonly board: TestBoard
  readonly freeWidth: number
  readonly labels?: readonly string[]
  readonly headOnly?: boolean
}
const Head = ({ board, freeWidth, labels, headOnly = true }: HeadProps) => {
  useSyncExternalStore(board.subscribe, board.view)
  const going = { goTo: () => undefined, goToSection: () => undefined }
  const context = useCreateBoardContext(createBoardUi(), testFramework, board.actions, going, 's.r1.ana.card.', false)
  return (
    <BoardContextProvider value={context}>
      <section data-section={steps.id}>
        <AddInHead
          section={steps}
          kinds={labels?.flatMap((label) => kinds.slice(0, 1).map((kind) => ({ ...kind, id: label, label }))) ?? kinds}
          freeWidth={freeWidth}
          headOnly={headOnly}
        />
      </section>
    </BoardContextProvider>
  )
}
const buttons = (): (string | null)[] =>
  screen.getAllByRole('button').map((one) => one.getAttribute('aria-label') ?? one.textContent)
const kindsOn = (board: TestBoard): string[] =>
  [...board.view().items.values()].filter(({ section }) => section === steps.id).map(({ kind }) => kind)

describe('what adds a card in the heading of a section that takes several kinds', () => {
  afterEach(cleanup)

  it('is a button for each where the heading is wide', () => {
    render(<Head board={createTestBoard()} freeWidth={600} />)
    expect(buttons()).toEqual(['Add step to Steps', 'Add note to Steps'])
  })

  it('leaves a title its place, where all buttons would cut it', () => {
    render(<Head board={createTestBoard()} freeWidth={350} labels={['Question', 'Assumption']} headOnly={false} />)
    expect(buttons()).toEqual(['Add question to Steps', 'Add to Steps'])
  })

  it('leaves the title its place beside the key of the section, which a wide heading has', () => {
    const labels = ['Fact', 'Strategy', 'Rival', 'Lifecycle']
    render(<Head board={createTestBoard()} freeWidth={490} labels={labels} headOnly={false} />)
    expect(buttons()).toEqual(['Add fact to Steps', 'Add to Steps'])
  })

  it('is one press away where it is narrow, also by the key of the section; the other kinds are in a menu beside it', () => {
    const board = createTestBoard()
    render(<Head board={board} freeWidth={200} />)
    expect(buttons()).toEqual(['Add step to Steps', 'Add to Steps'])
    focusSection(document.body, steps.id)
    if (document.activeElement) fireEvent.click(document.activeElement)
    expect(kindsOn(board)).toEqual(['step'])
  })
})
