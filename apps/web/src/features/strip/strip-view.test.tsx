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
import { answersOf, flagWords, phaseWords, stripMoment } from './strip-words.ts'

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
  it('counts a phase as over from a second on', () => {
    const [phase] = strip.phases
    if (phase === undefined) throw new Error('no phase')
    const ranOver = (by: number) => phaseWords({ ...phase, over: [{ from: phase.to, to: phase.to + by }] })
    expect([ranOver(999), ranOver(1000)].map((words) => /, 0:01 over$|over/.exec(words)?.[0])).toEqual([
      undefined,
      ', 0:01 over',
    ])
  })

  it('matches what was counted by hand', () => {
    // Phases by the minute and second at which the log has them; the round ended at 33:42. Two phases ran over.
    expect(strip.phases.map(({ name, from, over }) => [name, stripMoment(strip, from), over.length])).toEqual([
      ['Clarify and purpose', '0:00', 1],
      ['Context and stakeholders', '4:12', 0],
      ['Choose one goal', '8:54', 0],
      ['Where value is made', '12:48', 0],
      ['Metrics tree and guardrails', '16:42', 1],
      ['Trade-off or experiment', '28:54', 0],
      ['Recommendation', '31:48', 0],
    ])
    expect(stripMoment(strip, strip.to)).toBe('33:42')
    // Edits of the log by section, counted apart from this code: 931 less the one with which the room laid the board out.
    expect(strip.rows.map(({ section, edits, cards, blocks }) => [section, edits, cards, blocks.length])).toEqual([
      ['goal', 90, 1, 2],
      ['clarify', 208, 8, 6],
      ['context', 44, 2, 1],
      ['stakeholders', 55, 3, 1],
      ['userFlow', 59, 4, 2],
      ['metricsTree', 324, 8, 8],
      ['risks', 91, 2, 2],
      ['recommendation', 59, 1, 1],
    ])
    const tree = strip.rows.find(({ section }) => section === 'metricsTree')
    expect(
      tree?.blocks.map(({ from, to, edits }) => [stripMoment(strip, from), stripMoment(strip, to), edits]),
    ).toEqual([
      ['17:27', '17:34', 51],
      ['18:28', '19:21', 68],
      ['20:02', '20:03', 19],
      ['21:04', '21:04', 1],
      ['23:30', '23:50', 48],
      ['24:45', '24:51', 43],
      ['26:22', '26:26', 37],
      ['27:22', '27:46', 57],
    ])
    expect(strip.people).toEqual([{ participant: caro, seat: 'candidate', edits: 930, cards: 29 }])
    expect(strip.ticks.map(({ kind, at }) => [kind, stripMoment(strip, at)])).toEqual([
      ['comment', '2:36'],
      ['mark', '2:45'],
      ['hint', '10:26'],
      ['mark', '11:50'],
      ['fact', '15:04'],
      ['hint', '18:08'],
      ['fact', '20:24'],
      ['mark', '21:29'],
      ['hint', '21:58'],
      ['fact', '22:45'],
      ['comment', '24:00'],
      ['fact', '25:50'],
      ['fact', '29:32'],
      ['curveball', '30:51'],
      ['fact', '31:06'],
    ])
    expect(
      strip.flags.map((flag) => [flagWords(strip, flag), flag.at === null ? null : stripMoment(strip, flag.at)]),
    ).toEqual([
      ['Goal changed', '11:18'],
      ['First metric', '17:28'],
      ['North star chosen', '17:32'],
      ['First guardrail', '26:25'],
      ['Recommendation begun', '32:21'],
    ])
  })

  it('answers five questions', () => {
    expect(answersOf(strip, people).map(({ answer }) => answer)).toEqual([
      'Metrics tree 1:55 · User flow 1:24 · Clarify 0:48 · Clarify and purpose 0:12 over · Metrics tree and guardrails 1:12 over',
      'Nothing',
      'Nothing is missing',
      'Caro 100% of the edits, 29 cards',
      '6 facts · 3 hints · 1 curveball · hints at 10:26, 18:08, 21:58',
    ])
  })

  it('leads from every stretch to its moment, by press and by arrows, and is one stop of the Tab key', () => {
    const go = vi.fn()
    render(<StripView strip={strip} people={people} onGo={go} follows />)
    const bar = screen.getByRole('toolbar', { name: /Work on the board/ })
    const buttons = within(bar).getAllByRole('button')
    expect(buttons).toHaveLength(23)
    expect(buttons.filter((button) => button.tabIndex === 0)).toHaveLength(1)
    const second = within(bar).getByRole('button', { name: 'Metrics tree, 17:27 to 17:34, Caro, 51 edits' })
    fireEvent.click(second)
    const block = strip.rows[5]?.blocks[0]
    expect(go).toHaveBeenLastCalledWith({ at: block?.to, item: block?.items.at(-1) })
    second.focus()
    fireEvent.keyDown(second, { key: 'ArrowRight' })
    expect(document.activeElement).toBe(within(bar).getByRole('button', { name: /^Metrics tree, 18:28/ }))
    expect(go).toHaveBeenLastCalledWith(expect.objectContaining({ at: strip.rows[5]?.blocks[1]?.to }))
    expect(buttons.filter((button) => button.tabIndex === 0)).toHaveLength(1)
  })

  it('says the same as a table, on paper and in Markdown', () => {
    render(<PaperStrip strip={strip} people={people} />)
    expect(screen.queryAllByRole('button')).toEqual([])
    const row = screen.getByRole('row', { name: /^Metrics tree 1:55/ })
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual([
      '1:55',
      '324',
      '8',
      '17:27–17:34 Caro, 18:28–19:21 Caro, 20:02–20:03 Caro, 21:04–21:04 Caro, 23:30–23:50 Caro, 24:45–24:51 Caro, 26:22–26:26 Caro, 27:22–27:46 Caro',
    ])
    const markdown = stripToMarkdown(strip, people)
    expect(markdown).toContain(
      '| Metrics tree | 1:55 | 324 | 8 | 17:27–17:34 Caro, 18:28–19:21 Caro, 20:02–20:03 Caro, 21:04–21:04 Caro, 23:30–23:50 Caro, 24:45–24:51 Caro, 26:22–26:26 Caro, 27:22–27:46 Caro |',
    )
    expect(markdown).toContain('| 26:25 | First guardrail |')
  })
})

