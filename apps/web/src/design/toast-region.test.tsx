import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { showToast, toasts } from './toast.ts'
import { Toasts } from './toast-region.tsx'

let hidden = false
const turn = (next: boolean) =>
  act(async () => {
    hidden = next
    document.dispatchEvent(new Event('visibilitychange'))
  })
const time = (milliseconds: number) => act(async () => vi.advanceTimersByTimeAsync(milliseconds))

beforeEach(() => {
  vi.useFakeTimers()
  toasts.clear()
  hidden = false
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
})
afterEach(() => {
  Reflect.deleteProperty(document, 'hidden')
  cleanup()
  toasts.clear()
  vi.useRealTimers()
})

it('a message goes after 6 seconds in which the page was seen', async () => {
  render(<Toasts />)
  await act(async () => void showToast({ tone: 'info', title: 'Ana left' }))
  await time(3000)
  await turn(true)
  await time(60_000)
  expect(screen.getByText('Ana left')).toBeDefined()
  await turn(false)
  await time(2000)
  expect(screen.getByText('Ana left')).toBeDefined()
  await time(2000)
  expect(screen.queryByText('Ana left')).toBeNull()
})

it('a message that comes while the page is hidden waits until it is seen', async () => {
  render(<Toasts />)
  await turn(true)
  await act(async () => void showToast({ tone: 'info', title: 'Ben is here' }))
  await time(60_000)
  await turn(false)
  expect(screen.getByText('Ben is here')).toBeDefined()
  await time(7000)
  expect(screen.queryByText('Ben is here')).toBeNull()
})
