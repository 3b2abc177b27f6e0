import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyBoardCommand, type Framework, type ItemId, seedBoard } from '@greenroom/board'
import * as Y from 'yjs'
import { launchChromium } from '../fixtures/chromium.ts'
import { filler, type PreparedRoom, prepareRooms } from '../fixtures/prepared-rooms.ts'
import { startServer } from '../fixtures/server-process.ts'
import type { Aims } from './aims.ts'
import { ascending, percentile, printTable, round } from './figures.ts'

const scrubFor = 10_000
/** Letters of the longest card. */
const sentence = 80

/** So many cards, and letters typed into them in turn. */
export function updatesOf(framework: Framework, cards: number, updates: number): readonly Uint8Array[] {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seedBoard(framework))
  doc.clientID = filler
  const edits: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => edits.push(update))
  const sections = framework.sections.filter(({ layout }) => layout !== 'line')
  const items: ItemId[] = []
  const lengths = new Map<ItemId, number>()
  for (let count = 0; count < updates; count++) {
    if (items.length < cards && count % 8 === 0) {
      const section = sections[items.length % sections.length]
      const item = `card${String(items.length).padStart(12, '0')}` as ItemId
      const place = { section: section?.id ?? '', parent: null, before: null }
      const added = applyBoardCommand(
        doc,
        framework,
        { kind: 'addItem', item, itemKind: section?.kinds[0] ?? '', text: '', at: place },
        'here',
      )
      if (!added.ok) throw new Error(added.code)
      items.push(item)
    } else {
      // Twenty letters at a time, as people write; a card that holds a sentence is written over.
      const item = items[Math.floor(count / 20) % items.length] as ItemId
      const letter = 'merchants who stay '[count % 19] ?? 'x'
      const before = lengths.get(item) ?? 0
      const remove = before >= sentence ? before : 0
      lengths.set(item, before - remove + 1)
      applyBoardCommand(doc, framework, { kind: 'editText', item, index: 0, remove, insert: letter }, 'here')
    }
  }
  return edits
}

/** A data folder with one session in it, and who opens its replay. */
export type PreparedReplay = {
  readonly hours: number
  readonly updates: number
  readonly data: string
  readonly room: PreparedRoom
}

/** A data folder with a session of so many hours and updates in it, on a board of forty cards; ten hours take minutes. */
export async function prepareReplay(framework: Framework, hours: number, updates: number): Promise<PreparedReplay> {
  const data = mkdtempSync(join(tmpdir(), 'greenroom-scrub-'))
  const lasts = hours * 3_600_000
  const [room] = await prepareRooms(data, 1, { framework, updates: updatesOf(framework, 40, updates), lasts })
  if (room === undefined) throw new Error('no session')
  return { hours, updates, data, room }
}

/** Sessions of one hour and of ten; making them takes minutes. */
export async function prepareReplays(framework: Framework): Promise<readonly PreparedReplay[]> {
  return [await prepareReplay(framework, 1, 13_000), await prepareReplay(framework, 10, 200_000)]
}

/**
 * A replay in Chromium: when its first picture stands, counted from the address being entered, and the frames of ten seconds in which
 * somebody drags the head of the timeline to and fro.
 */
export async function measureScrub(replays: readonly PreparedReplay[], aims: Aims): Promise<void> {
  const servers: Awaited<ReturnType<typeof startServer>>[] = []
  const browser = await launchChromium()
  const rows: string[][] = []
  try {
    for (const { hours, updates, data, room } of replays) {
      const server = await startServer(data)
      servers.push(server)
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
      const { session, participants, tokens } = room
      const admission = { session, participant: participants.interviewer, token: tokens.interviewer }
      await context.addInitScript(
        ([key, value]) => sessionStorage.setItem(key ?? '', value ?? ''),
        [`greenroom.admission.${session}`, JSON.stringify(admission)],
      )
      const page = await context.newPage()
      const since = performance.now()
      await page.goto(`${server.url}/s/${session}/replay`)
      await page.locator('[data-board] [data-item]').first().waitFor()
      const firstPicture = performance.now() - since
      await page.getByText(/^Loading the rest/).waitFor({ state: 'hidden', timeout: 120_000 })
      const loaded = performance.now() - since
      // The strip is drawn once every edit of the recording has been applied.
      await page.getByRole('button', { name: 'In one picture' }).waitFor({ timeout: 120_000 })
      const whole = performance.now() - since
      const slider = page.getByRole('slider', { name: 'Position in the session' })
      const track = await slider.locator('xpath=ancestor::*[@role="group"][1]').boundingBox()
      if (track === null) throw new Error('no timeline')
      const y = track.y + track.height / 2
      await page.mouse.move(track.x + track.width / 4, y)
      await page.mouse.down()
      await page.evaluate(() => {
        const frames: number[] = []
        Reflect.set(window, 'frames', frames)
        let last = performance.now()
        const next = (now: number): void => {
          frames.push(now - last)
          last = now
          requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      })
      const until = performance.now() + scrubFor
      for (let step = 0; performance.now() < until; step++)
        await page.mouse.move(track.x + track.width * (0.5 + 0.4 * Math.sin(step / 40)), y)
      await page.mouse.up()
      const frames = ascending(
        (await page.evaluate((): number[] => Reflect.get(globalThis as object, 'frames') as number[])).slice(1),
      )
      await context.close()
      const [p50, p99, longest] = [percentile(frames, 0.5), percentile(frames, 0.99), frames.at(-1) ?? 0]
      rows.push([
        `${hours} h, ${updates}`,
        round(firstPicture),
        round(loaded),
        round(whole),
        String(frames.length),
        round(p50),
        round(p99),
        round(longest),
      ])
      aims.note(`first picture of a replay of ${hours} h`, `${round(firstPicture)} ms`, hours === 10 ? '1,500 ms' : '–')
      aims.note(`longest frame while dragging, ${hours} h`, `${round(longest)} ms`, '32 ms')
    }
  } finally {
    await browser.close()
    for (const server of servers) await server.stop()
  }
  printTable(
    'Replay in Chromium: 40 cards, the timeline dragged for ten seconds',
    ['recording', 'first picture ms', 'loaded ms', 'with its strip ms', 'frames', 'p50 ms', 'p99 ms', 'longest ms'],
    rows,
  )
}
