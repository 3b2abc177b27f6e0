import { currentRound, swapAskedBy } from '@greenroom/session'
import type { CDPSession, Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { debriefStep, drawn, meet, seeCard, startRound, writeCards } from './room-steps.ts'
import { sealAs } from './score-round.ts'
import { openStage } from './stage.ts'

const stage = openStage()

type Point = { readonly x: number; readonly y: number }

/** Once it stands still: what a finger has scrolled goes on moving for a moment, and a message that goes makes room. */
const middleOf = (place: Locator): Promise<Point> =>
  place.evaluate(
    (element) =>
      new Promise((resolve) => {
        const looks: string[] = []
        const look = (): void => {
          const { x, y, width, height } = element.getBoundingClientRect()
          looks.push(`${x} ${y}`)
          if (new Set(looks.slice(-5)).size === 1 && looks.length >= 5) resolve({ x: x + width / 2, y: y + height / 2 })
          else requestAnimationFrame(look)
        }
        look()
      }),
  )

/** Fingers as the browser gets them from the screen: each is put down, moved and lifted; the page decides what that means. */
async function fingers({ page }: Actor): Promise<{
  readonly drag: (from: Point, to: Point) => Promise<void>
  /** Stays on a card until that is lifted, and then moves it, or lets go of it where it was. */
  readonly hold: (from: Point, to: Point | null) => Promise<void>
  readonly pinch: (middle: Point, from: number, to: number) => Promise<void>
}> {
  const screen: CDPSession = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]): Promise<unknown> =>
    screen.send('Input.dispatchTouchEvent', { type, touchPoints })
  const steps = 10
  const move = async (at: (share: number) => Point[]): Promise<void> => {
    await touch('touchStart', at(0))
    for (let step = 1; step <= steps; step++) await touch('touchMove', at(step / steps))
    await touch('touchEnd', [])
  }
  return {
    drag: (from, to) => move((share) => [{ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }]),
    hold: async (from, to) => {
      const ghost = page.locator('.board-ghost')
      await touch('touchStart', [from])
      await ghost.waitFor()
      for (let step = 1; to !== null && step <= steps; step++) {
        const share = step / steps
        await touch('touchMove', [{ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }])
      }
      await touch('touchEnd', [])
      await ghost.waitFor({ state: 'detached' })
    },
    pinch: ({ x, y }, from, to) =>
      move((share) => {
        const apart = (from + (to - from) * share) / 2
        return [
          { x, y: y - apart },
          { x, y: y + apart },
        ]
      }),
  }
}

/** A level, a guess and on for each dimension, then a level for each thing about the interviewer. */
async function sealByTaps(page: Page): Promise<void> {
  const form = page.locator('form[aria-label="Scorecard"]')
  const dimensions = form.getByRole('list', { name: 'Dimensions' }).getByRole('button')
  await dimensions.first().waitFor()
  const steps = await dimensions.count()
  for (let at = 1; at <= steps; at++) {
    await form.getByText(`${at} of ${steps}`, { exact: true }).waitFor()
    await form.getByRole('radiogroup').first().waitFor()
    for (const group of await form.getByRole('radiogroup').all()) {
      await group.locator('label').nth(2).tap()
      await expect.poll(() => group.locator('input:checked').count()).toBe(1)
    }
    if (at < steps) await form.getByRole('button', { name: 'Continue' }).tap()
  }
  await form.getByRole('button', { name: 'Seal my self-score' }).tap()
  await form.waitFor({ state: 'detached' })
}

