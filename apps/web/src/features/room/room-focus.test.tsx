import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { useRegionKeys } from './use-region-keys.ts'
import { useStartFocus } from './use-start-focus.ts'

afterEach(cleanup)

const Room = ({ shown = 'lobby', panel = true }: { readonly shown?: string; readonly panel?: boolean }) => {
  const root = useRef<HTMLDivElement>(null)
  useRegionKeys(root)
  useStartFocus(shown)
  return (
    <div ref={root}>
      <header>
        <button type="button">Menu</button>
      </header>
      <div>
        <main id="main">
          <section>
            <header>
              <button type="button">Fold</button>
            </header>
            <div data-item="a" role="treeitem" tabIndex={0}>
              Orders
            </div>
            <aside>Aside of the board</aside>
          </section>
        </main>
        {panel && (
          <aside>
            <button type="button">Guide</button>
            <button type="button">Notes</button>
          </aside>
        )}
      </div>
    </div>
  )
}

const f6 = (shiftKey = false) => fireEvent.keyDown(document.activeElement ?? document.body, { key: 'F6', shiftKey })
const focused = () => document.activeElement?.textContent

describe('F6', () => {
  it('goes round the parts of the room, and comes back to what had the focus in each', () => {
    const { rerender } = render(<Room />)
    f6()
    expect(focused()).toBe('Menu')
    f6()
    expect(focused()).toBe('Fold')
    screen.getByRole('treeitem').focus()
    f6()
    expect(focused()).toBe('Guide')
    screen.getByText('Notes').focus()
    f6()
    expect(focused()).toBe('Menu')
    f6(true)
    expect(focused()).toBe('Notes')
    f6(true)
    expect(focused()).toBe('Orders')
    rerender(<Room panel={false} />)
    f6()
    expect(focused()).toBe('Menu')
  })
})

describe('when the room shows something else', () => {
  it('focus that is nowhere goes to the main part, and focus that is somewhere stays', () => {
    const { rerender } = render(<Room />)
    expect(document.activeElement).toBe(document.body)
    rerender(<Room shown="round" />)
    expect(document.activeElement?.id).toBe('main')
    screen.getByText('Notes').focus()
    rerender(<Room shown="debrief" />)
    expect(focused()).toBe('Notes')
  })
})
