import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { Board } from '../board.tsx'
import { createTestBoard, testFramework } from '../testing-board.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

it('in a window beside what somebody reads, begins at the tree of the phase, which stands below the others', () => {
  // jsdom lays nothing out: everything is as wide as a phone and 500 pixels high, and the tree begins at 300.
  const observer = { observe: () => undefined, disconnect: () => undefined }
  vi.stubGlobal('ResizeObserver', function Observer() {
    return observer
  })
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(400)
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    return this.matches('[data-layout=tree]') ? new DOMRect(0, 300, 400, 350) : new DOMRect(0, 0, 400, 500)
  })
  const board = createTestBoard()
  board.add('tree', 'metric', 'Orders')
  const scrolledBy = (openSections: readonly string[], besideReading: boolean): number => {
    render(
      <section {...(besideReading && { 'data-window': '' })}>
        <div data-testid="window">
          <Board
            view={board.view()}
            framework={testFramework}
            openSections={openSections}
            others={[]}
            saved={{ kind: 'saved' }}
            actions={null}
          />
        </div>
      </section>,
    )
    const { scrollTop } = screen.getByTestId('window')
    cleanup()
    return scrollTop
  }
  expect(scrolledBy(['tree'], true)).toBe(150)
  expect(scrolledBy(['people', 'tree'], true)).toBe(0)
  expect(scrolledBy(['tree'], false)).toBe(0)
})
