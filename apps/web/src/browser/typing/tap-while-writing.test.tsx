import { cleanup, fireEvent, render } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useTapWhileWriting } from './tap-while-writing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const Page = () => {
  const page = useRef<HTMLDivElement>(null)
  useTapWhileWriting(page)
  return (
    <div ref={page} data-page="">
      <main>
        <textarea aria-label="Card" />
      </main>
      <button type="button">Got it</button>
    </div>
  )
}

it('says that a finger is on the page from its touch until its click is over, only where somebody was writing', () => {
  const { container } = render(<Page />)
  const page = container.querySelector<HTMLElement>('[data-page]')
  const [field, button] = [container.querySelector('textarea'), container.querySelector('button')]
  if (page === null || field === null || button === null) throw new Error('no page')
  const tapping = (): boolean => page.hasAttribute('data-tapping')
  /** As a phone does it: the focus leaves the text only after the finger was lifted. */
  const lift = (): void => {
    fireEvent.pointerUp(button)
    button.focus()
  }

  fireEvent.pointerDown(button)
  expect(tapping()).toBe(false)
  lift()

  field.focus()
  fireEvent.pointerDown(button)
  lift()
  expect(tapping()).toBe(true)
  fireEvent.click(button)
  vi.advanceTimersByTime(0)
  expect(tapping()).toBe(false)

  // A second tap before the first has clicked moves nothing either; one that ends without a click is over after a while.
  field.focus()
  fireEvent.pointerDown(button)
  lift()
  fireEvent.pointerDown(button)
  expect(tapping()).toBe(true)
  lift()
  vi.advanceTimersByTime(400)
  expect(tapping()).toBe(true)
  vi.runAllTimers()
  expect(tapping()).toBe(false)
})
