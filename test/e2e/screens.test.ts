import { createSeededRandom } from '@greenroom/room-client/testing'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { writeTree } from './rich-board.ts'
import { connected, meet, openSection, startRound, startSession } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

const drawn = ({ page }: Actor): Promise<void> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

const pages = ['/', '/bank', '/bank/amazon-pay-integration', '/bank/own', '/privacy', '/sample?t=1700', '/nowhere']

/** Controls whose place is outside of the window and of everything that scrolls, and panels too low to hold a card. */
const outOfReach = ({ page }: Actor): Promise<readonly string[]> =>
  page.evaluate(() => {
    const faults: string[] = []
    if (document.documentElement.scrollWidth > innerWidth + 1)
      faults.push(`the page is ${document.documentElement.scrollWidth} wide`)
    const scrolls = (element: Element, axis: 'overflowX' | 'overflowY'): boolean =>
      /auto|scroll/.test(getComputedStyle(element)[axis]) || element.matches('.board-tree')
    for (const element of document.querySelectorAll('button, a, input:not([type=radio], [type=range]), textarea')) {
      const box = element.getBoundingClientRect()
      if (box.width <= 1 || box.height <= 1 || !element.checkVisibility({ visibilityProperty: true })) continue
      let [sideways, down] = [false, document.documentElement.scrollHeight > innerHeight]
      for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
        sideways ||= scrolls(parent, 'overflowX')
        down ||= scrolls(parent, 'overflowY')
      }
      if (
        (!sideways && (box.left < -1 || box.right > innerWidth + 1)) ||
        (!down && (box.top < -1 || box.bottom > innerHeight + 1))
      )
        faults.push(
          `${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30)} at ${[box.left, box.top, box.right, box.bottom].map(Math.round).join(' ')}`,
        )
    }
    for (const panel of document.querySelectorAll('.board-panel:not([data-folded])')) {
      const { height, width } = panel.getBoundingClientRect()
      if (height < 36 || width < 140)
        faults.push(`panel ${panel.getAttribute('data-section')} is ${Math.round(width)} × ${Math.round(height)}`)
    }
    return faults
  })

const sizes = [
  [320, 180],
  [320, 256],
  [320, 640],
  [360, 740],
  [390, 844],
  [480, 800],
  [600, 900],
  [640, 400],
  [700, 500],
  [768, 1024],
  [820, 1180],
  [960, 600],
  [1000, 700],
  [1024, 768],
  [1180, 820],
  [1280, 720],
  [1440, 900],
  [1920, 1080],
  [2560, 1440],
] as const

/** Titles of the board whose letters are cut at the top or the bottom. */
const cutTitles = ({ page }: Actor): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.board-head h2, .board-rail-title, .board-rail-line')].flatMap((title) =>
      title.scrollHeight > title.clientHeight + 1 ? [title.textContent] : [],
    ),
  )

/** The search box keeps its place when it finds nothing, and the list is shorter than the filters beside it. */
const searchStays = async ({ page }: Actor): Promise<void> => {
  await page.setViewportSize({ width: 1280, height: 720 })
  const box = page.getByRole('searchbox', { name: 'Search cases' })
  const before = await box.boundingBox()
  await box.fill('zzzz')
  await page.getByText('No cases match').waitFor()
  expect(await box.boundingBox()).toEqual(before)
}

