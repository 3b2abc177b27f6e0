import type { Framework, Section } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import type { Locator, Page } from 'playwright-core'
import type { CandidateStep, Fields, InterviewerStep, Links } from './run-script.ts'

/** How long a person takes, in milliseconds; none where a run is only rehearsed. */
export type Pace = {
  /** Between two letters: `next` is the letter to come. */
  readonly letter: (next: string) => number
  /** Before a hand goes on to something else. */
  readonly breath: () => number
}

/** A person's pace: about six letters a second, with pauses between words and sentences. `random`: from 0 to 1. */
export function peoplesPace(random: () => number): Pace {
  return {
    letter: (next) => {
      const usual = 55 + random() * 105
      if (next === ' ') return usual + (random() < 0.2 ? 250 + random() * 500 : random() * 110)
      return /[.,:;?]/.test(next) ? usual + 150 + random() * 250 : usual
    },
    breath: () => 200 + random() * 450,
  }
}

export const noPace: Pace = { letter: () => 0, breath: () => 0 }

const wait = (page: Page, milliseconds: number): Promise<void> =>
  milliseconds === 0 ? Promise.resolve() : page.waitForTimeout(milliseconds)

type Hands = {
  readonly page: Page
  readonly pace: Pace
  readonly framework: Framework
  readonly guide: Guide
  /** The cards that have a name in the script. */
  readonly cards: Map<string, { readonly id: string; readonly kind: string; readonly text: string }>
}

export function createHands(page: Page, pace: Pace, framework: Framework, guide: Guide): Hands {
  const seed = framework.seeds.find(({ item }) => item === 'goal')
  return {
    page,
    pace,
    framework,
    guide,
    cards: new Map(seed ? [['goal', { id: seed.item, kind: seed.kind, text: '' }]] : []),
  }
}

async function type({ page, pace }: Pick<Hands, 'page' | 'pace'>, words: string): Promise<void> {
  if (pace === noPace) return page.keyboard.insertText(words)
  for (const letter of words) {
    await wait(page, pace.letter(letter))
    await page.keyboard.type(letter)
  }
}

const sectionOf = (framework: Framework, kind: string): Section => {
  const section = framework.sections.find(({ kinds }) => kinds.includes(kind))
  if (section === undefined) throw new Error(`no section takes a ${kind}`)
  return section
}

/** A section is opened by its key, as people who know the board do. */
async function openSection({ page, framework }: Hands, section: Section): Promise<Locator> {
  const panel = page.locator(`section[data-section="${section.id}"]:not([data-collapsed])`)
  if (!(await panel.isVisible())) {
    const place = framework.sections.filter(({ layout }) => layout !== 'line').indexOf(section) + 1
    await page.keyboard.press(`Alt+${place}`)
    await panel.waitFor()
  }
  return panel
}

/** Puts the focus on a card, at rest; its section is opened first. */
async function focusCard(hands: Hands, name: string): Promise<string> {
  const card = hands.cards.get(name)
  if (card === undefined) throw new Error(`there is no card ${name}`)
  const { page, framework } = hands
  if (card.id !== 'goal') await openSection(hands, sectionOf(framework, card.kind))
  const drawn = page.locator(`[data-item="${card.id}"]`).first()
  await drawn.waitFor()
  const isNode = (await drawn.getAttribute('role')) === 'treeitem'
  await (isNode ? drawn : drawn.locator('.board-writing').first()).focus()
  return card.id
}

/** The card that is being written in. */
async function writing({ page }: Hands): Promise<string> {
  const area = page.locator('[data-item] textarea:focus')
  await area.waitFor()
  return area.evaluate((element) => element.closest<HTMLElement>('[data-item]')?.dataset.item ?? '')
}

async function fillIn(hands: Hands, name: string, fields: Fields = {}, links: Links = []): Promise<void> {
  const { page, pace, framework, cards } = hands
  const kind = framework.kinds.find(({ id }) => id === cards.get(name)?.kind)
  if (kind === undefined || Object.keys(fields).length + links.length === 0) return
  await focusCard(hands, name)
  await wait(page, pace.breath())
  await page.keyboard.press('Control+.')
  const details = page.getByRole('dialog', { name: /^Details of/ })
  await details.waitFor()
  for (const [id, value] of Object.entries(fields)) {
    const field = kind.fields.find((one) => one.id === id)
    if (field === undefined) throw new Error(`a ${kind.id} has no field ${id}`)
    await wait(page, pace.breath())
    if (field.type === 'text') {
      const input = details.getByRole('textbox', { name: field.label, exact: true })
      await input.click()
      await input.selectText()
      await type(hands, value)
      continue
    }
    const choice = field.choices.find((one) => one.value === value)
    if (choice === undefined) throw new Error(`${id} has no choice ${value}`)
    const list = details.getByRole('combobox', { name: field.label, exact: true })
    if ((await list.count()) > 0) await list.selectOption(value)
    else
      await details
        .getByRole('group', { name: field.label, exact: true })
        .getByRole('button', { name: choice.label, exact: true })
        .click()
  }
  // A field's words are sent after a short pause, and at once when it is left.
  await page.keyboard.press('Escape')
  await details.waitFor({ state: 'hidden' })
  for (const [id, to] of links) {
    const link = kind.links.find((one) => one.id === id)
    const target = cards.get(to)
    if (link === undefined || target === undefined) throw new Error(`${name} cannot be linked to ${to} by ${id}`)
    await wait(page, pace.breath())
    await focusCard(hands, name)
    await page.keyboard.press('Control+.')
    await details.getByRole('button', { name: 'Link to…' }).click()
    const picker = page.getByRole('dialog', { name: /^Link / })
    await picker.getByRole('searchbox').waitFor()
    await type(hands, target.text.slice(0, 7))
    await wait(page, pace.breath())
    await picker
      .getByRole('group', { name: `${kind.label} ${link.label} …`, exact: true })
      .getByRole('option')
      .filter({ hasText: target.text.slice(0, 40) })
      .first()
      .click()
    await picker.waitFor({ state: 'hidden' })
  }
}

