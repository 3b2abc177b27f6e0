import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { startServer } from '../fixtures/server-process.ts'
import { practised } from './practised.ts'
import { fillBoard, focusOn } from './rich-board.ts'
import {
  connected,
  debriefStep,
  invitationOf,
  join,
  meet,
  openSection,
  sealScorecard,
  startRound,
  startSession,
  writeCards,
} from './room-steps.ts'
import { scoreRound } from './score-round.ts'

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
const looks = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced', media: { colorScheme: 'light', forcedColors: 'active' } },
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
    'back-unknown': `/back#${'x'.repeat(43)}`,
    'shared-unknown': `/shared#${'x'.repeat(43)}`,
    recording: '/recording',
    'own-none': '/bank/own',
    'progress-none': '/progress',
    'coach-none': '/coach',
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

/** What somebody who has practised here finds. */
async function practisedBefore(): Promise<void> {
  const visitor = await enter('Vi')
  await practised(visitor)
  for (const [name, path] of Object.entries({ 'home-next': '/', progress: '/progress', coach: '/coach' })) {
    await visitor.page.goto(`${server.url}${path}`)
    await visitor.page.getByRole('heading', { level: 1 }).first().waitFor()
    await visitor.page.waitForTimeout(400)
    await shoot(visitor, name)
  }
  await visitor.context.close()
}

async function ownCases(): Promise<void> {
  const author = await enter('Aude')
  const { page } = author
  await page.goto(`${server.url}/bank/own`)
  await page.getByRole('button', { name: 'Write a case' }).first().click()
  await page.getByRole('menu').waitFor()
  await shoot(author, 'own-categories')
  await page.goto(`${server.url}/bank/own`)
  await page.getByRole('button', { name: 'Write a case' }).first().click()
  await page.getByRole('menuitem', { name: /^Root cause/ }).click()
  await page.getByRole('heading', { name: 'Prompt', level: 2 }).waitFor()
  await shoot(author, 'own-writing')
  for (const part of ['Phases', 'Facts', 'Reference board', 'Rubric']) {
    await page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('button', { name: part }).click()
    const expand = page.locator('li > div > button[aria-expanded="false"]').first()
    if (await expand.isVisible()) await expand.click()
    await shoot(author, `own-${part.toLowerCase().replace(' ', '-')}`)
  }
  await page.getByRole('tab', { name: /^Must fix/ }).click()
  await shoot(author, 'own-must-fix')
  await page.goto(`${server.url}/bank/own`)
  await page.getByText('Draft', { exact: true }).waitFor()
  await page.locator('input[type=file]').setInputFiles({
    name: 'torn.yaml',
    mimeType: 'application/yaml',
    buffer: Buffer.from('public: [1'),
  })
  await page.getByText('torn.yaml').waitFor()
  await shoot(author, 'own-faults')
  await author.context.close()
}

/** A board of each of the newest categories, with the details of a card. */
async function boards(): Promise<void> {
  for (const { name, title, section, kind, cards } of [
    {
      name: 'estimation',
      title: 'How much do updated card details recover for shops on Stripe?',
      section: 'Equation',
      kind: 'term',
      cards: ['Payments saved a year', 'Cards that expire', 'Share that is updated by itself'],
    },
    {
      name: 'goals',
      title: 'Set the school-year goal for Canva in schools',
      section: 'Bets',
      kind: 'bet',
      cards: ['Templates by school year', 'Import of class lists', 'A teacher’s first lesson'],
    },
    {
      name: 'behavioural',
      title: 'Tell me about a decision you made with too little data',
      section: 'Actions',
      kind: 'action',
      cards: ['Called nine merchants', 'Wrote the bar down before the test'],
    },
    {
      name: 'experiment',
      title: 'Design a test of batching two orders on one courier trip',
      section: 'Power',
      kind: 'power',
      cards: ['Orders a week'],
    },
  ]) {
    const sam = await enter('Sam')
    const { page } = sam
    try {
      await startSession(stage, sam, { mode: 'Solo' })
      await connected(sam)
      await page.getByRole('button', { name: 'Choose' }).click()
      await page.getByRole('dialog').getByText(title).first().click()
      await page.getByRole('button', { name: 'Start the round' }).click()
      await page.locator('.board-panel').first().waitFor()
      await writeCards(sam, section, kind, cards)
      await shoot(sam, `board-${name}`)
      await focusOn(sam, cards[0] ?? '')
      await page.keyboard.press('Control+.')
      await page.getByRole('dialog', { name: /^Details of/ }).waitFor()
      await shoot(sam, `board-${name}-details`)
    } finally {
      await sam.context.close()
    }
  }
}

