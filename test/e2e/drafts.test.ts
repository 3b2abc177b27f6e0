import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import {
  debriefStep,
  invitationOf,
  meet,
  openStartPart,
  sealScorecard,
  startRound,
  startSession,
} from './room-steps.ts'
import { openStage } from './stage.ts'

// Whatever somebody types stays until it was accepted: beside another panel, over a reload, without a connection.
const stage = openStage()

const holds = async (field: Locator, words: string): Promise<void> => {
  await field.waitFor()
  await expect.poll(() => field.inputValue()).toBe(words)
}
const offline = async ({ page }: Actor): Promise<void> => {
  await page.context().setOffline(true)
}
const online = async ({ page }: Actor): Promise<void> => {
  await page.context().setOffline(false)
}

/** Types, turns away, reloads, goes offline and comes back; the words stand there each time. */
const outlasts = async (
  actor: Actor,
  open: (page: Page) => Promise<Locator>,
  away: (page: Page) => Promise<void>,
): Promise<void> => {
  const { page } = actor
  const words = 'half a thought'
  const field = await open(page)
  await field.fill(words)
  await away(page)
  await holds(await open(page), words)
  await page.reload()
  await holds(await open(page), words)
  await offline(actor)
  await (await open(page)).fill(`${words}, offline`)
  await away(page)
  await holds(await open(page), `${words}, offline`)
  await online(actor)
  await page.reload()
  await holds(await open(page), `${words}, offline`)
}

const notes = async (page: Page): Promise<Locator> => {
  await page.getByRole('tab', { name: /^Notes/ }).click()
  return page.getByLabel('Private note')
}

it('keeps what is typed on the way in: the form of a new session, and a name at the door', async () => {
  const { page } = await stage.enter('Ida')
  await page.goto(stage.server().url)
  await page.getByLabel('Your name').fill('Ida')
  await openStartPart(page, 'call link')
  await page.getByLabel('Call link').fill('meet.google.com/abc')
  await page.getByRole('link', { name: 'Cases', exact: true }).click()
  await page.goBack()
  await holds(page.getByLabel('Your name'), 'Ida')
  await page.reload()
  await page.getByRole('button', { name: 'with a call link' }).waitFor()
  await openStartPart(page, 'call link')
  await holds(page.getByLabel('Call link'), 'meet.google.com/abc')

  const owner = await stage.enter('Olga')
  await startSession(stage, owner)
  await page.goto(await invitationOf(owner))
  await page.getByLabel('Your name').fill('Ida the second')
  const invitation = await invitationOf(owner)
  await page.goto(stage.server().url)
  await page.goto(invitation)
  await holds(page.getByLabel('Your name'), 'Ida the second')
})

