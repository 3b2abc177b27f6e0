import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { addTo, debriefStep, meet, openSection, seeCard, startRound } from '../e2e/room-steps.ts'
import { scoreRound } from '../e2e/score-round.ts'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { startServer } from '../fixtures/server-process.ts'
import type { Aims } from './aims.ts'
import { ascending, median, printTable, round } from './figures.ts'

/** A board of 40 cards on the Amazon Pay case, whose reference board has as many items: what is held against what in the yardstick. */
export const debriefBoard: readonly (readonly [section: string, kind: string, lines: readonly string[]])[] = [
  ['Clarify', 'question', ['New, or running?', 'Do we see the whole checkout?', 'Which countries?', 'How do we earn?']],
  ['Context', 'fact', ['Button on shops outside Amazon', 'Fee on each paid order', 'PayPal is the habit']],
  [
    'Stakeholders',
    'stakeholder',
    ['Merchant', 'Shopper with an Amazon account', 'Shop platform', 'Amazon', 'Banks', 'Support team'],
  ],
  [
    'User flow',
    'step',
    ['Cart on the shop', 'Sees and chooses the button', 'Signs in and confirms', 'Payment goes through', 'Refund'],
  ],
  [
    'Metrics tree',
    'metric',
    [
      'Paid orders per active merchant',
      'Checkouts in which the button loads',
      'Share that press it',
      'Sign-in success',
      'Payment success',
      'Merchants without an order in 30 days',
      'Payers who return',
      'Disputed orders',
      'Whole checkout conversion',
      'Orders that are incremental',
      'Fee per order',
      'Time to pay',
      'App rating',
      'Support tickets per order',
    ],
  ],
  [
    'Risks',
    'risk',
    [
      'Orders only move over from cards',
      'One merchant is half the volume',
      'A platform hides our button',
      'Merchants fear for their customer data',
      'Outage on a sale day',
      'Fraud moves to us',
    ],
  ],
  ['Recommendation', 'recommendation', ['Steer by extra paid orders per active merchant', 'Holdout at ten shops']],
]

/** Writes these cards, one section after another, as somebody pastes a list. */
export async function writeBoard(writer: Actor, board: typeof debriefBoard): Promise<void> {
  for (const [section, kind, lines] of board) {
    await openSection(writer, section)
    await addTo(writer, section, kind)
    await writer.page.evaluate((words) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', words)
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }, lines.join('\n'))
    await seeCard(writer, lines.at(-1) ?? '')
    await writer.page.keyboard.press('Escape')
  }
}

const repeats = 5

/** Milliseconds from the start of loading to the first paint of text, and to the debrief's own heading. */
async function loadOf({ page }: Actor): Promise<{ readonly paint: number; readonly debrief: number }> {
  await page.reload()
  await page.getByRole('list', { name: 'Who scored' }).waitFor()
  return page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    debrief: performance.now(),
  }))
}

/** Milliseconds from each press to the paint that follows it, as the browser itself counts an interaction (INP). */
async function interactionsDuring({ page }: Actor, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const found = new Map<number, number>()
    Reflect.set(window, 'interactions', found)
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const id = Number(Reflect.get(entry, 'interactionId'))
        if (id > 0) found.set(id, Math.max(found.get(id) ?? 0, entry.duration))
      }
    })
    watch.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  await act()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))))
  return page.evaluate(() => [...(Reflect.get(window, 'interactions') as Map<number, number>).values()])
}

/** The debrief of a board of 40 cards beside its reference board: loading it, and walking and correcting the yardstick. */
export async function measureDebrief(aims: Aims): Promise<void> {
  const folder = mkdtempSync(joinPath(tmpdir(), 'greenroom-debrief-'))
  const server = await startServer(folder)
  const browser = await launchChromium()
  try {
    const [interviewer, candidate] = [await newActor(browser, 'Ina'), await newActor(browser, 'Caro')]
    const stage = { server: () => server }
    await meet(stage, interviewer, candidate)
    await startRound(interviewer)
    await writeBoard(candidate, debriefBoard)
    await scoreRound(stage, interviewer, candidate)
    await interviewer.context.close()
    const { page } = candidate
    await page.getByRole('list', { name: 'Who scored' }).waitFor()
    const loads: { readonly paint: number; readonly debrief: number }[] = []
    for (let at = 0; at < repeats; at++) loads.push(await loadOf(candidate))
    const walking: number[] = []
    const correcting: number[] = []
    for (let at = 0; at < repeats; at++) {
      const walked = await interactionsDuring(candidate, async () => {
        for (const step of ['Feedback', 'Yardstick', 'Case and notes', 'Compare', 'Yardstick'])
          await debriefStep(candidate, step)
        await page.locator('.yardstick-boards').waitFor()
      })
      walking.push(...walked)
      const corrected = await interactionsDuring(candidate, async () => {
        for (let pair = 0; pair < 3; pair++) {
          const alone = page.locator('[data-side=own][data-pairing=alone]')
          const card = (await alone.first().getAttribute('data-card')) ?? ''
          await alone.first().click()
          await page.getByRole('button', { name: /^Pair “.*” with an item/ }).click()
          await page.getByRole('option').first().click()
          await page.locator(`[data-card="${card}"][data-pairing=pair]`).waitFor()
          await page.getByRole('button', { name: 'Separate', exact: true }).click()
          await page.locator(`[data-card="${card}"][data-pairing=alone]`).waitFor()
        }
      })
      correcting.push(...corrected)
    }
    const worst = (samples: readonly number[]): string => round(ascending(samples).at(-1) ?? Number.NaN, 0)
    printTable(
      'The debrief of a board of 40 cards: milliseconds',
      ['what', 'median', 'slowest', 'counted'],
      [
        ['first paint', ...figures(loads.map(({ paint }) => paint))],
        ['until the scores are there', ...figures(loads.map(({ debrief }) => debrief))],
        ['from one screen to another, to the next paint', ...figures(walking)],
        ['correcting a pair, to the next paint', ...figures(correcting)],
      ],
    )
    aims.note('debrief at 40 cards: slowest interaction, ms', worst([...walking, ...correcting]), '200 or less')
  } finally {
    await browser.close()
    await server.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

const figures = (samples: readonly number[]): readonly string[] => [
  round(median(samples), 0),
  round(ascending(samples).at(-1) ?? Number.NaN, 0),
  String(samples.length),
]
