import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { follow } from './follow.ts'
import {
  debriefStep,
  hostUnseen,
  meet,
  openSection,
  openStartPart,
  startRound,
  startSession,
  writeCards,
} from './room-steps.ts'
import { scoreRound, sealAs, sendAs } from './score-round.ts'
import { openStage } from './stage.ts'
import { type Corner, notWalked, outlast } from './typed-fields.ts'

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

const notes = async (page: Page): Promise<Locator> => {
  await page.getByRole('tab', { name: /^Notes/ }).click()
  return page.getByLabel('Private note')
}
const turnTo = (page: Page, tab: string | RegExp): Promise<void> => page.getByRole('tab', { name: tab }).click()
const pressEscape = (page: Page): Promise<void> => page.keyboard.press('Escape')
const openFromMenu = async (page: Page, item: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name: 'Room menu' }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').getByRole('textbox').waitFor()
}
/** Escape would empty a field of a search first. */
const closeDialog = (page: Page): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
const notesOf = (leave: (page: Page) => Promise<unknown>): Corner => ({
  of: ['features/desk/notes-panel.tsx'],
  open: (page) => turnTo(page, /^Notes/),
  leave,
})

describe('every field on every page', () => {
  it('outside a room: a new session, its cases, a name at the door, the bank, and a case that one writes', async () => {
    const ida = await stage.enter('Ida')
    await ida.page.goto(`${stage.server().url}/bank`)
    const invitation = new URL(await hostUnseen(stage, stage.present('Olga')))
    const cases = (page: Page) => page.getByRole('searchbox', { name: 'Search cases' })
    const backToCases = async (page: Page): Promise<void> => {
      await page.goBack()
      await cases(page).waitFor()
    }
    const choices = (page: Page) => page.locator('#start-choices')
    const start = async (page: Page): Promise<void> => {
      await page.getByRole('link', { name: 'Greenroom', exact: true }).click()
      await page.getByRole('button', { name: 'Start the session' }).waitFor()
    }
    const bank = await outlast(ida, [
      {
        of: ['features/home/start-session.tsx', 'features/home/start-choices.tsx'],
        open: async (page) => {
          await start(page)
          await openStartPart(page, 'call link')
        },
        leave: async (page) => {
          await openStartPart(page, 'length')
          await backToCases(page)
        },
      },
      {
        of: ['features/home/start-session.tsx', 'features/bank/case-picker.tsx'],
        open: async (page) => {
          await start(page)
          await openStartPart(page, 'case')
          await choices(page).getByText('Choose', { exact: true }).click()
          await page.getByRole('searchbox', { name: 'Find a case' }).waitFor()
        },
        leave: backToCases,
        offline: false,
      },
      {
        of: ['features/join/join-form.tsx'],
        // The secret of the link is gone from the address, and in another tab it is asked for again.
        open: async (page) => {
          await follow(page, invitation.pathname + invitation.hash)
          await page.getByLabel('Your name').waitFor()
        },
        leave: backToCases,
        offline: false,
        apart: true,
      },
      {
        of: ['features/bank/bank-page.tsx'],
        open: (page) => cases(page).waitFor(),
        leave: async (page) => {
          await page.getByRole('link', { name: 'Progress', exact: true }).click()
          await page.getByRole('heading', { level: 1, name: 'Progress' }).waitFor()
          await backToCases(page)
        },
        offline: false,
        apart: true,
      },
    ])

    await follow(bank.page, '/bank/own')
    await bank.page.getByRole('button', { name: 'Write a case' }).first().click()
    await bank.page.getByRole('menuitem', { name: /^Success metrics/ }).click()
    await bank.page.getByRole('heading', { name: 'New case' }).waitFor()
    const part = (title: string, more: (page: Page) => Promise<unknown> = async () => undefined): Corner => ({
      of: ['features/own-cases/editor/simple-fields.tsx'],
      open: async (page) => {
        await page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('button', { name: title }).click()
        await page.getByRole('heading', { name: title, level: 2 }).waitFor()
        await more(page)
      },
      leave: async () => undefined,
    })
    const fact = part('Facts', async (page) => {
      const row = page.getByRole('main').locator('[aria-expanded]:not([aria-haspopup])').first()
      if ((await row.getAttribute('aria-expanded')) === 'false') await row.click()
    })
    const arithmetic = part('Arithmetic', async (page) => {
      const begin = page.getByRole('button', { name: 'Add the arithmetic' })
      const add = page.getByRole('button', { name: 'Add a number' })
      await begin.or(add).first().waitFor()
      if (await begin.isVisible()) {
        await begin.click()
        await add.click()
      }
    })
    await outlast(bank, [
      ...['Prompt', 'Brief', 'Context', 'Reference board', 'What follows', 'Sources'].map((title) => part(title)),
      { ...fact, of: ['features/own-cases/editor/case-fields.tsx'] },
      { ...arithmetic, of: ['features/own-cases/editor/arithmetic-form.tsx'] },
    ])
  })

  it('in a room, from the lobby to the debrief and its replay, for interviewer, candidate and mentor, and in solo', async () => {
    const ines = await stage.enter('Ines')
    const carl = await stage.enter('Carl')
    const mo = await stage.enter('Mo')
    await meet(stage, ines, carl, { mentor: mo })
    await carl.page.getByLabel(/^What I’m working on/).fill('half a thought')
    await ines.page.getByText('half a thought').waitFor()
    await startRound(ines)
    await mo.page.getByRole('button', { name: /^Pin: / }).click()

    const guide: Corner = {
      of: ['features/desk/guide-panel.tsx'],
      open: (page) => turnTo(page, 'Guide'),
      leave: (page) => turnTo(page, 'Brief'),
    }
    const dialog = (file: Corner['of'][number], item: string | RegExp): Corner => ({
      of: [file],
      open: (page) => openFromMenu(page, item),
      leave: closeDialog,
      offline: false,
    })
    const desk = await outlast(ines, [
      guide,
      notesOf((page) => turnTo(page, 'Guide')),
      dialog('features/people/rename-dialog.tsx', 'Change your name'),
      dialog('features/room/header/call-link-dialog.tsx', /call link$/),
    ])
    await writeCards(carl, 'Context', 'fact', ['Fee on each paid order'])
    const writer = await outlast(carl, [
      notesOf((page) => turnTo(page, /^From the interviewer/)),
      {
        of: ['features/board/cards/field-input.tsx'],
        open: async (page) => {
          await openSection({ ...carl, page }, 'Context')
          const card = page.locator('[data-item]').filter({ hasText: 'Fee on each' }).last()
          await card.locator('.board-writing').focus()
          // A layer closes when what it hangs on scrolls: what the focus has scrolled is told with the next frame.
          await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
          await page.keyboard.press('Control+.')
          await page.getByRole('dialog', { name: /^Details of/ }).waitFor()
        },
        leave: pressEscape,
      },
      {
        of: ['features/board/text/writing-area.tsx'],
        open: async (page) => {
          await turnTo(page, /^From the interviewer/)
          await page.getByRole('region', { name: 'Goal' }).getByRole('button').first().click()
          await page.getByRole('region', { name: 'Goal' }).getByRole('textbox').waitFor()
        },
        leave: pressEscape,
      },
    ])
    // A thought that is full keeps what it has no room for, also over a reload.
    await writer.page.keyboard.press('Alt+t')
    await writer.page.getByRole('button', { name: 'Add a thought' }).click()
    await writer.page.keyboard.insertText('y'.repeat(2000))
    await writer.page.keyboard.type('more')
    const notAdded = writer.page.getByText('Not added: “more”')
    await notAdded.waitFor()
    await writer.page.reload()
    await notAdded.waitFor()
    await writer.page.getByRole('button', { name: 'Discard' }).click()
    await notAdded.waitFor({ state: 'detached' })
    const mentor = await outlast(mo, [
      {
        of: ['features/desk/mentor-bar.tsx', 'features/desk/whisper-form.tsx', 'features/desk/guide-panel.tsx'],
        open: (page) => page.getByRole('textbox', { name: /^Whisper to/ }).waitFor(),
        leave: async (page) => {
          await page.keyboard.press('Control+b')
          await page.keyboard.press('Control+b')
        },
      },
    ])
    // A mark is short: longer words are refused with the limit, and stay, as do those that are too long for a note.
    await turnTo(desk.page, /^Notes/)
    const note = desk.page.getByLabel('Private note')
    for (const [length, press, limit] of [
      [300, 'Mark this moment', /The limit is 200/],
      [4001, null, /The limit is 4,000/],
    ] as const) {
      await note.fill('x'.repeat(length))
      if (press !== null) await desk.page.getByRole('button', { name: press }).click()
      await desk.page.getByText(limit).waitFor()
      await holds(note, 'x'.repeat(length))
    }
    await note.fill('half a note')
    await turnTo(writer.page, /^Notes/)
    await writer.page.getByLabel('Private note').fill('half a thought, at the end')

    // Half typed when the round ends: a note’s field is there in the debrief with its words, and the rest is offered.
    await scoreRound(stage, desk, writer)
    await debriefStep(writer, 'Case and notes')
    await holds(writer.page.getByLabel('Private note'), 'half a thought, at the end')
    const offered = (page: Page, where: string) =>
      page.getByRole('listitem').filter({ hasText: `${where}: half a thought` })
    // What the candidate works on went to the others without a button, and the debrief asks about it first.
    for (const { page } of [writer, desk])
      await page.getByRole('region', { name: 'What this round was for' }).getByText('half a thought').waitFor()
    await writer.page.getByRole('button', { name: 'Save note', exact: true }).click()
    await writer.page.getByRole('listitem').getByText('half a thought, at the end').waitFor()
    await debriefStep(desk, 'Case and notes')
    await holds(desk.page.getByLabel('Private note'), 'half a note')
    await offered(mentor.page, 'Pinned moment').waitFor()

    // In the debrief, where a scorecard may still come when the others are open, and in the replay.
    await debriefStep(desk, 'Compare')
    await desk.page.getByRole('button', { name: 'Open without Mo' }).click()
    // The scores are shown to everybody as they open; only then does Mo turn to another screen.
    await mentor.page.getByRole('list', { name: 'Who scored' }).waitFor()
    const step = (of: Corner['of'], name: string): Corner => ({
      of,
      open: (page) => debriefStep({ ...mentor, page }, name),
      leave: (page) => debriefStep({ ...mentor, page }, 'Compare'),
    })
    const reader = await outlast(mentor, [
      step(['features/debrief/scorecard/scorecard-form.tsx'], 'Score'),
      step(['features/debrief/points/feedback-step.tsx'], 'Feedback'),
      step(['features/debrief/after/appointment-form.tsx'], 'Next'),
    ])
    await follow(reader.page, `${new URL(reader.page.url()).pathname}/replay?t=1`)
    await outlast(reader, [
      {
        of: ['features/comments/comment-form.tsx'],
        open: async (page) => {
          const words = page.getByRole('textbox', { name: /^Comment at/ })
          const comments = page.getByRole('button', { name: /^Comments/ })
          await comments.waitFor()
          if (!(await words.isVisible())) await comments.click()
          await words.waitFor()
        },
        leave: (page) => page.getByRole('button', { name: /^Comments/ }).click(),
      },
    ])

    // Alone, where one chooses a case, says what one works on, and asks the room.
    await writer.page.getByRole('link', { name: 'Greenroom start page' }).click()
    await startSession(stage, writer, { mode: 'Solo' })
    const alone = await outlast(writer, [
      {
        of: ['features/thinking/focus-line.tsx'],
        open: (page) => page.getByLabel(/^What I’m working on/).waitFor(),
        leave: async (page) => {
          await page.getByRole('button', { name: /^People:/ }).click()
          await pressEscape(page)
        },
      },
      {
        of: ['features/bank/case-picker.tsx'],
        open: async (page) => {
          await page.getByRole('button', { name: 'Choose' }).click()
          await page.getByRole('searchbox', { name: 'Find a case' }).waitFor()
        },
        leave: closeDialog,
        offline: false,
      },
    ])
    await alone.page.getByRole('button', { name: 'Choose' }).click()
    await alone.page.getByRole('searchbox', { name: 'Find a case' }).fill('Amazon Pay')
    await alone.page.getByText("Measuring Amazon Pay on other companies' shops").first().click()
    await alone.page.getByRole('button', { name: 'Start the round' }).click()
    await outlast(alone, [
      {
        of: ['features/desk/candidate-panel.tsx'],
        open: (page) => turnTo(page, /^Ask/),
        leave: (page) => turnTo(page, /^Notes/),
      },
    ])
  })

  it('has been typed into', () => {
    expect(notWalked()).toEqual([])
  })
})

