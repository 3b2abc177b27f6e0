import { describe, expect, it } from 'vitest'
import { playerKey } from './player-keys.ts'
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

describe('the keys of the player', () => {
  const held = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false }
  it.each([
    ['US', { key: '[', code: 'BracketLeft' }, { kind: 'step', to: 'phase', direction: 'before' }],
    ['Russian', { key: 'х', code: 'BracketLeft' }, { kind: 'step', to: 'phase', direction: 'before' }],
    ['Russian', { key: 'ъ', code: 'BracketRight' }, { kind: 'step', to: 'phase', direction: 'after' }],
    ['Russian', { key: 'Ъ', code: 'BracketRight', shiftKey: true }, { kind: 'wording', direction: 'after' }],
    ['Russian', { key: 'б', code: 'Comma' }, { kind: 'step', to: 'entry', direction: 'before' }],
    ['Russian', { key: 'Ю', code: 'Period', shiftKey: true }, { kind: 'faster' }],
    ['Russian', { key: 'ь', code: 'KeyM' }, { kind: 'compare' }],
    [
      'German, with AltGr',
      { key: '[', code: 'Digit8', altKey: true, ctrlKey: true },
      { kind: 'step', to: 'phase', direction: 'before' },
    ],
    [
      'French on an Apple keyboard',
      { key: '[', code: 'Digit5', altKey: true },
      { kind: 'step', to: 'phase', direction: 'before' },
    ],
    ['Dvorak', { key: 'm', code: 'KeyM' }, { kind: 'compare' }],
    ['Dvorak', { key: '[', code: 'Minus' }, { kind: 'step', to: 'phase', direction: 'before' }],
    ['US, a chord', { key: 'm', code: 'KeyM', ctrlKey: true }, null],
    ['US, a chord of the browser', { key: '[', code: 'BracketLeft', metaKey: true }, null],
  ] as const)('on a %s keyboard: %j', (_, pressed, meant) => {
    expect(playerKey({ ...held, ...pressed })).toEqual(meant)
  })
})
