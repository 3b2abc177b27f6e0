import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { makeAdminLink } from '../../apps/server/src/admin/admin-link.ts'
import type { Actor } from '../fixtures/chromium.ts'
import { follow } from './follow.ts'
import {
  drawnAgain,
  layOut,
  looks,
  outOfReach,
  type StateName,
  showAgain,
  unseenFocus,
  unseenStates,
} from './page-walk.ts'
import { printed, squashed, textsOf } from './paper.ts'
import { addTo, debriefStep, meet, openSection, sealScorecard, seeCard, startRound } from './room-steps.ts'
import { sealAs } from './score-round.ts'
import { openStage } from './stage.ts'

const stage = openStage()

/** The first two are windows of 1280 × 720 and 1280 × 1024 at a zoom of 400 %. */
const sizes = [
  [320, 180],
  [320, 256],
  [320, 640],
  [390, 844],
  [820, 1180],
  [1920, 1080],
  [2560, 1440],
  [1280, 720],
] as const

/** All dialogs are one component, so that the narrow and the low ones tell. */
const sizesOfLayers = [sizes[0], sizes[2], sizes[7]] as const

let turn = 1
const found = new Set<StateName>()
/** All that is wrong, so that one run shows all of it. */
const wrong: string[] = []

/** What is wrong with a place: at every size; with the focus in one of the three looks, each in its turn; and with states in high contrast. */
async function walk(
  { page, watch }: Actor,
  place: string,
  part: 'all' | 'all but focus' | 'sizes' | 'states' = 'all',
): Promise<void> {
  const note = (how: string, faults: readonly string[]): void => {
    for (const fault of faults) wrong.push(`${place}, ${how}: ${fault}`)
  }
  for (const size of part.startsWith('all') ? sizes : sizesOfLayers) {
    await layOut(page, size)
    note(size.join(' × '), await outOfReach(page))
  }
  await showAgain(page)
  note('the page', watch.faults.splice(0))
  if (part === 'sizes') return
  // A menu is walked by arrows, and closes when the focus leaves it.
  if (part === 'all') {
    const look = looks[turn++ % looks.length] ?? looks[0]
    const { faults, stops } = await unseenFocus(page, [look])
    note('focus', stops === 0 ? ['Tab stops nowhere'] : faults)
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' })
  const states = await unseenStates(page)
  note('states', states.faults)
  for (const state of states.found) found.add(state)
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' })
}

const layerOf = (page: Page) => page.locator('[role=dialog], [role=alertdialog], [role=menu]').last()

/** Opens a layer over the page, walks it, and closes it. */
async function walkLayer(
  actor: Actor,
  name: string,
  open: () => Promise<void>,
  part: 'all' | 'sizes' | 'states' = 'sizes',
): Promise<void> {
  const layer = layerOf(actor.page)
  await open()
  await layer.waitFor()
  await walk(actor, name, part)
  // The first Escape may be for the tooltip of the button in focus.
  for (let presses = 0; presses < 3 && (await layer.isVisible()); presses++) {
    await actor.page.keyboard.press('Escape')
    await drawnAgain(actor.page)
  }
  await layer.waitFor({ state: 'detached' })
}
/** Headings that begin with the page's title and skip no level on the way down. */
const inOrder = (levels: readonly number[]): boolean =>
  levels[0] === 1 && levels.every((level, at) => level - (levels[at - 1] ?? 0) <= 1)

/** A case on paper is one sheet without what can only be pressed, and white in the dark theme too. */
async function onPaper(page: Page): Promise<void> {
  await page.getByRole('heading', { name: "Measuring Amazon Pay on other companies' shops" }).waitFor()
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
  await page.evaluate(() => document.documentElement.removeAttribute('data-theme'))
  await page.emulateMedia({ media: null, colorScheme: 'light' })
}

describe('every size, every look', () => {
  it('everything is reached, the focus is seen, and states survive high contrast: where cases are read, printed and written', async () => {
    const author = await stage.enter('Aude')
    const { page } = author
    const { url } = stage.server()
    await page.goto(`${url}/bank?category=root-cause`)
    await page.locator('main li').first().waitFor()
    // With this filter, its focus is looked at in all three by every-page.
    await walk(author, 'bank', 'all but focus')
    await follow(page, '/bank/amazon-pay-integration')
    await onPaper(page)
    await page.getByRole('button', { name: 'I’ve seen this one' }).click()
    await walk(author, 'case')
    await follow(page, '/loops/ai-lab-style')
    await page.getByRole('link', { name: /^Continue in your session/ }).waitFor()
    await walk(author, 'loop', 'sizes')
    await follow(page, `/admin#${makeAdminLink(stage.server().dataDir, Date.now())}`)
    const make = page.getByRole('button', { name: 'Make a backup' })
    const kept = page.getByRole('link', { name: /^Download/ }).first()
    await make.waitFor()
    // Another file of tests may have left one in this server.
    if (!(await kept.isVisible())) await make.click()
    await kept.waitFor()
    await walk(author, 'administration')
    const paper = await printed(page)
    expect(paper.sheets[0]).toContain(squashed('Open share links'))
    expect(paper.sheets.length).toBeLessThan(4)
    await follow(page, '/bank/own')
    await walkLayer(author, 'categories', () => page.getByRole('button', { name: 'Write a case' }).first().click())
    await page.getByRole('button', { name: 'Write a case' }).first().click()
    await page.getByRole('menuitem', { name: /^Root cause/ }).click()
    await page.getByRole('heading', { name: 'Prompt', level: 2 }).waitFor()
    await walk(author, 'writing a case')
    await page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('button', { name: 'Facts' }).click()
    await page.locator('li > div > button[aria-expanded="false"]').first().click()
    await walk(author, 'writing facts')
    await page.keyboard.press('Control+k')
    await walkLayer(author, 'search', async () => undefined, 'all')
    expect(wrong).toEqual([])
    expect(found.size).toBeGreaterThan(0)
  })
})

/** Pastes lines into the card that is being written: each becomes a card. */
async function pasteLines({ page }: Actor, lines: readonly string[]): Promise<void> {
  await page.locator('textarea:focus').waitFor()
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, lines.join('\n'))
  await page.keyboard.press('Escape')
}