it('a phone does with fingers what a mouse does: cards, menus, the tree, the scorecard and swapped seats', async () => {
  const ina = stage.present('Ina')
  const caro = await stage.enter('Caro', { width: 390, height: 844, touch: true })
  const { page } = caro
  await meet(stage, ina, caro, { swaps: true })
  await startRound(ina)
  const { drag, hold, pinch } = await fingers(caro)

  // A card is added, written in and written in again by tapping it.
  await page.getByRole('button', { name: 'Stakeholders', exact: true }).tap()
  const stakeholders = page.getByRole('region', { name: /^Stakeholders/ })
  await stakeholders
    .getByRole('button', { name: /^add stakeholder/i })
    .first()
    .tap()
  await page.keyboard.type('Merchants')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Shoppers')
  await stakeholders.getByText('Merchants').tap()
  await page.keyboard.press('End')
  await page.keyboard.type(' who sell')
  await seeCard(ina, 'Merchants who sell')
  // Done: what is open goes when one taps beside it.
  await page.getByText('Three good questions').tap()

  // What is given is told over the board; beside the list that has it, it is not drawn a second time. Somebody who is writing reads it with one
  // tap: the bar at the foot, hidden while one writes, comes back only after it, and moves no button from under the finger.
  await stakeholders.getByText('Shoppers').tap()
  await page.locator('main textarea:focus').waitFor()
  const part = (name: string) => page.getByRole('navigation', { name: 'Parts of the room' }).getByText(name)
  await part('Your panel').waitFor({ state: 'hidden' })
  await ina.send((session) => {
    const fact = currentRound(session)?.guide?.facts.find(({ label }) => label.startsWith('Holdout'))
    if (fact === undefined) throw new Error('the guide has no holdout')
    return { kind: 'releaseFact', fact: fact.id }
  })
  await page.getByRole('button', { name: 'Read it' }).tap()
  await page.getByRole('region', { name: 'From the interviewer' }).waitFor()
  const given = page.getByText('At twelve merchants the button').and(page.locator(':visible:not([data-voice])'))
  await given.waitFor()
  await part('Your panel').tap()
  await page.getByRole('tab', { name: /^From the interviewer/ }).waitFor()
  await expect.poll(() => given.count()).toBe(1)
  // All parts of the room stay in the window, with the list open below a notice that takes as much as it may.
  await part('Board').tap()
  await page.evaluate(() => {
    const notice = document.createElement('p')
    notice.style.height = '2000px'
    document.querySelector('[data-notices]')?.append(notice)
  })
  for (const height of [844, 640]) {
    await page.setViewportSize({ width: 390, height })
    const foot = await page.getByRole('navigation', { name: 'Parts of the room' }).boundingBox()
    expect((foot?.y ?? height) + (foot?.height ?? 0)).toBeLessThanOrEqual(height)
  }
  await page.evaluate(() => document.querySelector('[data-notices] > p:last-child')?.remove())
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('region', { name: 'From the interviewer' }).getByRole('button', { name: 'Close' }).tap()

  // A finger drags it by its grip, and elsewhere once it was held; else it scrolls.
  const texts = (): Promise<readonly string[]> =>
    stakeholders
      .locator('[data-item] .board-text')
      .evaluateAll((all) => all.map((one) => (one.textContent ?? '').replaceAll('\u200b', '')))
  const cards = stakeholders.locator('[data-item]')
  expect(await texts()).toEqual(['Merchants who sell', 'Shoppers'])
  const over = await middleOf(cards.first())
  await drag(await middleOf(cards.nth(1)), over)
  expect(await texts()).toEqual(['Merchants who sell', 'Shoppers'])
  const grip = await middleOf(cards.nth(1).locator('.board-grip'))
  const top = (await cards.first().boundingBox())?.y ?? 0
  await drag(grip, { x: over.x, y: top + 6 })
  await expect.poll(texts).toEqual(['Shoppers', 'Merchants who sell'])
  const second = await middleOf(cards.nth(1))
  const upper = (await cards.first().boundingBox())?.y ?? 0
  await hold(second, { x: over.x, y: upper + 6 })
  await expect.poll(texts).toEqual(['Merchants who sell', 'Shoppers'])
  await hold(await middleOf(cards.nth(1)), null)
  // Only a menu that has the focus hears Escape.
  await page.getByRole('menu', { name: 'Actions for “Shoppers”' }).locator(':focus').waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Actions for “Shoppers”' }).tap()
  await page.getByRole('menuitem', { name: /^Details/ }).tap()
  await page.getByRole('dialog', { name: /^Details of/ }).waitFor()
  await page.keyboard.press('Escape')

  // The tree is moved and zoomed wherever the fingers are, and a card in it is dragged by its grip.
  await writeCards(ina, 'Metrics tree', 'metric', ['Orders', 'Sessions', 'Payments'])
  await page.getByRole('button', { name: 'Metrics tree', exact: true }).tap()
  const tree = page.getByRole('region', { name: /^Metrics tree/ })
  const node = (words: string): Locator => tree.getByRole('treeitem').filter({ hasText: words }).last()
  await node('Payments').waitFor()
  await tree.scrollIntoViewIfNeeded()
  await node('Payments').tap()
  await drag(
    await middleOf(node('Payments').locator('.board-grip')),
    await middleOf(node('Orders').locator('.board-card')),
  )
  await expect.poll(() => node('Payments').getAttribute('aria-level')).toBe('2')
  const ground = tree.locator('.board-tree-ground')
  const transform = (): Promise<string> => ground.evaluate((one) => getComputedStyle(one).transform)
  const window = await tree.locator('.board-tree').boundingBox()
  if (window === null) throw new Error('no tree')
  // On a phone it stands in rows: no card is cut at a side of its window.
  for (const one of await tree.getByRole('treeitem').all()) {
    const box = await one.boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(window.x)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(window.x + window.width)
  }
  const still = await transform()
  // Near its upper edge: its lower one may be below the bars at the foot of the screen.
  await drag(
    { x: window.x + window.width - 20, y: window.y + 20 },
    { x: window.x + window.width - 60, y: window.y + 60 },
  )
  const moved = await transform()
  expect(moved).not.toBe(still)
  const card = await middleOf(node('Orders').locator('.board-text'))
  await drag(card, { x: card.x + 30, y: card.y + 30 })
  const again = await transform()
  expect(again).not.toBe(moved)
  expect(await tree.locator('textarea:focus').count()).toBe(0)
  // Held, the card moves and the tree does not.
  await hold(await middleOf(node('Sessions').locator('.board-text')), await middleOf(node('Payments')))
  await expect.poll(() => node('Sessions').getAttribute('aria-level')).toBe('3')
  // Both fingers come down on one card.
  await pinch(await middleOf(node('Payments').locator('.board-text')), 24, 160)
  await expect.poll(async () => (await transform()).split(',')[0]).not.toBe(again.split(',')[0])

  // The other parts of the room, and a menu.
  for (const part of ['Your panel', 'People', 'Board'])
    await page.getByRole('navigation', { name: 'Parts of the room' }).getByText(part).tap()
  await page.getByRole('button', { name: 'Room menu' }).tap()
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).tap()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).tap()

  // Seats are swapped by a tap on either side.
  await ina.send(({ clockVersion }) => ({ kind: 'endRound', clockVersion }))
  await sealByTaps(page)
  await sealAs(stage, ina, () => 3)
  await page.getByRole('list', { name: 'Who scored' }).waitFor()

  await debriefStep(caro, 'Next')
  await page.getByRole('button', { name: 'Ask Ina to swap seats' }).tap()
  await ina.learn('the question', (session) => {
    const round = currentRound(session)
    return round && swapAskedBy(round)
  })
  await ina.send(() => ({ kind: 'openNextRound', swapSeats: true }))
  await page.getByRole('button', { name: 'Choose' }).tap()
  await page.getByRole('dialog').getByRole('option').first().waitFor()
  expect(await drawn(page, 'Something went wrong').count()).toBe(0)
  expect(caro.watch.faults).toEqual([])
})
