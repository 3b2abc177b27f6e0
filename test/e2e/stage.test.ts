import type { BrowserContext } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openStage } from './stage.ts'

const stage = openStage()

describe('a browser context that somebody has left', () => {
  let left: BrowserContext
  let scripted: BrowserContext
  let elsewhere: BrowserContext

  it('is filled by one person', async () => {
    const { page, context } = await stage.enter('Ana')
    await page.goto(`${stage.server().url}/healthz`)
    await page.evaluate(async () => {
      localStorage.setItem('left', 'a name')
      sessionStorage.setItem('left', 'a name')
      // biome-ignore lint/suspicious/noDocumentCookie: as any page may.
      document.cookie = 'left=a name'
      await caches.open('left')
      await (await navigator.storage.getDirectory()).getFileHandle('left', { create: true })
      await new Promise((resolve) => {
        indexedDB.open('left').onsuccess = resolve
      })
    })
    // Another tab of theirs has what the browser keeps, and nothing of this tab.
    const tab = await context.newPage()
    await tab.goto(`${stage.server().url}/healthz`)
    expect(await tab.evaluate(() => [window.opener, localStorage.length, sessionStorage.length])).toEqual([null, 1, 0])
    await context.grantPermissions(['geolocation'])
    // A picture leaves nothing.
    await (await context.newCDPSession(page)).send('Page.captureScreenshot')
    await context.setOffline(true)
    left = context
  })

  it('is empty for the next one, and closed where a script, or what only its developer tools know of, would stay in it', async () => {
    const { page, context } = await stage.enter('Ben')
    expect(context).toBe(left)
    await page.goto(`${stage.server().url}/healthz`)
    const found = await page.evaluate(async () => [
      navigator.onLine,
      window.opener,
      localStorage.length + sessionStorage.length + document.cookie.length,
      (await caches.keys()).length + (await indexedDB.databases()).length,
    ])
    expect(found).toEqual([true, null, 0, 0])
    expect(
      await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state),
    ).not.toBe('granted')
    const other = await stage.enter('Caro')
    left = other.context
    await context.addInitScript(() => {})
    scripted = context
    const far = await stage.enter('Fay')
    await (await far.context.newCDPSession(far.page)).send('Emulation.setTimezoneOverride', {
      timezoneId: 'Asia/Tokyo',
    })
    elsewhere = far.context
  })

  it('is given to nobody when something is found in it', async () => {
    const [keeper] = left.pages()
    await keeper?.evaluate(() => localStorage.setItem('words', 'of somebody else'))
    await expect(stage.enter('Dan')).rejects.toThrow(/^Caro of “.*” has left something in the browser: words$/)
    const { context } = await stage.enter('Eve')
    expect([left, scripted, elsewhere]).not.toContain(context)
  })
})
