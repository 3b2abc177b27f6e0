import { describe, expect, it } from 'vitest'
import { meet, seeCard, startRound, writeCards } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

describe('the board of a round', () => {
  it('T17: is printed without what can only be pressed, brought back by the interviewer to an earlier moment, and Undo takes that back', async () => {
    const interviewer = await stage.enter('Ina')
    const candidate = await stage.enter('Caro')
    await meet(stage, interviewer, candidate)
    await startRound(interviewer)
    await writeCards(candidate, 'Clarify', 'question', ['Which merchants?', 'Which countries?'])
    await seeCard(interviewer, 'Which countries?')

    const { page } = interviewer
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
    for (const { page: each } of [interviewer, candidate])
      await each.getByRole('button', { name: 'Actions for “Which countries?”' }).waitFor({ state: 'detached' })

    await page
      .getByRole('region', { name: /^Clarify/ })
      .getByRole('button', { name: /^add question/i })
      .first()
      .focus()
    await page.keyboard.press('Control+z')
    await seeCard(interviewer, 'Which countries?')
    await seeCard(candidate, 'Which merchants?')
    // Restoring is the desk's.
    await candidate.page.getByRole('button', { name: 'Room menu' }).click()
    await candidate.page.getByRole('menuitem', { name: 'Replay so far' }).waitFor()
    expect(await candidate.page.getByRole('menuitem', { name: 'Restore the board' }).count()).toBe(0)
    expect([...interviewer.watch.faults, ...candidate.watch.faults]).toEqual([])
  })
})
