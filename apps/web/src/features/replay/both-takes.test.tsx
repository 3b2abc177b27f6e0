import { applyBoardCommand, type ItemId, seedBoard } from '@greenroom/board'
import type { RecordedEdit } from '@greenroom/replay'
import { boardOf, type DocumentName, roundIdSchema } from '@greenroom/session'
import {
  ana,
  ben,
  openSampleSession,
  samplePreparedCase,
  scoreSampleRound,
  takeCommand,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { testFramework } from '../board/testing-board.ts'
import { BothTakes, takenRoundIn } from './both-takes.tsx'
import { SeekWorker } from './testing-seek-worker.ts'

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
const played = () => {
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
  session.must(ana, { kind: 'showPrompt', how: 'read' })
  const startedAt = session.now
  const write = begin(boardOf(r1), [])
  session.wait(10_000)
  write('item000000000001', 'Riders')
  session.wait(20_000)
  write('item000000000002', 'City')
  session.wait(10_000)
  scoreSampleRound(session)
  const at = startedAt + 20_000
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

it('shows both takes at the same time since the moment, each with the way to take it once more from there', async () => {
  vi.stubGlobal('Worker', SeekWorker)
  const { session, edits } = played()
  const take = takenRoundIn(session.state, 'r2')
  if (take === null) throw new Error('there is no take')
  expect(takenRoundIn(session.state, 'r1')).toBeNull()
  expect(takenRoundIn(session.state, 'r9')).toBeNull()
  const recording = { entries: session.streamOf(ben), edits }
  render(
    <MemoryRouter>
      <BothTakes recording={recording} take={take} me={ben} heading={null} />
    </MemoryRouter>,
  )
  const first = within(screen.getByRole('region', { name: 'Round 1' }))
  const second = within(screen.getByRole('region', { name: 'Second take (round 2)' }))
  const slider = screen.getByRole('slider', { name: /^Time since/ })
  const go = async (since: number): Promise<void> => {
    await act(async () => void fireEvent.change(slider, { target: { value: since } }))
  }
  const again = (side: typeof first) => side.queryByRole('link', { name: /^Take it again/ })?.textContent
  await first.findByText('Riders')
  await second.findByText('Riders')
  for (const side of [first, second]) expect(side.queryByText(/City|Shops/)).toBeNull()
  expect([again(first), again(second)]).toEqual(['Take it again from 0:20', 'Take it again from 0:00'])
  await go(6_000)
  await second.findByText('Shops')
  expect(first.queryByText('City')).toBeNull()
  expect([again(first), again(second)]).toEqual(['Take it again from 0:26', 'Take it again from 0:06'])
  // The first take is longer: the other stands at its end.
  await go(20_000)
  await first.findByText('City')
  expect(second.queryByText('City')).toBeNull()
  expect([again(first), again(second)]).toEqual(['Take it again from 0:40', 'Take it again from 0:12'])
  expect([...screen.getAllByText('Ended')]).toHaveLength(1)
})
