import { shippedBank } from '@greenroom/question-bank/testing'
import { expect, it } from 'vitest'
import { outOfReach } from './page-walk.ts'
import { practised } from './practised.ts'
import { connected, debriefStep, drawn, getUp, invitationOf, join, sitDown } from './room-steps.ts'
import { scoreRound, startDrawnRound, startNextRound } from './score-round.ts'
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

  expect(await outOfReach(page)).toEqual([])
  // In the narrowest window the table is as wide as its place: the level given is its last column.
  await page.setViewportSize({ width: 320, height: 640 })
  const table = page.getByRole('table', { name: 'Levels: Guardrails' })
  expect(
    await table.evaluate(({ parentElement: place }) => (place?.scrollWidth ?? 0) - (place?.clientWidth ?? 0)),
  ).toBe(0)
  await page.setViewportSize({ width: 1280, height: 720 })

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

it('leads two people who swap seats through a loop, each from its first round, to a closing page that keeps a 1', async () => {
  const ina = await stage.enter('Ina')
  const caro = await stage.enter('Caro')
  const both = [ina, caro]
  const loop = shippedBank().loops.get('meta-style')
  if (loop === undefined) throw new Error('no loop')
  const inLobby = async (words: string) => {
    for (const { page } of both) await page.getByText(words, { exact: true }).first().waitFor()
  }

  await ina.page.goto(`${stage.server().url}/loops/${loop.id}`)
  await ina.page.getByRole('link', { name: 'Start this loop' }).first().click()
  await ina.page.getByRole('button', { name: /^loop in the style of Meta/ }).waitFor()
  await ina.page.getByLabel('Your name').fill('Ina')
  await ina.page.getByRole('button', { name: 'Start the session' }).click()
  await ina.page.waitForURL(/\/s\//)
  await join(caro, await invitationOf(ina))
  await connected(caro)
  await inLobby('Round 1 of 4 · Product sense · 45 minutes')
  for (const { page } of both) await page.getByText(loop.story).waitFor()

  // The case is one of the first round's; the sentence that leads to it is read with its prompt, and by nobody before.
  const bridge = /The first team designs for /
  await drawn(ina.page, bridge).first().waitFor()
  expect(await caro.page.getByText(bridge).count()).toBe(0)
  await ina.page.getByRole('button', { name: 'Start the round' }).click()
  await ina.page.getByRole('button', { name: 'Show the prompt' }).click()
  await drawn(caro.page, bridge).first().waitFor()

  // Caro is given one 1, in what all rounds ask for, and 4s from then on.
  await scoreRound(stage, ina, caro, (dimension) => (dimension === 'communication' ? 1 : 4))
  await debriefStep(caro, 'Loop')
  await caro.page.getByRole('heading', { name: 'The loop so far' }).waitFor()
  await debriefStep(caro, 'Next')
  await caro.page.getByRole('button', { name: 'Ask Ina to swap seats' }).click()
  await ina.page.getByRole('region', { name: 'Swap seats' }).getByRole('button', { name: 'Swap seats' }).click()

  // Ina begins the loop; then Caro goes on where she was.
  await inLobby('Round 1 of 4 · Product sense · 45 minutes')
  await startDrawnRound(stage, caro)
  await scoreRound(stage, caro, ina, () => 3)
  await debriefStep(ina, 'Next')
  await ina.page.getByRole('button', { name: 'Ask Caro to swap seats' }).click()
  await caro.page.getByRole('region', { name: 'Swap seats' }).getByRole('button', { name: 'Swap seats' }).click()
  await inLobby('Round 2 of 4 · Analytical thinking: goals · 45 minutes')
  await startDrawnRound(stage, ina)
  // Nobody looks at the screens of the rest of it.
  const unseen = [await getUp(stage, ina), await getUp(stage, caro)] as const
  await scoreRound(stage, ...unseen, () => 4)
  for (let round = 3; round <= 4; round += 1) {
    await startNextRound(stage, unseen[0])
    await scoreRound(stage, ...unseen, () => 4)
  }

  const { page } = caro
  await sitDown(stage, caro, unseen[1], { owner: false })
  await page.getByRole('heading', { name: 'Debrief of round 5' }).waitFor()
  await debriefStep(caro, 'Loop')
  await page.getByRole('heading', { name: 'The loop is complete' }).waitFor()
  await page.getByText(/^A 1 in Communication\. Rounds are read one by one/).waitFor()
  const rows = page.getByRole('table', { name: /^Levels of Caro, lowest first/ }).getByRole('row')
  const cells = await rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)))
  expect(cells.slice(0, 2)).toEqual([
    ['Dimension', 'Lowest', 'Round 1', 'Round 2', 'Round 3', 'Round 4'],
    ['Communication', '1', '1', '4', '4', '4'],
  ])
  // Every other dimension is a 4, and no number anywhere lies between.
  expect([...new Set(cells.slice(2).flatMap((row) => row.slice(1)))].filter((one) => one !== '–')).toEqual(['4'])
  expect(both.flatMap(({ watch }) => watch.faults)).toEqual([])
})
