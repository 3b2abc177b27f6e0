import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyBoardCommand, type Framework, type ItemId, seedBoard } from '@greenroom/board'
import { replayPageSchema } from '@greenroom/protocol'
import * as Y from 'yjs'
import { launchChromium } from '../fixtures/chromium.ts'
import { startServer } from '../fixtures/server-process.ts'
import type { Aims } from './aims.ts'
import { ascending, percentile, printTable, round } from './figures.ts'

const scrubFor = 10_000

/** The sample session with a board of its own: so many cards, and letters typed into them, evenly over the round. As the page fetches it. */
function recordingOf(framework: Framework, cards: number, updates: number, hours: number): string {
  const page = replayPageSchema.parse(JSON.parse(readFileSync('apps/web/public/sample-session.json', 'utf8')))
  const started = page.entries.find(({ kind }) => kind === 'round-started')
  const ended = page.entries.find(({ kind }) => kind === 'round-ended')
  const author = page.edits.find(({ by }) => by !== null)?.by
  if (started === undefined || ended === undefined || author == null) throw new Error('no sample session')
  const length = hours * 3_600_000
  // What follows the end of the round moves along with it.
  const later = (at: number): number => (at >= ended.at ? at - ended.at + started.at + length : at)
  const doc = new Y.Doc()
  const edits: unknown[] = []
  let at = started.at
  let by: string | null = null
  doc.on('update', (update: Uint8Array) => {
    edits.push({ document: 'board-r1', at: Math.floor(at), by, n: 12, update: Buffer.from(update).toString('base64') })
  })
  Y.applyUpdate(doc, seedBoard(framework))
  by = author
  const sections = framework.sections.filter(({ layout }) => layout !== 'line')
  const items: ItemId[] = []
  for (let count = 0; count < updates; count++) {
    at += length / updates
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
      const item = items[(count * 7) % items.length] as ItemId
      const letter = 'merchants who stay '[count % 19] ?? 'x'
      const full = count % 60 === 59
      applyBoardCommand(
        doc,
        framework,
        { kind: 'editText', item, index: 0, remove: full ? 8 : 0, insert: letter },
        'here',
      )
    }
  }
  return JSON.stringify({
    ...page,
    entries: page.entries.map((entry) => ({ ...entry, at: later(entry.at) })),
    edits,
    next: null,
  })
}

/**
 * A replay in Chromium: when its first picture stands, counted from the address being entered, and the frames of ten seconds in which
 * somebody drags the head of the timeline to and fro.
 */
export async function measureScrub(framework: Framework, aims: Aims): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'greenroom-scrub-'))
  const server = await startServer(data)
  const browser = await launchChromium()
  const rows: string[][] = []
  try {
    for (const [hours, updates] of [
      [1, 13_000],
      [10, 200_000],
    ] as const) {
      const body = recordingOf(framework, 40, updates, hours)
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
      const page = await context.newPage()
      await page.route('**/sample-session.json', (route) => route.fulfill({ contentType: 'application/json', body }))
      const since = performance.now()
      await page.goto(`${server.url}/sample`)
      await page.locator('[data-board] [data-item]').first().waitFor()
      const firstPicture = performance.now() - since
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
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  }
  printTable(
    'Replay in Chromium: 40 cards, the timeline dragged for ten seconds',
    ['recording', 'first picture ms', 'frames', 'p50 ms', 'p99 ms', 'longest ms'],
    rows,
  )
}
