import { describe, expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { follow } from './follow.ts'
import { printed, squashed } from './paper.ts'
import { debriefStep, meet, seeCard, sitDown, writeCards } from './room-steps.ts'
import { scoreRound } from './score-round.ts'
import { openStage } from './stage.ts'

const stage = openStage()

const picture = async ({ page }: Actor, name: string): Promise<void> => {
  const folder = process.env.GREENROOM_PICTURES
  if (!folder) return
  for (const [width, height] of [
    [1280, 720],
    [1440, 900],
    [390, 844],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height })
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` })
    }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 720 })
}

describe('a second take', () => {
  it('goes on from a moment of the replay with its board, and stands beside the first one afterwards', async () => {
    const ina = stage.present('Ina')
    const candidate = await stage.enter('Caro')
    await meet(stage, ina, candidate, { minutes: 20, started: true })
    await writeCards(candidate, 'Clarify', 'question', ['Which merchants?'])
    await seeCard(ina, 'Which merchants?')
    await ina.send(({ clockVersion }) => ({ kind: 'pauseClock', clockVersion }))
    await ina.send(({ clockVersion }) => ({ kind: 'resumeClock', clockVersion }))
    await writeCards(candidate, 'Clarify', 'question', ['Which countries?'])
    await seeCard(ina, 'Which countries?')
    await scoreRound(stage, ina, candidate)

    // In the replay, when the clock was paused: after the first card, before the second.
    const { page } = candidate
    await page.getByRole('link', { name: 'Replay', exact: true }).click()
    await page.getByRole('slider', { name: 'Position in the session' }).press('Home')
    await page.getByRole('button', { name: 'Next mark' }).click()
    await page.getByRole('button', { name: 'Next mark' }).click()
    await page.getByText('Which merchants?').first().waitFor()
    await expect.poll(() => page.getByText('Which countries?').count()).toBe(0)
    await picture(candidate, 'take-replay')
    await page.getByRole('link', { name: /^Take it again from 0:/ }).click()

    // The sheet says what is kept.
    const sheet = page.getByRole('dialog', { name: /^Take it again from 0:/ })
    await sheet.getByRole('region', { name: 'The board at that time' }).getByText('Which merchants?').waitFor()
    expect(await sheet.getByText('Which countries?').count()).toBe(0)
    await sheet.getByText('You know this case').waitFor()
    await picture(candidate, 'take-sheet')
    await sheet.getByRole('button', { name: 'Open the second take' }).click()
    const interviewer = await stage.enter('Ina')
    await sitDown(stage, interviewer, ina, { owner: true })
    const both = [interviewer, candidate]
    for (const each of both)
      await each.page.getByRole('heading', { name: /^Second take of round 1, from 0:/ }).waitFor()
    await picture(interviewer, 'take-lobby')

    await interviewer.page.getByRole('button', { name: 'Start the second take' }).click()
    for (const each of both) await seeCard(each, 'Which merchants?')
    for (const each of both)
      expect(await each.page.getByRole('button', { name: 'Actions for “Which countries?”' }).count()).toBe(0)
    await writeCards(candidate, 'Clarify', 'question', ['Whose money is it?'])
    await seeCard(interviewer, 'Whose money is it?')
    await scoreRound(stage, interviewer, candidate)
    await picture(candidate, 'take-debrief')
    // The agenda of the live room is no part of the debrief's paper.
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.ribbon').first().isVisible()).toBe(false)
    await page.emulateMedia({ media: null })

    // Both takes under one clock: the same board at its start, each its own at its end.
    const { pathname } = new URL(page.url())
    await follow(page, `${pathname}/replay?beside=r2`)
    const first = page.getByRole('region', { name: 'Round 1', exact: true })
    const second = page.getByRole('region', { name: /^Second take/ })
    for (const side of [first, second]) await side.getByText('Which merchants?').first().waitFor()
    expect(await page.getByText(/Which countries\?|Whose money is it\?/).count()).toBe(0)
    await page.getByRole('slider', { name: 'Position in both runs' }).press('End')
    await first.getByText('Which countries?').first().waitFor()
    await second.getByText('Whose money is it?').first().waitFor()
    expect(await second.getByText('Which countries?').count()).toBe(0)
    await page
      .getByRole('region', { name: /^Only in Second take/ })
      .getByRole('button', { name: 'Whose money is it?' })
      .waitFor()
    await picture(candidate, 'take-both')
    // Each has half of a laptop's window: no section there is so small that it hides its cards.
    await page.setViewportSize({ width: 1440, height: 900 })
    for (const side of [first, second])
      await expect
        .poll(() =>
          side
            .locator('.board-panel')
            .first()
            .evaluate((panel) => panel.getBoundingClientRect().width),
        )
        .toBeGreaterThan(600)
    await page.setViewportSize({ width: 1280, height: 720 })
    // On paper both stand whole, whichever a narrow window shows, and nothing that can only be pressed.
    const paper = (await printed(page, { tagged: false })).sheets.join('')
    for (const words of ['Which merchants?', 'Which countries?', 'Whose money is it?'])
      expect(paper, words).toContain(squashed(words))
    // It says whose view it is, and names what only one of them has, besides drawing it.
    for (const words of ['As Caro sees it, from the candidate’s seat.', 'The scores are practice'])
      expect(paper, words).toContain(squashed(words))
    expect(paper.split(squashed('Whose money is it?'))).toHaveLength(3)
    for (const control of ['In one picture', 'Take it again']) expect(paper, control).not.toContain(squashed(control))

    // Comments that are open are printed beside the board: in a narrow window they are a sheet over it, and paper is narrow.
    await page.getByRole('link', { name: 'Room', exact: true }).click()
    await page.getByRole('navigation', { name: 'Steps of the debrief' }).waitFor()
    await follow(page, `${pathname}/replay`)
    await page.getByRole('slider', { name: 'Position in the session' }).press('Home')
    await page.getByRole('button', { name: 'Next mark' }).click()
    await page.getByRole('button', { name: 'Next mark' }).click()
    await page.getByRole('button', { name: /^Comments/ }).click()
    await page.getByRole('textbox', { name: /^Comment at/ }).fill('Asked before measuring')
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await page.getByRole('list', { name: 'Comments' }).getByText('Asked before measuring').waitFor()
    await page.setViewportSize({ width: 800, height: 720 })
    await page.getByRole('dialog', { name: 'Comments' }).getByText('Asked before measuring').waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.getByRole('complementary', { name: 'What happened' }).getByText('Asked before measuring').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.getByRole('textbox', { name: /^Comment at/ }).isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1280, height: 720 })

    // Another case is one press: the next round opens with one of the same kind, and says what it is for.
    await page.getByRole('link', { name: 'Room', exact: true }).click()
    await debriefStep(candidate, 'Next')
    await page.getByRole('list', { name: 'Parts of the round' }).getByRole('link').first().click()
    const known = page.getByRole('dialog', { name: /^Take it again from/ })
    // The button moves down once what is kept has loaded.
    await known.getByRole('region', { name: 'What is kept' }).getByText('The board as it was, with its cards').waitFor()
    await known.getByRole('button', { name: 'Random Success metrics case instead' }).click()
    expect(await page.getByLabel(/^What I’m working on/).inputValue()).toBe('Clarify and purpose')
    await interviewer.page.getByRole('button', { name: 'Another random case' }).waitFor()
    await interviewer.page.getByText('Clarify and purpose', { exact: true }).first().waitFor()
    await interviewer.page.getByRole('button', { name: 'Start the round' }).click()
    await page.getByText(/^Phase 1 of/).waitFor()
    expect(both.flatMap(({ watch }) => watch.faults)).toEqual([])
  })
})
