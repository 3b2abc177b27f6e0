import type { Page } from 'playwright-core'

/** Goes to another page of Greenroom as its links do, without loading it whole: its title has come, and its first heading. */
export async function follow(page: Page, path: string): Promise<void> {
  const before = await page.title()
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await page.waitForFunction((title) => document.title !== title, before)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
}
