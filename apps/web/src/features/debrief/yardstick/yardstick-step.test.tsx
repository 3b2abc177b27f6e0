import type { Guide, ReferenceItem } from '@greenroom/question-bank'
import type { ParticipantId } from '@greenroom/session'
import { ana, ben, oto, type ScriptedSession, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestRoom, type TestRoom } from '../../../live/testing-room.ts'
import { createTestBoard, testFramework } from '../../board/testing-board.ts'
import { useYardstickView, YardstickStep } from './yardstick-step.tsx'

afterEach(cleanup)

// The items of the sample case's reference board.
const reference = (id: string, text: string, mark: ReferenceItem['mark']): ReferenceItem => ({
  id,
  section: 'people',
  kind: 'person',
  text,
  fields: {},
  links: [],
  mark,
})
const items = [
  reference('rainy-days', 'Nobody rides in the rain', 'good'),
  reference('car-trips', 'Half of the rides replace a car trip', 'core'),
]
const guideOf = (items: readonly ReferenceItem[]) =>
  ({ referenceBoard: { note: 'There are others.', items }, sampleBoards: [] }) as unknown as Guide

const boardOf = (...texts: readonly string[]) => {
  const board = createTestBoard()
  for (const text of texts) board.add('people', 'person', text)
  return { view: board.view(), framework: testFramework }
}
type Board = ReturnType<typeof boardOf>

const Page = (props: { room: TestRoom; me: ParticipantId; board: Board | null; guide: Guide | null }) => {
  const { room, me, board, guide } = props
  return <YardstickStep {...room.useProps(me)} board={board} guide={guide} />
}
const scored = (): ScriptedSession => {
  const session = startSampleRound()
  scoreSampleRound(session)
  return session
}
const look = (
  session: ScriptedSession,
  me: ParticipantId,
  board: Board | null,
  guide: Guide | null = guideOf(items),
) => {
  const room = createTestRoom(session)
  render(<Page room={room} me={me} board={board} guide={guide} />)
  return room
}
/** The headings with their counts, in the order in which they are read. */
const lists = () => screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)
const inList = (name: string): readonly (string | null)[] =>
  within(screen.getByRole('region', { name: new RegExp(`^${name}`) }))
    .queryAllByRole('listitem')
    .map(({ textContent }) => textContent)
const press = async (name: string): Promise<void> => {
  await act(async () => fireEvent.click(screen.getByRole('button', { name })))
}
const pickFirst = async (): Promise<void> => {
  const [option] = screen.getAllByRole('option')
  if (option) await act(async () => fireEvent.click(option))
}

