import { applyBoardCommand, type ItemId, seedBoard } from '@greenroom/board'
import type { RecordedEdit, RecordedSession } from '@greenroom/replay'
import { boardOf, type DocumentName, roundIdSchema } from '@greenroom/session'
import {
  ana,
  ben,
  openSampleSession,
  samplePreparedCase,
  scoreSampleRound,
  takeCommand,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { testFramework } from '../../board/testing-board.ts'
import { SeekWorker } from '../source/testing-seek-worker.ts'
import { clockWords } from './clock-slider.tsx'
import { CompareView } from './compare-view.tsx'
import { type ComparedRun, playedRounds, runFrom, runsBeside } from './compared-run.ts'

// jsdom lays nothing out.
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const [r1, r2] = [roundIdSchema.parse('r1'), roundIdSchema.parse('r2')]
const framework = JSON.parse(JSON.stringify(testFramework))
const agenda = samplePreparedCase.agenda.map((phase) => ({ ...phase, sections: ['people'] }))

/** Two cards at 0:10 and 0:30 of the first round; it is taken again from 0:20, where another card stands five seconds later. */
const played = ({ fromTheBeginning = false } = {}) => {
  const session = openSampleSession()
  const edits: RecordedEdit[] = []
  const begin = (document: DocumentName, before: readonly RecordedEdit[]): ((item: string, text: string) => void) => {
    const doc = new Y.Doc()
    for (const { update } of before) Y.applyUpdate(doc, update)
    doc.on('update', (update: Uint8Array) => void edits.push({ document, at: session.now, by: ben, n: 1, update }))
    if (before.length === 0) Y.applyUpdate(doc, seedBoard(testFramework))
    const at = { section: 'people', parent: null, before: null }
    return (item, text) => {
      const command = { kind: 'addItem', item: item as ItemId, itemKind: 'person', text, at } as const
      applyBoardCommand(doc, testFramework, command, 'here')
    }
  }
  session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: { ...samplePreparedCase, framework, agenda } })
  session.must(ana, { kind: 'startRound' })
  const began = session.now
  if (fromTheBeginning) session.wait(1_000)
  session.must(ana, { kind: 'showPrompt', how: 'read' })
  const startedAt = session.now
  const write = begin(boardOf(r1), [])
  session.wait(10_000)
  write('item000000000001', 'Riders')
  session.wait(20_000)
  write('item000000000002', 'City')
  session.wait(10_000)
  scoreSampleRound(session)
  const at = fromTheBeginning ? began : startedAt + 20_000
  const base = edits.filter((edit) => edit.at <= at)
  session.must(ben, takeCommand(session, { round: r1, at, who: 'together' }))
  session.must(ana, { kind: 'startRound' })
  const writeAgain = begin(boardOf(r2), base)
  session.wait(5_000)
  writeAgain('item000000000003', 'Shops')
  session.wait(7_000)
  session.must(ana, { kind: 'endRound' })
  for (const who of [ana, ben]) session.must(who, { kind: 'sealScorecard', scorecard: { scores: {} } })
  session.must(ana, { kind: 'openScores' })
  return { session, edits }
}

const show = (recording: RecordedSession, left: ComparedRun, right: ComparedRun) => {
  vi.stubGlobal('Worker', SeekWorker)
  render(
    <MemoryRouter>
      <CompareView left={left} right={right} me={ben} start={null} heading={null} />
    </MemoryRouter>,
  )
  const side = (name: string) => {
    const region = screen.getByRole('region', { name })
    return {
      all: within(region),
      board: () => within(region.querySelector<HTMLElement>('.compare-board') ?? region),
      only: () => within(within(region).getByRole('region', { name: `Only in ${name} at this point` })),
      again: () => within(region).queryByRole('link', { name: /^Take it again/ })?.textContent,
    }
  }
  const slider = screen.getByRole('slider', { name: 'Position in both runs' })
  const go = async (clock: number): Promise<void> => {
    await act(async () => void fireEvent.change(slider, { target: { value: clock } }))
  }
  return { side, go, slider, recording }
}
const takes = (how?: {
  readonly fromTheBeginning: boolean
}): { readonly recording: RecordedSession; readonly runs: readonly [ComparedRun, ComparedRun] } => {
  const { session, edits } = played(how)
  const recording = { entries: session.streamOf(ben), edits }
  const runs = runsBeside(recording, 'r2')
  if (runs === null) throw new Error('there is no take')
  return { recording, runs }
}

