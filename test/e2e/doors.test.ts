import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { makeAdminLink } from '../../apps/server/src/admin/admin-link.ts'
import type { Actor } from '../fixtures/chromium.ts'
import { connected, drawn, hostUnseen, sitDown, startRound } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

const peopleIn = async ({ page }: Actor): Promise<readonly string[]> => {
  await page.getByRole('button', { name: /^People:/ }).click()
  const rows = await page
    .getByRole('dialog')
    .getByRole('list', { name: 'People' })
    .getByRole('listitem')
    .allInnerTexts()
  await page.keyboard.press('Escape')
  return rows.map((row) => row.split('\n').find((line) => line.length > 2) ?? '')
}

/** Notes what no page does before somebody asks for it, as a fault: a camera, a microphone or a screen that is opened. */
async function watchDevices({ page }: Actor): Promise<void> {
  await page.addInitScript(() => {
    for (const name of ['getUserMedia', 'getDisplayMedia'] as const)
      navigator.mediaDevices[name] = () => {
        console.error(`${name} was called`)
        return Promise.reject(new Error('not here'))
      }
  })
}

/** Pixels of a message that are not seen. */
const cutBy = (message: Element): number =>
  Math.max(0, ...[...message.querySelectorAll('span')].map((line) => line.scrollHeight - line.clientHeight))

/** What a browser says by itself when a request is refused. */
const refusedRequest = /status of 40[14]/

/** Another tab of the same browser. */
const newTab = async ({ context }: Actor, address: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(address)
  return page
}

