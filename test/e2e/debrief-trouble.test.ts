import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { debriefStep, drawn, meet, sealScorecard, seeCard, writeCards } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

async function endRound({ page }: Actor): Promise<void> {
  await page.getByRole('button', { name: 'End the round' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
}

/** Whether its middle is on the screen, and nothing over it. */
const isSeen = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2))
  })

/** T17: the board on paper, and as it was at an earlier moment. */
async function printsAndRestores({ page }: Actor, candidate: Actor): Promise<void> {
  // On paper a board has no keys to press, and does not say where somebody is at the moment.
  const keys = page.locator('.board-head-key')
  const rings = (): Promise<readonly string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('.board-card')].map((card) => getComputedStyle(card).outlineStyle),
    )
  await keys.first().waitFor()
  await expect.poll(rings).toContain('solid')
  await page.emulateMedia({ media: 'print' })
  await expect.poll(() => keys.filter({ visible: true }).count()).toBe(0)
  expect(new Set(await rings())).toEqual(new Set(['none']))
  await page.emulateMedia({ media: 'screen' })

  await page.getByRole('button', { name: 'Room menu' }).click()
  await page.getByRole('menuitem', { name: 'Restore the board' }).click()
  const dialog = page.getByRole('dialog', { name: 'Restore the board' })
  await dialog.getByText('Which countries?').waitFor()
  if (process.env.GREENROOM_PICTURES) await page.screenshot({ path: `${process.env.GREENROOM_PICTURES}/restore.png` })
  await dialog.getByRole('slider', { name: 'Time in the round' }).press('Home')
  await dialog.getByText('Which countries?').waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: 'Restore the board' }).click()
  await page.getByText('The board is restored').waitFor()
  for (const each of [page, candidate.page])
    await each.getByRole('button', { name: 'Actions for “Which countries?”' }).waitFor({ state: 'detached' })

  await page
    .getByRole('region', { name: /^Clarify/ })
    .getByRole('button', { name: /^add question/i })
    .first()
    .focus()
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Actions for “Which countries?”' }).waitFor()
  await seeCard(candidate, 'Which merchants?')
  // Restoring is the desk's.
  await candidate.page.getByRole('button', { name: 'Room menu' }).click()
  await candidate.page.getByRole('menuitem', { name: 'Replay so far' }).waitFor()
  expect(await candidate.page.getByRole('menuitem', { name: 'Restore the board' }).count()).toBe(0)
  await candidate.page.keyboard.press('Escape')
}

