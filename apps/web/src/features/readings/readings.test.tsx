import { boardToJson, type Framework, type ItemId } from '@greenroom/board'
import { categoryOf } from '@greenroom/frameworks'
import type { Guide } from '@greenroom/question-bank'
import type { BoardMoment } from '@greenroom/replay'
import type { BoardClient } from '@greenroom/room-client'
import { boardOf, type ParticipantId, roundIdSchema } from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  type ScriptedSession,
  scoreSampleRound,
  startSampleRound,
  takeCommand,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BoardHistoryContext } from '../../live/board-history.ts'
import type { OpenBoard } from '../../live/room-context.ts'
import { useRoomView } from '../../live/room-view.ts'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { createTestBoard, type TestBoard } from '../board/testing-board.ts'
import { CoverageList } from './coverage-list.tsx'
import { factItem, factWords, placingCommands } from './fact-card.ts'
import { FactLedger } from './fact-ledger.tsx'
import { RippleList } from './ripple-list.tsx'
import { RoundReadings } from './round-readings.tsx'

const framework: Framework = categoryOf('success-metrics')?.framework ?? fail()
function fail(): never {
  throw new Error('no framework')
}

/** A board in memory as the room's client shows it. */
function openBoard(board: TestBoard): OpenBoard {
  let snapshot = { view: board.view(), saved: { kind: 'saved' } }
  const client = {
    document: boardOf(roundIdSchema.parse('r1')),
    getSnapshot: () => {
      if (snapshot.view !== board.view()) snapshot = { ...snapshot, view: board.view() }
      return snapshot
    },
    subscribe: board.subscribe,
    apply: board.actions.apply,
    breakUndo: () => {},
  }
  return { board: client as unknown as BoardClient, framework }
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})
const press = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole('button', { name })))

describe('the ledger of facts', () => {
  const Ledger = ({ room, me, open }: { room: TestRoom; me: ParticipantId; open: OpenBoard | null }) => (
    <FactLedger {...room.useProps(me)} open={open} />
  )
  const show = (session: ScriptedSession, me = ana, open: OpenBoard | null = null) => {
    const room = createTestRoom(session)
    render(<Ledger room={room} me={me} open={open} />)
    return room
  }
  const counts = () => screen.getByLabelText('Facts in numbers').textContent

  it('counts asked, offered and not asked yet, with times, and takes the interviewer’s word', async () => {
    const session = startSampleRound()
    session.wait(61_000)
    session.must(ana, { kind: 'releaseFact', fact: 'stations' })
    const room = show(session)
    expect(counts()).toBe('asked0offered0not marked1not asked yet1')
    await act(async () => fireEvent.click(screen.getByRole('radio', { name: 'Asked' })))
    expect(counts()).toBe('asked1offered0not asked yet1')
    await act(async () => fireEvent.click(screen.getByRole('radio', { name: 'Offered' })))
    expect(counts()).toBe('asked0offered1not asked yet1')
    expect(within(screen.getByRole('list', { name: 'Facts' })).getByText('1:01')).toBeDefined()
    expect(room.refused).toEqual([])
  })

  it('gives a fact in one press, where the interviewer sees that nobody has it: not a mentor, and not once it is given', async () => {
    const session = startSampleRound()
    const room = show(session)
    await press('Give: Stations')
    expect(counts()).toBe('asked0offered0not marked1not asked yet1')
    expect(screen.queryByRole('button', { name: 'Give: Stations' })).toBeNull()
    expect(room.refused).toEqual([])
    cleanup()
    show(session, mia)
    expect(screen.queryByRole('button', { name: /^Give/ })).toBeNull()
  })

  it('says that a fact was never asked for once nobody can ask any more', () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    show(session)
    expect(counts()).toBe('asked0offered0never asked2')
  })

  it('is the interviewer’s to mark: a mentor reads it', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'releaseFact', fact: 'stations', origin: 'asked' })
    show(session, mia)
    expect(screen.queryByRole('radio')).toBeNull()
    expect(counts()).toBe('asked1offered0not asked yet1')
  })

  it('puts a fact on the board in one press, once, and then shows where it is', async () => {
    const session = startSampleRound()
    session.wait(61_000)
    session.must(ana, { kind: 'releaseFact', fact: 'stations' })
    const board = createTestBoard(framework)
    show(session, ana, openBoard(board))
    await press('Put on the board: Stations')
    const item = board.view().items.get('fact-stations' as ItemId)
    expect(item).toMatchObject({
      kind: 'fact',
      section: 'context',
      text: 'Stations: 120 stations, 40 of them downtown.',
      fields: { source: 'Given at 1:01' },
    })
    await press('Show on the board: Stations')
    act(() => void vi.runAllTimers())
    expect(useRoomView.getState().spotlight).toBe('fact-stations')
    board.remotely({ kind: 'removeItem', item: 'fact-stations' as ItemId })
    cleanup()
    show(session, ana, openBoard(board))
    await press('Put on the board: Stations')
    expect(boardToJson(board.view(), framework).sections.find(({ id }) => id === 'context')?.items).toHaveLength(1)
  })

  it('keeps cards short, leaves tables out, and places nothing where no section takes facts', () => {
    const text = `Per team:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |`
    expect(factWords({ fact: 'f', label: 'Roll-out', text })).toBe('Roll-out: Per team:')
    expect(factWords({ fact: 'f', label: 'Long', text: 'x '.repeat(400) })).toHaveLength(160)
    expect(factItem('a b')).toBeNull()
    const view = createTestBoard(framework).view()
    const without = { ...framework, sections: framework.sections.filter(({ id }) => id !== 'context') }
    expect(placingCommands(without, view, { fact: 'f', label: 'F', text: 'F' }, '')).toBeNull()
  })
})

