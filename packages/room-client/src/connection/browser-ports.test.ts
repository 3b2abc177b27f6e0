import { afterEach, describe, expect, it } from 'vitest'
import { browserPorts } from './browser-ports.ts'

const before = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')

describe('the ports of a browser that keeps nothing', () => {
  afterEach(() => {
    if (before) Object.defineProperty(globalThis, 'indexedDB', before)
    else Reflect.deleteProperty(globalThis, 'indexedDB')
  })

  it('leave the local copy out, also where the very name throws', () => {
    Object.defineProperty(globalThis, 'indexedDB', {
      configurable: true,
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    })
    expect(browserPorts().openIndexedDb).toBeNull()
  })

  it('have one where there is a database', () => {
    Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: {} })
    expect(browserPorts().openIndexedDb).not.toBeNull()
  })
})