it('T17: prints the board without what can only be pressed, brings it back to an earlier moment and takes that back; keeps evidence whose card is removed, a swap asked while somebody is offline, and says of a deleted session what became of it', async () => {
  const ina = await stage.enter('Ina')
  const caro = await stage.enter('Caro')
  const both = [ina, caro]
  await meet(stage, ina, caro, { minutes: 20, swaps: true, started: true })
  await writeCards(caro, 'Clarify', 'question', ['Which merchants?', 'Which countries?'])
  await seeCard(ina, 'Which countries?')
  await printsAndRestores(ina, caro)
  await endRound(ina)

  // Ina points at a card; the round is opened again, and the card is removed before she has sealed.
  await ina.page.getByRole('heading', { name: 'Debrief', level: 1 }).waitFor()
  await ina.page.keyboard.press('e')
  await ina.page.getByRole('searchbox', { name: 'Search cards and moments' }).fill('merchants')
  await ina.page.keyboard.press('ArrowDown')
  await ina.page.keyboard.press('Enter')
  await ina.page.getByRole('button', { name: /^Remove .*Which merchants\?/ }).waitFor()
  await ina.page.getByRole('button', { name: 'Reopen the round' }).click()
  await seeCard(caro, 'Which merchants?')
  await caro.page.getByRole('button', { name: 'Actions for “Which merchants?”' }).click()
  await caro.page
    .getByRole('menuitem', { name: /^Remove/ })
    .first()
    .click()
  await ina.page.getByRole('button', { name: 'Actions for “Which merchants?”' }).waitFor({ state: 'detached' })
  // Caro writes on without a network when the round ends: the debrief that she comes back to says where her words are.
  await caro.page.context().setOffline(true)
  await drawn(caro.page, /^Offline|No connection/)
    .first()
    .waitFor()
  await writeCards(caro, 'Clarify', 'question', ['Written without a network'])
  await endRound(ina)
  await caro.page.context().setOffline(false)
  const unsaved = caro.page.getByRole('region', { name: 'Unsaved cards' })
  await unsaved.getByRole('button', { name: 'Show on the board' }).click()
  await unsaved.getByText('Written without a network').waitFor()
  await unsaved.getByRole('button', { name: 'Discard' }).click()
  await caro.page.getByRole('radiogroup', { name: 'What to look at' }).getByText('Debrief').click()
  await ina.page.getByRole('button', { name: /^Remove .*Which merchants\?/ }).waitFor()

  // Both press the last key of their scorecards in the same instant.
  await caro.page.setViewportSize({ width: 1280, height: 480 })
  await Promise.all(both.map((actor) => sealScorecard(actor, '3')))
  for (const { page } of both) await page.getByRole('list', { name: 'Who scored' }).waitFor()
  // The board beside the scores goes to its card by itself, and the page stays at its beginning.
  const beside = caro.page.getByRole('region', { name: 'The board at this moment' })
  await beside.getByText(/^This card was removed later/).waitFor()
  await beside.locator('[data-spotlit]').waitFor()
  // It scrolls in the frame after the card is lit.
  await caro.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  expect(await isSeen(caro.page.getByRole('heading', { name: 'Scores', level: 2 }))).toBe(true)
  // On a phone it is below them, and shown when somebody presses evidence.
  await caro.page.setViewportSize({ width: 390, height: 844 })
  await caro.page.getByRole('list', { name: 'Evidence of Ina' }).first().getByRole('button').click()
  await expect.poll(() => isSeen(beside.getByRole('status').first())).toBe(true)
  await caro.page.setViewportSize({ width: 1280, height: 720 })
  await beside.getByText('Which merchants?').first().waitFor()

  // Caro's network is gone when Ina asks to swap; Ina's, when Caro agrees.
  await debriefStep(ina, 'Next')
  // A reload leaves her where she was.
  await ina.page.reload()
  await ina.page.getByRole('heading', { name: 'What next?', level: 2 }).waitFor()
  await caro.page.context().setOffline(true)
  await drawn(caro.page, /^Offline|No connection/)
    .first()
    .waitFor()
  await ina.page.getByRole('button', { name: 'Ask Caro to swap seats' }).click()
  await ina.page.getByRole('button', { name: 'Withdraw the request' }).waitFor()
  await caro.page.context().setOffline(false)
  const agree = caro.page.getByRole('button', { name: 'Swap seats', exact: true })
  await agree.waitFor()
  await ina.page.context().setOffline(true)
  await drawn(ina.page, /^Offline|No connection/)
    .first()
    .waitFor()
  await agree.click()
  await caro.page.getByRole('heading', { name: 'Choose a case' }).waitFor()
  await ina.page.context().setOffline(false)
  await ina.page.getByRole('button', { name: /^Round 1: / }).waitFor()
  // Nothing of the first round is lost, and its scores stand.
  await caro.page.getByRole('button', { name: /^Round 1: / }).click()
  await debriefStep(caro, 'Compare')
  await caro.page.getByRole('list', { name: 'Who scored' }).waitFor()

  // A second take of a session that its owner deletes while the sheet is open, and a replay beside it.
  await caro.page.getByRole('link', { name: 'Replay', exact: true }).click()
  await caro.page.getByRole('link', { name: /^Take it again from/ }).click()
  await caro.page.getByRole('dialog', { name: /^Take it again from/ }).waitFor()
  const replay = await caro.page.context().newPage()
  await replay.goto(`${caro.page.url().replace(/\/replay.*|\?.*/, '')}/replay`)
  await replay.getByRole('button', { name: 'Play', exact: true }).waitFor()
  await caro.page.context().setOffline(true)
  await ina.page.getByRole('button', { name: 'Room menu' }).click()
  await ina.page.getByRole('menuitem', { name: 'Delete it permanently' }).click()
  await ina.page.getByRole('alertdialog').getByRole('button', { name: 'Delete it permanently' }).click()
  await ina.page.getByText('Session deleted').first().waitFor()
  await caro.page.context().setOffline(false)
  await caro.page.getByText('This session was deleted').first().waitFor()
  // The replay says so as soon as somebody comes back to its tab.
  await replay.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await replay.getByText('You need to join this session again').waitFor()
  expect(await replay.getByRole('button', { name: 'Play', exact: true }).count()).toBe(0)
  // Without a network each of them says so to its console.
  const faults = both.flatMap(({ watch }) => watch.faults)
  expect(faults.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})