/** The whole debrief of a scored round, its dialogs, and the ways out of a session. */
async function debrief(): Promise<void> {
  const [ina, caro] = [await enter('Ina Brandt'), await enter('Caro Lim')]
  const { page } = ina
  await meet(stage, ina, caro)
  await startRound(ina)
  await fillBoard(ina, caro)
  await scoreRound(stage, ina, caro)
  for (const actor of [ina, caro]) await actor.page.getByRole('list', { name: 'Who scored' }).waitFor()
  for (const step of ['Compare', 'Feedback', 'Interviewing', 'Yardstick', 'Case and notes', 'Next']) {
    await debriefStep(ina, step)
    await page.waitForTimeout(500)
    await shoot(ina, `debrief-${step.toLowerCase().replaceAll(' ', '-')}`)
  }
  await debriefStep(ina, 'Yardstick')
  await page.getByText('As lists', { exact: true }).click()
  await shoot(ina, 'debrief-yardstick-lists')
  await page.getByRole('button', { name: 'Take it home' }).click()
  await page.getByRole('dialog').waitFor()
  await shoot(ina, 'take-home')
  await page.getByRole('region', { name: 'Picture to show' }).getByRole('button').click()
  await page.getByRole('img', { name: /^The picture/ }).waitFor()
  await shoot(ina, 'picture')
  // The picture stands in a dialog over the one that it was made from.
  await page.keyboard.press('Escape')
  await page.getByRole('img', { name: /^The picture/ }).waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Replay', exact: true }).click()
  await page.locator('.board-panel').first().waitFor()
  await page.waitForTimeout(600)
  await shoot(ina, 'replay-desk')
  await page.getByRole('button', { name: 'Take it home' }).click()
  await page.getByRole('button', { name: 'Share links' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share links' })
  await dialog.getByRole('button', { name: 'Make link' }).click()
  await dialog.getByTitle(/\/shared#/).waitFor()
  await shoot(ina, 'share-links')
  const link = (await dialog.getByTitle(/\/shared#/).getAttribute('title')) ?? ''
  const stranger = await enter('Sam')
  await stranger.page.goto(link)
  await stranger.page.locator('.board-panel').first().waitFor()
  await stranger.page.waitForTimeout(600)
  await shoot(stranger, 'shared')
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await dialog.getByText('None yet, or all revoked.').waitFor()
  await stranger.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await stranger.page.getByText('This session is not shared any more').waitFor()
  await shoot(stranger, 'shared-revoked')
  for (const actor of [ina, caro, stranger]) await actor.context.close()
}

/** Without a connection, without the other one, and at the door on another device. */
async function trouble(): Promise<void> {
  const [ina, caro] = [await enter('Ina Brandt'), await enter('Caro Lim')]
  await startSession(stage, ina)
  const invitation = await invitationOf(ina)
  await join(caro, invitation)
  await connected(caro)
  const again = await enter('Caro Lim')
  await again.page.goto(invitation)
  await again.page.getByRole('button', { name: /^I’m Caro Lim/ }).waitFor()
  await shoot(again, 'door-known')
  await again.page.getByRole('button', { name: /^I’m Caro Lim/ }).click()
  await again.page
    .getByText(/shows the same code|Your code/)
    .first()
    .waitFor()
  await shoot(again, 'door-waiting')
  await shoot(ina, 'return-request')
  await again.context.close()
  await ina.page.getByRole('button', { name: 'Room menu' }).click()
  await ina.page.getByRole('menuitem', { name: 'Save a link to come back' }).click()
  await ina.page.getByRole('button', { name: 'Make a link' }).click()
  await ina.page.getByText('Copy it now').waitFor()
  await shoot(ina, 'way-back')
  await ina.page.keyboard.press('Escape')
  await startRound(ina)
  await caro.page.locator('.board-panel').first().waitFor()
  await caro.page.context().setOffline(true)
  await caro.page
    .getByText(/^Offline|No connection/)
    .first()
    .waitFor()
  await shoot(caro, 'offline')
  await caro.page.context().setOffline(false)
  await ina.page.close()
  await caro.page
    .getByRole('region', { name: 'Seats of this round' })
    .getByText('is away')
    .first()
    .waitFor({ timeout: 60_000 })
  await shoot(caro, 'interviewer-away')
  for (const actor of [ina, caro]) await actor.context.close()
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

const parts = { outside, practisedBefore, ownCases, peerMock, debrief, boards, solo, coaching, trouble }
const wanted = process.argv[3]?.split(',') ?? Object.keys(parts)
try {
  for (const [name, part] of Object.entries(parts)) {
    if (!wanted.includes(name)) continue
    // One that fails leaves the others their pictures.
    await part().catch((error: unknown) => {
      console.error(`${name}:`, error)
      process.exitCode = 1
    })
  }
} finally {
  await browser.close()
  await server.stop('SIGKILL')
  rmSync(data, { recursive: true, force: true })
}