it('sends feedback points by themselves, and two tabs of one person do not fight', async () => {
  const interviewer = stage.present('Ines')
  const candidate = await stage.enter('Carl')
  await meet(stage, interviewer, candidate, { started: true })
  // The candidate is in the middle of a word when the round ends: the rest of it is no command of the scorecard that comes.
  const note = await notes(candidate.page)
  await note.focus()
  const typing = candidate.page.keyboard.type('each of 3 cards counts, 4 do not. '.repeat(3), { delay: 30 })
  await expect.poll(() => note.inputValue()).not.toBe('')
  await sendAs(stage, interviewer, ({ clockVersion }) => [{ kind: 'endRound', clockVersion }])
  await typing
  await holds(candidate.page.getByLabel(/^Comment on/), '')
  expect(await candidate.page.locator('form[aria-label="Scorecard"] input:checked').count()).toBe(0)
  expect(await candidate.page.getByRole('dialog').count()).toBe(0)

  for (const person of [candidate, interviewer]) await sealAs(stage, person, () => null)
  await debriefStep(candidate, 'Feedback')
  const gap = candidate.page.getByLabel('What was missing, point 1')
  await gap.waitFor()
  const sent = (words: string) =>
    interviewer.learn(words, ({ rounds }) =>
      Object.values(rounds[0]?.feedbackPoints ?? {})
        .flat()
        .some((point) => point.gap === words || (point.next?.kind === 'own' && point.next.words === words)),
    )

  // Typed offline, sent when the connection is back, though the field is not on the screen any more.
  await offline(candidate)
  await gap.fill('The goal first')
  await candidate.page.getByRole('radio', { name: 'Board' }).click({ force: true })
  await online(candidate)
  await sent('The goal first')
  await candidate.page.getByRole('radio', { name: 'Debrief' }).click({ force: true })
  await holds(gap, 'The goal first')

  // From within the field, a reload takes nothing.
  await gap.fill('The goal first, then people')
  await candidate.page.reload()
  await debriefStep(candidate, 'Feedback')
  await holds(candidate.page.getByLabel('What was missing, point 1'), 'The goal first, then people')
  await sent('The goal first, then people')

  // The same person's second tab follows, and leaving an untouched field there overwrites nothing.
  const second = await candidate.page.context().newPage()
  await second.goto(candidate.page.url())
  await debriefStep({ ...candidate, page: second }, 'Feedback')
  const next = 'What to do next, point 1'
  await candidate.page.getByLabel(next).fill('Reciting')
  await holds(second.getByLabel(next), 'Reciting')
  await second.getByLabel(next).focus()
  await second.getByLabel('What was missing, point 1').focus()
  await sent('Reciting')
  await holds(candidate.page.getByLabel(next), 'Reciting')
})
