import { applyBoardCommand, type ItemId, readBoard, seedBoard } from '@greenroom/board'
import type { RecordedEdit } from '@greenroom/replay'
import { documentNameSchema, type Evidence, type ParticipantId } from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  openSampleSession,
  type ScriptedSession,
  samplePreparedCase,
  sampleScorecard,
  startSampleRound,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { createTestRoom, type TestRoom } from '../../../live/testing-room.ts'
import { testFramework } from '../../board/testing-board.ts'
import { SeatNotice } from '../../people/seat-notice.tsx'
import { SeekWorker } from '../../replay/source/testing-seek-worker.ts'
import type { RecordingSource } from '../evidence/use-recording.ts'
import { scorecardDraftOf } from '../scorecard/scorecard-draft.ts'
import { CompareStep } from './compare-step.tsx'
import { turnFor } from './envelopes.tsx'
import { useTurning } from './use-turning.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  Reflect.deleteProperty(Element.prototype, 'animate')
  localStorage.clear()
})

const nothing: RecordingSource = { state: { kind: 'none' }, ask: () => undefined }

const Step = ({
  room,
  me,
  recording = nothing,
  board = null,
}: {
  readonly room: TestRoom
  readonly me: ParticipantId
  readonly recording?: RecordingSource
  readonly board?: Parameters<typeof CompareStep>[0]['board']
}) => {
  const props = room.useProps(me)
  return (
    <MemoryRouter>
      <CompareStep
        {...props}
        turning={useTurning(props.round)}
        guide={null}
        board={board}
        recording={recording}
        isCurrent
        strip={{ kind: 'none' }}
      />
    </MemoryRouter>
  )
}

/** A round of two that has ended: nobody waits for a mentor. */
const ended = (): ScriptedSession => {
  const session = startSampleRound()
  session.must(mia, { kind: 'leaveSeat' })
  session.must(ana, { kind: 'endRound' })
  return session
}
const envelopeOf = (name: string): HTMLElement => {
  const list = within(screen.getByRole('list', { name: 'Sealed scorecards' })).getAllByRole('listitem')
  const found = list.find((one) => one.textContent?.includes(name))
  if (!found) throw new Error(`no envelope of ${name}`)
  return found
}
/** How many arcs of a ring are filled, of how many. */
const ringOf = (name: string): readonly [number, number] => {
  const arcs = [...envelopeOf(name).querySelectorAll('svg circle[pathLength]')]
  return [arcs.filter((arc) => arc.classList.contains('stroke-accent')).length, arcs.length]
}

describe('sealed envelopes', () => {
  it('leave it to the notice above them to open the scores without somebody who is away', () => {
    const session = ended()
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    session.must(null, { kind: 'noteAbsence', participant: ben })
    const room = createTestRoom(session)
    const Both = () => (
      <>
        <SeatNotice {...room.useProps(ana)} />
        <Step room={room} me={ana} />
      </>
    )
    render(<Both />)
    const open = screen.getAllByRole('button', { name: /^Open/ })
    expect(open.map(({ textContent }) => textContent)).toEqual(['Open the scores'])
    expect(screen.getAllByText(/is away$/).length).toBe(2)
  })

  it('have a ring of five steps: your own as far as it is filled, somebody else’s empty until they have sealed', () => {
    const session = ended()
    const room = createTestRoom(session)
    const { rerender } = render(<Step room={room} me={ana} />)
    expect([ringOf('Ana'), ringOf('Ben')]).toEqual([
      [0, 5],
      [0, 5],
    ])
    const draft = scorecardDraftOf(session.state.session ?? '', 'r1', ana)
    const line = { score: 3 as const, words: '', evidence: [] }
    act(() => draft.write({ goal: line }))
    expect(ringOf('Ana')).toEqual([2, 5])
    act(() => draft.write({ goal: line, metrics: line }))
    expect(ringOf('Ana')).toEqual([4, 5])
    // How far somebody else is, is not sent.
    rerender(<Step room={room} me={ben} />)
    expect(ringOf('Ana')).toEqual([0, 5])
    act(() => {
      session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
      room.changed()
    })
    expect([ringOf('Ana'), ringOf('Ben')]).toEqual([
      [5, 5],
      [0, 5],
    ])
    expect(envelopeOf('Ana').textContent).toContain('Ana has sealed')
  })

  const openWith = (reduced: boolean) => {
    vi.useFakeTimers()
    vi.stubGlobal('matchMedia', () => ({ matches: reduced }))
    const turned: { readonly who: string | null; readonly duration: unknown }[] = []
    Element.prototype.animate = function (this: Element, _frames, options) {
      turned.push({ who: this.textContent, duration: typeof options === 'object' ? options.duration : options })
      return {} as Animation
    }
    const session = ended()
    const room = createTestRoom(session)
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    render(<Step room={room} me={ben} />)
    act(() => {
      session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
      room.changed()
    })
    return turned
  }

  it('turn over both at once when the last one is sealed, and then the scores are there', () => {
    const turned = openWith(false)
    expect(turned).toHaveLength(2)
    expect(turned.map(({ duration }) => duration)).toEqual([turnFor, turnFor])
    expect(turned.map(({ who }) => who?.replace('opens', '')).sort()).toEqual(['Ana', 'Ben'])
    expect(screen.queryByRole('list', { name: 'The scorecards' })).toBeNull()
    act(() => void vi.advanceTimersByTime(turnFor))
    expect(screen.getByRole('list', { name: 'The scorecards' })).toBeDefined()
    expect(screen.queryByRole('list', { name: 'Sealed scorecards' })).toBeNull()
  })

  it('do not turn for a person who wants less motion: the scores are there at once', () => {
    expect(openWith(true)).toEqual([])
    expect(screen.getByRole('list', { name: 'The scorecards' })).toBeDefined()
  })
})