it('says at the end that it is the end, also of a length that is no whole second', () => {
  expect([0, 1_999, 24_600].map((clock) => clockWords(clock, 24_600))).toEqual([
    '0:00 of 0:24',
    '0:01 of 0:24',
    '0:24 of 0:24',
  ])
})

it('shows both takes at the same time since the moment, each with the way to take it once more from there', async () => {
  const { recording, runs } = takes()
  expect(runsBeside(recording, 'r1')).toBeNull()
  expect(runsBeside(recording, 'r9')).toBeNull()
  const { side, go } = show(recording, ...runs)
  const [first, second] = [side('Round 1'), side('Second take (round 2)')]
  for (const one of [first, second]) await one.all.findByText('Riders')
  for (const one of [first, second]) expect(one.board().queryByText(/City|Shops/)).toBeNull()
  expect([first.again(), second.again()]).toEqual(['Take it again from 0:20', 'Take it again from 0:00'])
  await go(6_000)
  await waitFor(() => second.board().getByText('Shops'))
  expect(first.board().queryByText('City')).toBeNull()
  expect([first.again(), second.again()]).toEqual(['Take it again from 0:26', 'Take it again from 0:06'])
  // The first take is longer: the other stands at its end.
  await go(20_000)
  await waitFor(() => first.board().getByText('City'))
  expect(second.board().queryByText('City')).toBeNull()
  expect([first.again(), second.again()]).toEqual(['Take it again from 0:40', 'Take it again from 0:12'])
  expect(screen.getAllByText('Ended')).toHaveLength(2)
})

it('knows a take from the beginning, before the prompt was shown, for one of the same case', () => {
  const { recording, runs } = takes({ fromTheBeginning: true })
  show(recording, ...runs)
  expect(screen.getByRole('region', { name: 'Second take (round 2)' })).toBeTruthy()
  expect(screen.queryByText(/runs of different cases/)).toBeNull()
})

it('says what each had at a point that the other lacked, and lights those cards alone', async () => {
  const { recording, runs } = takes()
  const { side, go } = show(recording, ...runs)
  const [first, second] = [side('Round 1'), side('Second take (round 2)')]
  await waitFor(() => first.only().getByText('Nothing here that the other lacks'))
  await go(20_000)
  await waitFor(() => first.only().getByRole('button', { name: 'City' }))
  await waitFor(() => second.only().getByRole('button', { name: 'Shops' }))
  for (const one of [first, second]) expect(one.only().queryByText('Riders')).toBeNull()
  // Both boards have the same sections: as landmarks nobody could tell them apart.
  const landmarks = screen
    .getAllByRole('region')
    .map((one) => one.ariaLabel ?? document.getElementById(one.getAttribute('aria-labelledby') ?? '')?.textContent)
  expect(landmarks).toEqual([...new Set(landmarks)])
  expect(screen.getAllByRole('group', { name: 'Goal' })).toHaveLength(2)
  const lit = [...document.querySelectorAll('.board-card[data-lit]')].map((card) => card.textContent)
  expect(lit.some((words) => words?.includes('City'))).toBe(true)
  expect(lit.some((words) => words?.includes('Riders'))).toBe(false)
})

it('compares a recording with one that was opened beside it, by whom it is and where it came from', async () => {
  const { recording } = takes()
  const again = takes().recording
  const [round] = playedRounds(again)
  if (round === undefined) throw new Error('no round')
  const [left, right] = [
    { ...runFrom(recording, round, 'this session'), from: null },
    runFrom(again, round, 'ana.greenroom'),
  ]
  const { side, go, slider } = show(recording, left, right)
  expect(slider.getAttribute('aria-valuetext')).toMatch(/^0 seconds of /)
  await go(60_000)
  for (const name of ['Ben, this session', 'Ben, ana.greenroom']) {
    await waitFor(() => side(name).board().getByText('City'))
    await waitFor(() => side(name).only().getByText('Nothing here that the other lacks'))
  }
  expect(screen.queryByText(/different cases/)).toBeNull()
})
