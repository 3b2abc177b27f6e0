import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { meet, seeCard, sitDown, writeCards } from './room-steps.ts'
import { scoreRound } from './score-round.ts'
import { openStage } from './stage.ts'

const stage = openStage()
const folder = mkdtempSync(join(tmpdir(), 'greenroom-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** To the end of the recording, where the board is whole. */
const toTheEnd = (page: Page) => page.getByRole('slider', { name: 'Position in the session' }).press('End')

const saved = async (page: Page, button: string): Promise<string> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  const path = join(folder, download.suggestedFilename())
  await download.saveAs(path)
  return path
}

it('a session is shared by a link that can be revoked, and kept as files that open without us', async () => {
  const [ingrid, carlo] = [stage.present('Ingrid'), stage.present('Carlo')]
  await meet(stage, ingrid, carlo, { minutes: 20, started: true })
  await writeCards(carlo, 'Clarify', 'question', ['Which merchants?'])
  await seeCard(ingrid, 'Which merchants?')
  await scoreRound(stage, ingrid, carlo)

  // Words on a moment: one key, and a second comment that is taken back later.
  const interviewer = await stage.enter('Ingrid')
  const { page } = interviewer
  await sitDown(stage, interviewer, ingrid, { owner: true, path: '/replay' })
  await page.locator('.board-panel').first().waitFor()
  const comment = async (words: string): Promise<void> => {
    await page.locator('.board-panel').first().press('c')
    await page.getByRole('textbox', { name: /^Comment at/ }).fill(words)
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await page.getByRole('list', { name: 'Comments' }).getByText(words).waitFor()
  }
  await comment('Say whom it is for')
  await comment('Taken back')
  // The candidate comes to them, answers, and resolves.
  const candidate = await stage.enter('Carlo')
  const { page: replay } = candidate
  await sitDown(stage, candidate, carlo, { owner: false, path: '/replay' })
  await replay.getByRole('button', { name: /^Comments 2\s*2 new$/ }).click()
  const threads = replay.getByRole('list', { name: 'Comments' })
  const first = threads.getByRole('listitem').filter({ hasText: 'Say whom it is for' })
  await first.getByRole('button', { name: 'Reply' }).click()
  await first.getByRole('textbox', { name: 'Your reply' }).fill('Small merchants')
  await first.getByRole('button', { name: 'Reply' }).click()
  await page.getByText('Small merchants').waitFor()
  await first.getByRole('button', { name: 'Resolve' }).click()
  await first.waitFor({ state: 'detached' })
  // What is deleted is gone from everybody's page at once, and from every file made afterwards.
  const gone = page.getByRole('list', { name: 'Comments' }).getByRole('listitem').filter({ hasText: 'Taken back' })
  await gone.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await threads.getByText('Taken back').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^Comments 1/ }).click()
  await page.getByRole('button', { name: 'Take it home' }).click()
  const data = readFileSync(await saved(page, 'Whole session as JSON'), 'utf8')
  expect(data).toContain('Small merchants')
  expect(data).not.toContain('Taken back')

  // The owner makes a link to the interviewer's view, without names.
  await page.getByRole('button', { name: 'Share links' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share links' })
  // Also in the narrowest window, choices that do not fit beside one another stand below one another.
  const usual = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  const row = dialog.getByRole('radiogroup', { name: 'What it shows' })
  await row.waitFor()
  expect(await row.evaluate((group) => group.scrollWidth - group.clientWidth)).toBe(0)
  if (usual) await page.setViewportSize(usual)
  await dialog.getByText('The interviewer’s view', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Make link' }).click()
  const link = (await dialog.getByTitle(/\/shared#/).getAttribute('title')) ?? ''
  expect(link).toMatch(/\/shared#[\w-]{43}$/)

  // A stranger opens it without a seat.
  const stranger = await stage.enter('Sam')
  await stranger.page.goto(link)
  await stranger.page.getByRole('button', { name: 'Unchanged and signed' }).waitFor()
  expect(stranger.page.url()).not.toContain('#')
  await toTheEnd(stranger.page)
  await stranger.page.getByText('Which merchants?').first().waitFor()
  await stranger.page.getByRole('list', { name: 'Seats' }).getByText('Person 1').waitFor()
  for (const name of ['Ingrid', 'Carlo']) expect(await stranger.page.getByText(name).count()).toBe(0)

  // What they save of it has no names either, and proves that it is unchanged.
  await stranger.page.getByRole('button', { name: 'Save a copy' }).click()
  const nameless = await saved(stranger.page, 'Web page')
  await stranger.page.keyboard.press('Escape')

  // It is revoked while they look at it.
  await dialog
    .getByText(/last opened just now/)
    .or(dialog.getByText('not opened yet'))
    .first()
    .waitFor()
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await dialog.getByText('None yet, or all revoked.').waitFor()
  await stranger.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await stranger.page.getByText('This session is not shared any more').waitFor()
  expect(await stranger.page.getByText('Which merchants?').count()).toBe(0)
  await dialog.getByRole('button', { name: 'Close' }).click()

  // As a page it opens from a file, with the network off, and asks nobody for anything.
  const file = await saved(page, 'Web page')
  const html = readFileSync(file, 'utf8')
  expect(html.length).toBeLessThan(1_000_000)
  const reader = await stage.enter('Rita')
  await reader.context.setOffline(true)
  const asked: string[] = []
  reader.page.on('request', (request) => asked.push(request.url()))
  await reader.page.goto(pathToFileURL(file).href)
  await reader.page.getByRole('button', { name: 'Undamaged, signed with an unknown key' }).waitFor()
  await toTheEnd(reader.page)
  await reader.page.getByText('Which merchants?').first().waitFor()
  // Its keys are listed as those of the replay are.
  await reader.page.keyboard.press('?')
  const keys = reader.page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await keys.getByRole('region', { name: 'Replay' }).getByText('Previous or next phase').waitFor()
  await keys.getByRole('region', { name: 'Sections of this board' }).getByText('Clarify').waitFor()
  await reader.page.keyboard.press('Escape')
  await keys.waitFor({ state: 'detached' })
  expect(asked).toEqual([pathToFileURL(file).href])
  expect(reader.watch.faults).toEqual([])

  // A letter of its recording is changed: the page says so. One of its player is changed: that does not run.
  const place = html.indexOf('id="recording">') + 400
  const other = html[place] === 'A' ? 'B' : 'A'
  const changed = join(folder, 'changed.html')
  writeFileSync(changed, html.slice(0, place) + other + html.slice(place + 1))
  await reader.page.goto(pathToFileURL(changed).href)
  await reader.page
    .getByText(/^Block \d of this file has changed since it was written/)
    .or(reader.page.getByRole('button', { name: 'Ends where it is damaged' }))
    .waitFor()

  // As a file it opens on a Greenroom, which knows that it signed it; so does the page.
  const recording = await saved(page, 'Greenroom file')
  const { page: opener } = await stage.enter('Olu')
  await opener.goto(`${stage.server().url}/recording`)
  for (const path of [recording, file]) {
    await opener.locator('input[type=file]').setInputFiles(path)
    await opener.getByRole('button', { name: 'Unchanged and signed' }).waitFor()
    await toTheEnd(opener)
    await opener.getByText('Which merchants?').first().waitFor()
    await opener.getByRole('list', { name: 'Seats' }).getByText('Ingrid').waitFor()
    await opener.getByRole('button', { name: 'Another file' }).click()
  }
  await opener.locator('input[type=file]').setInputFiles(nameless)
  await opener.getByRole('button', { name: 'Unchanged and signed' }).waitFor()
  await opener.getByRole('list', { name: 'Seats' }).getByText('Person 1').waitFor()
  expect(await opener.getByText('Ingrid').count()).toBe(0)
  await opener.getByRole('button', { name: 'Another file' }).click()
  await opener.locator('input[type=file]').setInputFiles(recording)
  await opener.getByRole('button', { name: 'Unchanged and signed' }).waitFor()

  // Kept on this server it opens for a stranger, by a link of its own, until it is deleted where it was kept.
  await opener.getByRole('button', { name: 'Keep it here' }).click()
  const keeping = opener.getByRole('dialog', { name: 'Keep this recording on this server' })
  await keeping.getByRole('button', { name: 'Keep it and make a link' }).click()
  await stranger.page.goto((await keeping.getByTitle(/\/shared#/).getAttribute('title')) ?? '')
  await stranger.page.getByRole('button', { name: 'Unchanged and signed' }).waitFor()
  await toTheEnd(stranger.page)
  await stranger.page.getByText('Which merchants?').first().waitFor()
  await opener.keyboard.press('Escape')
  await opener.getByRole('button', { name: 'Another file' }).click()
  await opener
    .getByRole('region', { name: 'Kept on this server' })
    .getByRole('button', { name: /^Delete / })
    .click()
  await opener.getByRole('alertdialog').getByRole('button', { name: 'Delete permanently' }).click()
  await opener.getByRole('region', { name: 'Kept on this server' }).waitFor({ state: 'detached' })
  await stranger.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await stranger.page.getByText('This link doesn’t open a session').waitFor()
  expect(await stranger.page.getByText('Which merchants?').count()).toBe(0)

  // The session is closed; what is said about it goes on.
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Room', exact: true }).click()
  await page.getByRole('button', { name: 'Room menu' }).click()
  await page.getByRole('menuitem', { name: 'Close the session' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close it' }).click()
  await page.getByText('This session is closed').waitFor()
  await replay.locator('.board-panel').first().press('c')
  await replay.getByRole('textbox', { name: /^Comment at/ }).fill('Said afterwards')
  await replay.getByRole('button', { name: 'Comment', exact: true }).click()
  await threads.getByText('Said afterwards').waitFor()
  await page.getByRole('link', { name: 'Replay', exact: true }).first().click()
  await page.getByRole('button', { name: /^Comments 2\s*1 new$/ }).click()
  await page.getByRole('list', { name: 'Comments' }).getByText('Said afterwards').waitFor()
})
