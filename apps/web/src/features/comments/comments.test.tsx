import {
  commentIdSchema,
  type NewEntry,
  type ParticipantId,
  pinIdSchema,
  roundIdSchema,
  textLimits,
} from '@greenroom/session'
import { ana, ben, mia, type ScriptedSession, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { cardAtEnd, cardWords } from './card-words.ts'
import { threadsAtOnce } from './comment-list.tsx'
import { newWords } from './comment-words.ts'
import { CommentsOver } from './comments-over.tsx'
import { CommentsPanel } from './comments-panel.tsx'
import { useNewComments } from './comments-seen.ts'
import { momentTracks } from './moment-track.tsx'

beforeEach(() => localStorage.clear())
afterEach(cleanup)

const r1 = roundIdSchema.parse('r1')
const id = (name: string) => commentIdSchema.parse(name)

function scored(): ScriptedSession {
  const session = startSampleRound()
  session.wait(120_000)
  scoreSampleRound(session)
  return session
}
const startOf = (session: ScriptedSession): number => session.state.rounds[0]?.startedAt ?? 0
const write = (session: ScriptedSession, who: ParticipantId, name: string, words: string, at = 60_000) =>
  session.must(who, {
    kind: 'writeComment',
    round: r1,
    comment: id(name),
    moment: startOf(session) + at,
    item: null,
    words,
  })

type Shown = {
  readonly room: TestRoom
  readonly me: ParticipantId
  readonly at: number
  readonly connected?: boolean
  readonly over?: ReactNode
  /** A card that was pressed. */
  readonly about?: string | null
}
function Panel({ room, me, at, connected = true, over, about = null }: Shown) {
  const props = room.useProps(me, connected, 'r1')
  const seen = useNewComments(props.session, me)
  const [annotating, setAnnotating] = useState(false)
  const [item, setItem] = useState(about)
  return (
    <CommentsPanel
      {...props}
      {...seen}
      {...(over && { over, send: null })}
      at={at}
      item={item}
      cards={[]}
      onItem={setItem}
      cardOf={() => null}
      onRead={seen.markSeen}
      onGo={went}
      annotating={annotating}
      onAnnotate={setAnnotating}
      onGoOn={wentOn}
      areaRef={() => undefined}
    />
  )
}
const went = vi.fn()
const wentOn = vi.fn()
const open = (session: ScriptedSession, me: ParticipantId, connected = true, at = 60_000) => {
  const room = createTestRoom(session)
  render(<Panel room={room} me={me} at={startOf(session) + at} connected={connected} />)
  return room
}
const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Comment at 1:00' })
const type = (words: string, into = field()): void => void fireEvent.change(into, { target: { value: words } })
const press = (name: string, within = screen): Promise<void> =>
  act(async () => void fireEvent.click(within.getByRole('button', { name })))

describe('comments beside a replay', () => {
  it('say why when their session is over, and keep what was typed and never sent to copy', () => {
    const session = scored()
    const { unmount } = render(<Panel room={createTestRoom(session)} me={ben} at={startOf(session) + 60_000} />)
    type('Never sent')
    unmount()
    const over = <CommentsOver reason="session-deleted" session={session.state.session ?? ''} participant={ben} />
    render(<Panel room={createTestRoom(session)} me={ben} at={startOf(session) + 60_000} over={over} />)
    screen.getByText('This session was deleted')
    screen.getByText('Never sent')
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('say who reads them, are written at the moment that is shown, and keep what cannot be sent', async () => {
    const session = startSampleRound()
    session.wait(120_000)
    session.must(ana, { kind: 'endRound' })
    open(session, mia)
    expect(screen.getByText(/Only you can read it until the scores open/)).toBeDefined()
    type('x'.repeat(textLimits.comment + 1))
    expect(screen.getByText(/1 character too long/)).toBeDefined()
    await press('Comment')
    expect(session.round.comments).toEqual([])
    expect(field().value).toHaveLength(textLimits.comment + 1)
    type('مرحبا 👩‍🚀 push for the number')
    await press('Comment')
    expect(session.round.comments).toMatchObject([
      { by: mia, words: 'مرحبا 👩‍🚀 push for the number', moment: startOf(session) + 60_000 },
    ])
    expect(field().value).toBe('')
    expect(screen.getByText('مرحبا 👩‍🚀 push for the number').getAttribute('dir')).toBe('auto')
  })

  it('are about a card once it was pressed, and the next one is about the moment again', async () => {
    const session = scored()
    render(<Panel room={createTestRoom(session)} me={mia} at={startOf(session) + 60_000} about="item000000000001" />)
    type('Which riders?')
    await press('Comment')
    type('Good pace')
    await press('Comment')
    const about = new Map(session.round.comments.map(({ words, item }) => [words, item]))
    expect([about.get('Which riders?'), about.get('Good pace')]).toEqual(['item000000000001', null])
  })

  it('wait on this device while there is no connection', async () => {
    const session = scored()
    open(session, mia, false)
    type('written offline')
    expect(screen.getByText(/You are offline/)).toBeDefined()
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
    expect(session.round.comments).toEqual([])
    cleanup()
    open(session, mia)
    expect(field().value).toBe('written offline')
    await act(async () => void fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true }))
    expect(session.round.comments.map(({ words }) => words)).toEqual(['written offline'])
  })

  it('leave Enter and Escape to an input method that is still using them', async () => {
    const session = scored()
    write(session, mia, 'a', 'Where is the guardrail?')
    open(session, ben)
    await press('Reply')
    const reply = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Your reply' })
    type('ガードレール', reply())
    // Chrome says so; Safari reports the Enter that ends a composition by code 229 alone.
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      await act(async () => void fireEvent.keyDown(reply(), { key: 'Enter', ctrlKey: true, ...composing }))
      await act(async () => void fireEvent.keyDown(reply(), { key: 'Escape', ...composing }))
    }
    expect(reply().value).toBe('ガードレール')
    expect(session.round.comments).toHaveLength(1)
    await act(async () => void fireEvent.keyDown(reply(), { key: 'Enter', ctrlKey: true }))
    expect(session.round.comments).toHaveLength(2)
  })

  it('are new to somebody who comes back, once; and can be replied to, resolved, reopened and deleted', async () => {
    const session = scored()
    open(session, ben)
    expect(screen.queryByText('New')).toBeNull()
    cleanup()
    session.wait(1_000)
    write(session, mia, 'a', 'Where is the guardrail?')
    const room = open(session, ben)
    expect(screen.getByText(/^1 new since /)).toBeDefined()
    expect(screen.getByText('New')).toBeDefined()
    await press('Reply')
    type('Good point', screen.getByRole('textbox', { name: 'Your reply' }))
    await act(async () => void fireEvent.click(screen.getAllByRole('button', { name: 'Reply' }).at(-1) as HTMLElement))
    expect(within(screen.getByRole('list', { name: 'Replies' })).getByText('Good point')).toBeDefined()
    await press('Resolve')
    expect(screen.getByText('Every comment is resolved')).toBeDefined()
    fireEvent.click(screen.getByRole('switch', { name: /Show 1 resolved/ }))
    await press('Reopen')
    expect(session.round.comments[0]?.resolvedBy).toBeNull()
    // Only one's own can be deleted by somebody who is not the owner.
    expect(screen.getAllByRole('button', { name: 'Delete' })).toHaveLength(1)
    await press('Delete')
    await press('Delete', within(screen.getByRole('alertdialog')) as unknown as typeof screen)
    expect(screen.queryByText('Good point')).toBeNull()
    expect(JSON.stringify(session.streamOf(mia))).not.toContain('Good point')
    cleanup()
    void room
    open(session, ben)
    expect(screen.queryByText(/new since/)).toBeNull()
  })

  it('leave the place of a deleted one for its replies, and say why an observer cannot write', () => {
    const session = scored()
    write(session, mia, 'a', 'gone soon')
    session.must(ben, {
      kind: 'replyToComment',
      round: r1,
      comment: id('b'),
      to: { by: mia, comment: id('a') },
      words: 'still here',
    })
    session.must(mia, { kind: 'deleteComment', round: r1, author: mia, comment: id('a') })
    open(session, 'oto' as ParticipantId)
    expect(screen.getByText('This comment was deleted.')).toBeDefined()
    expect(screen.getByText('still here')).toBeDefined()
    expect(screen.getByText(/Observers can read comments/)).toBeDefined()
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('annotating: the replay plays from the first press; Enter saves and keeps playing, Escape resumes, and the end lists what one left', async () => {
    const session = scored()
    open(session, mia)
    wentOn.mockClear()
    await press('Annotate while it plays')
    expect(wentOn).toHaveBeenCalledTimes(1)
    type('one')
    await act(async () => void fireEvent.keyDown(field(), { key: 'Enter' }))
    expect(wentOn).toHaveBeenCalledTimes(2)
    type('put off')
    fireEvent.keyDown(field(), { key: 'Escape' })
    expect(wentOn).toHaveBeenCalledTimes(3)
    expect(field().value).toBe('put off')
    expect(session.round.comments.map(({ words }) => words)).toEqual(['one'])
    await press('Finish annotating')
    expect(within(screen.getByRole('dialog')).getByText('Mia left 1 comment')).toBeDefined()
  })

  it('ten thousand are drawn a page at a time, beginning where the replay is; the arrows go from one to the next', async () => {
    const session = scored()
    const length = (session.state.rounds[0]?.endedAt ?? 0) - startOf(session)
    const entries = Array.from(
      { length: 10_000 },
      (_, index): NewEntry => ({
        kind: 'comment-written',
        v: 1,
        by: mia,
        command: null,
        data: {
          round: r1,
          comment: id(`k${index}`),
          to: null,
          moment: startOf(session) + Math.floor((index / 10_000) * length),
          item: null,
          words: `comment ${index}`,
          writtenAt: null,
        },
        bytes: null,
      }),
    )
    session.append(entries)
    open(session, ben)
    const list = screen.getByRole('list', { name: 'Comments' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(threadsAtOnce)
    expect(within(list).getByText('comment 5000')).toBeDefined()
    expect(screen.getByText('5,001–5,040 of 10,000')).toBeDefined()
    const [first] = [...list.querySelectorAll<HTMLElement>('[data-thread]')]
    first?.focus()
    went.mockClear()
    fireEvent.keyDown(first as HTMLElement, { key: 'ArrowDown' })
    expect(document.activeElement?.getAttribute('data-thread')).toBe('mia k5001')
    expect(went.mock.calls[0]?.[0].first.words).toBe('comment 5001')
    await press('Later comments')
    expect(within(list).getByText('comment 5040')).toBeDefined()
    expect(momentTracks(session.state, startOf(session), startOf(session) + length)[0]?.dots.length).toBeLessThan(62)
  })
})

describe('words about comments', () => {
  it('name the card, and when it was removed', () => {
    const at = 60_000
    expect(cardWords({ words: 'Guest checkout', removedAt: null }, 0)).toBe('On “Guest checkout”')
    expect(cardWords({ words: 'Guest checkout', removedAt: at * 12.667 }, 0)).toBe(
      'On “Guest checkout”, card removed at 12:40',
    )
    expect(cardWords(cardAtEnd({ items: new Map() } as never, 'card-1'), 0)).toBe('On a card that was removed')
  })

  it('say since when something is new', () => {
    const now = new Date(2026, 10, 28, 12).getTime()
    const day = 24 * 60 * 60_000
    expect(newWords(3, now - 4 * day, now)).toBe('3 new since Tuesday')
    expect(newWords(3, now - day, now)).toBe('3 new since yesterday')
    expect(newWords(3, now - 60_000, now)).toBe('3 new since 11:59')
    expect(newWords(3, now - 30 * day, now)).toBe('3 new since 29 October')
    expect(newWords(3, null, now)).toBe('3 new')
    expect(newWords(8333, null, now)).toBe('8,333 new')
  })

  it('a mentor’s pins are a track only where the mentor says so', () => {
    const session = startSampleRound()
    session.must(mia, { kind: 'pinMoment', pin: pinIdSchema.parse('p'), words: '' })
    session.wait(60_000)
    scoreSampleRound(session)
    const tracks = () => momentTracks(session.state, startOf(session), session.now)
    expect(tracks()).toEqual([])
    session.must(mia, { kind: 'showPins', round: r1, shown: true })
    expect(tracks()).toMatchObject([{ title: 'Pins of Mia', dots: [{ lines: ['0:00 Mia: I would push here'] }] }])
  })
})