describe('the yardstick as lists', () => {
  beforeEach(() => useYardstickView.setState({ look: 'lists' }))

  it('shows what only this board has first, then pairs, then what is missing with one sentence why', () => {
    look(scored(), ben, boardOf('Rides replace car trips', 'Tourists'))
    expect(lists()).toEqual(['Yours alone 1', 'Match 1', 'Missed 1'])
    expect(screen.getByRole('list', { name: 'Yours alone' }).textContent).toContain('Tourists')
    expect(inList('Match')).toEqual([expect.stringMatching(/Rides replace car trips.*Half of the rides.*Core/)])
    expect(inList('Missed')).toEqual([
      expect.stringMatching(/Nobody rides in the rain.*Good.*It makes an answer to this case more complete\./),
    ])
    expect(screen.getByText('There are others.')).toBeDefined()
    expect(document.body.textContent).not.toContain('%')
  })

  it('counts a pair that it only asks about by itself, until somebody has said that it is one', async () => {
    look(scored(), ben, boardOf('Rain jackets for sale', 'Tourists'))
    expect(lists()).toEqual(['Yours alone 1', 'Match 0', 'Perhaps a match 1', 'Missed 1'])
    expect(inList('Perhaps a match')).toEqual([
      expect.stringMatching(/Rain jackets for sale.*Nobody rides in the rain/),
    ])
    await press('Yes, “Rain jackets for sale” and “Nobody rides in the rain” are a pair')
    expect(lists()).toEqual(['Yours alone 1', 'Match 1', 'Missed 1'])
  })

  it('shows whole boards by level where there is no one good board, with who did what', () => {
    const item = (id: string, doneBy: string) => ({
      id,
      section: 'actions',
      kind: 'action',
      text: id,
      fields: { doneBy },
      links: [],
    })
    const sampleBoards = [
      { id: 'high', level: 4, title: 'Told whole', why: 'Her words are heard.', items: [item('Asked him why', 'i')] },
      { id: 'low', level: 2, title: 'Told thin', why: 'Nobody is heard.', items: [item('Pushed back', 'we')] },
    ]
    const guide = { ...guideOf([]), sampleBoards } as unknown as Guide
    look(scored(), ben, boardOf('Mine'), guide)
    const levels = screen.getAllByRole('button', { name: /^Level/ })
    expect(levels.map(({ textContent }) => textContent?.replace(/\d+$/, ''))).toEqual([
      'Level 2: Told thin',
      'Level 4: Told whole',
    ])
    for (const level of levels) act(() => fireEvent.click(level))
    expect(screen.getByText('Asked him why').parentElement?.textContent).toContain('I')
    expect(screen.getByText('Pushed back').parentElement?.textContent).toContain('We')
    expect(screen.getByText('Nobody is heard.')).toBeDefined()
  })

  it('is corrected by keyboard, stays corrected for everybody, and goes back to what is proposed', async () => {
    const session = scored()
    const room = look(session, ben, boardOf('Rides replace car trips', 'Tourists'))
    await press('Pair “Tourists” with an item on the reference board')
    await pickFirst()
    expect(lists()).toEqual(['Yours alone 0', 'Match 2', 'Missed 0'])
    expect(document.activeElement?.id).toBe('yardstick-rainy-days')
    await press('Separate “Rides replace car trips” from “Half of the rides replace a car trip”')
    expect(lists()).toEqual(['Yours alone 1', 'Match 1', 'Missed 1'])
    cleanup()
    look(session, ana, boardOf('Rides replace car trips', 'Tourists'))
    expect(lists()).toEqual(['Only on Ben’s board 1', 'Match 1', 'Missed 1'])
    await press('Use the proposed pair: “Half of the rides replace a car trip” was corrected')
    expect(lists()[1]).toBe('Match 2')
    expect(session.round.pairs).toMatchObject({ 'rainy-days': expect.any(String) })
    expect(room.refused).toEqual([])
  })

  it('is corrected by dragging: onto an item, and back to the unpaired cards', async () => {
    const session = scored()
    look(session, ben, boardOf('Rides replace car trips', 'Tourists'))
    const data = new Map<string, string>()
    const dataTransfer = {
      setData: (type: string, value: string) => data.set(type, value),
      getData: (type: string) => data.get(type) ?? '',
      get types() {
        return [...data.keys()]
      },
    }
    const drag = async (words: string, onto: string): Promise<void> => {
      const target = screen.getByText(onto)
      await act(async () => fireEvent.dragStart(screen.getByText(words), { dataTransfer }))
      // What takes a drop says so.
      expect(fireEvent.dragOver(target, { dataTransfer })).toBe(false)
      await act(async () => fireEvent.drop(target, { dataTransfer }))
    }
    await drag('Tourists', 'Half of the rides replace a car trip')
    expect(inList('Match')).toEqual([expect.stringMatching(/Tourists.*Half of the rides/)])
    await drag('Tourists', 'Yours alone')
    expect(session.round.pairs).toEqual({ 'car-trips': null })
    expect(lists()).toEqual(['Yours alone 2', 'Match 0', 'Missed 2'])
  })

  it('is read by observers, who correct nothing', () => {
    look(scored(), oto, boardOf('Rides replace car trips', 'Tourists'))
    expect(lists()).toEqual(['Only on Ben’s board 1', 'Match 1', 'Missed 1'])
    expect(screen.queryAllByRole('button')).toEqual([])
  })

  it('says so where there is no reference board, no board yet, or no card', () => {
    const session = scored()
    look(session, ben, boardOf(), null)
    expect(screen.getByText('This case has no reference board')).toBeDefined()
    cleanup()
    look(session, ben, boardOf(), guideOf([reference('goal', 'Not written yet', 'core')]))
    expect(screen.getByText('Its author has not written one yet.')).toBeDefined()
    cleanup()
    look(session, ben, null)
    expect(screen.getByText('Opening the board…')).toBeDefined()
    cleanup()
    look(session, ben, boardOf())
    expect(screen.getByText('Your board is empty.')).toBeDefined()
    expect(lists()).toEqual(['Yours alone 0', 'Match 0', 'Missed 2'])
    expect(screen.queryAllByRole('button')).toEqual([])
  })
})

