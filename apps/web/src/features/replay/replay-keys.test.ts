import { describe, expect, it } from 'vitest'
import { replayKeyOf } from './replay-keys.ts'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing', true>> = {},
  on = '<p></p>',
) => {
  document.body.innerHTML = on
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held })
  document.querySelector('[data-on]')?.dispatchEvent(event)
  return event
}

describe('the keys of a replay', () => {
  it.each([
    [' ', {}, 'toggle'],
    ['ArrowRight', {}, 'later'],
    ['ArrowLeft', {}, 'earlier'],
    ['ArrowRight', { shiftKey: true }, 'next-mark'],
    ['ArrowLeft', { shiftKey: true }, 'last-mark'],
    // The page before and after, the start of a line, words: the browser's.
    ['ArrowLeft', { altKey: true }, null],
    ['ArrowRight', { altKey: true }, null],
    ['ArrowLeft', { metaKey: true }, null],
    ['ArrowRight', { ctrlKey: true }, null],
    [' ', { ctrlKey: true }, null],
    ['ArrowRight', { isComposing: true }, null],
    ['a', {}, null],
  ] as const)('%s with %j means %s', (key, held, meant) => {
    expect(replayKeyOf(press(key, held))).toBe(meant)
  })
  it.each([
    '<input data-on>',
    '<textarea data-on></textarea>',
    '<div role="tablist"><div role="tab" data-on></div></div>',
    '<div role="menu"><div role="menuitem" data-on></div></div>',
    '<div role="dialog"><button data-on></button></div>',
    '<div role="radiogroup"><label data-on></label></div>',
  ])('leaves %s its arrows and its space', (on) => {
    for (const key of ['ArrowLeft', 'ArrowRight', ' ']) expect(replayKeyOf(press(key, {}, on))).toBeNull()
  })
  it('leaves a button its space, and what somebody has answered already', () => {
    expect(replayKeyOf(press(' ', {}, '<button data-on></button>'))).toBeNull()
    expect(replayKeyOf(press('ArrowLeft', {}, '<button data-on></button>'))).toBe('earlier')
    const answered = press('ArrowLeft')
    answered.preventDefault()
    expect(replayKeyOf(answered)).toBeNull()
  })
})
