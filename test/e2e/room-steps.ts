import { type Admission, admissionSchema, invitationSchema } from '@greenroom/protocol'
import type { Locator, Page } from 'playwright-core'
import type { Actor } from '../fixtures/chromium.ts'
import { createPresent, type Present } from './present.ts'
import type { Stage } from './stage.ts'

/** What people do in Greenroom, said as they would say it. */

type Person = Actor | Present
export const isUnseen = (person: Person): person is Present => 'admission' in person

const amazonPay = "Measuring Amazon Pay on other companies' shops"

/** Where they go: a stage, or whatever stands before servers. */
export type Place = { readonly server: () => { readonly url: string } }

export type Start = {
  readonly mode?: 'Peer mock' | 'Coaching' | 'Solo'
  readonly minutes?: 45 | 20
  readonly seat?: 'Interviewer' | 'Candidate' | 'Mentor'
  readonly coverage?: 'Yes' | 'No'
  readonly case?: 'Random case' | 'Choose' | 'Later'
}

export async function startSession(stage: Place, { page, name }: Actor, start: Start = {}): Promise<void> {
  const { url } = stage.server()
  if (page.url() !== `${url}/`) await page.goto(url)
  const choose = (name: string) => page.locator('#start-choices').getByText(name, { exact: true }).click()
  if (start.minutes === 20) {
    await openStartPart(page, 'length')
    await choose('20 minutes')
  }
  if (start.coverage) {
    await openStartPart(page, 'call link')
    await choose(start.coverage)
  }
  if (start.mode || start.seat) {
    await openStartPart(page, 'who does what')
    await choose(start.mode ?? 'Peer mock')
    if (start.mode !== 'Solo') await choose(start.seat ?? 'Interviewer')
  }
  // A candidate has no case to choose.
  if (start.seat !== 'Candidate' || start.mode === 'Solo') {
    await openStartPart(page, 'case')
    await choose(start.case ?? 'Later')
  }
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'Start the session' }).click()
  await page.waitForURL(/\/s\//)
}

/** Opens what stands behind a part of the start page's sentence. */
export async function openStartPart(
  page: Page,
  part: 'length' | 'who does what' | 'case' | 'call link',
): Promise<void> {
  const button = page.getByRole('button', { name: new RegExp(`change the ${part}|change ${part}`) })
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
  await page.locator('#start-choices').locator('input').first().waitFor()
}