describe('coverage of the board', () => {
  it('names the rule, the question and the cards, and goes to a card', async () => {
    const board = createTestBoard(framework)
    const orders = board.add('metricsTree', 'metric', 'Paid orders')
    render(<CoverageList view={board.view()} framework={framework} isLive />)
    expect(screen.getByText('Goal is empty')).toBeDefined()
    expect(screen.getByText('No guardrail among the metrics')).toBeDefined()
    expect(document.body.textContent).not.toMatch(/%|\d+ of \d+/)
    const [first] = screen.getAllByRole('button', { name: '“Paid orders”' })
    fireEvent.click(first ?? document.body)
    act(() => void vi.runAllTimers())
    expect(useRoomView.getState().spotlight).toBe(orders)
  })

  it('calls the pinned line by its name on this board, and asks what the line itself asks', () => {
    const story = categoryOf('behavioural')?.framework ?? fail()
    render(<CoverageList view={createTestBoard(story).view()} framework={story} isLive />)
    expect(screen.getByText('Competency is empty').nextSibling?.textContent).toBe('What do they want to see?')
  })
})

describe('the ripple of a curveball', () => {
  const guide = {
    curveballs: [{ id: 'rain', moves: ['goal', 'trips'] }],
    referenceBoard: {
      items: [
        { id: 'goal', section: 'goal', kind: 'goal', text: 'Fewer car trips', fields: {}, links: [] },
        { id: 'trips', section: 'metricsTree', kind: 'metric', text: 'Trips per bike a day', fields: {}, links: [] },
      ],
    },
  } as unknown as Guide
  const List = ({ room, me, open }: { room: TestRoom; me: ParticipantId; open: OpenBoard }) => (
    <RippleList {...room.useProps(me)} guide={guide} open={open} isLive />
  )
  const setUp = () => {
    const session = startSampleRound()
    const board = createTestBoard(framework)
    board.actions.apply({ kind: 'editText', item: 'goal' as ItemId, index: 0, remove: 0, insert: 'Fewer cars' })
    const trips = board.add('metricsTree', 'metric', 'Trips per bike and day')
    return { session, board, trips, open: openBoard(board), room: createTestRoom(session) }
  }
  const states = () =>
    within(screen.getByRole('list', { name: 'Linked cards' }))
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent?.match(/(changed|left as it was|not touched yet|not on the board)$/)?.[0])
      .filter(Boolean)

  it('watches the linked cards for three minutes, and then says which were left', async () => {
    const { session, board, trips, open, room } = setUp()
    render(<List room={room} me={ana} open={open} />)
    expect(screen.queryByRole('list')).toBeNull()
    session.must(ana, { kind: 'playCurveball', curveball: 'rain' })
    act(() => room.changed())
    expect(states()).toEqual(['not touched yet', 'not touched yet'])
    act(() => board.remotely({ kind: 'editText', item: trips, index: 0, remove: 5, insert: 'Dry trips' }))
    expect(states()).toEqual(['not touched yet', 'changed'])
    session.wait(180_000)
    await act(() => vi.advanceTimersByTimeAsync(180_000))
    expect(states()).toEqual(['left as it was', 'changed'])
    // What happens later is not an answer to it.
    act(() => board.remotely({ kind: 'editText', item: 'goal' as ItemId, index: 0, remove: 0, insert: 'Far ' }))
    expect(states()).toEqual(['left as it was', 'changed'])
  })

  it('asks the recording for a board from before this page was opened, and says when it has none', async () => {
    const { session, open, room, board } = setUp()
    session.must(ana, { kind: 'playCurveball', curveball: 'rain' })
    session.wait(400_000)
    const asked: (readonly BoardMoment[])[] = []
    const view = board.view()
    const Page = ({ history }: { history: (moments: readonly BoardMoment[]) => Promise<never[]> }) => (
      <BoardHistoryContext value={history}>
        <List room={room} me={ana} open={open} />
      </BoardHistoryContext>
    )
    const { unmount } = render(<Page history={() => Promise.reject(new Error('gone'))} />)
    await act(async () => {})
    expect(screen.getByText('The board at that time could not be loaded.')).toBeDefined()
    unmount()
    render(
      <Page
        history={async (moments) => {
          asked.push(moments)
          return moments.map(() => view) as never[]
        }}
      />,
    )
    await act(async () => {})
    const at = session.round.curveballs[0]?.at ?? 0
    expect(asked).toEqual([[at, at + 180_000].map((at) => ({ document: 'board-r1', at }))])
    expect(states()).toEqual(['left as it was', 'left as it was'])
  })

  it('goes on in a second take: from the board of its source, for what was left of the three minutes', async () => {
    const { session, board, trips, open, room } = setUp()
    session.must(ana, { kind: 'playCurveball', curveball: 'rain' })
    const playedAt = session.now
    session.wait(60_000)
    scoreSampleRound(session)
    session.must(
      ben,
      takeCommand(session, { round: session.round.id, at: session.round.endedAt ?? 0, who: 'together' }),
    )
    session.wait(30_000)
    session.must(ana, { kind: 'startRound' })
    const view = board.view()
    const asked: (readonly BoardMoment[])[] = []
    const taken = { ...open, board: { ...open.board, document: boardOf(session.round.id) } as unknown as BoardClient }
    render(
      <BoardHistoryContext
        value={async (moments) => {
          asked.push(moments)
          return moments.map(() => view)
        }}
      >
        <List room={room} me={ana} open={taken} />
      </BoardHistoryContext>,
    )
    await act(async () => {})
    expect(asked).toEqual([[{ document: 'board-r1', at: playedAt }]])
    expect(states()).toEqual(['not touched yet', 'not touched yet'])
    expect(screen.getByText(/watching for 2:00/)).toBeDefined()
    act(() => board.remotely({ kind: 'editText', item: trips, index: 0, remove: 5, insert: 'Dry trips' }))
    session.wait(120_000)
    await act(() => vi.advanceTimersByTimeAsync(120_000))
    expect(states()).toEqual(['left as it was', 'changed'])
  })

  it('is not shown to the candidate before the scores open', async () => {
    const { session, open, room, board } = setUp()
    session.must(ana, { kind: 'playCurveball', curveball: 'rain' })
    render(<List room={room} me={ben} open={open} />)
    expect(screen.queryByRole('list')).toBeNull()
    cleanup()
    scoreSampleRound(session)
    const view = board.view()
    render(
      <BoardHistoryContext value={async (moments) => moments.map(() => view)}>
        <List room={room} me={ben} open={openBoard(board)} />
      </BoardHistoryContext>,
    )
    await act(async () => {})
    expect(screen.getByRole('list', { name: 'Linked cards' })).toBeDefined()
  })
})

describe('what the interviewer followed, on paper', () => {
  it('is open with its words, and not a row of closed boxes', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'releaseFact', fact: 'stations', origin: 'asked' })
    scoreSampleRound(session)
    const room = createTestRoom(session)
    const Page = () => <RoundReadings {...room.useProps(ben)} guide={null} open={null} />
    render(<Page />)
    expect(screen.queryByLabelText('Facts in numbers')).toBeNull()
    act(() => void window.dispatchEvent(new Event('beforeprint')))
    expect(screen.getByLabelText('Facts in numbers').textContent).toMatch(/^asked1/)
    act(() => void window.dispatchEvent(new Event('afterprint')))
  })
})
