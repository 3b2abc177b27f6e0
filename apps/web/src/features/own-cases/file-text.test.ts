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
  it('refuses a file that is not text', () => {
    expect(textOfFile(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 8, 0, 0, 0, 1, 2]))).toBe(null)
  })
})