/** Does one step of the candidate's, as a person would. */
export async function doCandidateStep(hands: Hands, step: CandidateStep): Promise<void> {
  const { page, pace, framework, cards } = hands
  if ('add' in step) {
    const section = sectionOf(framework, step.add)
    const kind = framework.kinds.find(({ id }) => id === step.add)
    if (kind === undefined) throw new Error(`there is no kind ${step.add}`)
    if (step.under !== undefined) {
      await focusCard(hands, step.under)
      await page.keyboard.press('Control+Enter')
    } else {
      const panel = await openSection(hands, section)
      // Where the head of a section is narrow, its kinds stand in a menu; which it is may change until it is pressed.
      const inMenu = `Add to ${section.title}`
      const one = panel.getByRole('button', {
        name: `Add ${kind.label.toLowerCase()} to ${section.title}`,
        exact: true,
      })
      const button = one.or(panel.getByRole('button', { name: inMenu, exact: true })).first()
      const name = await button.getAttribute('aria-label')
      await button.click()
      if (name === inMenu) await page.getByRole('menuitem', { name: kind.label, exact: true }).click()
    }
    const id = await writing(hands)
    const name = step.as ?? id
    cards.set(name, { id, kind: step.add, text: step.text })
    await type(hands, step.text)
    await page.keyboard.press('Escape')
    await fillIn(hands, name, step.fields, step.links)
  } else if ('pin' in step) {
    const goal = cards.get('goal')
    if (goal === undefined) throw new Error('this framework has no pinned line')
    await page.locator(`[data-item="${goal.id}"] .board-writing`).first().click()
    await writing(hands)
    await page.keyboard.press('Control+A')
    await type(hands, step.pin)
    await page.keyboard.press('Escape')
    cards.set('goal', { ...goal, text: step.pin })
    await fillIn(hands, 'goal', step.fields)
  } else if ('reword' in step) {
    await focusCard(hands, step.reword)
    await page.keyboard.press('Enter')
    const id = await writing(hands)
    await page.keyboard.press('Control+A')
    await wait(page, pace.breath())
    await type(hands, step.text)
    await page.keyboard.press('Escape')
    cards.set(step.reword, { kind: '', ...cards.get(step.reword), id, text: step.text })
  } else if ('press' in step) {
    await focusCard(hands, step.card)
    for (const keys of step.press) {
      await wait(page, pace.breath())
      await page.keyboard.press(keys)
    }
  } else if ('place' in step) {
    const label = hands.guide.facts.find(({ id }) => id === step.place)?.label ?? step.place
    await page.getByRole('button', { name: `Put on the board: ${label}`, exact: true }).click()
    cards.set(`fact:${step.place}`, { id: `fact-${step.place}`, kind: 'fact', text: label })
  } else await fillIn(hands, step.card, step.fields, step.links)
}

/** Does one step of the interviewer's. */
export async function doInterviewerStep(page: Page, pace: Pace, guide: Guide, step: InterviewerStep): Promise<void> {
  const panel = page.getByRole('complementary', { name: 'Interviewer’s panel' })
  const part = <Part extends { readonly id: string }>(parts: readonly Part[], id: string): Part => {
    const found = parts.find((one) => one.id === id)
    if (found === undefined) throw new Error(`the guide has no part ${id}`)
    return found
  }
  if ('next' in step) {
    const phase = page.getByText(/^Phase \d+ of \d+$/).first()
    const before = (await phase.textContent()) ?? ''
    await page.getByRole('button', { name: 'Next phase' }).click()
    await page.getByText(before, { exact: true }).first().waitFor({ state: 'hidden' })
  } else if ('give' in step) {
    const fact = part(guide.facts, step.give)
    const search = panel.getByRole('searchbox', { name: 'Find a fact' })
    await search.click()
    await type({ page, pace }, fact.askFor[0] ?? fact.label)
    await wait(page, pace.breath())
    await panel.getByRole('button', { name: `Give: ${fact.label}`, exact: true }).click()
    await panel.getByText('Already given').first().waitFor()
    await search.fill('')
  } else if ('hint' in step) {
    const hint = part(guide.hints, step.hint)
    await panel
      .getByRole('listitem')
      .filter({ hasText: hint.text })
      .getByRole('button', { name: /^Give: hint/ })
      .click()
  } else if ('curveball' in step) {
    const { text } = part(guide.curveballs, step.curveball)
    await panel.getByRole('button', { name: `Play: ${text}`, exact: true }).click()
  } else await panel.getByText(part(guide.probes, step.probe).text, { exact: true }).click()
}
