import type { BoardView, ItemId } from '@greenroom/board'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTestBoard, testFramework } from '../testing-board.ts'
import { type BoardPicture, planBoard } from './board-picture.ts'
import { type Look, pictureToSvg } from './board-svg.ts'
import { bandsOf } from './paper-bands.ts'
import { rangeCovers } from './picture-fonts.ts'
import type { Measure } from './picture-marks.ts'
import { isFromRight, wrapWords } from './wrap-words.ts'

const measure: Measure = (words, size) => words.length * size * 0.5
const about = { title: 'Bike share', lines: ['As Ben sees it. The scores are practice.'] }
const plan = (view: BoardView): BoardPicture => planBoard({ view, framework: testFramework }, about, measure)
const boxesOf = ({ marks }: BoardPicture) => marks.filter((mark) => mark.kind === 'box' && mark.tone === 'card')
const saidBy = ({ marks }: BoardPicture): string =>
  marks.flatMap((mark) => (mark.kind === 'words' ? [mark.text] : [])).join(' ')
const parsed = (svg: string): Document => new DOMParser().parseFromString(svg, 'image/svg+xml')

/** A board with cards in every layout. */
function filled() {
  const board = createTestBoard()
  board.actions.apply({ kind: 'editText', item: 'goal' as ItemId, index: 0, remove: 0, insert: 'More trips by bike' })
  const city = board.add('people', 'person', 'The city')
  board.add('people', 'person', 'Its mayor', city)
  for (const step of ['Find a bike', 'Ride', 'Lock it']) board.add('steps', 'step', step)
  board.add('notes', 'note', 'It rains')
  const top = board.add('tree', 'metric', 'Trips that replace a car')
  const below = board.add('tree', 'metric', 'Trips', top)
  board.add('tree', 'metric', 'Share of them', top)
  board.actions.apply({ kind: 'setField', item: below, field: 'operator', value: 'times' })
  board.actions.apply({ kind: 'setField', item: top, field: 'metricKind', value: 'north-star' })
  board.actions.apply({ kind: 'addLink', item: top, link: { kind: 'serves', to: city } })
  return board
}