describe('from 320 to 2560 wide', () => {
  it('everything is in the window or can be scrolled to, on every page', async () => {
    const visitor = await stage.enter('Vi')
    for (const path of pages) {
      await visitor.page.goto(`${stage.server().url}${path}`)
      await visitor.page.getByRole('heading', { level: 1 }).first().waitFor()
      if (path.startsWith('/sample')) {
        await visitor.page.locator('.board-panel').first().waitFor()
        // It opens at once in a large window, and stays open when the window gets smaller.
        await visitor.page.locator('.strip-drawing').waitFor()
      }
      for (const [width, height] of sizes) {
        await visitor.page.setViewportSize({ width, height })
        await drawn(visitor)
        expect(await outOfReach(visitor), `${path} at ${width} × ${height}`).toEqual([])
      }
      // With letters twice as large.
      await visitor.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
      await visitor.page.setViewportSize({ width: 1200, height: 720 })
      await drawn(visitor)
      expect(await outOfReach(visitor), `${path} with large letters`).toEqual([])
      await visitor.page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
      await visitor.page.setViewportSize({ width: 2560, height: 1440 })
      if (path === '/bank') await searchStays(visitor)
    }
    await visitor.context.close()
  })
  it('the room too, in the lobby and in a round, for both', async () => {
    const [ina, caro] = [await stage.enter('Ina'), await stage.enter('Caro')]
    await meet(stage, ina, caro)
    const walk = async (place: string): Promise<void> => {
      for (const [width, height] of sizes) {
        await Promise.all(
          [ina, caro].map(async (actor) => {
            await actor.page.setViewportSize({ width, height })
            await drawn(actor)
            expect(await outOfReach(actor), `${place}, ${actor.name} at ${width} × ${height}`).toEqual([])
            // The clock and the call leave the session its name.
            const title = await actor.page.locator('header > div').first().boundingBox()
            expect(title?.width, `${place}, title for ${actor.name} at ${width}`).toBeGreaterThan(96)
          }),
        )
      }
      // In high contrast every button has an edge of its own.
      await ina.page.emulateMedia({ forcedColors: 'active' })
      for (const [width, height] of [
        [1280, 720],
        [1440, 900],
      ] as const) {
        await ina.page.setViewportSize({ width, height })
        await drawn(ina)
        expect(await outOfReach(ina), `${place}, high contrast at ${width} × ${height}`).toEqual([])
      }
      await ina.page.emulateMedia({ forcedColors: 'none' })
      // With letters twice as large, as somebody may set them in their browser, the bar takes the lines that it needs.
      for (const actor of [ina, caro]) {
        await actor.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
        for (const [width, height] of [
          [1280, 720],
          [1440, 900],
          [640, 800],
        ] as const) {
          await actor.page.setViewportSize({ width, height })
          await drawn(actor)
          expect(await outOfReach(actor), `${place}, large letters for ${actor.name} at ${width}`).toEqual([])
        }
        await actor.page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
      }
      for (const actor of [ina, caro]) await actor.page.setViewportSize({ width: 1280, height: 720 })
      // The browser's own setting is followed, and everything else with it: where a window is narrow for such letters, one scrolls.
      const browser = await ina.page.context().newCDPSession(ina.page)
      await browser.send('Page.setFontSizes', { fontSizes: { standard: 32 } })
      await drawn(ina)
      expect(await ina.page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
      expect(await outOfReach(ina), `${place}, the browser's letters`).toEqual([])
      expect(await cutTitles(ina), `${place}, the browser's letters`).toEqual([])
      await browser.send('Page.setFontSizes', { fontSizes: { standard: 20 } })
      await drawn(ina)
      expect(await cutTitles(ina), `${place}, letters a quarter larger`).toEqual([])
      await browser.send('Page.setFontSizes', { fontSizes: { standard: 16 } })
      await browser.detach()
    }
    await walk('lobby')
    await startRound(ina)
    await caro.page.locator('.board-panel').first().waitFor()
    await walk('round')
    // The room's menu, at its longest, is whole in the smallest usual window: no last item that is cut by a few pixels.
    await ina.page.getByRole('button', { name: 'Room menu' }).click()
    const menu = ina.page.getByRole('menu')
    await menu.waitFor()
    expect(
      await menu.evaluate((list) =>
        [list, list.parentElement ?? list].map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight),
      ),
    ).toEqual([0, 0])
    await ina.page.keyboard.press('Escape')
    // As wide as sections need to stand side by side, and no pixel more: they do not change places for ever.
    await caro.page.setViewportSize({ width: 640, height: 256 })
    await caro.page.getByRole('button', { name: 'Add question to Clarify' }).click()
    await ina.context.close()
    await caro.context.close()
  })
})

