import type { Guide } from '@greenroom/question-bank'
import type { Strip } from '@greenroom/replay'
import type { Round, SessionState } from '@greenroom/session'
import { ana, ben, noteId, sampleScorecard, startSampleRound } from '@greenroom/session/testing'
import * as fc from 'fast-check'
import markdownIt from 'markdown-it'
import { marked } from 'marked'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { createTestBoard, testFramework } from '../board/testing-board.ts'
import { type KeptRound, keptFromRoom } from '../replay/source/kept-session.ts'
import { debriefToMarkdown } from './debrief-markdown.ts'
import { sessionToMarkdown } from './session-markdown.ts'

/** Three programs that read Markdown, each as it comes. */
const readers: Readonly<Record<string, (markdown: string) => string>> = {
  'markdown-it': (text) => markdownIt({ html: true }).render(text),
  marked: (text) => marked.parse(text, { async: false }),
  micromark: (text) => micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] }),
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
const readHtml = (html: string): Document => new DOMParser().parseFromString(html, 'text/html')
const texts = (page: Document, selector: string): string[] =>
  [...page.querySelectorAll(selector)].map((one) => plain(one.textContent ?? ''))

const keptOf = (state: SessionState, round: Round, board: KeptRound['board']) => keptFromRoom(state, round, ben, board)
const markdownOf = (state: SessionState, round: Round, timeZone?: string): string => {
  const kept = keptOf(state, round, null)
  const [one] = kept.rounds
  return one === undefined ? '' : debriefToMarkdown(kept, one, timeZone)
}

/** A debrief in which each of the words stands as card, table row, flow step, feedback point, name and scorecard's words. */
function debriefWith(words: string, whole = false): string {
  const session = startSampleRound()
  session.must(ben, { kind: 'rename', name: words.slice(0, 40) })
  session.must(ben, { kind: 'writeNote', note: noteId('n'), words })
  session.must(ana, { kind: 'endRound' })
  const card = (score: 2 | 3) => ({
    scores: { goal: { score, words, evidence: [] }, metrics: { score, words: '', evidence: [] } },
  })
  session.must(ana, { kind: 'sealScorecard', scorecard: card(3) })
  session.must(ben, { kind: 'sealScorecard', scorecard: card(2) })
  if (session.round.status !== 'scored') session.must(ana, { kind: 'openScores' })
  session.must(ana, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: words, next: null })
  const board = createTestBoard()
  board.add('people', 'person', words)
  board.add('steps', 'step', words)
  board.add('notes', 'note', words)
  const item = { id: 'r', section: 'people', kind: 'person', text: words, fields: {}, links: [], mark: 'core' } as const
  const guide = { readAloud: words, rubric: [], referenceBoard: { note: '', items: [item] } } as unknown as Guide
  const thoughts = [{ item: 'a', text: words, formedAt: session.now, sharedAt: null }]
  const kept = keptOf(session.state, session.round, { view: board.view(), framework: testFramework })
  const own = { ...kept, rounds: kept.rounds.map((one) => ({ ...one, guide, thoughts })) }
  const [one] = own.rounds
  if (one === undefined) throw new Error('no round')
  return whole ? sessionToMarkdown(own) : debriefToMarkdown(own, one)
}

