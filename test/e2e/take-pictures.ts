import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { startServer } from '../fixtures/server-process.ts'
import { fillBoard, focusOn } from './rich-board.ts'
import { connected, debriefStep, invitationOf, join, openSection, sealScorecard, startSession } from './room-steps.ts'

/**
 * Every page in six sizes, in light, dark and high contrast, made by driving the product: `node test/e2e/take-pictures.ts [folder]`
 * (default `test-results/pictures`); a third word takes some parts only, as `peerMock,solo`. Also renews the two pictures of the README in `docs/pictures`.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = process.argv[2] ?? joinPath(root, 'test-results/pictures')
const docs = joinPath(root, 'docs/pictures')
const sizes = [
  { name: '320', width: 320, height: 640 },
  { name: '390', width: 390, height: 844 },
  { name: '820', width: 820, height: 1180 },
  { name: '1280', width: 1280, height: 720 },
  { name: '1440', width: 1440, height: 900 },
  { name: '1920', width: 1920, height: 1080 },
] as const
/** Every size in light; the darkness and the colours of high contrast do not change with the width. */
const looks = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' }, of: sizes.map((size) => size.name) },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' }, of: ['390', '1440'] },
  { name: 'forced', media: { colorScheme: 'light', forcedColors: 'active' }, of: ['1280'] },
] as const
const themes = ['light', 'dark'] as const

mkdirSync(folder, { recursive: true })
mkdirSync(docs, { recursive: true })
const data = mkdtempSync(joinPath(tmpdir(), 'greenroom-pictures-'))
const server = await startServer(data)
const stage = { server: () => server }
const browser = await launchChromium()

/** Long enough for a layout that answers to a new size to be drawn. */
const settle = ({ page }: Actor): Promise<void> =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 260)))),
  )