it('keeps notes and questions in the room', async () => {
  const interviewer = await stage.enter('Ines')
  const candidate = await stage.enter('Carl')
  await meet(stage, interviewer, candidate)
  await interviewer.page.getByText('Carl').first().waitFor()
  await startRound(interviewer)
  await outlasts(interviewer, notes, async (page) => page.getByRole('tab', { name: 'Guide' }).click())
  await outlasts(candidate, notes, async (page) => page.getByRole('tab', { name: /^From the interviewer/ }).click())

  // A mark is short: longer words are refused with the limit, and stay.
  const { page } = interviewer
  const long = 'x'.repeat(300)
  await (await notes(page)).fill(long)
  await page.getByRole('button', { name: 'Mark this moment' }).click()
  await page.getByText(/The limit is 200/).waitFor()
  await holds(await notes(page), long)
  const tooLong = 'y'.repeat(4001)
  await (await notes(page)).fill(tooLong)
  await page.getByText(/The limit is 4000/).waitFor()
  await holds(await notes(page), tooLong)

  // Half typed when the round ends: the field is there in the debrief, with its words, and they become a note.
  await (await notes(page)).fill('half a note')
  await candidate.page.getByLabel('Private note').fill('half a thought, at the end')
  await page.getByRole('button', { name: 'End the round' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
  await debriefStep(candidate, 'Case and notes')
  await holds(candidate.page.getByLabel('Private note'), 'half a thought, at the end')
  await candidate.page.reload()
  await debriefStep(candidate, 'Case and notes')
  await holds(candidate.page.getByLabel('Private note'), 'half a thought, at the end')
  await candidate.page.getByRole('button', { name: 'Save note' }).click()
  await candidate.page.getByRole('listitem').getByText('half a thought, at the end').waitFor()
  await debriefStep(interviewer, 'Case and notes')
  await holds(page.getByLabel('Private note'), 'half a note')
})

it('keeps a question in solo', async () => {
  const solo = await stage.enter('Sol')
  await startSession(stage, solo, { mode: 'Solo' })
  await solo.page.getByRole('button', { name: 'Choose' }).click()
  await solo.page.getByText("Measuring Amazon Pay on other companies' shops").first().click()
  await solo.page.getByRole('button', { name: 'Start the round' }).click()
  await outlasts(
    solo,
    async (page) => {
      await page.getByRole('tab', { name: /^Ask/ }).click()
      return page.getByLabel('Ask for data')
    },
    async (page) => page.getByRole('tab', { name: /^Notes/ }).click(),
  )
})

it('sends feedback points by themselves, and two tabs of one person do not fight', async () => {
  const interviewer = await stage.enter('Ines')
  const candidate = await stage.enter('Carl')
  await meet(stage, interviewer, candidate)
  await interviewer.page.getByText('Carl').first().waitFor()
  await startRound(interviewer)
  // The candidate is in the middle of a word when the round ends: the rest of it is no command of the scorecard that comes.
  await (await notes(candidate.page)).focus()
  const typing = candidate.page.keyboard.type('each of 3 cards counts, 4 do not. '.repeat(3), { delay: 30 })
  await interviewer.page.getByRole('button', { name: 'End the round' }).click()
  await interviewer.page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
  await typing
  const words = candidate.page.getByLabel(/^Comment on/)
  await holds(words, '')
  expect(await candidate.page.locator('form[aria-label="Scorecard"] input:checked').count()).toBe(0)
  expect(await candidate.page.getByRole('dialog').count()).toBe(0)

  // The words of a scorecard.
  await words.fill('Clear and slow')
  await candidate.page.reload()
  await holds(candidate.page.getByLabel(/^Comment on/), 'Clear and slow')
  await candidate.page.getByRole('heading', { level: 2 }).click()
  await sealScorecard(candidate, '2')
  await sealScorecard(interviewer, '3')
  for (const actor of [candidate, interviewer]) await debriefStep(actor, 'Feedback')
  const gap = candidate.page.getByLabel('What was missing, point 1')
  await gap.waitFor()

  // Typed offline, sent when the connection is back, though the field is not on the screen any more.
  await offline(candidate)
  await gap.fill('The goal first')
  await candidate.page.getByRole('radio', { name: 'Board' }).click({ force: true })
  await online(candidate)
  await interviewer.page.getByText('The goal first').waitFor({ timeout: 40_000 })
  await candidate.page.getByRole('radio', { name: 'Debrief' }).click({ force: true })
  await holds(gap, 'The goal first')

  // From within the field, a reload takes nothing.
  await gap.fill('The goal first, then people')
  await candidate.page.reload()
  await debriefStep(candidate, 'Feedback')
  await holds(candidate.page.getByLabel('What was missing, point 1'), 'The goal first, then people')
  await interviewer.page.getByText('The goal first, then people').waitFor()

  // The same person's second tab follows, and leaving an untouched field there overwrites nothing.
  const second = await candidate.page.context().newPage()
  await second.goto(candidate.page.url())
  await debriefStep({ ...candidate, page: second }, 'Feedback')
  const next = 'What to do next, point 1'
  await candidate.page.getByLabel(next).fill('Reciting')
  await holds(second.getByLabel(next), 'Reciting')
  await second.getByLabel(next).focus()
  await second.getByLabel('What was missing, point 1').focus()
  await interviewer.page.getByText('Reciting').waitFor()
  await holds(candidate.page.getByLabel(next), 'Reciting')
})