function expectReadBack(words: string, whole = false): void {
  const markdown = debriefWith(words, whole)
  const typed = plain(words)
  for (const [reader, render] of Object.entries(readers)) {
    const page = readHtml(render(markdown))
    const items = texts(page, 'ul > li')
    const told = `${reader}: ${JSON.stringify(words)}\n${markdown}`
    expect(items, told).toContain(typed)
    expect(texts(page, 'ol > li'), told).toContain(plain(`Step: ${typed}`))
    expect(items, told).toContain(`Gap: ${typed}`)
    // Of the yardstick: a pair, or missed where the words have no letters to be compared by.
    const compared = items.filter(
      (line) => line === `${typed} = ${typed} (Core)` || line.startsWith(`${typed} (Core): `),
    )
    expect(compared, told).toHaveLength(1)
    expect(items, told).toContain(plain(`${typed} (thought 0:00, kept in the tray)`))
    expect(
      items.some((one) => one.startsWith('0:00 ') && one.endsWith(`: ${typed}`)),
      told,
    ).toBe(true)
    expect(texts(page, 'p'), told).toContain(plain(`How the prompt is read aloud: ${typed}`))
    expect(texts(page, 'td:first-child'), told).toContain(typed)
    // Two people said the same, each under their name.
    const comments = texts(page, 'td:last-child')
    expect(
      comments.some((one) => one.endsWith(plain(`: ${typed}; Ana: ${typed}`))),
      told,
    ).toBe(true)
    // Nothing of it became anything but words and addresses.
    expect(texts(page, 'img, script, code, pre, del, hr, blockquote blockquote, input, li em, td em'), told).toEqual([])
    for (const link of page.querySelectorAll('a')) expect(link.getAttribute('href'), told).toMatch(/^(https?:|mailto:)/)
  }
}

describe('a debrief as Markdown', () => {
  it.each([
    '---',
    '***',
    '===',
    '- a',
    '+',
    '1. one',
    '# no heading',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '![x](https://example.org/a_b.png)',
    'a | b \\| c',
    '`code` and ``more``',
    'snake_case, _so_ and __init__',
    'https://example.org/a_b/_c_?d=1&e=*f*',
    'see https://example.org/a_b_c, then go on',
    '&lt; and &amp; &copy',
    '~~gone~~ and ~ 5',
    '[^1] and [ ] and [x]',
    '$x_1$ + $y$',
    '\\ and \\\\ at the end \\',
    'a@b.org and www.example.org/a_b',
    '=HYPERLINK("https://a.b","x")',
    '@name #12 GH-3',
    'שלום, עולם (abc)',
    '👩‍👩‍👧 🇩🇪 ✅',
  ])('reads back %s as it was typed, in three readers', (words) => {
    expectReadBack(words)
    expectReadBack(words, true)
  })

  it.each([
    ['control characters', 'a\u0000b\u0007c\u001bd\u007f', 'abcd'],
    ['line breaks of every kind', 'a\r\n# b\u2028- c\u2029d\fe\vf', 'a # b - c d e f'],
    ['half a letter', 'a\ud83d', 'a\ufffd'],
    ['a change of direction that is never taken back', 'a\u202eb', 'a\u202eb\u202c'],
    ['ten thousand letters', 'abcde '.repeat(2_000), plain('abcde '.repeat(2_000))],
  ])('holds %s without losing its shape', (_what, words, read) => {
    const board = createTestBoard()
    const item = board.add('people', 'person', 'x')
    const view = board.view()
    const known = view.items.get(item)
    if (known === undefined) throw new Error('no card')
    const odd = { ...view, items: new Map(view.items).set(item, { ...known, text: words }) }
    const { state, round } = startSampleRound()
    const kept = keptOf(state, round, { view: odd, framework: testFramework })
    const [one] = kept.rounds
    if (one === undefined) throw new Error('no round')
    const page = readHtml(readers['markdown-it']?.(debriefToMarkdown(kept, one)) ?? '')
    expect([...page.querySelectorAll('li')].map((each) => plain(each.textContent ?? ''))).toContain(read)
  })

  it('reads back whatever was typed', () => {
    const mark = fc.constantFrom(...'\\`*_{}[]()<>#|~&$!-+=.:;\'"/ 1a', 'ж', ' ', 'https://a.b/', '&amp;', 'www.')
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1, maxLength: 24 }), (letters) => {
        const words = letters.join('')
        if (plain(words) !== '') expectReadBack(plain(words), letters.length % 2 === 0)
      }),
      { numRuns: 80 },
    )
  })

  it('has the reference run that was put beside the round, with its strip and its board, one level below', () => {
    const { state, round } = startSampleRound()
    const board = createTestBoard()
    board.add('people', 'person', 'The *other* city')
    const strip: Strip = {
      round: round.id,
      from: 0,
      to: 1_200_000,
      ended: true,
      agenda: ['Clarify'],
      phases: [],
      pauses: [],
      rows: [{ section: 'people', title: 'Who', open: [], blocks: [], lanes: 1, edits: 7, worked: 61_000, cards: 1 }],
      people: [],
      airtime: null,
      ticks: [],
      flags: [],
    }
    const shown = { view: board.view(), framework: testFramework }
    const beside = { title: '# A *strong* run', session: state, strip, board: shown }
    const kept = keptOf(state, round, null)
    const markdown = kept.rounds.map((one) => debriefToMarkdown(kept, { ...one, beside })).join('')
    for (const [reader, render] of Object.entries(readers)) {
      const page = readHtml(render(markdown))
      expect(texts(page, 'h2'), reader).toContain('Reference run: # A *strong* run')
      expect(texts(page, 'h3'), reader).toContain('Board of the reference run')
      expect(texts(page, 'ul > li'), reader).toContain('The *other* city')
      const row = [...page.querySelectorAll('tr')].map((each) => plain(each.textContent ?? ''))
      expect(
        row.find((each) => each.startsWith('Who')),
        reader,
      ).toMatch(/7/)
    }
    expect(kept.rounds.map((one) => debriefToMarkdown(kept, one)).join('')).not.toContain('Reference run')
  })

  it('says whose view it is and that scores are practice, for one round and for the whole session', () => {
    for (const markdown of [debriefWith('x'), debriefWith('x', true)]) {
      expect(markdown).toContain('sees it')
      expect(markdown).toContain('The scores are practice: what these people saw in one rehearsal, not an assessment.')
    }
  })

  it('has the reader’s day', () => {
    const { state, round } = startSampleRound()
    const late = { ...round, startedAt: Date.UTC(2026, 10, 21, 20, 30) }
    expect(markdownOf(state, late, 'Asia/Tokyo')).toContain('22 November 2026')
    expect(markdownOf(state, late, 'America/Lima')).toContain('21 November 2026')
  })

  it('keeps the tables of facts', () => {
    const { state, round } = startSampleRound()
    const text = 'Two kinds.\n\n| Kind | Share |\n| --- | --- |\n| a*b* | 5 % |'
    const told = { ...round, facts: [{ fact: 'f', label: 'The kinds', text, at: 1, by: ana }] }
    for (const render of Object.values(readers)) {
      const page = readHtml(render(markdownOf(state, told as typeof round)))
      expect(texts(page, 'h3')).toEqual(['Fact: The kinds'])
      expect(texts(page, 'td')).toEqual(['a*b*', '5 %'])
    }
  })
})

