import { describe, expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { listenTo } from './heard.ts'
import { connected, drawn, join, startRound, startSession, writeCards } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()
/** A sentence of the guide of the Amazon Pay case that stands nowhere else. */
const ofTheGuide = 'A pay button can be pressed all day'

/** The owner's invitation for one kind of guest, made if there is none yet. */
async function invite({ page }: Actor, set: string): Promise<string> {
  const row = page.getByRole('listitem', { name: set })
  const make = row.getByRole('button', { name: 'Make an invitation' })
  const link = row.locator('[title*="/join#"]')
  await make.or(link).first().waitFor()
  if (await make.isVisible()) await make.click()
  return (await link.getAttribute('title')) ?? ''
}

const openPeople = async ({ page }: Actor): Promise<void> => {
  await page.getByRole('button', { name: /^People:/ }).click()
  await page.getByRole('dialog', { name: 'People and seats' }).waitFor()
}

describe('seats', () => {
  it('decide who is sent what; one that falls free is taken over; who is not admitted any more is cut off', async () => {
    const mentor = await stage.enter('Mo')
    const interviewer = await stage.enter('Ina')
    const candidate = await stage.enter('Caro')
    const observer = await stage.enter('Obi')
    const heard = { candidate: listenTo(candidate), observer: listenTo(observer), interviewer: listenTo(interviewer) }
    await startSession(stage, mentor, { mode: 'Coaching', seat: 'Mentor', coverage: 'No' })
    const links = {
      candidate: await invite(mentor, 'Candidate'),
      interviewer: await invite(mentor, 'Interviewer'),
      observer: await invite(mentor, 'Observers'),
    }
    await join(candidate, links.candidate)
    await join(interviewer, links.interviewer)
    await join(observer, links.observer)
    for (const actor of [mentor, interviewer, candidate, observer]) await connected(actor)

    // The mentor has the desk; the observer sees what the candidate sees, in silence.
    await startRound(interviewer)
    await mentor.page.getByRole('tab', { name: 'Brief' }).click()
    await mentor.page.getByText('The answer').waitFor()
    await drawn(observer.page, /third-party e-commerce platforms/).waitFor()
    await writeCards(candidate, 'Clarify', 'question', ['Whose team are we?'])
    await observer.page.getByText('Whose team are we?').first().waitFor()
    for (const { page } of [observer, candidate]) {
      expect(await page.getByRole('tab', { name: 'Guide' }).count()).toBe(0)
      // Strict: what is covered stays hidden from both.
      expect(await page.getByText(/sections in use/).count()).toBe(0)
    }
    await mentor.page.getByText(/sections in use/).waitFor()
    expect(await observer.page.getByRole('textbox').count()).toBe(0)
    expect(await observer.page.getByRole('button', { name: /^Add / }).count()).toBe(0)
    expect(await mentor.page.getByRole('button', { name: 'Pause the clock' }).count()).toBe(0)

    // A whisper reaches the interviewer wherever they look at their desk, and nobody else.
    const whisper = 'Let the silence work'
    await mentor.page.getByRole('textbox', { name: 'Whisper to Ina' }).fill(whisper)
    await mentor.page.keyboard.press('Enter')
    await interviewer.page.getByText(whisper).waitFor()
    await interviewer.page.getByRole('button', { name: 'Got it' }).click()
    await expect.poll(() => interviewer.page.getByText(whisper).count()).toBe(0)
    await mentor.page.getByRole('tab', { name: /^Notes/ }).click()
    await mentor.page.getByRole('button', { name: 'Mark this moment' }).click()
    await mentor.page.getByText('You marked').waitFor()

    // A moment is pinned by its key, with words, and shows nowhere else.
    const pinned = 'I would push for the goal here'
    await mentor.page.keyboard.press('Alt+p')
    const pinWords = mentor.page.getByRole('textbox', { name: /^Pinned at/ })
    await expect.poll(() => pinWords.evaluate((field) => field === document.activeElement)).toBe(true)
    await mentor.page.keyboard.type(pinned)
    await mentor.page.keyboard.press('Enter')
    await expect.poll(() => mentor.page.getByRole('textbox', { name: /^Pinned at/ }).count()).toBe(0)

    // The mentor takes the interviewer's seat over in one press, runs the round, and gives it back in one.
    await mentor.page.getByRole('button', { name: 'Take over', exact: true }).click()
    await interviewer.page.getByRole('button', { name: 'Take it back' }).waitFor()
    await mentor.page.getByRole('button', { name: 'Pause the clock' }).waitFor()
    expect(await interviewer.page.getByRole('button', { name: 'Pause the clock' }).count()).toBe(0)
    await interviewer.page.getByRole('tab', { name: 'Brief' }).click()
    await interviewer.page.getByText('The answer').waitFor()
    await mentor.page.getByRole('button', { name: 'Give back to Ina' }).click()
    await interviewer.page.getByRole('button', { name: 'Pause the clock' }).waitFor()
    await mentor.page.getByRole('button', { name: 'Take over', exact: true }).waitFor()
    expect(await mentor.page.getByRole('button', { name: 'Pause the clock' }).count()).toBe(0)

    // A fact that was given stands on the board in one press.
    await interviewer.page.getByRole('tab', { name: 'Guide' }).click()
    await interviewer.page.getByRole('searchbox', { name: 'Find a fact' }).fill('holdout')
    await interviewer.page.getByRole('button', { name: 'Give: Holdout' }).click()
    await interviewer.page.getByRole('tab', { name: /^Facts/ }).click()
    await interviewer.page.getByRole('button', { name: 'Put on the board: Holdout' }).click()
    await interviewer.page.getByRole('button', { name: 'Show on the board: Holdout' }).waitFor()
    await candidate.page
      .getByText(/^Holdout: /)
      .first()
      .waitFor()

    // The interviewer leaves; the mentor takes over, and holds the clock.
    await openPeople(interviewer)
    await interviewer.page.getByRole('button', { name: 'Leave or hand over your seat' }).click()
    await interviewer.page.getByRole('menuitem', { name: 'Leave the seat' }).click()
    for (const { page } of [candidate, observer, mentor]) {
      await page.getByText('The interviewer’s seat is empty').waitFor()
    }
    for (const { page } of [candidate, observer]) {
      expect(await page.getByRole('button', { name: 'Take the seat' }).count()).toBe(0)
    }
    // The interviewer is about to take it back: the button goes from under them, and the focus stays in their dialog.
    const people = interviewer.page.getByRole('dialog', { name: 'People and seats' })
    const takeBack = people.getByRole('button', { name: 'Take this seat' })
    await takeBack.focus()
    await mentor.page.getByRole('button', { name: 'Take the seat' }).click()
    await takeBack.waitFor({ state: 'detached' })
    expect(await people.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true)
    await interviewer.page.keyboard.press('Escape')
    await people.waitFor({ state: 'detached' })
    await mentor.page.getByRole('button', { name: 'Pause the clock' }).click()
    await drawn(candidate.page, 'paused').waitFor()
    expect(await candidate.page.getByText('seat is empty').count()).toBe(0)

    // What was said at the desk never reached the others.
    expect(heard.interviewer()).toContain(ofTheGuide)
    for (const who of ['candidate', 'observer'] as const) {
      expect(heard[who](), who).not.toContain(ofTheGuide)
      expect(heard[who](), who).not.toContain(whisper)
    }
    for (const who of ['candidate', 'observer', 'interviewer'] as const) expect(heard[who](), who).not.toContain(pinned)

    // The observers' invitation is revoked, and those who joined by it are removed.
    await mentor.page.getByRole('button', { name: 'Invite' }).click()
    await mentor.page.getByRole('button', { name: 'Replace or revoke: observers' }).click()
    await mentor.page.getByRole('menuitem', { name: 'Revoke it and remove everyone who joined with it' }).click()
    await mentor.page.getByRole('alertdialog').getByRole('button', { name: 'Revoke and remove' }).click()
    await observer.page.getByText('You are no longer in this session').waitFor()
    await observer.page.reload()
    await observer.page.getByText('You are no longer in this session').waitFor()
    expect(await observer.page.getByText('Whose team are we?').count()).toBe(0)
    const late = await stage.enter('Lea')
    await late.page.goto(links.observer)
    await late.page.getByText('This invitation was revoked').waitFor()

    for (const { watch } of [mentor, interviewer, candidate]) expect(watch.faults).toEqual([])
  })
})
