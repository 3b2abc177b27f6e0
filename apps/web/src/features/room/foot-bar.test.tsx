import type { RoomClient } from '@greenroom/room-client'
import type { ParticipantId } from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  openSampleSession,
  oto,
  type ScriptedSession,
  samplePreparedCase,
  startSampleRound,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { showToast, Toasts, toasts } from '../../design/index.ts'
import { takeAnnouncements } from '../../live/announcements.ts'
import { RoomContext } from '../../live/room-context.ts'
import { setRoomView } from '../../live/room-view.ts'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { FootBar } from './foot-bar.tsx'
import { spokenWords, useGivenNews, withoutTables } from './news/use-given-news.ts'

const view = { items: new Map(), roots: new Map(), children: new Map() }
const snapshot = { view, saved: { kind: 'saved' } }
const tray = { subscribe: () => () => {}, getSnapshot: () => snapshot }
const client = { openBoard: () => tray } as unknown as RoomClient

let session: ScriptedSession
let room: TestRoom
beforeEach(() => {
  session = startSampleRound()
  room = createTestRoom(session)
})
afterEach(() => {
  cleanup()
  act(() => toasts.clear())
  sessionStorage.clear()
  localStorage.clear()
  takeAnnouncements()
  setRoomView({ givenOpen: false, trayOpen: false })
})

const Foot = ({ me }: { readonly me: ParticipantId }) => {
  const props = room.useProps(me)
  useGivenNews(props.session, props.round, me)
  return (
    <RoomContext value={{ client, token: '' }}>
      <FootBar {...props} board={null} />
      <Toasts />
    </RoomContext>
  )
}
const give = async (fact: 'stations'): Promise<void> => {
  session.wait(1000)
  session.must(ana, { kind: 'releaseFact', fact })
  await act(async () => room.changed())
}
const press = (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole('button', { name })))
const line = () => document.querySelector('[data-given]')?.textContent ?? null
const first = 'stations'

