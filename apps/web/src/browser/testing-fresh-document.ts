import { configure } from '@testing-library/react'
import { afterAll, beforeAll, vi } from 'vitest'

// What a test waits for comes late on a busy machine: the library's own limit is a second.
configure({ asyncUtilTimeout: 30_000 })

// Files of this project share a document, as they share the modules of the page: each begins with an empty one, at the same address, with nothing kept.
beforeAll(() => {
  document.head.replaceChildren()
  document.body.replaceChildren()
  for (const element of [document.documentElement, document.body])
    for (const { name } of [...element.attributes]) element.removeAttribute(name)
  localStorage.clear()
  sessionStorage.clear()
  history.replaceState(null, '', '/')
})
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
