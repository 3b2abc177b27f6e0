import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { connected, startSession } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()
/** A name and the eight letters of its content's hash. */
const parts = /\/assets\/palette-layers-[\w-]{8}\.js$/
const wayBack = /\/assets\/way-back-dialog-[\w-]{8}\.js$/
const bank = /\/assets\/bank-page-[\w-]{8}\.js$/

/** Whether this browser asks nobody a second time for a module that it could not fetch. */
async function remembersFailures(page: Page): Promise<boolean> {
  const module = /\/assets\/not-there\.js$/
  await page.route(module, (route) => route.abort())
  // As a text: Vitest would replace the import.
  const load = (): Promise<boolean> => page.evaluate(`import('/assets/not-there.js').then(() => true, () => false)`)
  expect(await load()).toBe(false)
  await page.unroute(module)
  await page.route(module, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
  return !(await load())
}

it('lets a part that cannot be loaded fail alone, and loads it when the connection is back', async () => {
  // Without a service worker, as over plain http: nothing is kept ahead.
  const owner = await stage.enter('Olga', { serviceWorkers: 'block' })
  const { page } = owner
  // What is loaded ahead is refused too.
  await page.route(parts, (route) => route.abort())
  await startSession(stage, owner)
  await connected(owner)
  const remembers = await remembersFailures(page)
  /** Where the browser remembers, the page loads itself again, and the part is asked for once more. */
  const again = async (ask: () => Promise<void>, more = ask): Promise<void> => {
    if (!remembers) return ask()
    await Promise.all([page.waitForEvent('load'), ask()])
    await connected(owner)
    await more()
  }
  await page.keyboard.press('Control+k')
  await page.getByRole('heading', { name: 'The search could not be loaded' }).waitFor()
  await page.getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('button', { name: 'Start the round' }).waitFor()
  await page.unroute(parts)
  await again(() => page.keyboard.press('Control+k'))
  await page.getByPlaceholder(/Search cases/).waitFor()
  expect(await page.getByText('This page stopped working').count()).toBe(0)
  await page.keyboard.press('Escape')
  // What a menu opens is not loaded ahead.
  await page.route(wayBack, (route) => route.abort())
  const ask = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Room menu' }).click()
    await page.getByRole('menuitem', { name: 'Save a link to come back' }).click()
  }
  await ask()
  await page.getByRole('heading', { name: 'The link to come back could not be loaded' }).waitFor()
  await page.unroute(wayBack)
  await again(() => page.getByRole('button', { name: 'Try again' }).click(), ask)
  await page.getByRole('button', { name: 'Make a link' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Start the round' }).waitFor()

  // A whole page that cannot be loaded: Back leads to the page before it, with what was typed there.
  await page.goto(stage.server().url)
  await page.getByLabel('Your name').fill('Olga, half')
  await page.route(bank, (route) => route.abort())
  const cases = page.getByRole('link', { name: 'Cases', exact: true })
  for (const visit of ['first', 'second']) {
    await cases.click()
    await page.getByText('This page could not be loaded').waitFor()
    await page.goBack()
    await page.getByLabel('Your name').waitFor()
    expect(await page.getByLabel('Your name').inputValue(), visit).toBe('Olga, half')
  }
  // Once there is a connection again it is loaded without being asked for.
  await cases.click()
  await page.getByText('This page could not be loaded').waitFor()
  await page.unroute(bank)
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await page.getByRole('searchbox', { name: 'Search cases' }).waitFor()
})
