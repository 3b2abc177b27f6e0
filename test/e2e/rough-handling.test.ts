import { expect, it } from 'vitest'
import { enterSession, type SessionClient } from '../faults/steps/session-client.ts'
import type { Actor } from '../fixtures/chromium.ts'
import { follow } from './follow.ts'
import {
  admissionOf,
  connected,
  debriefStep,
  hostUnseen,
  join,
  meet,
  openSection,
  seeCard,
  sitDown,
  startRound,
  writeCards,
} from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()
const payloads = ['<img src=x onerror=alert(1)>', '"><svg/onload=alert(1)>', '[x](javascript:alert(1))', '{{7*7}}']

/** Notes what a page must never do: ask, and break its content policy (also where the page itself swallows the error). */
const watch = async ({ page, name, watch: { faults } }: Actor): Promise<void> => {
  page.on('dialog', (dialog) => {
    faults.push(`${name}: a dialog says ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (violation) =>
      console.error(`${violation.violatedDirective} forbids ${violation.blockedURI}`),
    )
  })
}

/** Keyboards, scripts and translators of the world, by what their key presses and their changes to the page are made of. */
async function writesInEveryScript(writer: Actor, reader: Actor): Promise<void> {
  const { page } = writer
  await writeCards(writer, 'Context', 'Fact', ['Which shops?'])
  for (const section of ['Context', 'Stakeholders']) await openSection(reader, section)
  await seeCard(reader, 'Which shops?')
  const cards = page.getByRole('region', { name: 'Context' }).getByRole('listitem')
  type Press = { key: string; code: string; keyCode?: number; ctrlKey?: boolean; altKey?: boolean }
  const send = (press: Press): Promise<boolean> =>
    page.evaluate((init) => {
      const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
      document.activeElement?.dispatchEvent(event)
      return event.defaultPrevented
    }, press)
  await cards.first().getByText('Which shops?').click()
  // Safari's Enter after a composition adds no card; Undo is found on a Russian keyboard, a section on a Persian one.
  await send({ key: 'Enter', code: 'Enter', keyCode: 229 })
  expect(await cards.count()).toBe(1)
  expect(await send({ key: 'я', code: 'KeyZ', ctrlKey: true })).toBe(true)
  await page.keyboard.press('Control+Shift+z')
  await seeCard(reader, 'Which shops?')
  expect(await send({ key: '۱', code: 'Digit1', altKey: true })).toBe(true)
  expect(await page.evaluate(() => document.activeElement?.closest('section')?.dataset.section)).toBe('clarify')
  const rightToLeft = ['שיעור הרכישה (CR) ירד ב-12% מ-3 ל-2.', 'ما هو معدل التحويل في 2026؟']
  await writeCards(writer, 'Stakeholders', 'Stakeholder', rightToLeft)
  for (const words of rightToLeft) {
    await seeCard(reader, words)
    const text = reader.page.locator('.board-text').filter({ hasText: words }).last()
    expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
  }
  // A page translator puts its own element in the place of a text; then the other person types into that card.
  await reader.page.evaluate(() => {
    const shown = [...document.querySelectorAll('.board-text')].find((one) => one.textContent?.includes('Which shops'))
    const walker = document.createTreeWalker(shown ?? document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.nodeValue?.includes('Which')) continue
      const font = document.createElement('font')
      font.textContent = 'Welche Läden?'
      node.parentNode?.replaceChild(font, node)
      return
    }
  })
  await page.keyboard.press('Alt+2')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Home')
  await page.keyboard.type('Name them: ')
  await seeCard(reader, 'Name them: Which shops?')
}

async function must(client: SessionClient, command: object): Promise<void> {
  expect(await client.command(command)).toMatchObject({ ok: true })
}
/** A command that names a version of the clock, which a test does not follow. */
async function mustByClock(client: SessionClient, command: object): Promise<void> {
  for (let clockVersion = 0; clockVersion < 30; clockVersion++)
    if ((await client.command({ ...command, clockVersion })).ok) return
  throw new Error('the clock had no such version')
}
const short = payloads.map((payload) => payload.slice(0, 40))

/** Markup in everything else that one may write: marks, notes, feedback points, scorecards; then it is looked at in the debrief. */
async function debriefsInMarkup(interviewer: Actor, candidate: Actor): Promise<void> {
  const desk = await enterSession(stage.server().url, await admissionOf(interviewer))
  const chair = await enterSession(stage.server().url, await admissionOf(candidate))
  for (const [index, payload] of short.entries()) {
    await must(desk, { kind: 'markMoment', label: payload })
    for (const client of [desk, chair]) {
      await must(client, { kind: 'writeNote', note: `note-${index}`, words: `note ${payload}` })
      await must(client, { kind: 'shareNote', note: `note-${index}` })
    }
  }
  await mustByClock(desk, { kind: 'endRound' })
  const guide = desk.entries.find((entry) => entry.kind === 'guide-prepared')
  if (guide?.kind !== 'guide-prepared') throw new Error('no guide')
  const scores = Object.fromEntries(
    guide.data.guide.rubric.map(({ id }, index) => [
      id,
      { score: 2, words: `score ${short[index % short.length]}`, evidence: [] },
    ]),
  )
  for (const client of [desk, chair]) await must(client, { kind: 'sealScorecard', scorecard: { scores } })
  for (const [index, point] of ([1, 2, 3] as const).entries()) {
    const next = { kind: 'own', words: `next ${short[index]}` }
    await must(chair, { kind: 'setFeedbackPoint', point, evidence: null, gap: `gap ${short[index]}`, next })
  }
  const drawnBy = async ({ page }: Actor): Promise<string> => (await page.locator('body').allInnerTexts()).join('\n')
  for (const actor of [interviewer, candidate]) {
    await actor.page.getByRole('list', { name: 'Who scored' }).waitFor()
    expect(await drawnBy(actor)).toContain(`score ${short[0]}`)
    await debriefStep(actor, 'Case and notes')
    const notes = await drawnBy(actor)
    for (const payload of short) expect(notes).toContain(`note ${payload}`)
    await debriefStep(actor, 'Feedback')
  }
  const own = await candidate.page
    .locator('textarea')
    .evaluateAll((fields) => fields.map((field) => (field instanceof HTMLTextAreaElement ? field.value : '')))
  for (const payload of short.slice(0, 3)) {
    expect(own).toEqual(expect.arrayContaining([`gap ${payload}`, `next ${payload}`]))
    expect(await drawnBy(interviewer)).toContain(`gap ${payload}`)
    expect(await drawnBy(interviewer)).toContain(`next ${payload}`)
  }
  for (const client of [desk, chair]) client.close()
}

/** By the invitation, once a name was typed that anybody can see; Enter is pressed twice before the page can be drawn again. */
async function joinOnce({ page, name }: Actor, invitation: string): Promise<void> {
  let joined = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/invitations/join')) joined++
  })
  await page.goto(invitation)
  const field = page.getByLabel('Your name')
  // A name that nobody would see is asked for, and not sent.
  for (const unseen of ['\u200b\u2060', '\u3164', '\u2800']) {
    await field.fill(unseen)
    await field.press('Enter')
    await page.getByText('Enter the name the others will see.').waitFor()
    await field.fill('C')
    await expect.poll(() => page.getByText('Enter the name the others will see.').count()).toBe(0)
  }
  expect(joined).toBe(0)
  await field.fill(name)
  await field.evaluate((input: HTMLInputElement) => {
    input.form?.requestSubmit()
    input.form?.requestSubmit()
  })
  await page.waitForURL(/\/s\//)
  expect(joined).toBe(1)
}

it('T24: lets somebody in once who presses Enter twice, and draws what people type as words, live and in the replay, within the content policy', async () => {
  const interviewer = await stage.enter('<img src=x onerror=alert(2)>')
  const candidate = await stage.enter('"><script>alert(3)</script>')
  for (const actor of [interviewer, candidate]) await watch(actor)
  const unseen = stage.present(interviewer.name)
  await joinOnce(candidate, await hostUnseen(stage, unseen))
  // The lobby shows them both.
  for (const { name } of [interviewer, candidate]) await candidate.page.getByText(name).first().waitFor()
  await startRound(unseen)
  await sitDown(stage, interviewer, unseen, { owner: true })
  await connected(candidate)
  await writeCards(candidate, 'Clarify', 'Question', payloads)
  for (const actor of [interviewer, candidate]) for (const words of payloads) await seeCard(actor, words)
  await writesInEveryScript(candidate, interviewer)
  await debriefsInMarkup(interviewer, candidate)
  const { pathname } = new URL(candidate.page.url())
  await candidate.page.goto(`${candidate.page.url()}/replay?t=<script>`)
  await follow(interviewer.page, `${pathname}/replay?t=<script>`)
  for (const { page } of [interviewer, candidate]) {
    const place = page.getByRole('slider').first()
    await place.waitFor()
    await place.press('End')
    await page.getByText(`note ${short[0]}`).first().waitFor()
  }
  for (const { watch } of [interviewer, candidate]) expect(watch.faults).toEqual([])
})

it('works in a browser that keeps nothing', async () => {
  const interviewer = stage.present('Ines')
  const candidate = await stage.enter('Carl')
  await watch(candidate)
  await candidate.page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('This browser keeps nothing.', 'SecurityError')
        },
      })
  })
  await join(candidate, await hostUnseen(stage, interviewer))
  await startRound(interviewer)
  await connected(candidate)
  await writeCards(candidate, 'Clarify', 'Question', ['Which shops?'])
  await seeCard(interviewer, 'Which shops?')
  expect(candidate.watch.faults).toEqual([])
})

it('goes on, both ways, when what the browser keeps of the site is cleared under an open room', async () => {
  const interviewer = stage.present('Ines')
  const candidate = await stage.enter('Carl')
  await meet(stage, interviewer, candidate, { started: true })
  await writeCards(candidate, 'Clarify', 'Question', ['Which shops?'])
  await seeCard(interviewer, 'Which shops?')
  const devtools = await candidate.context.newCDPSession(candidate.page)
  await devtools.send('Storage.clearDataForOrigin', { origin: stage.server().url, storageTypes: 'all' })
  await writeCards(candidate, 'Clarify', 'Question', ['Which countries?'])
  await seeCard(interviewer, 'Which countries?')
  await writeCards(interviewer, 'Clarify', 'Question', ['Since when?'])
  await seeCard(candidate, 'Since when?')
  await connected(candidate)
  // What is written from then on is kept on the device again.
  await expect
    .poll(() => candidate.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '')))
    .toContainEqual(expect.stringContaining('board-r1'))
  expect(candidate.watch.faults).toEqual([])
})