describe('evidence that points at a card', () => {
  const document = documentNameSchema.parse('board-r1')
  const item = 'item000000000001' as ItemId
  /** A card that is written, changed, and removed again before the round ends. */
  const played = (evidence: readonly Evidence[]) => {
    const session = openSampleSession()
    const framework = JSON.parse(JSON.stringify(testFramework))
    session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: { ...samplePreparedCase, framework } })
    session.must(ana, { kind: 'startRound' })
    session.must(mia, { kind: 'leaveSeat' })
    const doc = new Y.Doc()
    const edits: RecordedEdit[] = []
    Y.applyUpdate(doc, seedBoard(testFramework))
    edits.push({ document, at: session.now, by: null, n: 1, update: Y.encodeStateAsUpdate(doc) })
    doc.on('update', (update: Uint8Array) => {
      edits.push({ document, at: session.now, by: ben, n: 1, update })
    })
    const edit = (after: number, command: Parameters<typeof applyBoardCommand>[2]): void => {
      session.wait(after)
      applyBoardCommand(doc, testFramework, command, 'here')
    }
    const at = { section: 'people', parent: null, before: null }
    edit(10_000, { kind: 'addItem', item, itemKind: 'person', text: 'Riders', at })
    edit(5_000, { kind: 'editText', item, index: 6, remove: 0, insert: ' at night' })
    edit(25_000, { kind: 'removeItem', item })
    session.wait(20_000)
    session.must(ana, { kind: 'endRound' })
    const goal = { score: 3 as const, words: '', evidence: [...evidence] }
    session.must(ana, { kind: 'sealScorecard', scorecard: { scores: { goal, metrics: { ...goal, evidence: [] } } } })
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    const recording = { entries: session.streamOf(ana), edits }
    vi.stubGlobal('Worker', SeekWorker)
    render(
      <Step
        room={createTestRoom(session)}
        me={ana}
        recording={{ state: { kind: 'here', recording }, ask: () => undefined }}
        board={{ view: readBoard(doc) }}
      />,
    )
    return screen.getByRole('region', { name: 'The board at this moment' })
  }
  const show = async (label: string): Promise<void> => {
    const list = screen.getByRole('list', { name: 'Evidence of Ana' })
    await act(async () => fireEvent.click(within(list).getByRole('button', { name: label })))
  }

  it('which was removed shows the board when it last had its text, and says so', async () => {
    const beside = played([{ kind: 'item', item, label: 'Riders at night' }])
    await show('Riders at night')
    expect((await within(beside).findByText(/This card was removed later/)).textContent).toBe(
      'This card was removed later. This is the board when it last had its text.',
    )
    expect(within(beside).getAllByRole('status')[0]?.textContent).toContain('0:15 Riders at night')
  })

  it('is beside the scores without a press: the first evidence of the widest gap', async () => {
    const beside = played([{ kind: 'item', item, label: 'Riders at night' }])
    await within(beside).findByText(/This card was removed later/)
    const pressed = screen.getAllByRole('button', { pressed: true })
    expect(pressed.map(({ textContent }) => textContent)).toEqual(['Riders at night'])
  })

  it('that nobody gave leaves the end of the round', async () => {
    const beside = played([])
    const shown = await within(beside).findByText('the end of the round')
    expect(shown.closest('[role=status]')?.textContent).toBe('1:00 the end of the round')
  })

  it('which no board ever had says so, and shows the end; nothing else is lost', async () => {
    const beside = played([{ kind: 'item', item: 'nowhere', label: 'Somebody’s card' }])
    await show('Somebody’s card')
    await within(beside).findByText('This card is not in the recording. This is the board at the end of the round.')
    expect(within(beside).getAllByRole('status')[0]?.textContent).toContain('1:00')
    expect(screen.getAllByText('No evidence').length).toBeGreaterThan(0)
  })
})