describe('the yardstick of a debrief', () => {
  it('asks about a pair that has little in common, and claims no match', () => {
    const board = createTestBoard()
    board.add('people', 'person', 'Shop owners')
    board.add('people', 'person', 'Night riders in cities')
    const reference = (id: string, text: string) =>
      ({ id, section: 'people', kind: 'person', text, fields: {}, links: [], mark: 'core' }) as const
    const items = [reference('a', 'Shop owners'), reference('b', 'Riders abroad')]
    const guide = { rubric: [], referenceBoard: { note: '', items } } as unknown as Guide
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    for (const person of [ana, ben]) session.must(person, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    if (session.round.status !== 'scored') session.must(ana, { kind: 'openScores' })
    const kept = keptOf(session.state, session.round, { view: board.view(), framework: testFramework })
    const [one] = kept.rounds
    if (one === undefined) throw new Error('no round')
    const markdown = debriefToMarkdown(kept, { ...one, guide })
    expect(markdown.slice(markdown.indexOf('### Match'), markdown.indexOf('## Board')).trim()).toBe(
      [
        ...['### Match', '', '- Shop owners = Shop owners (Core)', ''],
        ...['### Perhaps a match', '', '- Night riders in cities ≈ Riders abroad (Core)'],
      ].join('\n'),
    )
  })
})
