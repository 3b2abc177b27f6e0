import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { guardTyping } from './typing-guard.ts'

describe('a field that goes while it is typed in', () => {
  const commands = vi.fn<(pressed: KeyboardEvent) => void>()
  let release = (): void => undefined
  beforeEach(() => {
    release = guardTyping(window)
    window.addEventListener('keydown', commands)
  })
  afterEach(() => {
    release()
    window.removeEventListener('keydown', commands)
    commands.mockReset()
    document.body.replaceChildren()
  })

  const field = (): HTMLTextAreaElement => {
    const area = document.createElement('textarea')
    document.body.append(area)
    area.focus()
    return area
  }
  /** `at`: milliseconds of the page. */
  const press = (key: string, at: number, keys: KeyboardEventInit = {}): KeyboardEvent => {
    const pressed = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...keys })
    Object.defineProperty(pressed, 'timeStamp', { value: at })
    ;(document.activeElement ?? document.body).dispatchEvent(pressed)
    return pressed
  }
  const heard = (): readonly string[] => commands.mock.calls.map(([{ key }]) => key)

  it('leaves the rest of the word without a meaning, until the hand pauses', () => {
    const area = field()
    press('b', 0)
    area.remove()
    for (const [at, key] of ['e', 'c', ' ', '3', 'Enter', 'Backspace'].entries()) {
      const pressed = press(key, 300 * (at + 1))
      expect(pressed.defaultPrevented, key).toBe(true)
    }
    expect(heard()).toEqual(['b'])
    expect(press('3', 3000).defaultPrevented).toBe(false)
    press('4', 3100)
    expect(heard()).toEqual(['b', '3', '4'])
  })

  it('is its own person’s doing after Enter, Escape, Tab, a chord or a press: every key means what it means', () => {
    for (const own of ['Enter', 'Escape', 'Tab']) {
      const area = field()
      press('b', 0)
      press(own, 10)
      area.remove()
      expect(press('3', 20).defaultPrevented, own).toBe(false)
    }
    const saved = field()
    press('b', 0)
    press('s', 10, { ctrlKey: true })
    saved.remove()
    expect(press('3', 20).defaultPrevented).toBe(false)
    const left = field()
    press('b', 0)
    left.remove()
    window.dispatchEvent(new Event('pointerdown'))
    expect(press('3', 20).defaultPrevented).toBe(false)
  })

  it('does nothing to Tab, and after it every key means what it means again', () => {
    const area = field()
    press('b', 0)
    area.remove()
    expect(press('Tab', 10).defaultPrevented).toBe(false)
    expect(press('3', 20).defaultPrevented).toBe(false)
  })

  it('that is drawn again under the hand, and one beside which the focus went elsewhere, keep every key', () => {
    const area = field()
    press('b', 0)
    area.remove()
    field()
    press('e', 10)
    expect(heard()).toEqual(['b', 'e'])
    const button = document.createElement('button')
    document.body.append(button)
    button.focus()
    expect(press('3', 20).defaultPrevented).toBe(false)
  })
})
