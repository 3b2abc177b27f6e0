import type { Actor } from '../fixtures/chromium.ts'
import { addTo, openSection, seeCard, typeWords, writeCards } from './room-steps.ts'

/** A board as it stands towards the end of a good run of the Amazon Pay case, written by two people. */

/** Each metric with its depth in the tree. */
const tree: readonly (readonly [depth: number, text: string])[] = [
  [0, 'Paid orders per active merchant, weekly'],
  [1, 'Sessions that see the button'],
  [2, 'Platforms with the plug-in'],
  [2, 'Button above the fold'],
  [1, 'Share that choose it'],
  [2, 'Shoppers with a stored card'],
  [1, 'Sign-in success'],
  [1, 'Payment success'],
  [0, 'Extra orders in the holdout'],
  [0, 'Disputes per 1,000 orders'],
  [0, 'Merchants who switch it off'],
]

/** Writes a tree by keyboard alone: Enter for the next, Tab to nest it, Shift+Tab to move it out. */
export async function writeTree(
  actor: Actor,
  section: string,
  kind: string,
  lines: readonly (readonly [depth: number, text: string])[],
): Promise<void> {
  const { page } = actor
  await openSection(actor, section)
  await addTo(actor, section, kind)
  let depth = 0
  for (const [index, [wanted, text]] of lines.entries()) {
    for (; depth < wanted; depth++) await page.keyboard.press('Tab')
    for (; depth > wanted; depth--) await page.keyboard.press('Shift+Tab')
    await typeWords(actor, text, index)
    if (index < lines.length - 1) await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
}

export const focusOn = ({ page }: Actor, words: string): Promise<void> =>
  page.locator('[data-item]').filter({ hasText: words }).last().focus()

const nextPhase = async ({ page }: Actor): Promise<void> => {
  const phase = page.getByText(/^Phase \d of \d$/)
  const before = await phase.textContent()
  await page.getByRole('button', { name: 'Next phase' }).click()
  await page.waitForFunction((words) => !document.body.textContent?.includes(words ?? ''), before)
}

export async function fillBoard(interviewer: Actor, candidate: Actor): Promise<void> {
  const { page } = candidate
  await page.getByRole('region', { name: 'Goal' }).getByText('What is this product for?').click()
  await page.keyboard.type('Orders merchants would not have had, at a cost they accept')
  await page.keyboard.press('Escape')
  await writeCards(candidate, 'Clarify', 'question', ['Whose team are we on?', 'Web only, or shops on the phone too?'])
  await nextPhase(interviewer)
  await writeCards(candidate, 'Context', 'fact', ['Growth stage, sold through platforms', 'Fee on each paid order'])
  await writeCards(candidate, 'Stakeholders', 'stakeholder', [
    'Merchants: sales they would not have had',
    'Shoppers: pay without typing',
    'Amazon: reach beyond its own shop',
    'Platforms: keep their own wallet first',
  ])
  await nextPhase(interviewer)
  await nextPhase(interviewer)
  await writeCards(candidate, 'User flow', 'step', [
    'Fills the cart',
    'Sees and picks the button',
    'Signs in, confirms',
    'Payment goes through',
  ])
  const first = interviewer.page.getByRole('button', { name: /^Give: Checkout funnel/ })
  await first.click()
  await nextPhase(interviewer)
  await writeTree(candidate, 'Metrics tree', 'metric', tree)
  await openSection(interviewer, 'Metrics tree')
  for (const [, text] of tree) await seeCard(interviewer, text)
  for (const metric of ['Share that choose it', 'Sign-in success', 'Payment success', 'Sessions that see the button']) {
    const joint = interviewer.page.getByRole('button', { name: new RegExp(`, for “?${metric}.*Press to change it`) })
    // Plus, minus, times.
    for (let press = 0; press < 3; press++) await joint.click()
  }
  for (const [metric, kind] of [
    ['Paid orders per active merchant', 'North star'],
    ['Disputes per 1,000 orders', 'Guardrail'],
    ['Merchants who switch it off', 'Counter-metric'],
  ] as const) {
    await focusOn(candidate, metric)
    await page.keyboard.press('Control+.')
    const details = page.getByRole('dialog', { name: /^Details of/ })
    await details.getByLabel('Kind', { exact: true }).selectOption({ label: kind })
    await page.keyboard.press('Escape')
    await details.waitFor({ state: 'hidden' })
  }
  await interviewer.page.getByRole('button', { name: /^Give: Holdout/ }).click()
  await interviewer.page.getByRole('tab', { name: /^Notes/ }).click()
  await interviewer.page.getByLabel('Private note').fill('Asked for the holdout unprompted. Strong.')
  await interviewer.page.getByRole('button', { name: 'Save note' }).click()
  await interviewer.page.getByRole('tab', { name: 'Guide' }).click()
}