describe('the picture of a board', () => {
  it('has every layout, kinds, roles, operators, links and the lines that say what it is', () => {
    const said = saidBy(plan(filled().view()))
    for (const words of [
      ...['Bike share', 'As Ben sees it. The scores are practice.', 'Goal', 'More trips by bike', 'People', 'The city'],
      ...['Its mayor', '1 · Step', '3 · Step', 'Lock it', 'It rains', 'Note', 'Tree', 'Trips that replace a car'],
      ...['North star', 'serves → The city', '×', 'Share of them'],
    ])
      expect(said).toContain(words)
  })

  it('draws a driver with an edge in the colour of its branch, and each role with an edge and a shape of its own', () => {
    const board = filled()
    const view = board.view()
    const idOf = (words: string) => [...view.items.values()].find(({ text }) => text === words)?.id ?? ('' as ItemId)
    board.actions.apply({ kind: 'setField', item: idOf('Share of them'), field: 'metricKind', value: 'guardrail' })
    const { marks } = plan(board.view())
    /** What is drawn in the box of the card with these words. */
    const drawnIn = (words: string) => {
      const said = marks.find((mark) => mark.kind === 'words' && mark.text === words)
      const box = marks.findLast(
        (mark) =>
          mark.kind === 'box' &&
          said !== undefined &&
          mark.x <= said.x &&
          said.x < mark.x + mark.width &&
          mark.y <= said.y &&
          said.y < mark.y + mark.height,
      )
      if (box?.kind !== 'box') throw new Error(`no card says ${words}`)
      return marks.flatMap((mark) =>
        mark.kind === 'path' &&
        mark.x >= box.x &&
        mark.x < box.x + box.width &&
        mark.y >= box.y &&
        mark.y < box.y + box.height
          ? [`${mark.drawn ?? 'line'} ${mark.tone}`]
          : [],
      )
    }
    expect(drawnIn('Trips')).toEqual(['filled branch0'])
    expect(drawnIn('Trips that replace a car')).toEqual(['filled onStar'])
    expect(drawnIn('Share of them')).toEqual(['line guardrailEdge', 'line guardrailEdge'])
    const svg = pictureToSvg(plan(board.view()), 'light')
    expect(svg).toMatch(/<path [^>]*fill="#2f6fb3"/)
    expect(svg).toMatch(/<path [^>]*stroke="#25577d"/)
  })

  it('leaves no card out, lets none overlap, and keeps all of them within its edges, whatever the board', () => {
    const words = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.constantFrom('שלום עולם', '👩‍👩‍👧', 'a'.repeat(2_000), '—'),
    )
    const section = fc.constantFrom(['people', 'person'], ['steps', 'step'], ['notes', 'note'], ['tree', 'metric'])
    fc.assert(
      fc.property(fc.array(fc.tuple(section, words, fc.nat(30)), { maxLength: 30 }), (cards) => {
        const board = createTestBoard()
        const added: { readonly section: string; readonly item: ItemId }[] = []
        for (const [[where = '', kind = ''], text, under] of cards) {
          const parents = added.filter((one) => one.section === where && (where === 'people' || where === 'tree'))
          const parent = parents[under % (parents.length + 1)]?.item
          added.push({ section: where, item: board.add(where, kind, text, parent) })
        }
        const picture = plan(board.view())
        const boxes = boxesOf(picture)
        const inTables = cards.filter(([[where]]) => where === 'notes').length
        const filledSections = new Set(cards.filter(([, text]) => text.trim() !== '').map(([[where]]) => where))
        const shown = cards.filter(([[where]]) => where !== 'notes' && filledSections.has(where))
        expect(boxes.length).toBe(shown.length)
        expect(inTables).toBeLessThanOrEqual(cards.length)
        for (const [index, box] of boxes.entries()) {
          if (box.kind !== 'box') continue
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(picture.width)
          expect(box.y + box.height).toBeLessThanOrEqual(picture.height)
          for (const other of boxes.slice(index + 1)) {
            if (other.kind !== 'box') continue
            const apart =
              other.x >= box.x + box.width ||
              box.x >= other.x + other.width ||
              other.y >= box.y + box.height ||
              box.y >= other.y + other.height
            expect(apart).toBe(true)
          }
        }
        expect(parsed(pictureToSvg(picture, 'light')).querySelector('parsererror')).toBeNull()
      }),
      { numRuns: 60 },
    )
  })

  it.each(['light', 'dark'] as const satisfies readonly Look[])(
    'is an SVG file of its own in the %s colours',
    (look) => {
      const picture = plan(filled().view())
      const svg = pictureToSvg(picture, look)
      const root = parsed(svg).documentElement
      expect(root.tagName).toBe('svg')
      expect(root.getAttribute('viewBox')).toBe(`0 0 ${picture.width} ${picture.height}`)
      expect(root.querySelector('title')?.textContent).toBe('Bike share')
      expect(root.querySelector('rect')?.getAttribute('fill')).toBe({ light: '#fdfcfa', dark: '#191a17' }[look])
      expect(svg).not.toMatch(/href|url\(/)
    },
  )

  it.each([
    '<script>alert(1)</script>',
    '</text><image href="https://a.b/"/>',
    '" onload="alert(1)',
    '&lt; &amp; &#x26; ]]>',
    "it's",
    '=HYPERLINK("x")',
    '# [a](b) **c**',
  ])('holds %s as letters and nothing else', (words) => {
    const board = createTestBoard()
    board.add('people', 'person', words)
    const page = parsed(
      pictureToSvg(
        planBoard({ view: board.view(), framework: testFramework }, { title: words, lines: [words] }, measure),
        'light',
      ),
    )
    expect(page.querySelector('parsererror')).toBeNull()
    const texts = [...page.querySelectorAll('text')].map((one) => one.textContent)
    expect(texts.filter((text) => text === words).length).toBe(3)
    expect([...new Set([...page.querySelectorAll('*')].map((one) => one.tagName))].sort()).toEqual(
      ['rect', 'svg', 'text', 'title'].sort(),
    )
    for (const one of page.querySelectorAll('*'))
      expect([...one.attributes].filter(({ name }) => /^on|href/.test(name))).toEqual([])
  })

  it('can be opened whatever is in it: control characters, half a letter, ten thousand letters, words from the right', () => {
    const board = createTestBoard()
    const odd = ['a\u0000b\u0007c\u001bd\ufffe', 'a\ud83d', 'x'.repeat(10_000), 'y '.repeat(5_000), 'שלום']
    const items = odd.map(() => board.add('people', 'person', '.'))
    const view = board.view()
    const texts = new Map(view.items)
    for (const [index, item] of items.entries()) {
      const known = view.items.get(item)
      if (known) texts.set(item, { ...known, text: odd[index] ?? '' })
    }
    const picture = plan({ ...view, items: texts })
    const page = parsed(pictureToSvg(picture, 'light'))
    expect(page.querySelector('parsererror')).toBeNull()
    const said = [...page.querySelectorAll('text')].map((one) => one.textContent)
    expect(said).toEqual(expect.arrayContaining(['abcd', 'a\ufffd', 'שלום']))
    expect(said.join('').match(/x/g)?.length).toBe(
      10_000 + (`${about.title}${about.lines.join()}PeoplePerson`.match(/x/g)?.length ?? 0),
    )
    const hebrew = [...page.querySelectorAll('text')].find((one) => one.textContent === 'שלום')
    expect(hebrew?.getAttribute('direction')).toBe('rtl')
  })

  it('leaves out what was removed, and says of an empty board that it is empty', () => {
    const board = filled()
    const gone = board.add('people', 'person', 'GONE')
    board.actions.apply({ kind: 'removeItem', item: gone })
    expect(saidBy(plan(board.view()))).not.toContain('GONE')
    expect(saidBy(plan(createTestBoard().view()))).toContain('This board is empty.')
  })
})

