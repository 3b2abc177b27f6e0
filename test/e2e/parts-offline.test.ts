import { expect, it } from 'vitest'
import { connected, startSession } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()
/** A name and the eight letters of its content's hash. */
const parts = /\/assets\/palette-layers-[\w-]{8}\.js$/

it('lets a part that cannot be loaded fail alone, and loads it when the connection is back', async () => {
  // Without a service worker, as over plain http: nothing is kept ahead.
  const owner = await stage.enter('Olga', { serviceWorkers: 'block' })
  const { page } = owner
  // What is loaded ahead is refused too.
  await page.route(parts, (route) => route.abort())
  await startSession(stage, owner)
  await connected(owner)
  await page.keyboard.press('Control+k')
  await page.getByRole('heading', { name: 'The search could not be loaded' }).waitFor()
  await page.getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('button', { name: 'Start the round' }).waitFor()
  await page.unroute(parts)
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder(/Search cases/).waitFor()
  expect(await page.getByText('This page stopped working').count()).toBe(0)
})
