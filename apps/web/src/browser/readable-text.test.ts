import { afterEach, describe, expect, it, vi } from 'vitest'
import { insertReadableText, readableText } from './readable-text.ts'

afterEach(() => vi.restoreAllMocks())

describe('words from elsewhere', () => {
  it('lose what nobody sees, and keep tabs, line ends and every script', () => {
    expect(readableText('two\u0000 mer\u0007chants\u0085\tof\u000bJune\u007f\r\n')).toBe(
      'two merchants\u0085\tof June\r\n',
    )
    const whole = 'نسبة 12% 👩‍👩‍👧 é é ไทย\u200d'
    expect(readableText(whole)).toBe(whole)
  })

  it('are inserted without it in whatever field they are pasted or dropped into; typing is left alone', () => {
    const page = document.implementation.createHTMLDocument()
    const field = page.body.appendChild(page.createElement('textarea'))
    const inserted = vi.fn(() => true)
    page.execCommand = inserted
    insertReadableText(page)
    const insert = (inputType: string, data: string): boolean =>
      field.dispatchEvent(new InputEvent('beforeinput', { inputType, data, bubbles: true, cancelable: true }))
    expect(insert('insertFromPaste', 'a bell\u0007 and a soft\u000bbreak')).toBe(false)
    expect(insert('insertFromDrop', '\u0001')).toBe(false)
    expect(inserted.mock.calls).toEqual([
      ['insertText', false, 'a bell and a soft break'],
      ['insertText', false, ''],
    ])
    expect(insert('insertFromPaste', 'nothing to take out')).toBe(true)
    expect(insert('insertText', '\u0007')).toBe(true)
    expect(inserted).toHaveBeenCalledTimes(2)
  })
})
