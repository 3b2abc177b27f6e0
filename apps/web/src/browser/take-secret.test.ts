import { afterEach, describe, expect, it } from 'vitest'
import { createBrowserStore } from './browser-store.ts'
import { createKeptSecrets, takeSecretFromAddress } from './take-secret.ts'
import { forbiddenText, textInMemory } from './testing-store.ts'

const secret = 'x'.repeat(43)

describe('a secret in the address', () => {
  afterEach(() => window.history.replaceState(null, '', '/'))

  it('is taken out of it, and is still there after a reload of the tab', () => {
    const tab = textInMemory()
    const kept = createKeptSecrets(createBrowserStore({ device: () => textInMemory(), tab: () => tab }))
    window.history.replaceState(null, '', `/join%23${secret}.`)
    takeSecretFromAddress(kept)
    expect(window.location.href).not.toContain(secret)
    expect(window.location.pathname).toBe('/join')
    // The page is loaded again, with the tab's own storage.
    const again = createKeptSecrets(createBrowserStore({ device: () => textInMemory(), tab: () => tab }))
    takeSecretFromAddress(again)
    expect(again.read('join')).toBe(secret)
    expect(again.read('back')).toBeNull()
    again.forget('join')
    expect(again.read('join')).toBeNull()
  })

  it('replaces the one before it, and lasts as long as the page where a browser keeps nothing', () => {
    const kept = createKeptSecrets(createBrowserStore({ device: () => forbiddenText, tab: () => forbiddenText }))
    for (const one of [secret, 'y'.repeat(43)]) {
      window.history.replaceState(null, '', `/join#${one}`)
      takeSecretFromAddress(kept)
      expect(window.location.hash).toBe('')
      expect(kept.read('join')).toBe(one)
    }
  })
})