describe('on paper', () => {
  it('a debrief is a document: whose view, practice, scores, points and the whole board, no card split, nothing that can only be pressed', async () => {
    const [ina, caro] = [await stage.enter('Ina'), stage.present('Caro')]
    const { page } = ina
    await meet(stage, ina, caro)
    await startRound(ina)
    const cards = Array.from(
      { length: 40 },
      (_, n) => `Merchant ${n} starts ${'wants sales and '.repeat(n % 7)}ends ${n}`,
    )
    await openSection(ina, 'Stakeholders')
    await addTo(ina, 'Stakeholders', 'stakeholder')
    await pasteLines(ina, cards)
    await openSection(ina, 'Metrics tree')
    await addTo(ina, 'Metrics tree', 'metric')
    const metrics = Array.from({ length: 30 }, (_, n) => `Metric ${n} whole to the end ${n}`)
    await pasteLines(ina, metrics)
    await seeCard(ina, metrics.at(-1) ?? '')
    await page.getByRole('button', { name: 'End the round' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
    await page.getByRole('heading', { name: 'Debrief', level: 1 }).waitFor()
    await walk(ina, 'scoring', 'sizes')
    await page.getByRole('textbox', { name: /^Comment on/ }).fill('Named who can switch it off')
    await page.getByRole('heading', { level: 2 }).click()
    await sealAs(stage, caro, () => 3)
    await sealScorecard(ina, '2')
    await page.getByRole('list', { name: 'Who scored' }).waitFor()
    await debriefStep(ina, 'Feedback')
    await page.getByLabel('What was missing, point 1').fill('No denominator for the share')
    await page.getByLabel('What was missing, point 1').blur()
    await page.getByText('Saved', { exact: true }).first().waitFor()
    const paper = await printed(page)
    const words = paper.sheets.join('')
    for (const said of [
      ...['As Ina sees it, from the interviewer’s seat.', 'The scores are practice'],
      ...['third-party e-commerce platforms', 'Named who can switch it off', 'No denominator for the share'],
      ...['Overall by Ina', 'Stakeholders', 'Metrics tree'],
    ])
      expect(words, said).toContain(squashed(said))
    // A card stands whole on one sheet.
    expect(paper.sheets.length).toBeGreaterThan(3)
    for (const card of [...cards, ...metrics]) {
      // Where a sheet has a card's first words it has its last ones too. The yardstick lists it once more.
      expect(
        paper.sheets.some((sheet) => sheet.includes(squashed(card))),
        card,
      ).toBe(true)
      const begins = squashed(card.slice(0, 16))
      for (const sheet of paper.sheets.filter((one) => one.includes(begins)))
        expect(sheet, card).toContain(squashed(card))
    }
    for (const control of ['Reopen the round', 'Take it home', 'Replay', 'Invite', 'Board is closed', 'Show the times'])
      expect(words, control).not.toContain(squashed(control))
    expect(paper.headings.filter((level) => level === 1).length).toBe(1)
    expect(inOrder(paper.headings), paper.headings.join()).toBe(true)

    await debriefStep(ina, 'Yardstick')
    await page.getByText('As lists', { exact: true }).click()
    await walk(ina, 'the yardstick', 'sizes')
    expect(wrong).toEqual([])
    await page.getByRole('button', { name: 'Take it home' }).click()
    const row = page.getByRole('region', { name: 'Whole session' })
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      row.getByRole('button', { name: 'Whole session as Markdown' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^session-\d{4}-\d\d-\d\d\.md$/)
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'PNG', exact: true }).click(),
    ])
    const png = await readFile((await picture.path()) ?? '')
    // Twice its 1280 pixels: the width stands at byte 16 of a PNG.
    expect(png.readUInt32BE(16)).toBe(2560)
    // A browser that begins to print, and never says that it is done, leaves the page as it was.
    await page.evaluate(() => {
      window.print = () => void window.dispatchEvent(new Event('beforeprint'))
    })
    await page.getByRole('button', { name: 'PDF', exact: true }).click()
    await page.locator('.paper-round').waitFor({ state: 'attached' })
    expect(await page.locator('.paper-round').isVisible()).toBe(false)
    expect(ina.watch.faults).toEqual([])
  }, 90_000)
})
