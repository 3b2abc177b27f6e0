import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { swallowClick } from './swallow-click.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** How many of these clicks reach what is clicked. */
function clicksThrough(does: (click: () => void) => void): number {
  const card = document.createElement('button')
  document.body.append(card)
  let heard = 0
  card.addEventListener('click', () => heard++)
  does(() => card.click())
  vi.runAllTimers()
  card.remove()
  return heard
}

it('takes the click of a finger that was lifted, which comes a little later, and no other', () => {
  const heard = clicksThrough((click) => {
    swallowClick()
    vi.advanceTimersByTime(60)
    click()
    click()
  })
  expect(heard).toBe(1)
})

it.each([
  ['a finger comes down again', () => window.dispatchEvent(new Event('pointerdown'))],
  ['a key is pressed', () => window.dispatchEvent(new Event('keydown'))],
  ['a second has passed', () => vi.advanceTimersByTime(1000)],
])('takes none once %s', (_what, happens) => {
  const heard = clicksThrough((click) => {
    swallowClick()
    happens()
    click()
  })
  expect(heard).toBe(1)
})
