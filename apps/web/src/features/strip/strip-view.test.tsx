import { readFileSync } from 'node:fs'
import { replayPageSchema } from '@greenroom/protocol'
import { type RecordedSession, readStrip, type Strip } from '@greenroom/replay'
import { type ProjectedEntry, participantIdSchema, roundIdSchema } from '@greenroom/session'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { stripToMarkdown } from './strip-markdown.ts'
import type { StripPeople } from './strip-people.ts'
import { plotStrip, stepInStrip, timeToX } from './strip-plot.ts'
import { PaperStrip, StripView } from './strip-view.tsx'
import { answersOf, flagWords, stripMoment } from './strip-words.ts'

afterEach(cleanup)

/** The session that ships with the product. */
function sampleRecording(): RecordedSession {
  const page = replayPageSchema.parse(JSON.parse(readFileSync('apps/web/public/sample-session.json', 'utf8')))
  return {
    entries: page.entries as readonly ProjectedEntry[],
    edits: page.edits.map((edit) => ({ ...edit, update: Buffer.from(edit.update, 'base64') })),
  }
}
const read = readStrip(sampleRecording(), roundIdSchema.parse('r1'))
if (read === null) throw new Error('the sample session has no round')
const strip: Strip = read
const [ina, caro] = [participantIdSchema.parse('sample-ina'), participantIdSchema.parse('sample-caro')]
const people: StripPeople = new Map([
  [ina, { name: 'Ina', colour: 1 }],
  [caro, { name: 'Caro', colour: 2 }],
])

describe('the strip of the sample session', () => {
  it('is what counting by hand gives', () => {
    // Phases by the minute and second at which the log has them; the round ended at 7:42.
    expect(strip.phases.map(({ name, from, over }) => [name, stripMoment(strip, from), over.length])).toEqual([
      ['Clarify and purpose', '0:00', 0],
      ['Context and stakeholders', '0:43', 0],
      ['Choose one goal', '1:36', 0],
      ['Where value is made', '2:18', 0],
      ['Metrics tree and guardrails', '3:06', 0],
      ['Trade-off or experiment', '6:00', 0],
      ['Recommendation', '7:15', 0],
    ])
    expect(stripMoment(strip, strip.to)).toBe('7:42')
    // Edits of the log by section: 808 less the one with which the room laid the board out.
    expect(strip.rows.map(({ section, edits, cards, blocks }) => [section, edits, cards, blocks.length])).toEqual([
      ['goal', 49, 1, 1],
      ['clarify', 201, 8, 5],
      ['context', 92, 3, 1],
      ['stakeholders', 36, 3, 1],
      ['userFlow', 85, 4, 2],
      ['metricsTree', 222, 9, 3],
      ['risks', 72, 2, 2],
      ['recommendation', 50, 1, 1],
    ])
    const tree = strip.rows.find(({ section }) => section === 'metricsTree')
    expect(
      tree?.blocks.map(({ from, to, edits }) => [stripMoment(strip, from), stripMoment(strip, to), edits]),
    ).toEqual([
      ['3:11', '3:52', 106],
      ['4:33', '5:07', 87],
      ['5:40', '5:50', 29],
    ])
    expect(strip.people).toEqual([{ participant: caro, seat: 'candidate', edits: 807, cards: 31 }])
    expect(strip.ticks.map(({ kind, at }) => [kind, stripMoment(strip, at)])).toEqual([
      ['fact', '2:43'],
      ['hint', '4:10'],
      ['fact', '4:23'],
      ['mark', '5:14'],
      ['fact', '6:10'],
      ['curveball', '6:41'],
    ])
    expect(
      strip.flags.map((flag) => [flagWords(strip, flag), flag.at === null ? null : stripMoment(strip, flag.at)]),
    ).toEqual([
      ['First metric', '3:11'],
      ['North star chosen', '3:17'],
      ['First guardrail', '4:57'],
      ['Recommendation begun', '7:19'],
    ])
  })

  it('answers five questions', () => {
    expect(answersOf(strip, people).map(({ answer }) => answer)).toEqual([
      'Metrics tree 1:24 · Clarify 0:38 · Risks and trade-offs 0:19',
      'Nothing',
      'Nothing is missing',
      'Caro 100% of the edits, 31 cards',
      '3 facts · 1 hint · 1 curveball · hints at 4:10',
    ])
  })

  it('leads from every stretch to its moment, by press and by arrows, and is one stop of the Tab key', () => {
    const go = vi.fn()
    render(<StripView strip={strip} people={people} onGo={go} follows />)
    const bar = screen.getByRole('toolbar', { name: /Work on the board/ })
    const buttons = within(bar).getAllByRole('button')
    expect(buttons).toHaveLength(16)
    expect(buttons.filter((button) => button.tabIndex === 0)).toHaveLength(1)
    const second = within(bar).getByRole('button', { name: 'Metrics tree, 3:11 to 3:52, Caro, 106 edits' })
    fireEvent.click(second)
    const block = strip.rows[5]?.blocks[0]
    expect(go).toHaveBeenLastCalledWith({ at: block?.to, item: block?.items.at(-1) })
    second.focus()
    fireEvent.keyDown(second, { key: 'ArrowRight' })
    expect(document.activeElement).toBe(within(bar).getByRole('button', { name: /^Metrics tree, 4:33/ }))
    expect(go).toHaveBeenLastCalledWith(expect.objectContaining({ at: strip.rows[5]?.blocks[1]?.to }))
    expect(buttons.filter((button) => button.tabIndex === 0)).toHaveLength(1)
  })

  it('says the same as a table, on paper and in Markdown', () => {
    render(<PaperStrip strip={strip} people={people} />)
    expect(screen.queryAllByRole('button')).toEqual([])
    const row = screen.getByRole('row', { name: /^Metrics tree 1:24/ })
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['1:24', '222', '9', '3:11–3:52 Caro, 4:33–5:07 Caro, 5:40–5:50 Caro'])
    const markdown = stripToMarkdown(strip, people)
    expect(markdown).toContain('| Metrics tree | 1:24 | 222 | 9 | 3:11–3:52 Caro, 4:33–5:07 Caro, 5:40–5:50 Caro |')
    expect(markdown).toContain('| 4:57 | First guardrail |')
  })
})

describe('the places of a strip', () => {
  it('lie within the picture at every width, and rows never cover one another', () => {
    for (const width of [320, 390, 560, 690, 1280, 1440]) {
      const plot = plotStrip(strip, width)
      for (const [index, row] of plot.rows.entries()) {
        if (index > 0) expect(row.top).toBeGreaterThanOrEqual((plot.rows[index - 1]?.top ?? 0) + row.height)
        for (const { x, y, width: wide, height } of row.blocks) {
          expect(x).toBeGreaterThanOrEqual(plot.left)
          expect(x + wide).toBeLessThanOrEqual(width)
          expect(y).toBeGreaterThanOrEqual(row.top)
          expect(y + height).toBeLessThanOrEqual(row.top + row.height)
        }
      }
      expect(timeToX(plot, strip, strip.to)).toBeLessThanOrEqual(width)
    }
  })

  it('are reached from one another by arrows alone', () => {
    const first = strip.rows[0]?.blocks[0]
    if (first === undefined) throw new Error('no work')
    const reached = new Set([first])
    for (const block of reached)
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
        const next = stepInStrip(strip, block, key)
        if (next !== null) reached.add(next)
      }
    expect(reached.size).toBe(16)
  })
})
