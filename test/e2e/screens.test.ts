import { createSeededRandom } from '@greenroom/room-client/testing'
import { describe, expect, it } from 'vitest'
import { follow } from './follow.ts'
import { drawnAgain, layOut, showAgain } from './page-walk.ts'
import { writeTree } from './rich-board.ts'
import { connected, openSection, startSession } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

describe('a page that an extension enlarges by a style of its root, and the replay', () => {
  it('opens menus and dialogs within the window; says what happened whole, where it covers nothing, on a phone in an open dialog, too; says its place in minutes and seconds, and prints its board whole', async () => {
    const visitor = await stage.enter('Vi')
    const { page } = visitor
    await page.goto(`${stage.server().url}/bank`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => {
      document.documentElement.style.zoom = '4'
    })
    const outside = (layer: string): Promise<number> =>
      page.locator(layer).evaluate((shown) => {
        const { left, top, right, bottom } = shown.getBoundingClientRect()
        return Math.round(Math.max(-left, -top, right - window.innerWidth, bottom - window.innerHeight, 0))
      })
    await page.getByRole('button', { name: 'Theme' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor()
    await expect.poll(() => outside('[role=menu]')).toBe(0)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    await expect.poll(() => outside('[role=dialog]')).toBe(0)
    await page.keyboard.press('Escape')
    // Also when it changes under an open dialog.
    const enlarge = (zoom: string): Promise<void> =>
      page.evaluate((to) => {
        document.documentElement.style.zoom = to
      }, zoom)
    await enlarge('')
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await keys.waitFor()
    const title = keys.getByRole('heading', { name: 'Keyboard shortcuts' })
    const height = async (): Promise<number> => Math.round((await title.boundingBox())?.height ?? 0)
    const usual = await height()
    await enlarge('2')
    await expect.poll(height).toBe(2 * usual)
    await enlarge('4')
    await expect.poll(height).toBe(4 * usual)
    await expect.poll(() => outside('[role=dialog]')).toBe(0)
    // Its title would take all of the window: it scrolls away with the rest.
    const scrolled = await keys.evaluate((shown) =>
      Math.max(
        ...[shown, ...shown.querySelectorAll('*')]
          .filter((part) => getComputedStyle(part).overflowY === 'auto')
          .map((part) => part.getBoundingClientRect().height),
      ),
    )
    expect(scrolled).toBeGreaterThan(500)
    await page.keyboard.press('Escape')
    await keys.waitFor({ state: 'detached' })
    await enlarge('')

    await follow(page, '/sample?card=gone')
    const message = page.getByRole('alertdialog').filter({ hasText: 'That card isn’t in this recording' })
    await message.waitFor()
    const covered = await message.evaluate((shown) => {
      const { left, top, right, bottom } = shown.getBoundingClientRect()
      return [...document.querySelectorAll('button, a, [role=slider]')]
        .filter((control) => !shown.contains(control))
        .filter((control) => {
          const box = control.getBoundingClientRect()
          return box.left < right && box.right > left && box.top < bottom && box.bottom > top
        })
        .map((control) => control.textContent)
    })
    expect(covered).toEqual([])

    // A phone shows it in an open dialog, where it covers nothing of that.
    await page.setViewportSize({ width: 390, height: 844 })
    await page.keyboard.press('?')
    await title.waitFor()
    const bottom = async (): Promise<number> =>
      (await message.boundingBox().then((box) => box && box.y + box.height)) ?? 0
    await expect.poll(async () => ((await title.boundingBox())?.y ?? 0) - (await bottom())).toBeGreaterThan(0)
    await page.setViewportSize({ width: 1280, height: 720 })

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
    // On paper its board is whole: every section, one below the other.
    await slider.press('End')
    await visitor.page.locator('.board-card').first().waitFor()
    await visitor.page.emulateMedia({ media: 'print' })
    await drawnAgain(visitor.page)
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
    // Details are whole, steps have room for their words, and the north star is filled.
    const onPaper = await visitor.page.evaluate(() => ({
      cut: [...document.querySelectorAll('.board-chip-value')].flatMap((detail) =>
        detail.scrollWidth > detail.clientWidth + 1 ? [detail.textContent] : [],
      ),
      steps: getComputedStyle(document.querySelector('.board-flow') ?? document.body).gridTemplateColumns.split(' ')
        .length,
      fill: getComputedStyle(document.querySelector('[data-role="north-star"] > .board-card') ?? document.body)
        .printColorAdjust,
    }))
    expect(onPaper).toEqual({ cut: [], steps: 4, fill: 'exact' })
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
      await layOut(sam.page, [width, height])
    }
    await showAgain(sam.page)
    expect(await sam.page.getByText('Something went wrong').count()).toBe(0)
    expect(await sam.page.getByRole('treeitem').count()).toBe(14)
    expect(sam.watch.faults).toEqual([])
  })
})
