import { describe, expect, it } from 'vitest'
import { printed, squashed, textsOf } from './paper.ts'
import { openStage } from './stage.ts'

const stage = openStage()

/** Headings that begin with the page's title and skip no level on the way down. */
const inOrder = (levels: readonly number[]): boolean =>
  levels[0] === 1 && levels.every((level, at) => level - (levels[at - 1] ?? 0) <= 1)

describe('on paper', () => {
  it('a case is one sheet without what can only be pressed, and white in the dark theme too', async () => {
    const visitor = await stage.enter('Vi')
    const { page } = visitor
    await page.goto(`${stage.server().url}/bank/amazon-pay-integration`)
    await page.getByRole('heading', { name: "Amazon Pay on other people's shops" }).waitFor()
    const texts = await textsOf(page, 'main :is(h1, h2, h3, blockquote, li)')
    const paper = await printed(page)
    expect(paper.sheets.length).toBe(1)
    for (const text of texts) expect(paper.sheets[0], text).toContain(squashed(text))
    for (const control of ['Run this case', 'I’ve seen this one', 'All cases', 'Find', 'Sample session'])
      expect(paper.sheets[0]).not.toContain(squashed(control))
    expect(inOrder(paper.headings), paper.headings.join()).toBe(true)
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'))
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const ink = await page.getByRole('heading', { level: 1 }).evaluate((title) => getComputedStyle(title).color)
    expect(ink).toBe('rgb(32, 33, 29)')
    await visitor.context.close()
  })
})
