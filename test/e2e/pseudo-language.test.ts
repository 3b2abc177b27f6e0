import { readdirSync, readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { categories } from '@greenroom/frameworks'
import { expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { follow } from './follow.ts'
import { meet, openRoom } from './room-steps.ts'
import { openStage } from './stage.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const stage = openStage()

/** Somebody in whose pages no marked text is English. */
async function enterPseudo(name: string): Promise<Actor> {
  const actor = await stage.enter(name)
  // Pages that a test answers for come from no address of this machine, so Chromium asks before they open a WebSocket to it.
  await actor.context.grantPermissions(['local-network-access'])
  await actor.page.route('**', async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback()
    const response = await route.fetch()
    const body = (await response.text()).replace('<html ', '<html data-pseudo ')
    return route.fulfill({ response, body })
  })
  return actor
}

/** What the page draws that is content, not text of the page: cases, frameworks, names. */
const content: readonly string[] = [
  JSON.stringify(categories),
  readFileSync(joinPath(root, 'apps/web/public/sample-session.json'), 'utf8'),
  readFileSync(joinPath(root, 'packages/frameworks/src/levels/level-bars.ts'), 'utf8'),
  readFileSync(joinPath(root, 'test/fixtures/make-sample-session.ts'), 'utf8'),
  ...readdirSync(joinPath(root, 'packages/question-bank/loops')).map((file) =>
    readFileSync(joinPath(root, 'packages/question-bank/loops', file), 'utf8').replaceAll(/\s+/g, ' '),
  ),
  ...readdirSync(joinPath(root, 'packages/question-bank/cases'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(joinPath(root, 'packages/question-bank/cases', file), 'utf8').replaceAll(/\s+/g, ' ')),
]
const everything = content.join(' ').toLowerCase()
/** Names, keys and units that every language writes like this. */
const sameEverywhere =
  /Greenroom|\(Alt\+\d\)|Ina|Caro|Ctrl|Cmd|Shift|Alt|Esc|Enter|Tab|Space|Delete|Home|End|Backspace|\.yaml|YAML|JSON|Markdown|npm|https?:\S*|localhost\S*|127\.0\.0\.1\S*|\d+:\d\d|\d+ (?:minute|second)s?|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}|[\w-]{30,}/g

/** Texts of the page that are still English, with where they are. */
async function notMarked({ page }: Actor): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      // What people typed is drawn in its own direction, and is theirs.
      if (
        !parent ||
        parent.closest('script, style, noscript, code, kbd, [contenteditable="true"], textarea, [dir="auto"], bdi')
      )
        continue
      found.push(node.textContent ?? '')
    }
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of [
        'aria-label',
        'title',
        'placeholder',
        'alt',
        'aria-description',
        'aria-valuetext',
        'aria-roledescription',
      ]) {
        const value = element.getAttribute(name)
        if (value) found.push(value)
      }
    }
    return found
  })
  // What is left between the foreign letters, piece by piece: each is content, or was never marked.
  const english = (text: string): boolean =>
    !everything.includes(text.replaceAll(/\s+/g, ' ').trim().toLowerCase()) &&
    text
      .replaceAll(sameEverywhere, ' ')
      .replaceAll(/\s+/g, ' ')
      .split(/[^ -\u00bf\u2010-\u206f]+|~+| · |[;“”]|: |, (?=\d)/)
      .map((piece) => piece.toLowerCase().replaceAll(/^[^a-z]+|[^a-z0-9]+$/g, ''))
      .some((piece) => /[a-z]{3}/.test(piece) && !everything.includes(piece))
  return [...new Set(texts.filter(english).map((text) => text.trim()))]
}

/** Whether the page, in either direction, is wider than its window. */
async function tooWide({ page }: Actor): Promise<readonly string[]> {
  const faults: string[] = []
  // Each differs from the one before in one thing: all of the page is laid out again for either.
  for (const [width, direction] of [
    [1280, 'ltr'],
    [1280, 'rtl'],
    [390, 'rtl'],
    [390, 'ltr'],
  ] as const) {
    await page.setViewportSize({ width, height: 720 })
    const wide = await page.evaluate((dir) => {
      if (dir === 'rtl') document.documentElement.dir = dir
      else document.documentElement.removeAttribute('dir')
      if (document.documentElement.scrollWidth <= innerWidth) return null
      const out = [...document.body.querySelectorAll('*')].filter((element) => {
        const { left, right, width } = element.getBoundingClientRect()
        return width > 0 && (right > innerWidth + 1 || left < -1)
      })
      return out.at(-1)?.textContent?.slice(0, 60) ?? 'something'
    }, direction)
    if (wide !== null) faults.push(`${width} px, ${direction}: ${wide}`)
  }
  await page.setViewportSize({ width: 1280, height: 720 })
  return faults
}

it('every text of the page is marked for translation, and longer texts from right to left fit', async () => {
  // They act by clients without a page, and these pages follow.
  const [ina, caro] = [stage.present('Ina'), stage.present('Caro')]
  await meet(stage, ina, caro)
  const tabs = [await enterPseudo('Ina'), await enterPseudo('Caro')] as const
  await openRoom(stage, tabs[0], ina.admission(), true)
  await openRoom(stage, tabs[1], caro.admission(), false)
  const faults: Record<string, unknown> = {}
  const look = async (actor: Actor, place: string): Promise<void> => {
    await actor.page.waitForFunction(
      () =>
        document.querySelector('main')?.textContent?.includes('~') === true &&
        document.querySelector('main [role="progressbar"], main [aria-busy="true"]') === null,
    )
    const [english, wide] = [await notMarked(actor), await tooWide(actor)]
    if (english.length + wide.length > 0) faults[place] = { english, wide }
  }
  /** Both, as soon as something that only this place has is there. */
  const both = async (place: string, has: string): Promise<void> => {
    for (const tab of tabs) {
      await tab.page.locator(has).first().waitFor()
      await look(tab, `${place}, ${tab.name}`)
    }
  }
  await both('lobby', 'main')
  await ina.startRound("Measuring Amazon Pay on other companies' shops")
  await both('round', '.board-panel')
  await ina.send(({ clockVersion }) => ({ kind: 'endRound', clockVersion }))
  await both('debrief', '[data-dimension]')
  const [{ page }] = tabs
  const room = new URL(page.url()).pathname
  await follow(page, `${room}/replay`)
  await look(tabs[0], 'replay')
  for (const path of [
    '/',
    '/bank',
    '/bank/amazon-pay-integration',
    '/bank/own',
    '/progress',
    '/coach',
    '/privacy',
    '/sample?t=1700',
    '/nowhere',
    '/join',
  ]) {
    await follow(page, path)
    await look(tabs[0], path)
  }
  expect(faults).toEqual({})
})
