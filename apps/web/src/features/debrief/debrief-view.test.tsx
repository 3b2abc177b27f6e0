import type { ParticipantId } from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  noteId,
  oto,
  type ScriptedSession,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { debriefToJson } from './debrief-json.ts'
import { DebriefView } from './debrief-view.tsx'
import { SendTakeaways } from './send-takeaways.ts'

// jsdom lays nothing out.
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined
})
afterEach(cleanup)

const Page = ({
  room,
  me,
  round,
}: {
  readonly room: TestRoom
  readonly me: ParticipantId
  readonly round?: string
}) => {
  const props = room.useProps(me, true, round)
  return (
    <MemoryRouter>
      {props.session.rounds.map((one) => (
        <SendTakeaways key={one.id} {...props} round={one} />
      ))}
      <DebriefView {...props} board={null} />
    </MemoryRouter>
  )
}
const look = (session: ScriptedSession, me: ParticipantId, round?: string): TestRoom => {
  const room = createTestRoom(session)
  render(<Page room={room} me={me} {...(round === undefined ? {} : { round })} />)
  return room
}
const part = (name: string) => {
  const section = screen.getByRole('heading', { level: 2, name }).closest('section')
  if (section === null) throw new Error(`${name} stands in no section`)
  return within(section)
}
const columns = () =>
  within(screen.getByRole('table'))
    .getAllByRole('columnheader')
    .map((one) => one.textContent)
const fillIn = async (button: string): Promise<void> => {
  for (const group of part('Your scorecard').getAllByRole('radiogroup'))
    await act(async () => fireEvent.click(within(group).getByRole('radio', { name: /^3/ })))
  await act(async () => fireEvent.click(screen.getByRole('button', { name: button })))
}

describe('the mentor’s scorecard', () => {
  it('is asked for like the others, waited for, and a third column', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    for (const who of [ana, ben]) session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    const room = look(session, mia)
    expect(screen.getByText('You have not sealed yet')).toBeDefined()
    await fillIn('Seal my scores')
    expect(session.round.status).toBe('scored')
    expect(columns()).toEqual(['Dimension', 'Ben (self)', 'Ana (interviewer)', 'Mia (mentor)', 'Gap'])
    expect(room.refused).toEqual([])
  })

  it('is passed over on purpose, which is said, and added afterwards for everybody', async () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    for (const who of [ana, ben]) session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    look(session, ana)
    expect(screen.getByText('Mia has not sealed yet')).toBeDefined()
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Open without Mia' })))
    expect(screen.getByText(/Mia \(mentor\) has not scored this round/)).toBeDefined()
    expect(columns()).toEqual(['Dimension', 'Ben (self)', 'Ana (interviewer)', 'Gap'])
    cleanup()
    const room = look(session, mia)
    await fillIn('Add my scores')
    expect(columns()).toContain('Mia (mentor)')
    expect(screen.queryByRole('heading', { name: 'Your scorecard' })).toBeNull()
    cleanup()
    look(session, oto)
    expect(columns()).toContain('Mia (mentor)')
    expect(room.refused).toEqual([])
  })

  it('is said to be away when the mentor is', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    for (const who of [ana, ben]) session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    session.must(null, { kind: 'noteAbsence', participant: mia })
    look(session, ana)
    expect(screen.getByText('Mia is away')).toBeDefined()
    expect(screen.getByText('Mia is away and has not sealed')).toBeDefined()
  })
})

describe('a round that another one followed', () => {
  const played = (): ScriptedSession => {
    const session = startSampleRound()
    session.must(ana, { kind: 'writeNote', note: noteId('n'), words: 'lost the goal at minute six' })
    scoreSampleRound(session)
    session.must(ben, { kind: 'setTakeaway', takeaway: 'keep', words: 'the tree' })
    swapSampleSeats(session)
    return session
  }

  it('keeps its scores, points and private notes; nothing of it acts on the round that goes on', () => {
    const session = played()
    look(session, ana, 'r1')
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Debrief of round 1')
    expect(columns()).toEqual(['Dimension', 'Ben (self)', 'Ana (interviewer)', 'Gap'])
    expect(screen.getByText('the tree')).toBeDefined()
    expect(screen.getByText('lost the goal at minute six')).toBeDefined()
    for (const name of ['Reopen the round', 'Same seats again', 'Mark this moment', 'Whisper to the interviewer'])
      expect(screen.queryByRole('button', { name })).toBeNull()
    // The candidate of that round, who is at the desk now, has none of those notes.
    cleanup()
    look(session, ben, 'r1')
    expect(screen.queryByText('lost the goal at minute six')).toBeNull()
  })

  it('takes a private note to share, a late scorecard and late points', async () => {
    const session = played()
    const room = look(session, ana, 'r1')
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Share with everybody' })))
    expect(session.state.rounds[0]?.notes).toMatchObject([{ words: 'lost the goal at minute six', shared: true }])
    const stop = screen.getByLabelText('Stop')
    fireEvent.change(stop, { target: { value: 'talking over Ben' } })
    await act(async () => fireEvent.focusOut(stop))
    expect(session.state.rounds[0]?.takeaways[ana]).toEqual({ stop: 'talking over Ben' })
    expect(session.round.takeaways).toEqual({})
    cleanup()
    look(session, mia, 'r1')
    await fillIn('Add my scores')
    expect(session.state.rounds[0]?.sealedBy).toEqual([ana, ben, mia])
    expect(room.refused).toEqual([])
  })

  it('is read for ever: also once the session is closed, with one’s own words', () => {
    const session = played()
    session.must(ana, { kind: 'closeSession' })
    look(session, ben, 'r1')
    expect(columns()).toContain('Ana (interviewer)')
    expect(screen.getByText('the tree')).toBeDefined()
    for (const name of [/Copy/, 'Download', 'Replay'])
      expect(screen.queryByRole('button', { name }) ?? screen.queryByRole('link', { name })).not.toBeNull()
  })

  it('is exported as data with what its reader may see, and no more', () => {
    const session = played()
    const [round] = session.state.rounds
    if (round === undefined) throw new Error('no round')
    const read = (me: ParticipantId) => JSON.parse(debriefToJson(session.state, round, null, me))
    expect(read(ana)).toMatchObject({
      format: 1,
      round: 'r1',
      people: expect.arrayContaining([{ name: 'Ben', seat: 'candidate' }]),
      takeaways: [{ by: 'Ben', keep: 'the tree' }],
      notes: [{ by: 'Ana', words: 'lost the goal at minute six', shared: false }],
    })
    expect(read(ben).notes).toEqual([])
  })
})
