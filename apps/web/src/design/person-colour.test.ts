import { describe, expect, it } from 'vitest'
import { initials } from './person-colour.ts'

describe('initials', () => {
  it.each([
    ['Ana Lima', 'AL'],
    ['小林', '小'],
    ['a', 'A'],
    ['Ana (2)', 'A2'],
    ['Ana Lima (12)', 'A12'],
    ['\u2068הדס\u2069', 'ה'],
    [
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} Ana',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    ],
    ['👩‍👩‍👧 Lima', '👩‍👩‍👧'],
    ['🇩🇪', '🇩🇪'],
    ['e\u0301lodie', 'E\u0301'],
    ['A\u0300\u0301\u0302\u0303na', 'A\u0300\u0301'],
    ['', '?'],
  ])('of %s are %s', (name, letters) => expect(initials(name)).toBe(letters))
})
