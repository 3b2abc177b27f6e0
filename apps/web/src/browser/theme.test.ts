import { beforeEach, describe, expect, it, vi } from 'vitest'
import beforePaint from '../../public/theme.js?raw'
import { readTheme, useTheme } from './theme.ts'

const html = document.documentElement

describe('the theme', () => {
  beforeEach(() => {
    localStorage.clear()
    useTheme.getState().choose('system')
  })

  it('follows the computer until somebody chooses', () => {
    expect(readTheme()).toBe('system')
    expect(html.dataset.theme).toBeUndefined()
  })

  it('is kept, and applied before the next page paints', () => {
    useTheme.getState().choose('dark')
    expect(html.dataset.theme).toBe('dark')
    expect(readTheme()).toBe('dark')
    delete html.dataset.theme
    new Function(beforePaint)()
    expect(html.dataset.theme).toBe('dark')
  })

  it('goes back to the computer', () => {
    useTheme.getState().choose('light')
    useTheme.getState().choose('system')
    expect(html.dataset.theme).toBeUndefined()
    new Function(beforePaint)()
    expect(html.dataset.theme).toBeUndefined()
  })

  it('is not broken by what others have stored, nor by forbidden storage', () => {
    localStorage.setItem('greenroom.theme', '"><script>')
    expect(readTheme()).toBe('system')
    const get = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    expect(readTheme()).toBe('system')
    expect(() => new Function(beforePaint)()).not.toThrow()
    get.mockRestore()
  })
})
