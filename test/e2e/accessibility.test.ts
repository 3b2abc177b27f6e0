import { describe, expect, it } from 'vitest'
import { makeAdminLink } from '../../apps/server/src/admin/admin-link.ts'
import { faultsOf } from './axe-faults.ts'
import { practised } from './practised.ts'
import {
  connected,
  debriefStep,
  invitationOf,
  join,
  openSection,
  sealScorecard,
  seeCard,
  startRound,
  startSession,
  writeCards,
} from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

describe('axe, WCAG 2.2 AA, in light and dark', () => {
  it('finds nothing on pages outside a room that are seen less often than those of `every-page`', async () => {
    const visitor = await stage.enter('Vi')
    const { url } = stage.server()
    for (const path of [
      '/join#not-an-invitation-of-this-server-at-all-0000',
      '/back#not-a-link-of-this-server-at-all-00000000000000',
      '/admin',
    ]) {
      await visitor.page.goto(`${url}${path}`)
      await visitor.page.getByRole('heading', { level: 1 }).first().waitFor()
      expect(await faultsOf(visitor), path).toEqual([])
    }
    await visitor.page.goto(`${url}/admin#${makeAdminLink(stage.server().dataDir, Date.now())}`)
    await visitor.page.getByRole('button', { name: 'Make a backup' }).click()
    await visitor.page
      .getByRole('link', { name: /^Download/ })
      .first()
      .waitFor()
    await visitor.page.getByRole('button', { name: 'Try it: Database in the data folder' }).click()
    await visitor.page.getByText(/Database in the data folder works/).waitFor()
    expect(await faultsOf(visitor), 'administration').toEqual([])
    await practised(visitor)
    for (const path of ['/', '/progress', '/coach']) {
      await visitor.page.goto(`${url}${path}`)
      // On each of them.
      await visitor.page.getByRole('checkbox', { name: /^Done: / }).waitFor()
      expect(await faultsOf(visitor), `${path}, practised`).toEqual([])
    }
  })

  it('finds nothing where a case is written, on any page of the form, nor in its previews', async () => {
    const author = await stage.enter('Aude')
    const { page } = author
    await page.goto(`${stage.server().url}/bank/own`)
    await page.getByRole('button', { name: 'Write a case' }).first().click()
    await page.getByRole('menuitem', { name: /^Root cause/ }).click()
    // Between them they hold every kind of field.
    for (const part of ['Prompt', 'Phases', 'Facts', 'Reference board', 'Arithmetic']) {
      await page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('button', { name: part }).click()
      const expand = page.locator('li > div > button[aria-expanded="false"]').first()
      if (await expand.isVisible()) await expand.click()
      expect(await faultsOf(author), `writing, ${part}`).toEqual([])
    }
    await page.getByRole('tab', { name: /^Must fix/ }).click()
    expect(await faultsOf(author), 'must fix').toEqual([])
    await page.goto(`${stage.server().url}/bank/own`)
    await page.getByText('Draft', { exact: true }).waitFor()
    await page.locator('input[type=file]').setInputFiles({
      name: 'torn.yaml',
      mimeType: 'application/yaml',
      buffer: Buffer.from('public: [1'),
    })
    await page.getByText('torn.yaml').waitFor()
    expect(await faultsOf(author), 'faults of a file').toEqual([])
  })

  it('finds nothing in a room, from the lobby to the replay', async () => {
    const interviewer = await stage.enter('Ina')
    const candidate = await stage.enter('Caro', { width: 390, height: 844 })
    const both = [interviewer, candidate]
    const look = async (place: string): Promise<void> => {
      for (const actor of both) expect(await faultsOf(actor), `${place}, ${actor.name}`).toEqual([])
    }
    await startSession(stage, interviewer)
    const invitation = await invitationOf(interviewer)
    await candidate.page.goto(invitation)
    await candidate.page.getByLabel('Your name').waitFor()
    expect(await faultsOf(candidate), 'joining').toEqual([])
    await join(candidate, invitation)
    await connected(interviewer)
    await look('lobby')
    await startRound(interviewer)
    await writeCards(interviewer, 'Metrics tree', 'metric', ['One', 'Two', 'Three'])
    await openSection(interviewer, 'Stakeholders')
    await look('running')
    // The think tray by keys alone: opened, written in, moved to the board as the same card, and taken back into the tray.
    const { page } = candidate
    const tray = page.getByRole('region', { name: /^Think tray/ })
    const thoughts = tray.locator('[data-item]')
    await page.keyboard.press('Alt+t')
    // It is typed in at once: no letter is lost before the first thought is there.
    await tray.locator('.tray-add:focus').waitFor()
    await page.keyboard.type('Ask who pays')
    const item = await thoughts.getAttribute('data-item')
    expect(await faultsOf(candidate), 'think tray').toEqual([])
    await interviewer.page.getByText('Thinking: 1 card').waitFor()
    expect(await interviewer.page.getByText('Ask who pays').count()).toBe(0)
    const onBoard = page.locator(`[data-board] [data-item="${item}"]`).first()
    await page.keyboard.press('Control+Enter')
    await onBoard.waitFor()
    await seeCard(interviewer, 'Ask who pays')
    expect(await thoughts.count()).toBe(0)
    await page.keyboard.press('Control+z')
    await thoughts.waitFor()
    expect(await thoughts.getAttribute('data-item')).toBe(item)
    expect(await thoughts.getByRole('textbox').inputValue()).toBe('Ask who pays')
    await onBoard.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+z')
    await onBoard.waitFor()
    await expect.poll(() => thoughts.count()).toBe(0)
    await page.keyboard.press('Alt+t')
    await tray.waitFor({ state: 'detached' })
    for (const tab of ['Guide', 'Facts', 'Board', 'Notes']) {
      await interviewer.page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
      expect(await faultsOf(interviewer), `desk, ${tab}`).toEqual([])
    }
    await interviewer.page.getByRole('button', { name: 'End the round' }).click()
    expect(await faultsOf(interviewer), 'asking').toEqual([])
    await interviewer.page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
    for (const actor of both) await actor.page.getByRole('heading', { name: 'Debrief' }).waitFor()
    await look('debrief')
    for (const actor of both) await sealScorecard(actor, '3')
    for (const actor of both) await actor.page.getByRole('list', { name: 'Who scored' }).waitFor()
    await look('scores')
    for (const step of ['Feedback', 'Interviewing', 'Yardstick', 'Case and notes', 'Next']) {
      for (const actor of both) await debriefStep(actor, step)
      await look(step)
    }
    for (const actor of both) {
      await actor.page.getByRole('link', { name: 'Replay' }).click()
      await actor.page.getByRole('slider').first().waitFor()
    }
    await look('replay')
  })
})