describe('doors', () => {
  it('T15: people join, and come back, by whatever link they have; each page says where it leads, and only a click goes there', async () => {
    const unseen = stage.present('Ana')
    const tom = await stage.enter('Tom')
    const invitation = await hostUnseen(stage, unseen)
    const secret = invitation.split('#')[1] ?? ''

    // A mail filter encoded the #, and a full stop came along. The address bar loses it; a reload keeps it.
    await watchDevices(tom)
    let joins = 0
    tom.page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/join')) joins++
    })
    await tom.page.goto(`${invitation.replace('#', '%23')}.`)
    for (const reloaded of [false, true]) {
      if (reloaded) await tom.page.reload()
      await tom.page.getByLabel('Your name').waitFor()
      expect(new URL(tom.page.url()).pathname).toBe('/join')
      expect(tom.page.url()).not.toContain(secret)
      expect(await tom.page.getByRole('heading', { name: 'Ana invites you to a case interview' }).count()).toBe(1)
      expect(await tom.page.getByText('Your seat: candidate.').count()).toBe(1)
    }
    // A person who only looked has not joined yet.
    expect(joins).toBe(0)
    expect(Object.keys(unseen.session().participants)).toHaveLength(1)
    await tom.page.getByLabel('Your name').fill('Tom')
    await tom.page.keyboard.press('Enter')
    await tom.page.waitForURL(/\/s\//)
    await connected(tom)
    await startRound(unseen)
    const room = tom.page.url()
    const ana = await stage.enter('Ana')
    await sitDown(stage, ana, unseen, { owner: true })

    // The room's address, and one of a moment, in a new tab: Tom again, at that moment.
    const again = await newTab(tom, `${room}.`)
    await drawn(again, /third-party e-commerce platforms/).waitFor()
    await again.close()
    const moment = await newTab(tom, `${room}/replay%3Ft=2.`)
    await moment.getByRole('button', { name: 'Copy link to this moment' }).click()
    await moment.getByText('Nobody else can open it.').waitFor()
    expect(moment.url()).toMatch(/\/replay\?t=2$/)
    await moment.close()

    // Tom on another device: nothing until Ana says yes, who sees the code that he sees.
    const phone = await stage.enter('Tom’s phone')
    await phone.page.setViewportSize({ width: 390, height: 844 })
    await phone.page.goto(invitation)
    await phone.page.getByRole('button', { name: 'I’m Tom' }).click()
    await phone.page.getByText('Waiting for').waitFor()
    const code = (await phone.page.locator('.text-3xl').textContent()) ?? ''
    const question = ana.page.getByRole('region', { name: 'On another device' })
    await question.getByText(code).waitFor()
    expect(await phone.page.getByText(/third-party e-commerce/).count()).toBe(0)
    await question.getByRole('button', { name: 'Yes, that’s Tom' }).click()
    await phone.page.waitForURL(/\/s\//)
    await drawn(phone.page, /third-party e-commerce platforms/)
      .first()
      .waitFor()
    // Over an open dialog a message has less room. Its last words are what to do: nothing of it is cut.
    await tom.page.keyboard.press('Control+k')
    const joined = tom.page.locator('[data-messages]').filter({ hasText: 'You joined on another device' })
    await joined.waitFor()
    expect(await joined.evaluate(cutBy)).toBe(0)
    await tom.page.keyboard.press('Escape')
    expect(await peopleIn(ana)).toHaveLength(2)

    // Somebody outside: not by the moment's address, but by one that the owner made with an invitation in it.
    const eve = await stage.enter('Eve')
    await eve.page.goto(`${room}/replay?t=1`)
    await eve.page.getByText('Only people in that session can see it').waitFor()
    await ana.page.getByRole('button', { name: 'Room menu' }).click()
    await ana.page.getByRole('menuitem', { name: 'Replay so far' }).click()
    await ana.page.getByRole('button', { name: 'Copy link to this moment' }).click()
    await ana.page.getByRole('button', { name: 'Include an observer’s invitation' }).click()
    const shown = await ana.page.locator('[title*="/join?moment="]').getAttribute('title')
    await eve.page.getByLabel('Paste the link you were sent').fill(`<${shown}>`)
    await eve.page.getByRole('button', { name: 'Open it' }).click()
    await eve.page.getByText('Ana wants to show you a moment').waitFor()
    await eve.page.getByLabel('Your name').fill('Eve')
    await eve.page.keyboard.press('Enter')
    await eve.page.waitForURL(/\/replay\?t=1$/)
    await eve.page.getByRole('region', { name: 'Playback' }).waitFor()

    // Ana keeps a way back and loses her laptop.
    await ana.page.keyboard.press('Escape')
    await ana.page.getByRole('link', { name: 'Room', exact: true }).click()
    await ana.page.getByRole('button', { name: 'Room menu' }).click()
    await ana.page.getByRole('menuitem', { name: 'Save a link to come back' }).click()
    await ana.page.getByRole('button', { name: 'Make a link' }).click()
    const way = await ana.page.locator('[title*="/back#"]').getAttribute('title')
    await ana.context.close()
    const laptop = await stage.enter('Ana’s new laptop')
    await laptop.page.goto(way ?? '')
    await laptop.page.getByRole('heading', { name: 'Come back as Ana' }).waitFor()
    await laptop.page.getByText('If you’re not Ana, don’t use it').waitFor()
    await laptop.page.getByRole('button', { name: 'Come back' }).click()
    await laptop.page.getByRole('button', { name: 'Pause the clock' }).waitFor()
    expect(laptop.page.url()).toBe(room)
    await tom.page.getByText('They used the link they saved.').waitFor()

    for (const { watch } of [tom, phone, eve, laptop]) expect(watch.faults).toEqual([])
    expect(stage.server().output()).not.toContain(secret)
  })

  it('a link to the administration opens it once: figures, a backup to take home and to restore, and no name of anybody', async () => {
    const { url, dataDir } = stage.server()
    const [ina, other] = [await stage.enter('Zyrquina'), await stage.enter('Another')]
    await hostUnseen(stage, stage.present(ina.name))
    const { page } = ina
    const link = `${url}/admin#${makeAdminLink(dataDir, Date.now())}`
    await page.goto(link)
    await page.getByRole('heading', { name: 'Sessions', level: 2 }).waitFor()
    expect(page.url()).toBe(`${url}/admin`)
    // A reload keeps it: the cookie took the place of the link.
    await page.reload()
    // Other files of tests may have left backups in this server: the newest comes first.
    const rows = page.getByRole('list', { name: 'Backups' }).getByRole('listitem')
    const make = page.getByRole('button', { name: 'Make a backup' })
    await make.waitFor()
    const before = await rows.count()
    await make.click()
    await expect.poll(() => rows.count(), { timeout: 100_000 }).toBe(before + 1)
    const row = rows.first()
    const download = page.waitForEvent('download')
    await row.getByRole('link', { name: /^Download the backup of/ }).click()
    expect((await download).suggestedFilename()).toMatch(/^greenroom-.*\.tar$/)
    expect(await (await download).failure()).toBeNull()
    await row.getByRole('button', { name: /^Restore the backup of/ }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click()
    // Everything that other tests of this server left behind, by a process that gives way to all others.
    const restored = row.getByText('DATA_DIR=')
    await restored.or(page.getByText('could not be restored')).first().waitFor({ timeout: 100_000 })
    expect(await restored.isVisible(), stage.server().output().slice(-3000)).toBe(true)
    await page.getByRole('button', { name: 'Try it: Database in the data folder' }).click()
    await page.getByText(/Database in the data folder works/).waitFor()
    await page.getByText('Tried: Database in the data folder').waitFor()
    // By the keyboard alone.
    await page.getByRole('button', { name: /Log level/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: /^error/ }).waitFor()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await page.getByText('Log level set to error').waitFor()
    // In the lowest window (400 % zoom) the list opens at what is chosen, and scrolls in one place.
    await page.setViewportSize({ width: 320, height: 256 })
    await page.getByRole('button', { name: /Log level/ }).press('Enter')
    const list = page.getByRole('listbox')
    await list.waitFor()
    await page.keyboard.press('i')
    await page.keyboard.press('Enter')
    await page.getByText('Log level set to info').waitFor()
    await page.getByRole('button', { name: /Log level/ }).evaluate((one) => one.scrollIntoView({ block: 'center' }))
    await page.getByRole('button', { name: /Log level/ }).press('Enter')
    await expect
      .poll(() =>
        list.evaluate((shown) => {
          const layer = shown.closest('[data-trigger]')?.getBoundingClientRect()
          const chosen = shown.querySelector('[aria-selected=true]')?.getBoundingClientRect()
          if (layer === undefined || chosen === undefined) return 'nothing'
          return Math.round(Math.max(layer.top - chosen.top, chosen.bottom - layer.bottom, 0))
        }),
      )
      .toBeLessThan(2)
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.getByRole('button', { name: 'What changed in this version' }).press('Enter')
    await page.getByText('Unreleased').waitFor()
    expect(await page.getByText('Zyrquina').count()).toBe(0)
    expect(ina.watch.faults).toEqual([])

    // The same link again, by somebody who is signed in here already.
    const again = await ina.context.newPage()
    await again.goto(link)
    await again.getByRole('heading', { name: 'Sessions', level: 2 }).waitFor()
    await again.close()

    // Another browser with the same link, and the first one after it has signed out.
    await other.page.goto(link)
    await other.page.getByText('This link has ended, was used already, or belongs to another server.').waitFor()
    expect(other.page.url()).toBe(`${url}/admin`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are not signed in here.').waitFor()
    for (const actor of [ina, other])
      expect(actor.watch.faults.filter((fault) => !refusedRequest.test(fault))).toEqual([])
    // The next link signs in again, in the page that is open.
    await page.goto(`${url}/admin#${makeAdminLink(dataDir, Date.now())}`)
    await page.getByRole('heading', { name: 'Sessions', level: 2 }).waitFor()
  })
})