describe('the yardstick side by side', () => {
  beforeEach(() => useYardstickView.setState({ look: 'boards' }))
  const card = (text: string): HTMLElement => {
    const found = screen.getByText(text).closest<HTMLElement>('[data-card]')
    if (!found) throw new Error(`no card ${text}`)
    return found
  }
  const lit = () => [...document.querySelectorAll('[data-lit]')].map((one) => one.getAttribute('data-side'))
  const bar = () => screen.getByRole('region', { name: 'The chosen card' }).textContent

  it('has both boards by section, each card marked as paired, missed or alone', () => {
    look(scored(), ben, boardOf('Rides replace car trips', 'Tourists'))
    const names = screen.getAllByRole('list').map((list) => list.getAttribute('aria-label'))
    expect(names).toEqual(['People, Your board', 'People, reference board'])
    // A phone shows no titles of the boards: sections stand right below the screen's title then.
    expect(screen.getAllByRole('heading', { level: 3 }).map((title) => title.textContent)).toContain('People')
    expect(card('Tourists').dataset.pairing).toBe('alone')
    expect(card('Nobody rides in the rain').dataset.pairing).toBe('missed')
    expect(card('Rides replace car trips').dataset.pairing).toMatch(/pair|perhaps/)
  })

  it('lights a card up with its pair, under the pointer and in focus, and goes across by arrow', async () => {
    look(scored(), ben, boardOf('Rides replace car trips', 'Tourists'))
    fireEvent.pointerOver(card('Rides replace car trips'))
    expect(lit().sort()).toEqual(['own', 'reference'])
    fireEvent.pointerOver(card('Tourists'))
    expect(lit()).toEqual(['own'])
    act(() => card('Rides replace car trips').focus())
    expect(lit().sort()).toEqual(['own', 'reference'])
    fireEvent.keyDown(card('Rides replace car trips'), { key: 'ArrowRight' })
    expect(document.activeElement).toBe(card('Half of the rides replace a car trip'))
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowLeft' })
    expect(document.activeElement).toBe(card('Rides replace car trips'))
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowDown' })
    expect(document.activeElement).toBe(card('Tourists'))
  })

  it('says below how the chosen card relates to the other board, and corrects it there', async () => {
    const session = scored()
    const room = look(session, ben, boardOf('Rides replace car trips', 'Tourists'))
    await act(async () => fireEvent.click(card('Nobody rides in the rain')))
    expect(bar()).toContain('is missing. It makes an answer to this case more complete.')
    await act(async () => fireEvent.click(card('Tourists')))
    expect(bar()).toContain('has no match on the reference board')
    await press('Pair “Tourists” with an item on the reference board')
    await pickFirst()
    expect(card('Tourists').dataset.pairing).toBe('pair')
    expect(bar()).toContain('is paired with')
    expect(document.activeElement).toBe(card('Tourists'))
    await press('Separate')
    expect(session.round.pairs).toEqual({ 'rainy-days': null })
    expect(card('Tourists').dataset.pairing).toBe('alone')
    expect(room.refused).toEqual([])
  })

  it('asks of a pair that shares little whether it is one', async () => {
    const session = scored()
    look(session, ben, boardOf('Rain jackets for sale', 'Tourists'))
    expect(card('Rain jackets for sale').dataset.pairing).toBe('perhaps')
    await act(async () => fireEvent.click(card('Rain jackets for sale')))
    expect(bar()).toContain('may mean the same as')
    await press('Yes, a pair')
    expect(card('Rain jackets for sale').dataset.pairing).toBe('pair')
  })

  it('takes a card that is dragged onto an item', async () => {
    const session = scored()
    look(session, ben, boardOf('Tourists'))
    const data = new Map<string, string>()
    const dataTransfer = {
      setData: (type: string, value: string) => data.set(type, value),
      getData: (type: string) => data.get(type) ?? '',
      get types() {
        return [...data.keys()]
      },
    }
    const target = card('Nobody rides in the rain')
    await act(async () => fireEvent.dragStart(card('Tourists'), { dataTransfer }))
    expect(fireEvent.dragOver(target, { dataTransfer })).toBe(false)
    await act(async () => fireEvent.drop(target, { dataTransfer }))
    expect(card('Tourists').dataset.pairing).toBe('pair')
  })

  it('is only looked at by observers', async () => {
    look(scored(), oto, boardOf('Rides replace car trips', 'Tourists'))
    await act(async () => fireEvent.click(card('Tourists')))
    expect(bar()).toContain('has no match')
    expect(screen.queryByRole('button', { name: /Pair|Separate/ })).toBeNull()
  })
})
