import { afterEach, describe, expect, it } from 'vitest'
import { callKeyOf } from './call-keys.ts'

afterEach(() => {
  document.body.replaceChildren()
})

/** What a key means on the element with `data-here`. */
const meaning = (html: string, key: string, more: KeyboardEventInit = {}) => {
  document.body.innerHTML = html
  const place = document.querySelector('[data-here]') ?? document.body
  let told: ReturnType<typeof callKeyOf> | undefined
  const listen = (event: KeyboardEvent): void => {
    told = callKeyOf(event)
  }
  window.addEventListener('keydown', listen, { capture: true })
  const code = key === ' ' ? 'Space' : `Key${key.toUpperCase()}`
  place.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }))
  window.removeEventListener('keydown', listen, { capture: true })
  return told
}

describe('the keys of the call', () => {
  it('M mutes and the space bar talks, outside of text', () => {
    expect(meaning('<main data-here></main>', 'm')).toBe('mute')
    expect(meaning('<main data-here></main>', ' ')).toBe('talk')
    expect(meaning('<button data-here>Pause</button>', 'm')).toBe('mute')
    expect(meaning('<main data-here></main>', 'M', { shiftKey: true })).toBeNull()
  })

  it('are letters where words are written, and on a card, where they start the editing', () => {
    for (const html of [
      '<textarea data-here></textarea>',
      '<input data-here>',
      '<div data-item="i1" tabindex="0" data-here></div>',
      '<div data-item="i1"><button data-here>Actions</button></div>',
      '<div role="radiogroup"><span tabindex="0" data-here></span></div>',
    ]) {
      expect(meaning(html, 'm')).toBeNull()
      expect(meaning(html, ' ')).toBeNull()
    }
    expect(meaning('<div role="dialog"></div><main data-here></main>', 'm')).toBeNull()
    expect(meaning('<div role="menu"></div><main data-here></main>', ' ')).toBeNull()
  })

  it('as chords hold while one writes', () => {
    expect(meaning('<textarea data-here></textarea>', 'm', { altKey: true })).toBe('mute')
    expect(meaning('<textarea data-here></textarea>', 'j', { altKey: true })).toBe('join')
    expect(meaning('<textarea data-here></textarea>', 'm', { ctrlKey: true })).toBeNull()
  })
})