/** One state of a page, in every size and look. */
async function shoot(actor: Actor, name: string): Promise<void> {
  const { page } = actor
  for (const look of looks) {
    await page.emulateMedia({ ...look.media, reducedMotion: 'reduce' })
    for (const size of sizes) {
      if (!(look.of as readonly string[]).includes(size.name)) continue
      await page.setViewportSize(size)
      await settle(actor)
      await page.screenshot({ path: joinPath(folder, `${name}-${size.name}-${look.name}.png`) })
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' })
  await settle(actor)
}

const enter = async (name: string): Promise<Actor> => {
  const actor = await newActor(browser, name, { width: 1440, height: 900 })
  actor.page.setDefaultTimeout(15_000)
  return actor
}

async function outside(): Promise<void> {
  const visitor = await enter('Vi')
  const pages: Readonly<Record<string, string>> = {
    home: '/',
    bank: '/bank',
    case: '/bank/amazon-pay-integration',
    privacy: '/privacy',
    'not-found': '/nowhere',
    'join-unknown': `/join#${'x'.repeat(43)}`,
    'way-in': '/s/nobodyknowsthissession0',
  }
  for (const [name, path] of Object.entries(pages)) {
    await visitor.page.goto(`${server.url}${path}`)
    await visitor.page.getByRole('heading', { level: 1 }).first().waitFor()
    await visitor.page.waitForTimeout(300)
    await shoot(visitor, name)
  }
  await visitor.page.goto(`${server.url}/sample?t=1700`)
  await visitor.page.getByRole('slider').first().waitFor()
  await visitor.page.waitForTimeout(500)
  await shoot(visitor, 'sample')
  await visitor.page.goto(`${server.url}/`)
  await visitor.page.getByRole('button', { name: 'Find' }).click()
  await visitor.page.getByRole('dialog').waitFor()
  await shoot(visitor, 'palette')
  await visitor.context.close()
}

async function peerMock(): Promise<void> {
  const ina = await enter('Ina Brandt')
  const caro = await enter('Caro Lim')
  await startSession(stage, ina)
  await connected(ina)
  await shoot(ina, 'lobby-alone')
  const invitation = await invitationOf(ina)
  await caro.page.goto(invitation)
  await caro.page.getByLabel('Your name').waitFor()
  await shoot(caro, 'join')
  await join(caro, invitation)
  await connected(caro)
  await ina.page.getByRole('button', { name: 'Random case' }).click()
  await ina.page.getByRole('button', { name: 'Another random case' }).waitFor()
  await ina.page.getByRole('button', { name: 'Choose' }).click()
  await ina.page.getByRole('dialog').waitFor()
  await shoot(ina, 'choose')
  await ina.page.getByRole('dialog').getByText("Measuring Amazon Pay on other companies' shops").first().click()
  await ina.page
    .getByText(/third-party e-commerce platforms/)
    .first()
    .waitFor()
  await shoot(ina, 'lobby-interviewer')
  await shoot(caro, 'lobby-candidate')
  await ina.page.getByRole('button', { name: 'Start the round' }).click()
  await ina.page.getByRole('button', { name: 'Show the prompt' }).waitFor()
  await shoot(ina, 'prompt-interviewer')
  await shoot(caro, 'prompt-candidate')
  await ina.page.getByRole('button', { name: 'Show the prompt' }).click()
  await fillBoard(ina, caro)
  await ina.page.getByRole('button', { name: 'Remove a minute' }).click()
  await focusOn(caro, 'Sign-in success')
  await openSection(ina, 'Metrics tree')
  await ina.page.mouse.move(700, 890)
  for (const theme of themes) {
    await ina.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    await settle(ina)
    await ina.page.screenshot({ path: joinPath(docs, `room-${theme}.png`) })
  }
  await shoot(ina, 'running-interviewer')
  await shoot(caro, 'running-candidate')
  for (const tab of ['Brief', 'Facts', 'Board', 'Notes']) {
    await ina.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
    await shoot(ina, `desk-${tab.toLowerCase()}`)
  }
  await ina.page.getByRole('tab', { name: 'Guide' }).click()
  await ina.page.getByRole('button', { name: 'Show the agenda' }).click()
  await shoot(ina, 'agenda')
  await ina.page.keyboard.press('Escape')
  await ina.page.getByRole('button', { name: 'Room menu' }).click()
  await shoot(ina, 'menu')
  await ina.page.keyboard.press('Escape')
  await ina.page.getByRole('button', { name: 'Invite' }).click()
  await shoot(ina, 'invite')
  await ina.page.keyboard.press('Escape')
  await ina.page.getByRole('button', { name: /^People:/ }).click()
  await shoot(ina, 'people')
  await ina.page.keyboard.press('Escape')
  await ina.page.keyboard.press('?')
  await ina.page.getByRole('dialog').waitFor()
  await shoot(ina, 'shortcuts')
  await ina.page.keyboard.press('Escape')
  await ina.page.setViewportSize({ width: 390, height: 844 })
  for (const part of ['Your panel', 'People'] as const) {
    await ina.page.getByRole('navigation', { name: 'Parts of the room' }).getByText(part).click()
    await settle(ina)
    await ina.page.screenshot({ path: joinPath(folder, `phone-${part.toLowerCase()}-390-light.png`) })
  }
  await ina.page.getByRole('navigation', { name: 'Parts of the room' }).getByText('Board').click()
  await ina.page.setViewportSize({ width: 1440, height: 900 })

  await ina.page.getByRole('button', { name: 'End the round' }).click()
  await ina.page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
  for (const actor of [ina, caro]) await actor.page.getByRole('heading', { name: 'Debrief' }).waitFor()
  await shoot(ina, 'debrief-interviewer')
  for (const [actor, scores] of [
    [caro, ['3', '3', '4', '3', '3']],
    [ina, ['4', '3', '2', '2', '3']],
  ] as const) {
    const words = actor.page.getByRole('textbox', { name: /^Comment on/ })
    await words.fill('Named who can switch it off, and refused volume as a goal.')
    await actor.page.getByRole('heading', { level: 2 }).click()
    if (actor === caro) await shoot(caro, 'debrief-candidate')
    await sealScorecard(actor, ...scores)
  }
  for (const actor of [ina, caro]) await actor.page.getByRole('list', { name: 'Who scored' }).waitFor()
  await shoot(caro, 'scores')
  await debriefStep(caro, 'Feedback')
  await shoot(caro, 'feedback')
  await debriefStep(caro, 'Yardstick')
  await shoot(caro, 'yardstick')
  await debriefStep(caro, 'Case and notes')
  await shoot(caro, 'case-opened')
  await caro.page.getByText('Board', { exact: true }).first().click()
  await shoot(caro, 'board-after')
  await debriefStep(ina, 'Next')
  await ina.page.getByRole('button', { name: /^Ask Caro.* to swap seats/ }).click()
  await caro.page.getByRole('button', { name: 'Swap seats', exact: true }).click()
  await ina.page.getByRole('heading', { level: 1 }).first().waitFor()
  await shoot(ina, 'lobby-second-round')
  await caro.page.goto(`${caro.page.url()}/replay?t=40`)
  await caro.page.getByRole('slider').first().waitFor()
  await caro.page.waitForTimeout(600)
  await shoot(caro, 'replay')
  await ina.page.getByRole('button', { name: 'Room menu' }).click()
  await ina.page.getByRole('menuitem', { name: 'Close the session' }).click()
  await ina.page.getByRole('alertdialog').getByRole('button', { name: 'Close it' }).click()
  await ina.page.getByRole('button', { name: 'Open it again' }).first().waitFor()
  await shoot(ina, 'closed')
  await ina.page.goto(server.url)
  await ina.page.getByText('Go back to').first().waitFor()
  await shoot(ina, 'home-recents')
  await ina.context.close()
  await caro.context.close()
}

async function solo(): Promise<void> {
  const sam = await enter('Sam')
  await startSession(stage, sam, { mode: 'Solo' })
  await connected(sam)
  await shoot(sam, 'solo-lobby')
  await sam.page.getByRole('button', { name: 'Random case' }).click()
  await sam.page.getByRole('button', { name: 'Start the round' }).click()
  await sam.page.getByLabel('Ask for data').waitFor()
  await sam.page.getByLabel('Ask for data').fill('What is the weather?')
  await sam.page.getByRole('button', { name: 'Ask', exact: true }).click()
  await sam.page.getByText('“What is the weather?”').waitFor()
  await shoot(sam, 'solo-running')
  await sam.context.close()
}

async function coaching(): Promise<void> {
  const mo = await enter('Mo')
  await startSession(stage, mo, { mode: 'Coaching' })
  await connected(mo)
  await shoot(mo, 'coaching-lobby')
  await mo.context.close()
}

const parts = { outside, peerMock, solo, coaching }
const wanted = process.argv[3]?.split(',') ?? Object.keys(parts)
try {
  for (const [name, part] of Object.entries(parts)) if (wanted.includes(name)) await part()
} finally {
  await browser.close()
  await server.stop('SIGKILL')
  rmSync(data, { recursive: true, force: true })
}
