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

it('says that a finger is on the page from its touch until its click has come, only where somebody was writing', () => {
  const { container } = render(<Page />)
  const page = container.querySelector<HTMLElement>('[data-page]')
  const button = container.querySelector('button')
  if (page === null || button === null) throw new Error('no page')
  const tapping = (): boolean => page.hasAttribute('data-tapping')

  fireEvent.pointerDown(button)
  expect(tapping()).toBe(false)
  fireEvent.pointerUp(button)

  container.querySelector('textarea')?.focus()
  fireEvent.pointerDown(button)
  expect(tapping()).toBe(true)
  fireEvent.pointerUp(button)
  button.focus()
  fireEvent.click(button)
  expect(tapping()).toBe(true)
  vi.runAllTimers()
  expect(tapping()).toBe(false)
})
