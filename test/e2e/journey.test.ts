import { describe, expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import {
  connected,
  debriefStep,
  drawn,
  invitationOf,
  join,
  openSection,
  sealScorecard,
  startSession,
  writeCards,
} from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

/** The words of all cards of a section, in the order of the screen. */
const cardsIn = async ({ page }: Actor, section: string): Promise<readonly string[]> => {
  const region = page.getByRole('region', { name: new RegExp(`^${section}`) })
  const names = await region
    .getByRole('button', { name: /^Actions for/ })
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
  return names.map((name) => name.replace(/^Actions for “?/, '').replace(/”$/, '')).sort()
}

/** Each metric with how deep it stands in the tree. */
const treeOf = async ({ page }: Actor): Promise<readonly string[]> => {
  const items = page.getByRole('region', { name: /^Metrics tree/ }).getByRole('treeitem')
  const read = await items.evaluateAll((all) =>
    all.map(
      (one) =>
        `${one.getAttribute('aria-level')} ${one.querySelector('[aria-label^="Actions for"]')?.getAttribute('aria-label') ?? one.getAttribute('aria-label') ?? ''}`,
    ),
  )
  return [...read].sort()
}

const metrics = [
  'Paid orders per active merchant',
  'Button presence',
  'Click share',
  'Sign-in success',
  'Payment success',
  'Merchants with an order',
  'Payers returning',
  'Dispute rate',
  'Checkout time',
  'Authorisation failures',
  'Orders without us',
  'Cost of risk',
]

/** The desk's words in the panel: the brief, the guide of this phase, and a private note that is written now. */
async function wordsOfPanel({ page }: Actor): Promise<readonly string[]> {
  const panel = page.getByRole('complementary', { name: 'Interviewer’s panel' })
  const read: string[] = []
  for (const tab of ['Brief', 'Guide', 'Notes']) {
    await panel.getByRole('tab', { name: tab }).click()
    if (tab === 'Notes') {
      await panel.getByLabel('Private note').fill('They never asked who the merchants are')
      await panel.getByRole('button', { name: 'Save note' }).click()
      await panel
        .getByText('Share', { exact: true })
        .or(panel.getByRole('button', { name: /^Share/ }))
        .first()
        .waitFor()
    }
    read.push(...(await panel.allInnerTexts()).join('\n').split('\n'))
  }
  return [...new Set(read.map((line) => line.trim()).filter((line) => line.length >= 35))]
}

/** All that a page shows: on a shared screen, in the tab's title, to a screen reader. */
async function shownBy({ page }: Actor): Promise<string> {
  const body = page.locator('body')
  return [await page.title(), ...(await body.allInnerTexts()), await body.ariaSnapshot()].join('\n')
}

describe('the whole way of one session', () => {
  it('T8: is walked by an interviewer and a candidate, from the invitation to the replay; a screen that is shared with the panel closed shows nothing of the desk', async () => {
    const interviewer = await stage.enter('Ina')
    // With its service worker, as on localhost.
    const candidate = await stage.enter('Caro', { serviceWorkers: 'allow' })

    await startSession(stage, interviewer)
    await join(candidate, await invitationOf(interviewer))
    await connected(candidate)

    // A drawn case is for the interviewer's eyes alone; then another one is chosen.
    await interviewer.page.getByRole('button', { name: 'Random case' }).click()
    await interviewer.page.getByRole('button', { name: 'Another random case' }).waitFor()
    await interviewer.page.getByRole('button', { name: 'Choose' }).click()
    // In the dialog: the case that was drawn behind it may be the same one.
    const title = "Measuring Amazon Pay on other companies' shops"
    await interviewer.page.getByRole('dialog').getByText(title).first().click()
    await interviewer.page
      .getByText(/third-party e-commerce platforms/)
      .first()
      .waitFor()
    expect(await drawn(candidate.page, /third-party e-commerce platforms/).count()).toBe(0)
    await interviewer.page.getByRole('button', { name: 'Start the round' }).click()
    await interviewer.page.getByRole('button', { name: 'Show the prompt' }).click()
    await drawn(candidate.page, /third-party e-commerce platforms/).waitFor()

    // All sections, by both.
    await writeCards(candidate, 'Context', 'fact', ['Runs on other shops', 'Fee per transaction'])
    await writeCards(interviewer, 'Stakeholders', 'stakeholder', ['Shopper', 'Merchant'])
    // What others write moves the list of sections, and a click that is on its way lands beside its row.
    await candidate.page.getByRole('button', { name: /^Stakeholders.*2 cards/ }).waitFor()
    await writeCards(candidate, 'User flow', 'step', ['Cart', 'Choose Amazon Pay', 'Confirm', 'Paid'])
    await writeCards(candidate, 'Metrics tree', 'metric', metrics)
    await openSection(interviewer, 'Metrics tree')
    for (const metric of metrics)
      await interviewer.page.getByRole('button', { name: `Actions for “${metric}”` }).waitFor()

    // Both move at once: the candidate hangs drivers under the first metric, the interviewer moves others.
    const focusOn = ({ page }: Actor, metric: string) =>
      page
        .getByRole('region', { name: /^Metrics tree/ })
        .getByRole('treeitem')
        .filter({ hasText: metric })
        .last()
        .focus()
    await Promise.all([
      (async () => {
        for (const metric of ['Button presence', 'Click share', 'Sign-in success']) {
          await focusOn(candidate, metric)
          await candidate.page.keyboard.press('Alt+ArrowRight')
        }
      })(),
      (async () => {
        for (const metric of ['Checkout time', 'Authorisation failures']) {
          await focusOn(interviewer, metric)
          await interviewer.page.keyboard.press('Alt+ArrowRight')
        }
      })(),
    ])
    await expect.poll(() => treeOf(interviewer), { timeout: 10_000 }).toEqual(await treeOf(candidate))
    expect((await treeOf(candidate)).length).toBe(metrics.length)
    expect((await treeOf(candidate)).filter((one) => one.startsWith('2')).length).toBeGreaterThanOrEqual(4)

    for (const section of ['Context', 'Stakeholders', 'User flow']) {
      await openSection(interviewer, section)
      await openSection(candidate, section)
      await expect
        .poll(() => cardsIn(interviewer, section), { timeout: 10_000 })
        .toEqual(await cardsIn(candidate, section))
      expect((await cardsIn(candidate, section)).length).toBeGreaterThanOrEqual(2)
    }

    // The clock is the interviewer's, and both see it.
    await interviewer.page.getByRole('button', { name: 'Pause the clock' }).click()
    await drawn(candidate.page, 'paused').waitFor()
    expect(await candidate.page.getByRole('button', { name: 'Pause the clock' }).count()).toBe(0)
    await interviewer.page.getByRole('button', { name: 'Resume the clock' }).click()
    await interviewer.page.getByRole('button', { name: 'Pause the clock' }).waitFor()
    await interviewer.page.getByRole('button', { name: 'Next phase' }).click()
    await candidate.page.getByText('Phase 2 of 7', { exact: true }).waitFor()

    // A fact is released with one click and stands on the other side.
    await interviewer.page.getByRole('tab', { name: 'Guide' }).click()
    const release = interviewer.page.getByRole('button', { name: /^Give: (?!hint)/ }).first()
    for (let phase = 2; phase < 7 && !(await release.isVisible()); phase++) {
      await interviewer.page.getByRole('button', { name: 'Next phase' }).click()
      await candidate.page.getByText(`Phase ${phase + 1} of 7`, { exact: true }).waitFor()
    }
    const label = ((await release.getAttribute('aria-label')) ?? '').replace('Give: ', '')
    expect(await candidate.page.getByText(label).count()).toBe(0)
    const ofDesk = await wordsOfPanel(interviewer)
    expect(ofDesk.length).toBeGreaterThan(8)
    expect(ofDesk).toContain('They never asked who the merchants are')
    const open = await shownBy(interviewer)
    expect(ofDesk.filter((words) => open.includes(words)).length).toBeGreaterThan(0)
    await interviewer.page.getByRole('button', { name: 'Close the panel' }).click()
    for (const shown of [await shownBy(interviewer), await candidate.page.content()])
      expect(ofDesk.filter((words) => shown.includes(words))).toEqual([])
    await interviewer.page.getByRole('button', { name: 'Open the panel' }).click()
    await interviewer.page.getByRole('tab', { name: 'Guide' }).click()
    await release.click()
    await candidate.page.getByText(label).first().waitFor()

    // The round ends; both score, sealed, and both open together.
    await interviewer.page.getByRole('button', { name: 'End the round' }).click()
    await interviewer.page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
    for (const actor of [candidate, interviewer]) {
      await actor.page.getByRole('heading', { name: 'Debrief' }).waitFor()
      if (actor === interviewer) {
        // Evidence, picked with the keyboard.
        await actor.page.keyboard.press('e')
        await actor.page.getByRole('searchbox', { name: 'Search cards and moments' }).waitFor()
        await actor.page.keyboard.press('ArrowDown')
        await actor.page.keyboard.press('Enter')
        await actor.page.getByRole('button', { name: /^Remove / }).waitFor()
      }
      await sealScorecard(actor, actor === candidate ? '3' : '2')
      if (actor === candidate) {
        await debriefStep(interviewer, 'Compare')
        await drawn(interviewer.page, 'Caro has sealed').waitFor()
        expect(await interviewer.page.getByRole('list', { name: 'The scorecards' }).count()).toBe(0)
        await debriefStep(interviewer, 'Score')
      }
    }
    for (const actor of [candidate, interviewer]) {
      await actor.page.getByRole('list', { name: 'Who scored' }).getByText('Caro (self)').waitFor()
      await actor.page.getByText('gap of 1').first().waitFor()
    }
    // One press, and the board of that second stands beside the score.
    await candidate.page.getByRole('list', { name: 'Evidence of Ina' }).getByRole('button').click()
    const beside = candidate.page.getByRole('region', { name: 'The board at this moment' })
    await beside.getByText('Metrics tree').first().waitFor()
    expect(candidate.page.url()).not.toContain('/replay')

    // The yardstick: what only this board has; a pair that is set with the keyboard is everybody's.
    for (const actor of [candidate, interviewer]) await debriefStep(actor, 'Yardstick')
    const own = (actor: Actor) => actor.page.locator('[data-side=own]', { hasText: 'Runs on other shops' })
    await own(candidate).and(candidate.page.locator('[data-pairing=alone]')).focus()
    await candidate.page.keyboard.press('Enter')
    await candidate.page
      .getByRole('button', { name: 'Pair “Runs on other shops” with an item on the reference board' })
      .focus()
    await candidate.page.keyboard.press('Enter')
    // Each item stands there whole, the longest on several lines.
    await candidate.page.getByRole('option', { name: /prove incremental orders each quarter$/ }).waitFor()
    const cut = candidate.page
      .getByRole('option')
      .locator('span')
      .evaluateAll((all) =>
        all
          .filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight)
          .map((one) => one.textContent),
      )
    expect(await cut).toEqual([])
    await candidate.page.getByRole('searchbox', { name: 'Search' }).fill('does not sell')
    await candidate.page.keyboard.press('ArrowDown')
    await candidate.page.keyboard.press('Enter')
    for (const actor of [candidate, interviewer])
      await own(actor).and(actor.page.locator('[data-pairing=pair]')).waitFor()
    // The focus is on that card then; an arrow goes across to the item that it is paired with.
    await expect
      .poll(() => candidate.page.evaluate(() => document.activeElement?.textContent ?? ''))
      .toContain('Runs on other shops')
    await candidate.page.keyboard.press('ArrowRight')
    await expect
      .poll(() => candidate.page.evaluate(() => document.activeElement?.textContent ?? ''))
      .toContain('does not sell')
    await debriefStep(candidate, 'Case and notes')
    await candidate.page.getByText('The full case').waitFor()

    // The session plays back, from a link to a moment too.
    await candidate.page.getByRole('link', { name: 'Replay' }).click()
    const place = candidate.page.getByRole('slider', { name: 'Position in the session' })
    await place.waitFor()
    await place.press('End')
    await candidate.page.getByText('Debrief', { exact: true }).first().waitFor()
    await candidate.page.getByText('Paid orders per active merchant').first().waitFor()

    expect(interviewer.watch.faults).toEqual([])
    expect(candidate.watch.faults).toEqual([])
  })
})
