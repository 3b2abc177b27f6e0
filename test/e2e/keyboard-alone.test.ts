import { expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { type Hands, handsOf } from './hands.ts'
import { printed, squashed } from './paper.ts'
import { drawn, invitationOf, sealScorecard, seeCard } from './room-steps.ts'
import { openTimedStage } from './stage.ts'

const stage = openTimedStage()

const step = ({ page }: Actor, title: string): Promise<void> =>
  page.getByRole('heading', { name: title, level: 2 }).waitFor()

/** A case of a known framework: a random one may have another board. */
async function chooseCase({ page, use, type }: Hands, words: string, title: RegExp): Promise<void> {
  await use(page.getByRole('button', { name: 'Choose' }))
  await page.getByRole('searchbox', { name: 'Find a case' }).waitFor()
  await type(words)
  await use(page.getByRole('option', { name: title }))
}

async function endRound({ page, use }: Hands, way?: 'Shift+Tab'): Promise<void> {
  await use(page.getByRole('button', { name: 'End the round' }), 'Enter', way)
  await use(page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }))
}

/** Cards into the first section, one below the other. */
async function write({ page, press, type }: Hands, ...cards: readonly string[]): Promise<void> {
  // A second take's board is put together when somebody first opens it.
  await page.getByRole('heading', { name: 'Clarify' }).waitFor()
  await press('Alt+1')
  // A person looks where the focus is before the next key: on what takes letters, also when the board was still opening.
  await page
    .locator('section', { has: page.getByRole('heading', { name: 'Clarify' }) })
    .locator('.board-add-button:focus, .board-writing:focus')
    .waitFor()
  // Within a card that is there already, Enter adds the next one.
  if (await page.locator('.board-writing:focus').isVisible()) await press('Enter')
  await press('Enter')
  for (const [index, words] of cards.entries()) {
    if (index > 0) await press('Enter')
    await type(words)
  }
  await press('Escape')
  for (const words of cards) await drawn(page, words).first().waitFor()
}

