import { cleanup, render } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { useOnScreenKeyboard } from './on-screen-keyboard.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const Page = () => {
  const page = useRef<HTMLDivElement>(null)
  useOnScreenKeyboard(page)
  return (
    <div ref={page} data-page="">
      <main>
        <div data-item="a">
          <textarea aria-label="Card" />
        </div>
      </main>
      <button type="button">Menu</button>
    </div>
  )
}

it('tells the page what the keyboard covers, and shows the card that is written in when it or a message takes room, but moves for nothing else', () => {
  const seen = Object.assign(new EventTarget(), { height: 844, offsetTop: 0, scale: 1 })
  vi.stubGlobal('visualViewport', seen)
  vi.stubGlobal('innerHeight', 844)
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
    run()
    return 0
  })
  let lower: (height: number) => void = () => undefined
  vi.stubGlobal(
    'ResizeObserver',
    class {
      private readonly seen: (entries: readonly { readonly contentRect: { readonly height: number } }[]) => void
      constructor(seen: typeof this.seen) {
        this.seen = seen
      }
      observe(part: Element): void {
        expect(part.tagName).toBe('MAIN')
        lower = (height) => this.seen([{ contentRect: { height } }])
      }
      disconnect(): void {
        lower = () => undefined
      }
    },
  )
  const { container } = render(<Page />)
  const page = container.querySelector<HTMLElement>('[data-page]')
  const card = container.querySelector<HTMLElement>('[data-item]')
  const shown = vi.fn()
  if (card) card.scrollIntoView = shown
  const keyboard = (height: number): void => {
    seen.height = 844 - height
    seen.dispatchEvent(new Event('resize'))
  }
  container.querySelector('button')?.focus()
  keyboard(0)
  expect(shown).not.toHaveBeenCalled()
  container.querySelector('textarea')?.focus()
  keyboard(336)
  expect(page?.style.getPropertyValue('--keyboard')).toBe('336px')
  expect(shown).toHaveBeenCalledWith({ block: 'nearest', inline: 'nearest' })
  keyboard(0)
  expect(page?.style.getPropertyValue('--keyboard')).toBe('0px')

  // A message from somebody else takes room of the board: what is being written stays in sight.
  shown.mockClear()
  lower(215)
  lower(230)
  expect(shown).not.toHaveBeenCalled()
  lower(90)
  expect(shown).toHaveBeenCalledTimes(1)
  container.querySelector('button')?.focus()
  lower(60)
  expect(shown).toHaveBeenCalledTimes(1)
})
