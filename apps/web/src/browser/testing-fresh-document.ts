import { configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'

// What a test waits for comes late on a busy machine: the library's own limit is a second.
configure({ asyncUtilTimeout: 30_000 })

// Files of this project share a document, as they share the modules of the page: each begins with an empty one, at the same address, with nothing kept.
/** React only warns of two children with one key, and then may show one of them twice or not at all. */
const doubled: string[] = []
const report = console.error
beforeAll(() => {
  console.error = (...parts: readonly unknown[]) => {
    const said = parts.map(String).join(' ')
    if (said.includes('children with the same key')) doubled.push(said)
    report(...parts)
  }
  document.head.replaceChildren()
  document.body.replaceChildren()
  for (const element of [document.documentElement, document.body])
    for (const { name } of [...element.attributes]) element.removeAttribute(name)
  localStorage.clear()
  sessionStorage.clear()
  history.replaceState(null, '', '/')
})
afterEach(() => expect(doubled.splice(0)).toEqual([]))
afterAll(() => {
  console.error = report
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
