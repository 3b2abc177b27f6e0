import { afterEach, expect, it, vi } from 'vitest'
import { copyText } from './copy-text.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

it('uses the clipboard where there is one', async () => {
  const writeText = vi.fn().mockResolvedValue(undefined)
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  expect(await copyText('link')).toBe(true)
  expect(writeText).toHaveBeenCalledWith('link')
})

it('selects and copies on plain http, and leaves the page as it was', async () => {
  vi.stubGlobal('navigator', {})
  const button = document.body.appendChild(document.createElement('button'))
  button.focus()
  let selected = ''
  document.execCommand = vi.fn(() => {
    const area = document.activeElement
    if (area instanceof HTMLTextAreaElement) selected = area.value.slice(area.selectionStart, area.selectionEnd)
    return true
  })
  expect(await copyText('link')).toBe(true)
  expect(selected).toBe('link')
  expect(document.querySelector('textarea')).toBeNull()
  expect(document.activeElement).toBe(button)
})

it('says when nothing could be copied', async () => {
  vi.stubGlobal('navigator', {})
  document.execCommand = vi.fn(() => false)
  expect(await copyText('link')).toBe(false)
})
