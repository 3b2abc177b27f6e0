import { describe, expect, it } from 'vitest'
import { chordOf, keysForKbd } from './keyboard.ts'

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
  ])('%j on an Apple keyboard (%s) is %s', (event, apple, chord) => {
    expect(chordOf(event, apple)).toBe(chord)
  })
  it('is printed in the design’s words', () => {
    expect(keysForKbd('Mod+Shift+z')).toBe('Mod+Shift+Z')
    expect(keysForKbd('Alt+ArrowUp')).toBe('Alt+Up')
  })
})