async function callApi(stage: Place, path: string, body: object, token?: string): Promise<unknown> {
  const answer = await fetch(`${stage.server().url}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** Opens the room, or a page of it, in this person's tab, as the page leaves it after the form or the invitation. */
export async function openRoom(
  stage: Place,
  { page, name }: Actor,
  admission: Admission,
  owner: boolean,
  path = '',
): Promise<void> {
  const { url } = stage.server()
  // An empty page of the same origin, whose storage can be written before the real one is loaded: with the header that lets both share a process.
  const empty = `${url}/empty`
  const headers = { 'content-type': 'text/html', 'origin-agent-cluster': '?1' }
  await page.route(empty, (route) => route.fulfill({ headers, body: '<link rel="icon" href="data:,">' }))
  await page.goto(empty)
  await page.unroute(empty)
  await page.evaluate(
    ([held, recent]) => {
      sessionStorage.setItem(`greenroom.admission.${held.session}`, JSON.stringify(held))
      localStorage.setItem('greenroom.recents', JSON.stringify([{ ...held, ...recent, lastAt: Date.now() }]))
    },
    [admission, { name, title: null, mode: 'peer', owner }] as const,
  )
  await page.goto(`${url}/s/${admission.session}${path}`)
}

/** Somebody who was there without a screen goes on at one: in the room, or on a page of it. */
export async function sitDown(
  stage: Place,
  actor: Actor,
  unseen: Present,
  { owner, path }: { readonly owner: boolean; readonly path?: string },
): Promise<void> {
  await openRoom(stage, actor, unseen.admission(), owner, path)
  await unseen.leave()
}

const peerMock = {
  mode: 'peer',
  cut: 45,
  coverage: 'learning',
  callLink: null,
  seat: 'interviewer',
  case: { kind: 'later' },
}

/** Starts a session over the API, for the many tests whose subject comes after that. */
async function beginAs(stage: Place, { name }: Person, start: object): Promise<Admission> {
  return admissionSchema.parse(await callApi(stage, '/sessions', { ...peerMock, ...start, name }))
}

async function inviteAs(stage: Place, owner: Admission, seats: readonly string[]): Promise<string> {
  const made = await callApi(stage, `/sessions/${owner.session}/invitations`, { seats }, owner.token)
  return invitationSchema.parse(made).secret ?? ''
}

const joinAs = async (stage: Place, { name }: Person, invitation: string, seat: string): Promise<Admission> =>
  admissionSchema.parse(await callApi(stage, '/invitations/join', { invitation, name, seat }))

/** A peer mock of somebody without a screen, who waits in the lobby. Answers the address of an invitation to the candidate's seat. */
export async function hostUnseen(stage: Place, owner: Present): Promise<string> {
  const admission = await beginAs(stage, owner, {})
  await owner.enter(stage.server().url, admission)
  return `${stage.server().url}/join#${await inviteAs(stage, admission, ['candidate'])}`
}

/** Takes the candidate's seat by an invitation's address. */
export async function joinUnseen(stage: Place, person: Present, invitation: string): Promise<void> {
  const secret = new URL(invitation).hash.slice(1)
  await person.enter(stage.server().url, await joinAs(stage, person, secret, 'candidate'))
}

/** How the page of this room keeps that somebody was let in. */
export async function admissionOf({ page }: Actor): Promise<Admission> {
  const kept = await page.evaluate(() => {
    const id = /^\/s\/([^/?#]+)/.exec(window.location.pathname)?.[1]
    return sessionStorage.getItem(`greenroom.admission.${id}`)
  })
  return admissionSchema.parse(JSON.parse(kept ?? 'null'))
}

/** Somebody leaves the screen at which they were, and goes on without one. */
export async function getUp(stage: Stage, actor: Actor): Promise<Present> {
  const unseen = stage.present(actor.name)
  await unseen.enter(stage.server().url, await admissionOf(actor))
  await actor.page.goto('about:blank')
  return unseen
}

/**
 * A peer mock whose interviewer and candidate are in the room: over the API, for the many tests whose subject comes after that.
 * The form, the invitation and the way in have tests that click through them. `swaps`: the candidate may sit in the other seat as well.
 * `mentor`: it is coaching, and they are there, too. `started`: the round runs, and its prompt is shown.
 */
export async function meet(
  stage: Place,
  interviewer: Person,
  candidate: Person,
  {
    minutes = 45,
    swaps = false,
    started = false,
    mentor,
  }: {
    readonly minutes?: 45 | 20
    readonly swaps?: boolean
    readonly started?: boolean
    readonly mentor?: Person
  } = {},
): Promise<void> {
  const owner = await beginAs(stage, interviewer, { mode: mentor ? 'coaching' : 'peer', cut: minutes })
  const guest = async (person: Person, seat: string, seats: readonly string[]): Promise<Admission> =>
    joinAs(stage, person, await inviteAs(stage, owner, seats), seat)
  const admitted = await guest(candidate, 'candidate', swaps ? ['interviewer', 'candidate'] : ['candidate'])
  const people: (readonly [Person, Admission, boolean])[] = [
    [interviewer, owner, true],
    [candidate, admitted, false],
  ]
  if (mentor) people.push([mentor, await guest(mentor, 'mentor', ['mentor']), false])
  if (started) {
    const before = createPresent(interviewer.name)
    await before.enter(stage.server().url, owner)
    await before.startRound(amazonPay)
    await before.leave()
  }
  await Promise.all(
    people.map(async ([person, admission, owns]) => {
      if (isUnseen(person)) return person.enter(stage.server().url, admission)
      await openRoom(stage, person, admission, owns)
    }),
  )
  await Promise.all(people.map(([person]) => isUnseen(person) || connected(person)))
}

/** The address of the invitation that stands first in the lobby. */
export async function invitationOf({ page }: Actor): Promise<string> {
  const shown = await page
    .getByText(/\/join#/)
    .first()
    .textContent()
  const title = await page.locator('[title*="/join#"]').first().getAttribute('title')
  const link = title ?? `http://${shown}`
  if (!/\/join#[\w-]{43}$/.test(link)) throw new Error(`this is no invitation: ${link}`)
  return link
}

export async function join({ page, name }: Actor, invitation: string): Promise<void> {
  await page.goto(invitation)
  await page.getByLabel('Your name').fill(name)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/s\//)
}

/** Opens a section of the board by its title in the list at the side. */
export async function openSection({ page }: Actor, title: string): Promise<void> {
  const region = page.getByRole('region', { name: new RegExp(`^${title}`) })
  if (!(await region.isVisible()))
    await page.getByRole('button', { name: new RegExp(`^${title}.*\\d+ cards?`) }).click()
  await region.waitFor()
}

/** Presses what adds a card of a kind to an open section; in a narrow head the kinds stand in a menu. */
export async function addTo({ page }: Actor, section: string, kind: string): Promise<void> {
  const region = page.getByRole('region', { name: new RegExp(`^${section}`) })
  const button = region.getByRole('button', { name: new RegExp(`^add ${kind}\\b`, 'i') }).first()
  const menu = region.getByRole('button', { name: new RegExp(`^Add to ${section}`) })
  await button.or(menu).first().waitFor()
  if (await button.isVisible()) return button.click()
  await menu.click()
  await page.getByRole('menuitem', { name: new RegExp(`^${kind}$`, 'i') }).click()
}

/** Types at the keyboard: the first words letter by letter; later ones arrive whole, as from an input method. */
export async function typeWords({ page }: Actor, words: string, index: number): Promise<void> {
  await (index === 0 ? page.keyboard.type(words) : page.keyboard.insertText(words))
}

/** Adds cards one below the other by keyboard: Enter writes the next. */
export async function writeCards(
  actor: Person,
  section: string,
  kind: string,
  texts: readonly string[],
): Promise<void> {
  if (isUnseen(actor)) return actor.writeCards(section, kind, texts)
  const { page } = actor
  await openSection(actor, section)
  await addTo(actor, section, kind)
  for (const [index, text] of texts.entries()) {
    await typeWords(actor, text, index)
    if (index < texts.length - 1) await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
}

export const connected = (actor: Actor): Promise<void> =>
  actor.page
    .getByText(/^Saved$|^Connected$/)
    .first()
    .waitFor()

/** In the lobby: chooses a case by its title and starts the round. */
export async function startRound(interviewer: Person, title = amazonPay): Promise<void> {
  if (isUnseen(interviewer)) return interviewer.startRound(title)
  const { page } = interviewer
  // The debrief has other things to choose, and a swap takes a moment to leave it.
  await page.getByRole('button', { name: 'Choose', exact: true }).click()
  await page.getByRole('dialog', { name: 'Choose a case' }).getByText(title).first().click()
  await page.getByRole('button', { name: 'Start the round' }).click()
  await page.getByRole('button', { name: 'Show the prompt' }).click()
}

/** Waits until a card with these words stands in an open section. */
export const seeCard = (person: Person, words: string, timeout = 15_000): Promise<void> =>
  isUnseen(person)
    ? person.seeCard(words, timeout)
    : person.page.getByRole('button', { name: `Actions for “${words}”` }).waitFor({ timeout })

/** Words that are drawn, and not only said: the region for screen readers repeats prompt, phase and clock for a while. */
export const drawn = (page: Page, words: string | RegExp, options?: { readonly exact?: boolean }): Locator =>
  page.getByText(words, options).and(page.locator(':not([data-voice])'))

/**
 * Fills in a scorecard at the keyboard and seals it: a level for each dimension in turn, the last one for all that follow. A candidate's
 * guess is the same level. Answers how many keys that took.
 */
export async function sealScorecard({ page }: Actor, ...levels: readonly string[]): Promise<number> {
  const form = page.locator('form[aria-label="Scorecard"]')
  await form.waitFor()
  const pages = await form.getByRole('list', { name: 'Dimensions' }).getByRole('button').count()
  let keys = 0
  const press = async (key: string): Promise<void> => {
    await page.keyboard.press(key)
    keys += 1
  }
  for (let at = 0; at < pages; at += 1) {
    const level = levels[at] ?? levels.at(-1) ?? '3'
    const groups = await form.getByRole('radiogroup').count()
    for (let group = 0; group < groups; group += 1) await press(level)
    await press('Enter')
    if (at < pages - 1) await form.getByText(`${at + 2} of ${pages}`, { exact: true }).waitFor()
  }
  await press('Enter')
  await form.waitFor({ state: 'detached' })
  return keys
}

/** Turns to a screen of the debrief. */
export async function debriefStep({ page }: Actor, step: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Steps of the debrief' })
    .getByRole('button', { name: new RegExp(`${step}$`) })
    .click()
  // The bar answers at once, and the screen is drawn after it.
  await page.locator('section[aria-labelledby^="step-"][aria-busy="false"]').waitFor()
}