/** The start page's sentence is changed, the link goes to somebody who was never here, and they sit down. */
async function meetAtTheDoor(ina: Hands, caro: Hands): Promise<void> {
  await ina.page.goto(stage.server().url)
  await ina.use(ina.page.getByRole('button', { name: /change the length/ }))
  await ina.use(ina.page.getByRole('radio', { name: '45 minutes' }), 'ArrowRight')
  await expect.poll(() => ina.page.getByRole('radio', { name: '20 minutes' }).isChecked()).toBe(true)
  await ina.use(ina.page.getByLabel('Your name'), 'Control+a')
  await ina.type('Ina')
  await ina.press('Enter')
  await ina.page.waitForURL(/\/s\//)
  await ina.page
    .getByText(/\/join#/)
    .first()
    .waitFor()
  await caro.page.goto(await invitationOf(ina))
  await caro.use(caro.page.getByLabel('Your name'), 'Control+a')
  await caro.type('Caro')
  await caro.press('Enter')
  await caro.page.waitForURL(/\/s\//)
}

it('a peer mock between two strangers, without a mouse, from the start page to its paper: both seal, one feedback point, a second take of two minutes, and a scored round with swapped seats', async () => {
  const ina = handsOf(await stage.enter('Ina'))
  const caro = handsOf(await stage.enter('Caro'))
  const both = [ina, caro]
  await meetAtTheDoor(ina, caro)
  await caro.use(caro.page.getByLabel(/^What I’m working on/), 'Control+a')
  await caro.type('Guardrails')
  await ina.page.getByText('Guardrails', { exact: true }).waitFor()
  await chooseCase(ina, 'Amazon Pay', /^Measuring Amazon Pay/)
  await ina.use(ina.page.getByRole('button', { name: 'Start the round' }))
  await ina.use(ina.page.getByRole('button', { name: 'Show the prompt' }))
  await drawn(caro.page, /third-party e-commerce platforms/).waitFor()
  await write(caro, 'Which merchants?', 'Which countries?')
  await seeCard(ina, 'Which countries?')
  await endRound(ina)

  // The debrief: what is pressed and how long it takes is counted, for both together.
  const before = both.map(({ keys }) => keys())
  const since = performance.now()
  let sealed = 0
  await ina.page.getByRole('heading', { name: 'Debrief', level: 1 }).waitFor()
  await ina.press('e')
  await ina.page.getByRole('searchbox', { name: 'Search cards and moments' }).waitFor()
  await ina.press('ArrowDown', 'Enter')
  await ina.page.getByRole('button', { name: /^Remove / }).waitFor()
  sealed += await sealScorecard(ina, '2')
  await caro.page.getByRole('heading', { name: 'Debrief', level: 1 }).waitFor()
  sealed += await sealScorecard(caro, '3')
  for (const hands of both) await hands.page.getByRole('list', { name: 'Who scored' }).waitFor()
  // The board of a second beside the score that points at it.
  await caro.use(caro.page.getByRole('list', { name: 'Evidence of Ina' }).first().getByRole('button'))
  const moment = caro.page.getByRole('region', { name: 'The board at this moment' }).getByRole('status').first()
  await moment.waitFor()
  // Its time is said once, though the evidence begins with it.
  expect(await moment.textContent()).not.toMatch(/(\d:\d\d) \1/)
  // The sign of the link that takes the moment again is drawn whole.
  const again = caro.page
    .getByRole('list', { name: 'Evidence of Ina' })
    .first()
    .getByRole('link', { name: /^Take it/ })
  expect((await again.locator('svg').boundingBox())?.width).toBe(14)
  await caro.press('Control+Enter')
  await step(caro, 'Feedback points')
  const point = caro.page.getByRole('region', { name: 'Point 1' })
  await caro.use(point.getByRole('button', { name: /^Add a card or a moment/ }))
  await caro.page.getByRole('searchbox', { name: 'Search cards and moments' }).waitFor()
  await caro.press('ArrowDown', 'Enter')
  await point.getByRole('button', { name: /^Remove / }).waitFor()
  await caro.use(point.getByRole('list', { name: 'What the next level asks for' }).getByRole('button').first())
  await caro.use(point.getByRole('button', { name: /^A second take from/ }))
  await point.getByText('3 of 3 parts').waitFor()
  // Beside the reference board: one of the candidate's cards is paired with an item that it stands for.
  await caro.press('Control+Enter')
  await step(caro, 'Interviewing')
  await caro.press('Control+Enter')
  await step(caro, 'Yardstick')
  const alone = caro.page.locator('[data-side=own][data-pairing=alone]')
  const unpaired = await alone.count()
  // From card to card by arrow; Enter chooses it.
  await caro.use(caro.page.locator('[data-side=own]').first(), 'ArrowDown')
  await caro.press('Enter')
  await caro.use(caro.page.getByRole('button', { name: /^Pair “/ }))
  await caro.page.getByRole('dialog').getByRole('searchbox').waitFor()
  await caro.press('ArrowDown', 'Enter')
  await expect.poll(() => alone.count()).toBe(unpaired - 1)
  const pressed = both.reduce((sum, { keys }, at) => sum + keys() - (before[at] ?? 0), sealed)
  const seconds = (performance.now() - since) / 1000
  process.stdout.write(`Debrief by keyboard, both people: ${pressed} keys, ${seconds.toFixed(1)} s of the browsers\n`)
  // A strong run of the same case below the own one, at the same point of the agenda: both strips and both boards, by arrow keys.
  await caro.use(caro.page.getByRole('button', { name: 'Compare with a strong run' }))
  const beside = caro.page.getByRole('region', { name: 'Reference runs' })
  await beside.locator('.strip').nth(1).waitFor()
  await caro.use(beside.getByRole('slider', { name: 'Position in both runs' }), 'End')
  await drawn(caro.page, 'Which merchants?').last().waitFor()
  const paper = await printed(caro.page, { tagged: false })
  for (const words of [
    'As Caro sees it, from the candidate’s seat.',
    'The scores are practice',
    'Reference run: ',
    'Board of the reference run',
  ])
    expect(paper.sheets.join(''), words).toContain(squashed(words))

  // The stretch of the feedback point again.
  await caro.press('Control+Enter', 'Control+Enter')
  await step(caro, 'What next?')
  await caro.use(caro.page.getByRole('region', { name: 'Moments in the feedback' }).getByRole('link'))
  await caro.use(caro.page.getByRole('dialog').getByRole('button', { name: 'Open the second take' }))
  await ina.use(ina.page.getByRole('button', { name: 'Start the second take' }))
  await ina.page.getByRole('button', { name: 'End the round' }).waitFor()
  await caro.page.getByText(/^Phase 1 of/).waitFor()
  await write(caro, 'Whose money is it?')
  await seeCard(ina, 'Whose money is it?')
  await stage.pass(120_000, ...both)
  // To a page that is two minutes of sleep: it connects again, and nothing can be pressed until then.
  for (const { page } of both) await page.getByText('This page was asleep for 2 minutes').waitFor()
  await write(caro, 'Who pays the fee?')
  await seeCard(ina, 'Who pays the fee?')
  await endRound(ina, 'Shift+Tab')
  // Only what the take touched is scored again, and both takes stand side by side under one clock.
  for (const hands of both) {
    await hands.page.getByRole('heading', { name: /^Debrief/, level: 1 }).waitFor()
    await sealScorecard(hands, '3')
  }
  for (const hands of both) await hands.page.getByRole('list', { name: 'Who scored' }).waitFor()
  await caro.use(caro.page.getByRole('button', { name: /Next$/ }).first(), 'Enter', 'Shift+Tab')
  await caro.use(caro.page.getByRole('link', { name: /Both takes/ }))
  const [first, second] = ['Round 1', /^Second take/].map((name) => caro.page.getByRole('region', { name }))
  await caro.use(caro.page.getByRole('slider', { name: 'Position in both runs' }), 'End', 'Shift+Tab')
  await second?.getByText('Who pays the fee?').first().waitFor()
  await caro.page.getByText(/^2:\d\d of [2-9]:\d\d$/).waitFor()
  expect(await first?.getByText('Who pays the fee?').count()).toBe(0)
  const takes = (await printed(caro.page, { tagged: false })).sheets.join('')
  for (const words of ['Which merchants?', 'Whose money is it?', 'Who pays the fee?'])
    expect(takes, words).toContain(squashed(words))
  await caro.page.goBack()

  // Seats are swapped by two, and the second round has another case.
  await ina.use(ina.page.getByRole('button', { name: /Next$/ }).first(), 'Enter', 'Shift+Tab')
  await ina.use(ina.page.getByRole('button', { name: 'Ask Caro to swap seats' }))
  await caro.use(caro.page.getByRole('button', { name: 'Swap seats', exact: true }))
  await chooseCase(caro, 'Alipay', /^Defining success for Alipay/)
  await caro.use(caro.page.getByRole('button', { name: 'Start the round' }), 'Enter', 'Shift+Tab')
  await caro.use(caro.page.getByRole('button', { name: 'Show the prompt' }))
  await ina.page.getByText(/^Phase 1 of/).waitFor()
  await write(ina, 'Who decides?')
  await seeCard(caro, 'Who decides?')
  await endRound(caro, 'Shift+Tab')
  for (const hands of both) {
    await hands.page.getByRole('heading', { name: /^Debrief of round/, level: 1 }).waitFor()
    await sealScorecard(hands, '3')
  }
  for (const hands of both) await hands.page.getByRole('list', { name: 'Who scored' }).waitFor()
  const swapped = (await printed(ina.page, { tagged: false })).sheets.join('')
  for (const words of ['As Ina sees it, from the candidate’s seat.', 'Who decides?', 'Overall by Caro'])
    expect(swapped, words).toContain(squashed(words))
  for (const { watch } of both) expect(watch.faults).toEqual([])
})
