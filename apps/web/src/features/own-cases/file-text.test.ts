import { describe, expect, it } from 'vitest'
import { textOfFile } from './file-text.ts'

const text = 'title: Prüfung für Zoë – “fast”\n'
const utf16 = (little: boolean, mark: boolean): Uint8Array => {
  const bytes = [...(mark ? '\uFEFF' : ''), ...text].flatMap((sign) => {
    const unit = sign.charCodeAt(0)
    return little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255]
  })
  return Uint8Array.from(bytes)
}
/** The signs of this text that Windows-1252 keeps elsewhere than Latin-1. */
const windows: Readonly<Record<string, number>> = { '–': 0x96, '“': 0x93, '”': 0x94 }

describe('the text of a case file', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${text}`)],
    ['UTF-16, little end first', utf16(true, true)],
    ['UTF-16, big end first', utf16(false, true)],
    ['UTF-16 without a mark', utf16(true, false)],
    ['UTF-16 without a mark, big end first', utf16(false, false)],
    ['Windows-1252', Uint8Array.from([...text].map((sign) => windows[sign] ?? sign.charCodeAt(0)))],
  ])('reads %s', (_, bytes) => {
    expect(textOfFile(bytes)).toBe(text)
  })
  it.each([
    ['an old Mac', 'Pr\x9ffung f\x9fr Zo\x91'],
    ['an old Mac, French', 'la caf\x8e'],
    ['an old Mac, with ß', 'Stra\xa7e'],
    ['DOS', 'Pr\x81fung'],
    ['Russian Windows', '\xd0\xe0\xe1\xee\xf2\xe0\xe5\xf2 \xeb\xe8 \xfd\xf2\xee?'],
    ['Shift JIS', '\x83X\x83g\x83\x8a\x81[\x83N'],
  ])('refuses what %s has written, rather than showing other letters', (_, written) => {
    expect(textOfFile(Uint8Array.from(written, (sign) => sign.charCodeAt(0)))).toBeNull()
  })
  it('reads what Western languages have in their words, and lines that end with a return alone', () => {
    for (const words of [
      '\xc9l\xe9onore, l\x92\xe9t\xe9: \x9cuvre, \x8akoda',
      '\xc4\xd6\xdc, Stra\xdfe, na\xefve',
      '\xa7 5 \x96 a\x85b',
      'a\xf1o, cora\xe7\xe3o, v\xedce \x9eeny',
    ])
      expect(textOfFile(Uint8Array.from(words, (sign) => sign.charCodeAt(0)))).not.toBeNull()
    const returns = 'a: é\rb: ÄÖÜ für Zoë, größer\r\nc: ñ'
    expect(textOfFile(Uint8Array.from(returns, (sign) => sign.charCodeAt(0)))).toBe(
      'a: é\nb: ÄÖÜ für Zoë, größer\r\nc: ñ',
    )
  })
  it('refuses a file that is not text', () => {
    expect(textOfFile(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 8, 0, 0, 0, 1, 2]))).toBe(null)
  })
})