describe('the replay', () => {
  it('says its place in minutes and seconds', async () => {
    const visitor = await stage.enter('Vi')
    await visitor.page.goto(`${stage.server().url}/sample?t=300`)
    const slider = visitor.page.getByRole('slider').first()
    await slider.waitFor()
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^4 minutes 15 seconds of \d+ minutes/)
    await slider.press('ArrowRight')
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^4 minutes 20 seconds of/)
    // On a small laptop the whole round in one picture, with its five answers, is seen without scrolling.
    await visitor.page.getByRole('button', { name: 'In one picture', exact: true }).click()
    const picture = visitor.page.getByRole('region', { name: 'The round in one picture' })
    await picture.locator('.strip-answers').waitFor()
    expect(
      await picture.evaluate((bar) => {
        const answers = bar.querySelector('.strip-answers')?.getBoundingClientRect()
        return answers === undefined ? null : Math.max(0, answers.bottom - bar.getBoundingClientRect().bottom)
      }),
    ).toBe(0)
    await visitor.context.close()
  })
  it('prints its board whole: every section, one below the other', async () => {
    const visitor = await stage.enter('Vi')
    await visitor.page.goto(`${stage.server().url}/sample?t=2200`)
    await visitor.page.locator('.board-card').first().waitFor()
    await visitor.page.emulateMedia({ media: 'print' })
    await drawn(visitor)
    const clipped = await visitor.page.evaluate(() =>
      [...document.querySelectorAll('.board-panel')].map((panel) => {
        const { top, bottom } = panel.getBoundingClientRect()
        return { top: Math.round(top), bottom: Math.round(bottom), cut: panel.scrollHeight > panel.clientHeight + 2 }
      }),
    )
    expect(clipped.length).toBeGreaterThan(4)
    for (const [at, panel] of clipped.entries()) {
      expect(panel.cut).toBe(false)
      if (at > 0) expect(panel.top).toBeGreaterThanOrEqual(clipped[at - 1]?.bottom ?? 0)
    }
    await visitor.context.close()
  })
})

describe('the metrics tree', () => {
  it('stays drawn through 140 random sizes, with the focus on one of its cards', async () => {
    const sam = await stage.enter('Sam')
    await startSession(stage, sam, { mode: 'Solo' })
    await connected(sam)
    await sam.page.getByRole('button', { name: 'Choose' }).click()
    await sam.page.getByText("Measuring Amazon Pay on other companies' shops").first().click()
    await sam.page.getByRole('button', { name: 'Start the round' }).click()
    await openSection(sam, 'Metrics tree')
    const lines = Array.from(
      { length: 14 },
      (_, at) => [at === 0 ? 0 : 1 + (at % 3 === 0 ? 1 : 0), `Metric ${at} of orders`] as const,
    )
    await writeTree(
      sam,
      'Metrics tree',
      'metric',
      lines.map(([depth, text], at) => [at === 3 ? 1 : depth, text]),
    )
    await sam.page.getByRole('treeitem').nth(6).focus()
    // A written-down sequence (mulberry32), so that a failure can be had again.
    const random = createSeededRandom(20_261_128)
    for (let at = 0; at < 140; at++) {
      const known = [
        [1180, 820],
        [820, 1180],
        [1280, 720],
      ] as const
      const [width, height] =
        at % 4 < 3
          ? (known[Math.floor(random() * 3)] ?? known[0])
          : [640 + Math.floor(random() * 1300), 420 + Math.floor(random() * 800)]
      await sam.page.setViewportSize({ width, height })
      await drawn(sam)
    }
    expect(await sam.page.getByText('Something went wrong').count()).toBe(0)
    expect(await sam.page.getByRole('treeitem').count()).toBe(14)
    expect(sam.watch.faults).toEqual([])
    await sam.context.close()
  })
})
