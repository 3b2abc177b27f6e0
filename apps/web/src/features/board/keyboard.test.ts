import { describe, expect, it } from 'vitest'
import { chordOf, digitOf, isComposing, keysForKbd, letterOf, sectionPlaceOf } from './keyboard.ts'

const press = (key: string, held = '', code?: string) => ({
  key,
  ...(code ? { code } : {}),
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
})

describe('chordOf', () => {
  it.each([
    [press('z', 'c'), false, 'Mod+z'],
    [press('Z', 'cs'), false, 'Mod+Shift+z'],
    [press('z', 'm'), true, 'Mod+z'],
    [press('z', 'c'), true, 'Foreign+z'],
    [press('ArrowUp', 'a'), false, 'Alt+ArrowUp'],
    [press('Tab', 's'), false, 'Shift+Tab'],
    [press('?', 's'), false, '?'],
    [press('ø', 'a', 'KeyO'), true, 'Alt+o'],
    [press('F'), false, 'f'],
    // A French keyboard has Q where others have A; Dvorak has P where others have R.
    [press('q', 'a', 'KeyA'), false, 'Alt+q'],
    [press('a', 'a', 'KeyQ'), false, 'Alt+a'],
    [press('p', 'a', 'KeyR'), false, 'Alt+p'],
    [press('з', 'a', 'KeyP'), false, 'Alt+p'],
    [press('π', 'a', 'KeyP'), true, 'Alt+p'],
    // Vowel signs of Thai and Hindi, and a letter with its sign.
    [press('\u0e31', 'c', 'KeyY'), false, 'Mod+y'],
    [press('\u093c', 'c', 'KeyZ'), false, 'Mod+z'],
    [press('\u0e34', 'c', 'KeyB'), false, 'Mod+b'],
    [press('क्ष', 'cs', 'KeyZ'), false, 'Mod+Shift+z'],
  ])('%j on an Apple keyboard (%s) is %s', (event, apple, chord) => {
    expect(chordOf(event, apple)).toBe(chord)
  })
  it('is printed in the design’s words', () => {
    expect(keysForKbd('Mod+Shift+z')).toBe('Mod+Shift+Z')
    expect(keysForKbd('Alt+ArrowUp')).toBe('Alt+Up')
  })

  it.each([
    ['Russian', 'я', 'KeyZ', 'z'],
    ['Ukrainian', 'і', 'KeyS', 's'],
    ['Greek', 'ζ', 'KeyZ', 'z'],
    ['Hebrew', 'ז', 'KeyZ', 'z'],
    ['Hebrew, a sign', '/', 'KeyQ', 'q'],
    ['Arabic', 'ئ', 'KeyZ', 'z'],
    ['Arabic, two letters on one key', 'لا', 'KeyB', 'b'],
    ['French', 'z', 'KeyW', 'z'],
    ['Turkish', 'ı', 'KeyI', 'ı'],
    ['Dvorak', ';', 'KeyZ', 'z'],
  ])('reads the letter of a %s layout', (_, key, code, letter) => {
    const press = { key, code, ctrlKey: true, metaKey: false, altKey: false, shiftKey: false }
    expect(chordOf(press, false)).toBe(`Mod+${letter}`)
    expect(chordOf({ ...press, shiftKey: true, key: key.toUpperCase() }, false)).toMatch(/^Mod\+(Shift\+)?/)
  })
  it('leaves named keys and signs as they are', () => {
    const press = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
    expect(chordOf({ ...press, key: 'Enter', code: 'Enter' }, false)).toBe('Enter')
    expect(chordOf({ ...press, key: '?', code: 'Slash', shiftKey: true }, false)).toBe('?')
  })
  it.each([
    ['a US layout', press('3', 'a', 'Digit3'), false, 3],
    ['a French layout', press('"', 'a', 'Digit3'), false, 3],
    ['an Arabic layout', press('٣', 'a', 'Digit3'), false, 3],
    ['a German layout on an Apple keyboard', press('3', 'c', 'Digit3'), true, 3],
    ['the pinned line', press('0', 'a', 'Digit0'), false, 0],
    ['a bracket on an Apple keyboard', press('[', 'a', 'Digit5'), true, null],
    ['AltGr and a digit', press('{', 'ca', 'Digit7'), false, null],
    ['the code of a sign, on the keypad', press('1', 'a', 'Numpad1'), false, null],
    ['a plain digit', press('1', '', 'Digit1'), false, null],
  ])('finds the section that is asked for: %s', (_, event, apple, place) => {
    expect(sectionPlaceOf(event, apple)).toBe(place)
  })
  it.each([
    ['a US layout', press('3', '', 'Digit3'), 3],
    ['a French layout, without Shift', press('"', '', 'Digit3'), 3],
    ['a French layout, with Shift', press('3', 's', 'Digit3'), 3],
    ['an Arabic layout', press('٣', '', 'Digit3'), 3],
    ['a Persian layout', press('۳', '', 'Digit3'), 3],
    ['a Hindi layout', press('३', '', 'Digit3'), 3],
    ['the keypad', press('3', '', 'Numpad3'), 3],
    ['the keypad without NumLock', press('PageDown', '', 'Numpad3'), null],
    ['what Shift makes of it', press('#', 's', 'Digit3'), null],
    ['a letter', press('e', '', 'KeyE'), null],
  ])('reads the digit of %s', (_, event, digit) => {
    expect(digitOf(event)).toBe(digit)
  })
  it.each([
    ['µ', 'KeyM'],
    ['ą', 'KeyA'],
    ['@', 'KeyQ'],
    ['²', 'Digit2'],
    ['2', 'Digit2'],
    ['þ', 'KeyP'],
    ['π', 'KeyP'],
  ])('takes AltGr and %s for no letter, digit or combination of its place', (key, code) => {
    const withAltGraph = { ...press(key, '', code), getModifierState: (name: string) => name === 'AltGraph' }
    expect(letterOf(withAltGraph)).toBe(key)
    expect(digitOf(withAltGraph)).toBeNull()
    // Some systems report it as Alt, or as Ctrl and Alt.
    for (const held of ['', 'a', 'ca'])
      expect(chordOf({ ...withAltGraph, ...press(key, held, code) }, false)).toBe(`AltGr+${key}`)
    expect(sectionPlaceOf({ ...withAltGraph, altKey: true }, false)).toBeNull()
  })
  it('counts key code 229 as composing', () => {
    expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true)
    expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false)
  })
})
