import { type ParticipantId, textLimits } from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  openSampleSession,
  type ScriptedSession,
  samplePreparedCase,
  startSampleRound,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { roomDraftOf } from '../../live/room-draft.ts'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { CandidatePanel } from './candidate-panel.tsx'
import { NotesPanel } from './notes-panel.tsx'

afterEach(cleanup)

const Panel = ({ room, me }: { readonly room: TestRoom; readonly me: ParticipantId }) => (
  <CandidatePanel {...room.useProps(me)} board={null} />
)

async function press(name: string): Promise<void> {
  await act(async () => fireEvent.click(screen.getByRole('button', { name })))
}
const hint = (): HTMLButtonElement => screen.getByRole('button', { name: 'Get a hint' })

describe('the panel of a candidate alone', () => {
  const open = (session: ScriptedSession) => {
    const room = createTestRoom(session)
    render(<Panel room={room} me={ana} />)
    return room
  }

  it('gives the first hint, and says why there is no more', async () => {
    const session = startSampleRound('solo')
    open(session)
    expect(hint().disabled).toBe(false)
    await press('Get a hint')
    expect(screen.getByText('Hint 1')).toBeDefined()
    for (const _ of [2, 3]) {
      session.wait(1000)
      await press('Get a hint')
    }
    expect(hint().disabled).toBe(true)
    expect(screen.getByText('You’ve had every hint for this phase.')).toBeDefined()
    expect(document.getElementById(hint().getAttribute('aria-describedby') ?? '')?.textContent).toMatch(/every hint/)
  })

  it('says that a phase has no hints, before anybody asks for one', async () => {
    const session = startSampleRound('solo')
    const room = open(session)
    const phases = session.round.agenda?.map(({ id }) => session.round.guide?.hints.some(({ phase }) => phase === id))
    const without = phases?.indexOf(false) ?? -1
    expect(without).toBeGreaterThan(0)
    for (let at = 0; at < without; at++) {
      session.wait(1000)
      session.must(ana, { kind: 'nextPhase' })
    }
    await act(async () => room.changed())
    expect(hint().disabled).toBe(true)
    expect(screen.getByText('This phase has no hints.')).toBeDefined()
  })

  it('asks for no data in a story from your own life, and still gives hints', () => {
    const session = openSampleSession('solo')
    session.must(ana, {
      kind: 'prepareCase',
      how: 'chosen',
      prepared: { ...samplePreparedCase, public: { ...samplePreparedCase.public, personal: true } },
    })
    session.must(ana, { kind: 'startRound' })
    open(session)
    expect(screen.queryByRole('textbox', { name: 'Ask for data' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Ask' })).toBeNull()
    expect(screen.getByText('The story is yours, so there is no data to ask for.')).toBeDefined()
    expect(hint().disabled).toBe(false)
  })

  it('answers what was given already by naming it, and empties the field once it was asked', async () => {
    const session = startSampleRound('solo')
    const room = open(session)
    const field = screen.getByRole('textbox', { name: 'Ask for data' })
    const ask = async (words: string): Promise<void> => {
      session.wait(1000)
      fireEvent.change(field, { target: { value: words } })
      await press('Ask')
    }
    await ask('How many stations?')
    await ask('And the station count?')
    expect(screen.getByText('You have that already: Stations.')).toBeDefined()
    expect((field as HTMLInputElement).value).toBe('')
    expect(room.refused).toEqual([])
  })
})

describe('marking a moment', () => {
  const Notes = ({ room }: { readonly room: TestRoom }) => <NotesPanel {...room.useProps(ana)} />

  it('cuts nothing: words that are too long for a mark stay in the field, with the limit beside them', async () => {
    const session = startSampleRound()
    render(<Notes room={createTestRoom(session)} />)
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Private note' })
    const words = `${'a'.repeat(textLimits.markLabel - 1)}👩‍🚀 and what follows`
    fireEvent.change(field, { target: { value: words } })
    expect(screen.queryByText(/too long/)).toBeNull()
    await press('Mark this moment')
    expect(session.round.marks).toEqual([])
    expect(field.value).toBe(words)
    expect(
      screen.getByText(/^\d+ characters too long\. The limit is 200; shorten it to save it\. Or save it as a note\.$/),
    ).toBeDefined()
    await act(async () => void fireEvent.submit(field.form ?? field))
    expect(session.round.notes).toMatchObject([{ words }])
    expect(field.value).toBe('')
  })
})

describe('the field for a private note', () => {
  const open = (): HTMLElement => {
    const room = createTestRoom(startSampleRound())
    const Notes = () => <NotesPanel {...room.useProps(ana)} />
    render(<Notes />)
    return screen.getByRole('textbox', { name: 'Private note' })
  }

  it('has nothing to save where nothing can be seen', () => {
    const field = open()
    const save = (): HTMLButtonElement => screen.getByRole('button', { name: 'Save note' })
    for (const typed of ['\u200b', ' \u2800\ufe0f']) {
      fireEvent.change(field, { target: { value: typed } })
      expect(save().disabled, JSON.stringify(typed)).toBe(true)
    }
    fireEvent.change(field, { target: { value: '\u200bLost the goal' } })
    expect(save().disabled).toBe(false)
  })

  it('lets the page hear its keys, which work everywhere', () => {
    const field = open()
    const heard: string[] = []
    const listen = (event: KeyboardEvent): void => void heard.push(event.code)
    window.addEventListener('keydown', listen)
    fireEvent.keyDown(field, { key: 't', code: 'KeyT', altKey: true })
    window.removeEventListener('keydown', listen)
    expect(heard).toEqual(['KeyT'])
  })
})

describe('words whose field is gone', () => {
  it('are offered among the notes while the round runs: what the candidate works on, a whisper of the interviewer of now', () => {
    const session = startSampleRound()
    const room = createTestRoom(session)
    const Notes = ({ me }: { readonly me: ParticipantId }) => <NotesPanel {...room.useProps(me)} />
    for (const [me, field] of [
      [ben, 'focus'],
      [ana, 'whisper'],
      [mia, 'whisper'],
    ] as const)
      roomDraftOf({ session: session.state, round: session.round, me }, field).write({
        words: 'half a thought',
        base: '',
      })
    for (const [me, offered] of [
      [ben, true],
      [ana, true],
      [mia, false],
    ] as const) {
      render(<Notes me={me} />)
      expect(screen.queryByRole('list', { name: 'Unsent words' }) !== null, me).toBe(offered)
      cleanup()
    }
  })
})