/** The same round, as if it had been measured who spoke; seconds from its start. */
const span = (from: number, to: number) => ({ from: strip.from + from * 1000, to: strip.from + to * 1000 })
const measured: Strip = {
  ...strip,
  airtime: {
    voices: [
      { participant: ina, heard: [span(0, 2022)], speech: [span(5, 65), span(300, 420)], spoke: 180_000 },
      {
        participant: caro,
        heard: [span(0, 1000), span(1100, 2022)],
        speech: [span(64, 280), span(415, 739)],
        spoke: 540_000,
      },
    ],
    heard: [span(0, 1000), span(1100, 2022)],
    talkOvers: [span(64, 65), span(415, 420)],
    silences: [span(280, 300)],
    monologue: { by: caro, ...span(415, 739) },
  },
}

describe('who spoke, in the strip', () => {
  it('is answered in one line, and not asked where it was not measured', () => {
    expect(answersOf(strip, people)).toHaveLength(5)
    expect(answersOf(measured, people).at(-1)).toEqual({
      question: 'Who spoke',
      answer:
        'Ina 25%, 3:00 · Caro 75%, 9:00 · 2 talk-overs · 1 silence, 0:20 at 4:40 · longest monologue Caro 5:24 at 6:55',
    })
  })

  it('is drawn where microphones were listened to, within the picture, above the sections', () => {
    const { container } = render(<PaperStrip strip={measured} people={people} />)
    const drawn = container.querySelector('[data-part=airtime]')
    expect(drawn?.querySelectorAll('.strip-heard')).toHaveLength(3)
    expect(drawn?.querySelectorAll('.strip-talk-over')).toHaveLength(2)
    expect(drawn?.querySelectorAll('.strip-silence')).toHaveLength(1)
    expect(drawn?.querySelectorAll('rect[fill]')).toHaveLength(4)
    expect(within(screen.getByRole('list', { name: 'Legend' })).getByText('Ina')).toBeDefined()
    for (const width of [320, 690, 1440]) {
      const { airtime, rows, ticks } = plotStrip(measured, width)
      expect(airtime?.top).toBeGreaterThanOrEqual(ticks.top + ticks.height)
      expect(rows[0]?.top).toBeGreaterThan((airtime?.top ?? 0) + (airtime?.height ?? 0))
    }
    cleanup()
    const { container: without } = render(<PaperStrip strip={strip} people={people} />)
    expect(without.querySelector('[data-part=airtime]')).toBeNull()
  })

  it('is the same as a table and in Markdown, and its moments lead to the board', () => {
    const go = vi.fn()
    render(<StripView strip={measured} people={people} onGo={go} />)
    const table = screen.getByRole('table', { name: 'Who spoke', hidden: true })
    expect(
      within(table)
        .getAllByRole('row', { hidden: true })
        .map((row) => row.textContent),
    ).toEqual(['PersonSpokeOf all speechStretches of speech', 'Ina3:0025%2', 'Caro9:0075%2'])
    const moments = screen.getByRole('list', { name: 'Talk-overs, silences and the longest monologue', hidden: true })
    fireEvent.click(within(moments).getByText('Silence, 0:20', { exact: false }))
    expect(go).toHaveBeenLastCalledWith({ at: strip.from + 280_000, item: null })
    expect(stripToMarkdown(measured, people)).toEqual(
      expect.arrayContaining(['| 1:04 | Spoke at once, 0:01 |', '| 6:55 | Longest monologue, Caro, 5:24 |']),
    )
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
    expect(reached.size).toBe(23)
  })
})
