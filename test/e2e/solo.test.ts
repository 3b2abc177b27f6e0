import { describe, expect, it } from 'vitest'
import { listenTo } from './heard.ts'
import { connected, debriefStep, drawn, sealScorecard, startSession, writeCards } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()
/** A sentence of the guide of the Amazon Pay case that stands nowhere else. */
const ofTheGuide = 'A pay button can be pressed all day'

describe('a solo rehearsal', () => {
  it('is run by the candidate alone: the room answers, and keeps the guide until the score is sealed', async () => {
    const candidate = await stage.enter('Sam')
    const { page } = candidate
    const heard = listenTo(candidate)
    await startSession(stage, candidate, { mode: 'Solo' })
    await connected(candidate)
    await page.getByRole('button', { name: 'Choose' }).click()
    await page.getByText("Measuring Amazon Pay on other companies' shops").first().click()
    await page.getByRole('button', { name: 'Start the round' }).click()
    await drawn(page, /third-party e-commerce platforms/).waitFor()

    // The candidate holds the clock.
    await page.getByRole('button', { name: 'Pause the clock' }).click()
    await drawn(page, 'paused').waitFor()
    await page.getByRole('button', { name: 'Resume the clock' }).click()
    await writeCards(candidate, 'Clarify', 'question', ['Whose team are we?'])

    // Data comes by asking for it, and a vague question gets none.
    const ask = async (question: string): Promise<void> => {
      await page.getByLabel('Ask for data').fill(question)
      await page.getByRole('button', { name: 'Ask', exact: true }).click()
    }
    await ask('Tell me everything')
    await page.getByText('“Tell me everything”').waitFor()
    expect(await page.getByText('Nothing in this case answers that').count()).toBe(1)
    // What the guide answers to a clarifying question is said; how it is meant for an interviewer is not.
    await ask('Which team are we on?')
    await page.getByText('The Amazon Pay team.').first().waitFor()
    await ask('What does the holdout show?')
    await page.getByText('Holdout', { exact: true }).first().waitFor()

    // Hints are of the phase: none in the first, one rung after the other in the third.
    await page.getByRole('button', { name: 'Next phase' }).click()
    await page.getByText('Phase 2 of 7', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Next phase' }).click()
    await page.getByText('Phase 3 of 7', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Get a hint' }).click()
    await page.getByText('Hint 1', { exact: true }).waitFor()
    // Pressed at once again it would be the second half of a double click.
    await ask('Anything else?')
    await page.getByText('“Anything else?”').waitFor()
    await page.getByRole('button', { name: 'Get a hint' }).click()
    await page.getByText('Hint 2', { exact: true }).waitFor()
    expect(await page.getByRole('tab', { name: /^Guide/ }).count()).toBe(0)

    // A reload changes nothing of it.
    await page.reload()
    await page.getByText('Hint 2', { exact: true }).waitFor()
    await page.getByText('Phase 3 of 7', { exact: true }).waitFor()

    await page.getByRole('button', { name: 'End the round' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
    await page.getByRole('heading', { name: 'Debrief' }).waitFor()
    expect(heard()).not.toContain(ofTheGuide)
    await sealScorecard(candidate, '3')
    await debriefStep(candidate, 'Case and notes')
    await page.getByText('The full case').waitFor()
    await page.getByText(ofTheGuide).first().waitFor()
    expect(heard()).toContain(ofTheGuide)

    await debriefStep(candidate, 'Next')
    await page.getByRole('button', { name: 'Another case' }).click()
    await page.getByRole('button', { name: 'Random case' }).waitFor()
    expect(candidate.watch.faults).toEqual([])
  })
})
