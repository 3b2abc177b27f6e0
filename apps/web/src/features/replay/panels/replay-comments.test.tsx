import { applyBoardCommand, type BoardCommand, type ItemId, seedBoard } from '@greenroom/board'
import type { RecordedEdit } from '@greenroom/replay'
import { boardOf, commentIdSchema, roundIdSchema } from '@greenroom/session'
import { ana, ben, mia, openSampleSession, samplePreparedCase, scoreSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { testFramework } from '../../board/testing-board.ts'
import { ReplayView } from '../replay-view.tsx'
import { SeekWorker } from '../source/testing-seek-worker.ts'

// jsdom lays nothing out.
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const r1 = roundIdSchema.parse('r1')
const [riders, city] = ['item000000000001', 'item000000000002'] as [ItemId, ItemId]

/** A card at 0:10, another at 0:40 that is removed at 1:10; the round ends at 1:20, and a month later there are comments. */
const played = () => {
  const session = openSampleSession()
  const edits: RecordedEdit[] = []
  const framework = JSON.parse(JSON.stringify(testFramework))
  const agenda = samplePreparedCase.agenda.map((phase) => ({ ...phase, sections: ['people'] }))
  session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: { ...samplePreparedCase, framework, agenda } })
  session.must(ana, { kind: 'startRound' })
  const startedAt = session.now
  session.must(ana, { kind: 'showPrompt', how: 'read' })
  const document = boardOf(r1)
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => void edits.push({ document, at: session.now, by: ben, n: 1, update }))
  Y.applyUpdate(doc, seedBoard(testFramework))
  const after = (milliseconds: number, command: BoardCommand): void => {
    session.wait(milliseconds)
    applyBoardCommand(doc, testFramework, command, 'here')
  }
  const at = { section: 'people', parent: null, before: null }
  after(10_000, { kind: 'addItem', item: riders, itemKind: 'person', text: 'Riders', at })
  after(30_000, { kind: 'addItem', item: city, itemKind: 'person', text: 'City', at })
  after(30_000, { kind: 'removeItem', item: city })
  session.wait(10_000)
  scoreSampleRound(session)
  session.wait(30 * 24 * 60 * 60_000)
  const comment = (name: string, moment: number, item: ItemId | null, words: string) =>
    session.must(mia, {
      kind: 'writeComment',
      round: r1,
      comment: commentIdSchema.parse(name),
      moment: startedAt + moment,
      item,
      words,
    })
  comment('a', 20_000, riders, 'Which riders?')
  comment('b', 50_000, city, 'Why not?')
  comment('c', 60_000, null, '')
  return { entries: session.streamOf(ana), edits }
}

it('stand beside a replay, on its cards and on its time; one on a removed card says when that was, and opens its moment', async () => {
  vi.stubGlobal('Worker', SeekWorker)
  render(
    <MemoryRouter>
      <ReplayView
        recording={played()}
        seconds={null}
        card={null}
        path=""
        audience={{ kind: 'nobody', reader: ana, shared: null }}
        heading={null}
      />
    </MemoryRouter>,
  )
  await screen.findAllByText('Riders')
  // A month of silence is no part of what is played.
  expect(screen.getByText(/of 1:20/)).toBeTruthy()
  const board = within(screen.getByRole('main'))
  expect(board.getByText('1 comment')).toBeTruthy()
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: /^Comments/ })))
  const panel = within(screen.getByRole('region', { name: 'Comments' }))
  expect(panel.getByText('Which riders?')).toBeTruthy()
  expect(panel.getByText('On “Riders”')).toBeTruthy()
  expect(panel.getByText('Pinned this moment')).toBeTruthy()
  expect(await panel.findByText('On “City”, card removed at 1:10')).toBeTruthy()
  // Nothing can be written into a recording.
  expect(panel.queryByRole('textbox')).toBeNull()
  await act(async () => void fireEvent.click(panel.getByRole('button', { name: /^Go to 0:50/ })))
  expect((await board.findAllByText('City')).length).toBeGreaterThan(0)
})
