import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { addTo, connected, invitationOf, join, openSection, startRound, startSession } from '../e2e/room-steps.ts'
import { type Actor, launchChromium, newActor } from '../fixtures/chromium.ts'
import { startServer } from '../fixtures/server-process.ts'
import { printTable, round } from './figures.ts'

/** What a letter that somebody else types costs a reader's page: 40 cards, Chromium, milliseconds of its main thread. */

const keys = 60
/** Eight letters a second, like a fast typist. */
const every = 125

const lists: readonly (readonly [section: string, kind: string, lines: string])[] = [
  [
    'Metrics tree',
    'metric',
    Array.from({ length: 12 }, (_, at) => `${at === 0 ? '' : '\t'}Metric ${at} of orders`).join('\n'),
  ],
  [
    'Stakeholders',
    'stakeholder',
    Array.from({ length: 10 }, (_, at) => `Stakeholder ${at} and what they want`).join('\n'),
  ],
  ['User flow', 'step', Array.from({ length: 8 }, (_, at) => `Step ${at} of the flow`).join('\n')],
  ['Context', 'fact', Array.from({ length: 10 }, (_, at) => `Fact ${at} with its number`).join('\n')],
]

async function fill(writer: Actor): Promise<void> {
  for (const [section, kind, lines] of lists) {
    await openSection(writer, section)
    await addTo(writer, section, kind)
    await writer.page.evaluate((words) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', words)
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }, lines)
    await writer.page.keyboard.press('Escape')
  }
}

type Spent = { readonly all: number; readonly script: number; readonly style: number; readonly layout: number }

/** Milliseconds of main thread that a page spent while `act` ran. */
async function spentDuring({ page, context }: Actor, act: () => Promise<void>): Promise<Spent> {
  const devTools = await context.newCDPSession(page)
  // The time that the thread itself ran, however busy the machine is with the server and the other page.
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async (): Promise<Spent> => {
    const { metrics } = await devTools.send('Performance.getMetrics')
    const of = (name: string): number => (metrics.find((one) => one.name === name)?.value ?? 0) * 1000
    return {
      all: of('TaskDuration'),
      script: of('ScriptDuration'),
      style: of('RecalcStyleDuration'),
      layout: of('LayoutDuration'),
    }
  }
  const before = await read()
  await act()
  const after = await read()
  await devTools.detach()
  return {
    all: after.all - before.all,
    script: after.script - before.script,
    style: after.style - before.style,
    layout: after.layout - before.layout,
  }
}

/** Prints, for a card in a list and for one in the tree, what each letter costs the reader beyond what the idle page does. */
export async function measureReading(): Promise<void> {
  const folder = mkdtempSync(joinPath(tmpdir(), 'greenroom-reading-'))
  const server = await startServer(folder)
  const browser = await launchChromium()
  try {
    const [reader, writer] = [await newActor(browser, 'Ina'), await newActor(browser, 'Caro')]
    await startSession({ server: () => server }, reader)
    await join(writer, await invitationOf(reader))
    await connected(writer)
    await startRound(reader)
    await fill(writer)
    for (const [section] of lists) await openSection(reader, section)
    await reader.page.getByText('Fact 9 with its number').first().waitFor()
    await reader.page.bringToFront()
    await wait(6000)
    const resting = await spentDuring(reader, () => wait(keys * every))
    const rows: string[][] = []
    for (const [name, words] of [
      ['a card of a list', 'Stakeholder 4 and what they want'],
      ['a metric of the tree', 'Metric 5 of orders'],
      ['a step of the flow', 'Step 3 of the flow'],
    ] as const) {
      await writer.page.getByText(words).first().click()
      await wait(800)
      const spent = await spentDuring(reader, async () => {
        for (let key = 0; key < keys; key++) {
          await writer.page.keyboard.type('etaoin shrdlu'.charAt(key % 13))
          await wait(every)
        }
      })
      await writer.page.keyboard.press('Escape')
      const each = (of: keyof Spent): string => round((spent[of] - resting[of]) / keys)
      rows.push([name, each('all'), each('script'), each('style'), each('layout')])
    }
    printTable(
      `Reading along at 40 cards: what each letter of somebody else costs the page, of ${keys} letters, less what it does at rest`,
      ['typed in', 'main thread ms', 'script ms', 'style ms', 'layout ms'],
      rows,
    )
  } finally {
    await browser.close()
    await server.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}