describe('lines', () => {
  const width = (words: string): number => [...words].length
  it('fit, and none of the words is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 4, max: 20 }), (text, most) => {
        const lines = wrapWords(text, most, width)
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
        const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
        for (const line of lines)
          if ([...graphemes.segment(line)].length > 1) expect(width(line)).toBeLessThanOrEqual(most + 4)
      }),
    )
  })

  it('run from the right when their first letter does', () => {
    expect(['שלום abc', '123 سلام', 'abc שלום', '42', ''].map(isFromRight)).toEqual([true, true, false, false, false])
  })
})

describe('a drawing on pages', () => {
  it('is cut between its boxes, into stretches that follow one another and are no longer than a page', () => {
    const box = fc.record({ y: fc.integer({ min: 0, max: 3_000 }), height: fc.integer({ min: 10, max: 120 }) })
    fc.assert(
      fc.property(fc.array(box, { maxLength: 60 }), (boxes) => {
        const height = Math.max(0, ...boxes.map((one) => one.y + one.height))
        const bands = bandsOf(boxes, height, 800)
        expect(bands[0]?.from).toBe(0)
        expect(bands.at(-1)?.to).toBe(height)
        for (const [index, { from, to }] of bands.entries()) {
          expect(to - from).toBeLessThanOrEqual(800)
          if (index > 0) expect(bands[index - 1]?.to).toBe(from)
        }
      }),
    )
    const rows = Array.from({ length: 30 }, (_, index) => ({ y: index * 90, height: 80 }))
    for (const { to } of bandsOf(rows, 2_700, 800).slice(0, -1))
      expect(rows.some(({ y, height }) => y < to && to < y + height)).toBe(false)
  })
})

it('takes along the letters that are needed', () => {
  expect(rangeCovers('U+20-7E, U+A0', 'a')).toBe(true)
  expect(rangeCovers('U+0-FF, U+131', 'ж')).toBe(false)
  expect(rangeCovers('U+400-45F', 'ж')).toBe(true)
})
