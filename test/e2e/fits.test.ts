import { describe, expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { connected, drawn, meet, openRoom, openSection, startRound } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

/** The cards of each section of the trade-off framework, by kind: forty together. */
const cards: readonly (readonly [section: string, kind: string, count: number])[] = [
  ['Clarify', 'question', 4],
  ['Context', 'fact', 4],
  ['Stakeholders', 'stakeholder', 5],
  ['User flow', 'step', 6],
  ['Metrics tree', 'metric', 8],
  ['Options', 'option', 4],
  ['What would flip it', 'assumption to test', 3],
  ['Risks and kill rule', 'risk', 3],
  ['Recommendation', 'recommendation', 3],
]
const sections = cards.map(([section]) => section)

/**
 * What a person cannot see and cannot scroll to: words and controls outside of the window that stand in no part that
 * scrolls (a tree is moved and zoomed instead), and a document that is larger than the window.
 */
const outOfSight = ({ page }: Actor): Promise<readonly string[]> =>
  page.evaluate(() => {
    const faults: string[] = []
    const { scrollHeight, scrollWidth } = document.documentElement
    if (scrollHeight > innerHeight || scrollWidth > innerWidth)
      faults.push(`the document is ${scrollWidth} × ${scrollHeight}`)
    const moves = (element: Element): boolean => {
      const { overflowX, overflowY } = getComputedStyle(element)
      return /auto|scroll/.test(`${overflowX} ${overflowY}`) || element.matches('.board-tree')
    }
    for (const element of document.querySelectorAll('button, a, input, textarea, h1, h2, h3, p, li, [role=treeitem]')) {
      const box = element.getBoundingClientRect()
      // Words for screen readers alone are drawn in one pixel.
      if (box.width <= 1 || box.height <= 1 || !element.checkVisibility({ visibilityProperty: true })) continue
      let inside = false
      for (let parent = element.parentElement; parent && !inside; parent = parent.parentElement)
        inside = parent !== document.documentElement && parent !== document.body && moves(parent)
      const out = box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1
      if (out && !inside) {
        const place = [box.left, box.top, box.right, box.bottom].map(Math.round).join(' ')
        faults.push(`${element.tagName} “${element.textContent?.trim().slice(0, 40)}” at ${place}`)
      }
    }
    return faults
  })

/** The panel of a section stands whole in the window. */
async function standsInSight({ page }: Actor, section: string): Promise<void> {
  const region = page.getByRole('region', { name: new RegExp(`^${section}`) })
  await expect
    .poll(
      async () => {
        const box = await region.boundingBox()
        const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
        return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
      },
      { message: section },
    )
    .toBe(true)
}

describe('a full board at 1280 × 720, with the desk open', () => {
  it('fits: nothing is off-screen in any phase, every section is reached, the page never scrolls', async () => {
    const interviewer = await stage.enter('Ina')
    const candidate = await stage.enter('Caro')
    const both = [interviewer, candidate]
    const { page } = interviewer
    // The candidate acts by a client without a page, and the page follows: what is looked at is where everything stands.
    const hands = stage.present('Caro')
    await meet(stage, interviewer, hands)
    await openRoom(stage, candidate, hands.admission(), false)
    await connected(candidate)
    for (const actor of both) expect(await outOfSight(actor), `lobby, ${actor.name}`).toEqual([])
    await startRound(interviewer, 'Should we ship one-tap checkout?')
    for (const [section, kind, count] of cards)
      await hands.writeCards(
        section,
        kind,
        Array.from({ length: count }, (_, index) => `${section} ${index + 1} in a few words`),
      )
    expect(cards.reduce((sum, [, , count]) => sum + count, 0)).toBe(40)

    // All at once: small, but whole.
    for (const actor of both) for (const section of sections) await openSection(actor, section)
    for (const section of sections) {
      await standsInSight(interviewer, section)
      await page
        .getByRole('region', { name: new RegExp(`^${section}`) })
        .getByText(/ 1 in a few words/)
        .first()
        .waitFor()
    }
    for (const actor of both) expect(await outOfSight(actor), `all open, ${actor.name}`).toEqual([])

    // Each alone, as large as the board.
    for (const section of sections) {
      await page.getByRole('button', { name: `Open ${section} full size` }).click()
      await standsInSight(interviewer, section)
      expect(await outOfSight(interviewer), `${section}, full size`).toEqual([])
      await page.getByRole('button', { name: 'Back to the whole board' }).first().click()
    }

    for (let phase = 1; ; phase++) {
      for (const actor of both) await drawn(actor.page, new RegExp(`^Phase ${phase} of \\d$`)).waitFor()
      for (const actor of both) expect(await outOfSight(actor), `phase ${phase}, ${actor.name}`).toEqual([])
      const next = page.getByRole('button', { name: 'Next phase' })
      if (!(await next.isVisible())) break
      await next.click()
    }
    for (const tab of ['Brief', 'Guide', 'Facts', 'Board', 'Notes']) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
      expect(await outOfSight(interviewer), `desk, ${tab}`).toEqual([])
    }
    expect(interviewer.watch.faults).toEqual([])
    expect(candidate.watch.faults).toEqual([])
  })
})
