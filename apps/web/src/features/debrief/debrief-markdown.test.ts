import type { Guide } from '@greenroom/question-bank'
import { ana, ben, startSampleRound } from '@greenroom/session/testing'
import * as fc from 'fast-check'
import markdownIt from 'markdown-it'
import { marked } from 'marked'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { createTestBoard, testFramework } from '../board/testing-board.ts'
import { debriefToMarkdown } from './debrief-markdown.ts'

/** Three programs that read Markdown, each as it comes. */
const readers: Readonly<Record<string, (markdown: string) => string>> = {
  'markdown-it': (text) => markdownIt({ html: true }).render(text),
  marked: (text) => marked.parse(text, { async: false }),
  micromark: (text) => micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] }),
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
const read = (html: string): Document => new DOMParser().parseFromString(html, 'text/html')
const texts = (page: Document, selector: string): string[] =>
  [...page.querySelectorAll(selector)].map((one) => plain(one.textContent ?? ''))

/** A debrief in which each of the words stands as card, table row, flow step, feedback point, name and scorecard's words. */
function debriefWith(words: string): string {
  const session = startSampleRound()
  session.must(ben, { kind: 'rename', name: words.slice(0, 40) })
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
  const guide = { rubric: [], referenceBoard: { note: '', items: [item] } } as unknown as Guide
  return debriefToMarkdown(session.state, session.round, guide, { view: board.view(), framework: testFramework })
}

function expectReadBack(words: string): void {
  const markdown = debriefWith(words)
  const typed = plain(words)
  for (const [reader, render] of Object.entries(readers)) {
    const page = read(render(markdown))
    const told = `${reader}: ${JSON.stringify(words)}\n${markdown}`
    expect(texts(page, 'ul > li'), told).toContain(typed)
    expect(texts(page, 'ol > li'), told).toContain(plain(`Step: ${typed}`))
    expect(texts(page, 'ul > li'), told).toContain(`Gap: ${typed}`)
    // Of the yardstick: a pair, or missed where the words have no letters to be compared by.
    const compared = texts(page, 'ul > li').filter(
      (line) => line === `${typed} = ${typed} (Core)` || line.startsWith(`${typed} (Core): `),
    )
    expect(compared, told).toHaveLength(1)
    expect(texts(page, 'td:first-child'), told).toContain(typed)
    expect(texts(page, 'td:last-child'), told).toContain(plain(`${typed}; ${typed}`))
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
  ])('reads back %s as it was typed, in three readers', (words) => {
    expectReadBack(words)
  })

  it('reads back whatever was typed', () => {
    const mark = fc.constantFrom(...'\\`*_{}[]()<>#|~&$!-+=.:;\'"/ 1a', 'ж', ' ', 'https://a.b/', '&amp;', 'www.')
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1, maxLength: 24 }), (letters) => {
        const words = letters.join('')
        if (plain(words) !== '') expectReadBack(plain(words))
      }),
      { numRuns: 80 },
    )
  }, 60_000)

  it('has the reader’s day', () => {
    const { state, round } = startSampleRound()
    const late = { ...round, startedAt: Date.UTC(2026, 10, 21, 20, 30) }
    expect(debriefToMarkdown(state, late, null, null, 'Asia/Tokyo')).toContain('22 November 2026')
    expect(debriefToMarkdown(state, late, null, null, 'America/Lima')).toContain('21 November 2026')
  })

  it('keeps the tables of facts', () => {
    const { state, round } = startSampleRound()
    const text = 'Two kinds.\n\n| Kind | Share |\n| --- | --- |\n| a*b* | 5 % |'
    const told = { ...round, facts: [{ fact: 'f', label: 'The kinds', text, at: 1, by: ana }] }
    for (const render of Object.values(readers)) {
      const page = read(render(debriefToMarkdown(state, told as typeof round, null, null)))
      expect(texts(page, 'h3')).toEqual(['Fact: The kinds'])
      expect(texts(page, 'td')).toEqual(['a*b*', '5 %'])
    }
  })
})
