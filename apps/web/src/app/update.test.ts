import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchForUpdates } from './update.ts'

const register = vi.fn(() => new Promise(() => undefined))
const worker = Object.assign(new EventTarget(), { controller: null, register, ready: new Promise(() => undefined) })

beforeEach(() => {
  register.mockClear()
  vi.stubEnv('DEV', false)
  vi.useFakeTimers()
  Object.defineProperty(navigator, 'serviceWorker', { configurable: true, value: worker })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  Reflect.deleteProperty(navigator, 'serviceWorker')
})

it('asks for the worker that fetches every file of the page only once the page has loaded and been drawn', () => {
  const state = vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading')
  watchForUpdates()
  vi.runAllTimers()
  expect(register).not.toHaveBeenCalled()
  state.mockReturnValue('complete')
  window.dispatchEvent(new Event('load'))
  expect(register).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(register).toHaveBeenCalledExactlyOnceWith('/sw.js')
  // A page that has loaded already.
  watchForUpdates()
  expect(register).toHaveBeenCalledTimes(1)
  vi.runAllTimers()
  expect(register).toHaveBeenCalledTimes(2)
  state.mockRestore()
})