describe('what the interviewer gives', () => {
  it('is in the bar at the foot, the newest with how many more, until it is dismissed, and can be read again later', async () => {
    render(<Foot me={ben} />)
    expect(line()).toBeNull()
    await give(first)
    const [fact] = session.round.facts
    expect(line()).toContain(`From the interviewer: ${fact?.label}`)
    expect(line()).toContain(withoutTables(fact?.text ?? '-'))
    session.wait(1000)
    session.must(ana, { kind: 'giveHint', hint: 'goal-1' })
    await act(async () => room.changed())
    expect(line()).toContain('From the interviewer: A hint')
    expect(line()).toContain('1 more new')
    await press('Got it')
    expect(line()).toBeNull()
    await press(/^From the interviewer/)
    const sheet = screen.getByRole('region', { name: 'From the interviewer' })
    expect(within(sheet).getAllByRole('listitem')).toHaveLength(2)
    expect(document.activeElement?.textContent).toBe('From the interviewer')
    await act(async () => fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' }))
    expect(screen.queryByRole('region', { name: 'From the interviewer' })).toBeNull()
  })

  it('opens by its key wherever somebody is writing, and is announced once', async () => {
    render(<Foot me={ben} />)
    await give(first)
    const [fact] = session.round.facts
    const said = takeAnnouncements().filter((words) => words.includes(fact?.label ?? '-'))
    expect(said).toEqual([expect.stringMatching(/^From the interviewer: /)])
    expect(document.querySelectorAll('[aria-live], [role=status], [role=alert]')).toHaveLength(0)
    await act(async () => fireEvent.keyDown(window, { key: 'g', code: 'KeyG', altKey: true }))
    expect(screen.getByRole('region', { name: 'From the interviewer' })).toBeDefined()
    expect(line()).toBeNull()
  })

  it('is not announced when the page opens after it, and is there to read', async () => {
    await give(first)
    render(<Foot me={oto} />)
    expect(line()).toBeNull()
    expect(takeAnnouncements()).toEqual([])
    expect(screen.getByRole('button', { name: /^From the interviewer/ }).textContent).toContain('1')
  })

  it('is neither at the desk nor in solo, where the room answers', async () => {
    render(<Foot me={ana} />)
    await give(first)
    expect(screen.queryByText(/From the interviewer/)).toBeNull()
    cleanup()
    session = startSampleRound('solo')
    room = createTestRoom(session)
    render(<Foot me={ana} />)
    expect(screen.queryByText(/From the interviewer/)).toBeNull()
    expect(screen.getByRole('button', { name: /^Think tray/ })).toBeDefined()
  })

  it('leaves tables to the dialog that shows all of it', () => {
    expect(withoutTables('Per advert, average:\n| An advert | Today |\n| --- | --- |\n| Views | 41 |')).toBe(
      'Per advert, average:',
    )
    expect(withoutTables('About 40 | 50 a day.')).toBe('About 40 | 50 a day.')
    // A screen reader hears that there is a table, not its cells.
    const table = '| An advert | Today |\n| --- | --- |\n| Views | 41 |'
    const say = (words: string): string => spokenWords({ title: 'Adverts', words })
    expect(say(`Per advert, average:\n${table}`)).toBe(
      'From the interviewer: Adverts. Per advert, average. With a table',
    )
    expect(say(table)).toBe('From the interviewer: Adverts. With a table')
    expect(say('About 40 | 50 a day.')).toBe('From the interviewer: Adverts. About 40 | 50 a day')
  })
})

describe('messages', () => {
  it('are in the bar too, one at a time, and come back when the newest has gone', async () => {
    render(<Foot me={ana} />)
    act(() => {
      showToast({ tone: 'info', title: 'First', action: { label: 'Do it', onPress: () => {} } })
      showToast({ tone: 'danger', title: 'Second', words: 'Because.' })
    })
    const slot = document.querySelector('[data-message-slot]')
    expect(slot?.querySelector('[data-messages]')).not.toBeNull()
    const shown = () =>
      [...(slot?.querySelectorAll('li:first-child [role=alertdialog]') ?? [])].map((one) => one.textContent)
    expect(shown()).toEqual(['Second Because.'])
    await act(async () => {
      const close = slot?.querySelector<HTMLElement>('li:first-child [aria-label=Dismiss]')
      if (close) fireEvent.click(close)
    })
    expect(shown()).toEqual([expect.stringContaining('First')])
  })
})

describe('a mentor’s whisper', () => {
  it('in the lobby waits for the case that opens the panel it arrives in, and says that it was sent', async () => {
    const form = () => screen.queryByRole('form', { name: 'Whisper' })
    session = openSampleSession()
    room = createTestRoom(session)
    render(<Foot me={mia} />)
    expect(form()).toBeNull()
    await act(async () => {
      session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
      room.changed()
    })
    const field = screen.getByRole('textbox', { name: 'Whisper to Ana' })
    fireEvent.change(field, { target: { value: 'Begin slowly' } })
    await act(async () => fireEvent.submit(field))
    expect(session.round.whispers).toMatchObject([{ by: mia, words: 'Begin slowly' }])
    screen.getByText('Whispered to Ana')
  })

  it('is written in the bar, and sent to the interviewer', async () => {
    render(<Foot me={mia} />)
    const field = screen.getByRole('textbox', { name: 'Whisper to Ana' })
    fireEvent.change(field, { target: { value: 'Ask for the limit' } })
    await act(async () => fireEvent.submit(field))
    expect(session.round.whispers).toMatchObject([{ by: mia, words: 'Ask for the limit' }])
    expect((field as HTMLInputElement).value).toBe('')
    screen.getByText('Whispered to Ana')
    cleanup()
    for (const me of [ana, ben, oto]) {
      render(<Foot me={me} />)
      expect(screen.queryByRole('form', { name: 'Whisper' })).toBeNull()
      cleanup()
    }
    expect(room.refused).toEqual([])
  })
})
