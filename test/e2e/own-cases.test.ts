import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import { lintBank } from '@greenroom/question-bank/authoring'
import { bankFolder } from '@greenroom/question-bank/guides'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { follow } from './follow.ts'
import { invitationOf, joinUnseen, startSession } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

const streaks = readFileSync(`${bankFolder}/success-metrics/duolingo-streaks.yaml`, 'utf8')
const fileOf = (name: string, text: string) => ({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) })
const importFiles = ({ page }: Actor, ...files: readonly ReturnType<typeof fileOf>[]): Promise<void> =>
  page.locator('input[type=file]').setInputFiles([...files])
const openPart = async ({ page }: Actor, title: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('button', { name: title }).click()
  await page.getByRole('heading', { name: title, level: 2 }).waitFor()
}
const dropZone = ({ page }: Actor) => page.getByRole('button', { name: 'Drop case files here' })
const onDisk = (name: string, text: string) => {
  const folder = mkdtempSync(pathOf(tmpdir(), 'greenroom-dropped-'))
  const file = pathOf(folder, name)
  writeFileSync(file, text)
  return { folder, file }
}
/** From a folder of the desktop; `gone`: the file is removed while it hangs at the pointer. */
const drop = async (actor: Actor, name: string, text: string, { gone = false } = {}): Promise<void> => {
  const { folder, file } = onDisk(name, text)
  const zone = await actor.page.getByText('Drop one or more .yaml files here').boundingBox()
  const devtools = await actor.context.newCDPSession(actor.page)
  const at = { x: (zone?.x ?? 0) + 4, y: (zone?.y ?? 0) + 4 }
  try {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      if (gone && type === 'drop') rmSync(file)
      await devtools.send('Input.dispatchDragEvent', {
        type,
        ...at,
        data: { items: [], files: [file], dragOperationsMask: 1 },
      })
    }
    const said = gone ? 'Nothing you dropped or chose could be read' : name
    await actor.page.getByText(said).first().waitFor()
  } finally {
    await devtools.detach()
    rmSync(folder, { recursive: true })
  }
}
/** Chooses a file that is removed before the page has read it: the page stands still at the choice until it is. */
const chooseGone = async (actor: Actor): Promise<void> => {
  const { folder, file } = onDisk('gone.yaml', streaks)
  const devtools = await actor.context.newCDPSession(actor.page)
  try {
    await devtools.send('Debugger.enable')
    await devtools.send('DOMDebugger.setEventListenerBreakpoint', { eventName: 'change' })
    devtools.on('Debugger.paused', () => {
      rmSync(file, { force: true })
      void devtools.send('Debugger.resume')
    })
    await actor.page.locator('input[type=file]').setInputFiles(file)
    await actor.page.getByRole('alert').getByText('A file couldn’t be read. Check that it is still there').waitFor()
  } finally {
    await devtools.detach()
    rmSync(folder, { recursive: true })
  }
}
const paste = async (actor: Actor, text: string): Promise<void> => {
  await dropZone(actor).focus()
  await actor.page.evaluate((words) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', words)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
}
const title = 'Should the library lend bicycles?'
const prompt = 'Your city library wants to lend bicycles as it lends books. How would you know that it works?'

describe('cases of one’s own', () => {
  it('are refused with every fault of every file at once, and then nothing is taken in; those that were taken stand among the cases to choose from in a lobby, with a way back to the one before', async () => {
    const coach = await stage.enter('Cora')
    const { page } = coach
    await page.goto(`${stage.server().url}/bank`)
    await page.getByRole('link', { name: 'Your own cases' }).click()
    await page.getByText('You have no cases of your own yet').waitFor()
    const bad = streaks
      .replace('difficulty: medium', 'difficulty: brutal')
      .replace('fictional: false', 'fictional: perhaps')
    await importFiles(coach, fileOf('bad.yaml', bad), fileOf('torn.yaml', 'public: [1'), fileOf('good.yaml', streaks))
    const list = page.getByRole('alert', { name: 'Problems in these files' })
    await list.getByText('3 things have to be fixed').waitFor()
    for (const words of ['bad.yaml', '16:15', 'public.difficulty', 'public.fictional', 'torn.yaml', '1 file is fine'])
      await list.getByText(words).first().waitFor()
    await page.getByText('You have no cases of your own yet').waitFor()

    // However it comes, by the same words: chosen, dropped, and pasted.
    const saidOf = async (name: string): Promise<readonly string[]> => {
      await list.getByRole('heading', { name }).waitFor()
      return await list.locator('li li').allInnerTexts()
    }
    await importFiles(coach, fileOf('chosen.yaml', bad))
    const said = await saidOf('chosen.yaml')
    expect(said).toHaveLength(2)
    await drop(coach, 'dropped.yaml', bad)
    expect(await saidOf('dropped.yaml')).toEqual(said)
    await paste(coach, bad)
    expect(await saidOf('Pasted text.yaml')).toEqual(said)
    // A file that is gone when it is dropped, or before it is read: said, and the next one is taken as if nothing had been.
    await drop(coach, 'gone.yaml', streaks, { gone: true })
    await chooseGone(coach)
    await page.getByText('You have no cases of your own yet').waitFor()
    await importFiles(coach, fileOf('bad.yaml', bad), fileOf('torn.yaml', 'public: [1'))

    // It can be fixed where it is wrong, in the form.
    await list.getByRole('button', { name: 'Fix it in the form' }).first().click()
    await page.getByRole('tab', { name: 'Must fix 2' }).click()
    await page.getByRole('button', { name: /has to be easy, medium or hard/ }).click()
    await page.getByRole('button', { name: /^brutal \(unknown\) Difficulty/ }).waitFor()
    await importFilesAnew(coach)
    await chooseOwn(coach)
    expect(coach.watch.faults.filter((fault) => !fault.includes('422'))).toEqual([])
  })

  const importFilesAnew = async (coach: Actor): Promise<void> => {
    const { page } = coach
    await page.getByRole('link', { name: 'Your own cases' }).click()
    await importFiles(
      coach,
      fileOf('good.yaml', streaks),
      fileOf('other.yml', streaks.replace('Is the streak', 'Was the streak')),
    )
    await page.getByRole('link', { name: 'Is the streak working?' }).waitFor()
    await page.getByRole('link', { name: 'Was the streak working?' }).waitFor()
    await page.getByText('Draft', { exact: true }).waitFor()
  }

  /** In a lobby an own case stands among those to choose from. */
  const chooseOwn = async (coach: Actor): Promise<void> => {
    const { page } = coach
    await page.getByRole('link', { name: 'Greenroom', exact: true }).click()
    await page.getByRole('button', { name: 'Start the session' }).waitFor()
    await startSession(stage, coach, { case: 'Later' })
    await page.getByRole('button', { name: 'Random case' }).click()
    await page.getByRole('button', { name: 'Another random case' }).waitFor()
    const drawn = await page.locator('p.text-base.font-semibold').first().textContent()
    await page.getByRole('button', { name: 'Choose' }).click()
    await page.getByRole('option', { name: 'Was the streak working?' }).click()
    await page.getByText('Was the streak working?').first().waitFor()
    await page.getByRole('button', { name: 'Previous case' }).click()
    await page
      .getByText(drawn ?? '', { exact: true })
      .first()
      .waitFor()
  }

  it('are written from a template, survive a reload, are saved, exported, used in a session, and guarded against a second author', async () => {
    const coach = await stage.enter('Cora')
    const { page } = coach
    await page.goto(`${stage.server().url}/bank/own`)
    await page.getByRole('button', { name: 'Write a case' }).first().click()
    await page.getByRole('menuitem', { name: /^Success metrics/ }).click()
    await page.getByRole('heading', { name: 'New case' }).waitFor()

    // It cannot be saved without its two lines, and says where they are.
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Fix what is marked in red first.').waitFor()
    await page.getByRole('textbox', { name: 'Title' }).fill(title)
    await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await openPart(coach, 'Facts')
    await page.getByRole('button', { name: 'Add a fact' }).click()
    await page.getByRole('textbox', { name: 'Name of the card' }).fill('Bicycles by branch')
    await page.getByRole('textbox', { name: 'What it says' }).fill('Of 40 bicycles, 31 stand at two of nine branches.')
    // What still asks for something is not for a desk.
    const leftOut = page.getByText('A session leaves this out until everything in it is written.')
    await leftOut.waitFor()
    await page.getByRole('textbox', { name: 'What the candidate must ask for' }).fill('Where the bicycles stand')
    await leftOut.waitFor({ state: 'detached' })
    await page.getByText('Draft, kept in this browser').waitFor()
    await page.waitForFunction(() =>
      Object.values(localStorage).some((kept) => String(kept).includes('two of nine branches')),
    )

    await page.reload()
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await openPart(coach, 'Facts')
    await page.getByRole('button', { name: /^Bicycles by branch/ }).waitFor()

    // What is removed can be put back.
    await page.getByRole('button', { name: 'Remove this fact' }).last().click()
    expect(await page.getByRole('button', { name: /^Bicycles by branch/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: /^Bicycles by branch/ }).waitFor()

    await page.keyboard.press('Control+s')
    await page.getByText('Saved on this server, version 1').waitFor()
    await page.waitForURL(/\/bank\/own\/own-[0-9a-f]{24}$/)
    await page.getByRole('heading', { name: 'Facts', level: 2 }).waitFor()

    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'More actions for this case' }).click()
    await page.getByRole('menuitem', { name: 'Export as .yaml' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('should-the-library-lend-bicycles.yaml')
    const text = readFileSync(await download.path(), 'utf8')
    expect(text).toContain('two of nine branches')
    expect(
      lintBank([{ path: 'x.yaml', text }], { standard: 'own' }).filter(({ severity }) => severity === 'fault'),
    ).toEqual([])

    // Used in a session: the desk reads its guide, the candidate gets the prompt alone.
    await page.getByRole('button', { name: 'Use in a session' }).click()
    await page
      .getByRole('button', { name: /change the case/ })
      .filter({ hasText: title })
      .waitFor()
    await page.getByLabel('Your name').fill('Cora')
    await page.getByRole('button', { name: 'Start the session' }).click()
    await page.waitForURL(/\/s\//)
    const candidate = stage.present('Carl')
    await joinUnseen(stage, candidate, await invitationOf(coach))
    await page.getByText(prompt).first().waitFor()
    await page.getByRole('button', { name: 'Start the round' }).click()
    await page.getByRole('button', { name: 'Show the prompt' }).click()
    await candidate.learn('the prompt', ({ rounds }) => rounds[0]?.case?.prompt === prompt)
    await page.getByRole('tab', { name: 'Brief' }).click()
    await page.getByText('The answer').first().waitFor()
    await page.getByRole('tab', { name: 'Facts' }).click()
    await page.getByText('Bicycles by branch').first().waitFor()
    expect(candidate.session().rounds[0]?.guide).toBeNull()
    expect(JSON.stringify(candidate.session())).not.toContain('two of nine branches')
    expect(coach.watch.faults).toEqual([])

    // The link opens it elsewhere; of two who change it, the later one is asked.
    const address = await page.evaluate(() => {
      const [entry] = JSON.parse(localStorage.getItem('greenroom.own-cases') ?? '[]')
      return `/bank/own/${entry.id}#${entry.secret}`
    })
    const other = await stage.enter('Olga')
    await other.page.goto(`${stage.server().url}${address}`)
    await other.page.getByText('Saved on this server, version 1').waitFor()
    expect(other.page.url()).not.toContain('#')
    await other.page.getByRole('textbox', { name: 'Title' }).fill('Should libraries lend bicycles?')
    await other.page.getByRole('button', { name: 'Save' }).click()
    await other.page.getByText('Saved on this server, version 2').waitFor()
    await follow(page, new URL(address, stage.server().url).pathname)
    await page.getByText('Saved on this server, version 2').waitFor()
    await page.getByRole('textbox', { name: 'Company' }).fill('Stadtbibliothek')
    await other.page.getByRole('textbox', { name: 'Company' }).fill('City library')
    await other.page.getByRole('button', { name: 'Save' }).click()
    await other.page.getByText('Saved on this server, version 3').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Version 3 was saved in the meantime').waitFor()
    await page.getByRole('button', { name: 'Continue with mine' }).click()
    expect(await page.getByRole('textbox', { name: 'Company' }).inputValue()).toBe('Stadtbibliothek')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved on this server, version 4').waitFor()

    // Deleted by the other one: what is written here is not lost, and saving makes a new case of it.
    await other.page.getByRole('button', { name: 'More actions for this case' }).click()
    await other.page.getByRole('menuitem', { name: 'Delete' }).click()
    await other.page.getByRole('button', { name: 'Delete permanently' }).click()
    await other.page.getByText('You have no cases of your own yet').waitFor()
    await page.getByRole('textbox', { name: 'Company' }).fill('City library of Graz')
    await page.getByRole('button', { name: 'Save' }).click()
    const deleted = page.getByText('This case was deleted from the server')
    await deleted.waitFor()
    await page.getByText('Draft, kept in this browser').waitFor()
    await page.reload()
    await deleted.waitFor()
    expect(await page.getByRole('textbox', { name: 'Company' }).inputValue()).toBe('City library of Graz')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved on this server, version 1').waitFor()
    expect(await deleted.count()).toBe(0)
    expect(new URL(page.url()).pathname).not.toBe(address.split('#')[0])
    expect(other.watch.faults).toEqual([])
  })
})
