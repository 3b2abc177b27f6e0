import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { makeAdminLink } from '../../apps/server/src/admin/admin-link.ts'
import type { Actor } from '../fixtures/chromium.ts'
import { faultsOf } from './axe-faults.ts'
import { follow } from './follow.ts'
import { drawnAgain, layOut, outOfReach, showAgain, unseenFocus } from './page-walk.ts'
import { practised } from './practised.ts'
import {
  connected,
  debriefStep,
  invitationOf,
  join,
  openSection,
  sealScorecard,
  seeCard,
  startRound,
  startSession,
  writeCards,
} from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

const sample = '/sample?t=1700'
const pages = ['/', '/bank', '/bank/amazon-pay-integration', '/bank/own', '/privacy', sample, '/nowhere']

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

const phone = { width: 390, height: 844 }

const sizesOfBars = [
  [1280, 720],
  [1024, 768],
  [820, 1180],
  [700, 500],
  [390, 844],
  [320, 640],
] as const

/** With letters twice as large, as somebody may set them in their browser, words take the lines that they need. */
async function inLargeLetters(page: Page, place: string, sizes: readonly (readonly [number, number])[]): Promise<void> {
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  for (const size of sizes) {
    await layOut(page, size)
    expect(await outOfReach(page), `${place}, large letters at ${size.join(' × ')}`).toEqual([])
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
}

/** Titles of the board whose letters are cut at the top or the bottom. */
const cutTitles = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.board-head h2, .board-rail-title, .board-rail-line')].flatMap((title) =>
      title.scrollHeight > title.clientHeight + 1 ? [title.textContent] : [],
    ),
  )

/** The search box keeps its place when it finds nothing, and the list is shorter than the filters beside it. */
async function searchStays(page: Page): Promise<void> {
  const box = page.getByRole('searchbox', { name: 'Search cases' })
  const before = await box.boundingBox()
  await box.fill('zzzz')
  await page.getByText('No cases match').waitFor()
  expect(await box.boundingBox()).toEqual(before)
  await box.fill('')
  await page.locator('main li').first().waitFor()
}

/** The focus is drawn at every stop of Tab, in a window of the usual size. */
async function focusIsSeen({ page }: Actor, place: string): Promise<void> {
  const { faults, stops } = await unseenFocus(page)
  expect(faults, place).toEqual([])
  expect(stops, place).toBeGreaterThan(1)
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
}

/** In high contrast: phases whose name, or the plate behind it, covers the lower edge of their frame. */
function namesOverFrames(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.ribbon-segment')].flatMap((segment) => {
      const name = segment.querySelector('.ribbon-name')
      if (!name) return []
      const over = name.getBoundingClientRect().bottom - (segment.getBoundingClientRect().bottom - 1)
      return over > 0.1 ? [`${name.textContent}: ${over} px`] : []
    }),
  )
}

