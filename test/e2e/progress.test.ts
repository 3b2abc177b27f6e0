import { expect, it } from 'vitest'
import { practised } from './practised.ts'
import { openStage } from './stage.ts'

const stage = openStage()

it('leads from the start page over an open step to calibration, and through a hostile import unchanged, by keyboard', async () => {
  const ben = await stage.enter('Ben')
  await practised(ben)
  const { page } = ben
  const kept = () => page.evaluate(() => localStorage.getItem('greenroom.progress') ?? '')
  await page.goto(stage.server().url)
  await page.getByRole('heading', { name: 'What’s next', level: 1 }).waitFor()
  await page.getByRole('checkbox', { name: 'Done: Give every guardrail a limit' }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('region', { name: 'Open next steps' }).waitFor({ state: 'detached' })
  // The message offers it back.
  await page.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Open next steps' }).waitFor()

  await page.getByRole('link', { name: 'Your progress' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: /^All dimensions, 2 rounds\. You score yourself 1\.5 levels higher/ }).waitFor()
  await page.getByRole('button', { name: /^Guardrails/ }).focus()
  await page.keyboard.press('Enter')
  const rows = page.getByRole('table', { name: 'Levels: Guardrails' }).getByRole('row')
  await expect
    .poll(() => rows.allTextContents())
    .toEqual([
      expect.stringContaining('Given'),
      expect.stringMatching(/Case 1.*432$/),
      expect.stringMatching(/Case 2.*332$/),
    ])

  const before = await kept()
  const file = page.locator('input[type=file]')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as file' }).click(),
  ])
  const hostile = before.replace('"session-1"', '"javascript:alert(1)//<img src=x onerror=alert(1)>"')
  for (const [name, text] of [
    ['torn.json', before.slice(0, 300)],
    ['hostile.json', `{"format":"greenroom-progress",${hostile.slice(1)}`],
  ] as const) {
    await file.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
    await page.getByRole('alert').getByText(`“${name}”`).waitFor()
    expect(await kept()).toBe(before)
  }
  await file.setInputFiles(await download.path())
  await page.getByText('Every round in that file was here already.').waitFor()
  await page.getByText('Nothing was imported').waitFor({ state: 'detached' })
  expect(JSON.parse(await kept())).toEqual(JSON.parse(before))
  expect(ben.watch.faults).toEqual([])
})