describe('on every page, everything is reached from 320 to 2560 wide, the focus is seen in light, dark and forced colours, and axe finds nothing', () => {
  it('outside a room', async () => {
    const { page, ...visitor } = await stage.enter('Vi')
    const actor = { ...visitor, page }
    for (const path of pages) {
      if (path === '/') await page.goto(stage.server().url)
      // The sample session at a moment at which the tree has thresholds.
      else await follow(page, path === sample ? '/sample?t=2000' : path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      if (path === sample) await page.getByRole('slider').first().waitFor()
      expect(await faultsOf(actor), path).toEqual([])
      // With a filter the bank has every kind of stop, and no more cases than a walk gets through.
      const clear = page.getByRole('button', { name: 'Clear the filter' })
      if (path === '/bank') {
        await searchStays(page)
        await page.getByRole('button', { name: /Category/ }).click()
        await page.getByRole('option', { name: /^Root cause/ }).click()
        await clear.waitFor()
      }
      await focusIsSeen(actor, path)
      if (path === '/bank') await clear.click()
      if (path === sample) {
        await page.setViewportSize({ width: 2560, height: 1440 })
        // The strip opens at once in a large window, and stays open when the window gets smaller.
        await page.goto(`${stage.server().url}${path}`)
        await page.locator('.strip-drawing').waitFor()
      }
      for (const size of sizes) {
        await layOut(page, size)
        expect(await outOfReach(page), `${path} at ${size.join(' × ')}`).toEqual([])
      }
      await inLargeLetters(page, path, [[1200, 720]])
      await page.setViewportSize({ width: 1280, height: 720 })
      await showAgain(page)
    }
  })

  it('in a room, for both: everything is reached in the lobby and in the round, and axe finds nothing up to the replay', async () => {
    const [ina, caro] = [await stage.enter('Ina'), await stage.enter('Caro')]
    await startSession(stage, ina)
    await connected(ina)
    await focusIsSeen(ina, 'lobby')
    const both = [ina, caro]
    /** Axe, with the candidate at a phone. */
    const look = async (place: string): Promise<void> => {
      for (const actor of both) expect(await faultsOf(actor), `${place}, ${actor.name}`).toEqual([])
    }
    const invitation = await invitationOf(ina)
    await caro.page.setViewportSize(phone)
    await caro.page.goto(invitation)
    await caro.page.getByLabel('Your name').waitFor()
    expect(await faultsOf(caro), 'joining').toEqual([])
    await join(caro, invitation)
    await connected(caro)
    await look('lobby')
    const walk = async (place: string): Promise<void> => {
      for (const [width, height] of sizes) {
        await Promise.all(
          [ina, caro].map(async ({ page, name }) => {
            await layOut(page, [width, height])
            expect(await outOfReach(page), `${place}, ${name} at ${width} × ${height}`).toEqual([])
            // The clock and the call leave the session its name.
            const title = await page.locator('header > div').first().boundingBox()
            expect(title?.width, `${place}, title for ${name} at ${width}`).toBeGreaterThan(96)
          }),
        )
      }
      // In high contrast every button has an edge of its own.
      await ina.page.emulateMedia({ forcedColors: 'active' })
      for (const [width, height] of [
        [1280, 720],
        [1440, 900],
      ] as const) {
        await layOut(ina.page, [width, height])
        expect(await outOfReach(ina.page), `${place}, high contrast at ${width} × ${height}`).toEqual([])
        expect(await namesOverFrames(ina.page), `${place}, high contrast at ${width}: phases`).toEqual([])
      }
      await ina.page.emulateMedia({ forcedColors: 'none' })
      for (const { page, name } of [ina, caro]) {
        await inLargeLetters(page, `${place}, ${name}`, [
          [1280, 720],
          [1440, 900],
          [640, 800],
        ])
        await page.setViewportSize({ width: 1280, height: 720 })
        await showAgain(page)
      }
      // The browser's own setting is followed, and everything else with it: where a window is narrow for such letters, one scrolls.
      const browser = await ina.page.context().newCDPSession(ina.page)
      await browser.send('Page.setFontSizes', { fontSizes: { standard: 32 } })
      await drawnAgain(ina.page)
      expect(await ina.page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
      expect(await outOfReach(ina.page), `${place}, the browser's letters`).toEqual([])
      expect(await cutTitles(ina.page), `${place}, the browser's letters`).toEqual([])
      await browser.send('Page.setFontSizes', { fontSizes: { standard: 20 } })
      await drawnAgain(ina.page)
      expect(await cutTitles(ina.page), `${place}, letters a quarter larger`).toEqual([])
      await browser.send('Page.setFontSizes', { fontSizes: { standard: 16 } })
      await browser.detach()
    }
    /** A message with something to press beside what the interviewer has given: both are whole, and the board keeps its room. */
    const inBothBars = async (): Promise<void> => {
      await ina.page.getByRole('tab', { name: /^Facts/ }).click()
      await ina.page
        .getByRole('button', { name: /^Give: / })
        .first()
        .click()
      await ina.page.getByRole('tab', { name: /^Guide/ }).click()
      const { page } = caro
      await page.setViewportSize({ width: 1280, height: 720 })
      await page.getByRole('button', { name: 'Got it' }).waitFor()
      await page.getByRole('button', { name: 'Join the call' }).click()
      await page.getByRole('button', { name: 'Check devices' }).waitFor()
      for (const size of sizesOfBars) {
        await layOut(page, size)
        expect(await outOfReach(page), `a message at ${size.join(' × ')}`).toEqual([])
      }
      await showAgain(page)
    }
    // What a page says once needs no second place.
    expect(await caro.page.getByText('You won’t see the case').count()).toBe(1)
    await walk('lobby')
    await startRound(ina)
    await ina.page.getByRole('tab', { name: /^Guide/ }).waitFor()
    await caro.page.locator('.board-panel').first().waitFor()
    await focusIsSeen(ina, 'round')
    // Nothing is given to an interviewer, so on a phone no empty bar takes room for it.
    const bar = ina.page.locator('section[aria-label="Messages and notes"]')
    expect(await bar.isVisible()).toBe(true)
    await ina.page.setViewportSize(phone)
    expect(await bar.isVisible()).toBe(false)
    await ina.page.setViewportSize({ width: 1280, height: 720 })
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

    await caro.page.setViewportSize(phone)
    await writeCards(ina, 'Metrics tree', 'metric', ['One', 'Two', 'Three'])
    await openSection(ina, 'Stakeholders')
    await look('running')
    // The think tray by keys alone: opened, written in, moved to the board as the same card, and taken back into the tray.
    const { page } = caro
    const tray = page.getByRole('region', { name: /^Think tray/ })
    const thoughts = tray.locator('[data-item]')
    await page.keyboard.press('Alt+t')
    // It is typed in at once: no letter is lost before the first thought is there.
    await tray.locator('.tray-add:focus').waitFor()
    await page.keyboard.type('Ask who pays')
    const item = await thoughts.getAttribute('data-item')
    expect(await faultsOf(caro), 'think tray').toEqual([])
    await ina.page.getByText('Thinking: 1 card').waitFor()
    expect(await ina.page.getByText('Ask who pays').count()).toBe(0)
    const onBoard = page.locator(`[data-board] [data-item="${item}"]`).first()
    await page.keyboard.press('Control+Enter')
    await onBoard.waitFor()
    await seeCard(ina, 'Ask who pays')
    expect(await thoughts.count()).toBe(0)
    await page.keyboard.press('Control+z')
    await thoughts.waitFor()
    expect(await thoughts.getAttribute('data-item')).toBe(item)
    expect(await thoughts.getByRole('textbox').inputValue()).toBe('Ask who pays')
    await onBoard.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+z')
    await onBoard.waitFor()
    await expect.poll(() => thoughts.count()).toBe(0)
    await page.keyboard.press('Alt+t')
    await tray.waitFor({ state: 'detached' })
    for (const tab of ['Guide', 'Facts', 'Board', 'Notes']) {
      await ina.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
      expect(await faultsOf(ina), `desk, ${tab}`).toEqual([])
    }

    // As wide as sections need to stand side by side, and no pixel more: they do not change places for ever.
    await caro.page.setViewportSize({ width: 640, height: 256 })
    await caro.page.getByRole('button', { name: 'Add question to Clarify' }).click()
    await caro.page.keyboard.press('Escape')
    await inBothBars()

    await caro.page.setViewportSize(phone)
    await ina.page.getByRole('button', { name: 'End the round' }).click()
    expect(await faultsOf(ina), 'asking').toEqual([])
    await ina.page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
    for (const actor of both) await actor.page.getByRole('heading', { name: 'Debrief' }).waitFor()
    await look('debrief')
    for (const actor of both) await sealScorecard(actor, '3')
    for (const actor of both) await actor.page.getByRole('list', { name: 'Who scored' }).waitFor()
    await look('scores')
    for (const step of ['Feedback', 'Interviewing', 'Yardstick', 'Case and notes', 'Next']) {
      for (const actor of both) await debriefStep(actor, step)
      await look(step)
    }
    for (const actor of both) {
      await actor.page.getByRole('link', { name: 'Replay' }).click()
      await actor.page.getByRole('slider').first().waitFor()
    }
    await look('replay')
  })
})

describe('axe, WCAG 2.2 AA, in light and dark', () => {
  it('finds nothing on pages outside a room that are seen less often, nor where a case is written, on any page of the form, nor in its previews', async () => {
    const visitor = await stage.enter('Vi')
    const { page } = visitor
    const { url } = stage.server()
    for (const path of [
      '/join#not-an-invitation-of-this-server-at-all-0000',
      '/back#not-a-link-of-this-server-at-all-00000000000000',
      '/admin',
    ]) {
      if (path.startsWith('/join')) await page.goto(`${url}${path}`)
      else await follow(page, path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      expect(await faultsOf(visitor), path).toEqual([])
    }
    await page.goto(`${url}/admin#${makeAdminLink(stage.server().dataDir, Date.now())}`)
    await page.getByRole('button', { name: 'Make a backup' }).click()
    await page
      .getByRole('link', { name: /^Download/ })
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Try it: Database in the data folder' }).click()
    await page.getByText(/Database in the data folder works/).waitFor()
    expect(await faultsOf(visitor), 'administration').toEqual([])
    await practised(visitor)
    for (const path of ['/', '/progress', '/coach']) {
      if (path === '/') await page.goto(url)
      else await follow(page, path)
      // On each of them.
      await page.getByRole('checkbox', { name: /^Done: / }).waitFor()
      expect(await faultsOf(visitor), `${path}, practised`).toEqual([])
    }

    await follow(page, '/bank/own')
    await page.getByRole('button', { name: 'Write a case' }).first().click()
    await page.getByRole('menuitem', { name: /^Root cause/ }).click()
    // Between them they hold every kind of field.
    for (const part of ['Prompt', 'Phases', 'Facts', 'Reference board', 'Arithmetic']) {
      await page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('button', { name: part }).click()
      const expand = page.locator('li > div > button[aria-expanded="false"]').first()
      if (await expand.isVisible()) await expand.click()
      expect(await faultsOf(visitor), `writing, ${part}`).toEqual([])
    }
    await page.getByRole('tab', { name: /^Must fix/ }).click()
    expect(await faultsOf(visitor), 'must fix').toEqual([])
    await follow(page, '/bank/own')
    await page.getByText('Draft', { exact: true }).waitFor()
    await page.locator('input[type=file]').setInputFiles({
      name: 'torn.yaml',
      mimeType: 'application/yaml',
      buffer: Buffer.from('public: [1'),
    })
    await page.getByText('torn.yaml').waitFor()
    expect(await faultsOf(visitor), 'faults of a file').toEqual([])
  })
})
