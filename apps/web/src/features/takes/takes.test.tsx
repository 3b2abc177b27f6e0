import type { ParticipantId } from '@greenroom/session'
import { roundIdSchema } from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  oto,
  type ScriptedSession,
  samplePreparedCase,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
  takeCommand,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { KeptInTake } from './kept-in-take.tsx'
import { takeAddress, takeMomentIn } from './take-address.ts'
import { TakeLink } from './take-link.tsx'
import { TakeQuestion } from './take-question.tsx'
import { secondTakeTitle } from './take-words.ts'
import { mainTake, TakesInDebrief } from './takes-in-debrief.tsx'

afterEach(cleanup)

const r1 = roundIdSchema.parse('r1')
const minute = 60_000
let session: ScriptedSession
let room: TestRoom

beforeEach(() => {
  session = startSampleRound()
  session.wait(minute)
  session.must(ana, { kind: 'releaseFact', fact: 'stations' })
  session.wait(minute)
  session.must(ana, { kind: 'nextPhase' })
  session.wait(minute)
  scoreSampleRound(session)
  room = createTestRoom(session)
})

const startedAt = (): number => session.state.rounds[0]?.startedAt ?? 0
const Debrief = ({ me }: { readonly me: ParticipantId }) => {
  const props = room.useProps(me, true, 'r1')
  return (
    <MemoryRouter>
      <TakesInDebrief {...props} />
      <TakeLink session={props.session} round={props.round} me={me} at={startedAt() + 2.5 * minute + 0.7} />
    </MemoryRouter>
  )
}
const Question = ({ me }: { readonly me: ParticipantId }) => {
  const props = room.useProps(me)
  return (
    <div data-testid={me}>
      <TakeQuestion {...props} />
      <p>{`${props.round.id} as ${props.round.seats[me]}`}</p>
    </div>
  )
}

describe('the way to a second take', () => {
  it('is at every stretch of the debrief and at the place of the replay, to the millisecond', () => {
    render(<Debrief me={ben} />)
    const links = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])
    expect(links).toEqual([
      ['Goal, from 0:00', takeAddress(session.state, r1, startedAt())],
      ['Metrics tree, from 2:00', takeAddress(session.state, r1, startedAt() + 2 * minute)],
      ['Take it again from 2:30', takeAddress(session.state, r1, startedAt() + 2.5 * minute)],
    ])
    const address = new URL(links[2]?.[1] ?? '', 'http://localhost')
    expect(takeMomentIn(address.searchParams, session.state)).toBe(startedAt() + 2.5 * minute)
  })

  it('is at the moment that a feedback point names, in the debrief', () => {
    const at = startedAt() + minute
    const point = { evidence: null, gap: 'No guardrail', next: { kind: 'take', at } } as const
    session.must(ana, { kind: 'setFeedbackPoint', round: r1, point: 1, ...point })
    room.changed()
    render(<Debrief me={ben} />)
    expect(screen.getByRole('link', { name: 'Take it again from 1:00' }).getAttribute('href')).toBe(
      takeAddress(session.state, r1, at),
    )
  })

  it('is the main action for the candidate whose next step it is, until it has been taken, and for nobody else', () => {
    const at = startedAt() + minute
    for (const [point, next] of [
      [1, null],
      [2, { kind: 'take', at }],
    ] as const)
      session.must(ana, { kind: 'setFeedbackPoint', round: r1, point, evidence: null, gap: 'No guardrail', next })
    const main = (me: ParticipantId) => mainTake(session.state, session.round, me)
    expect([main(ben), main(ana), main(oto)]).toEqual([at, null, null])
    room.changed()
    render(<Debrief me={ben} />)
    const looks = () =>
      screen.getAllByRole('link').map((link) => [link.textContent, link.className.includes('bg-accent')])
    expect(looks()).toContainEqual(['Take it again from 1:00', true])
    expect(looks().filter(([, primary]) => primary)).toHaveLength(1)
    const [first] = session.state.rounds
    if (first === undefined) throw new Error('no round')
    session.must(ben, takeCommand(session, { round: r1, at, who: 'alone' }))
    session.must(ben, { kind: 'startRound' })
    expect(mainTake(session.state, first, ben)).toBeNull()
  })

  it('is not offered to people who only watch, nor while another round is under way', () => {
    render(<Debrief me={oto} />)
    expect(screen.queryByRole('link', { name: /Take it again/ })).toBeNull()
    cleanup()
    session.must(ben, takeCommand(session, { round: r1, at: startedAt() + minute, who: 'together' }))
    render(<Debrief me={ben} />)
    expect(screen.queryByRole('link', { name: /Goal, from/ })).toBeNull()
  })

  it.each(['take=12x', 'take=', 'take=-5', 'take=99999999999', ''])('reads no moment out of “%s”', (query) => {
    expect(takeMomentIn(new URLSearchParams(query), session.state)).toBeNull()
  })

  it('says in the lobby what it continues from, and shows both takes side by side in the debrief', () => {
    session.must(ben, takeCommand(session, { round: r1, at: startedAt() + 2.5 * minute, who: 'alone' }))
    const { round, state } = session
    if (round.fork === null) throw new Error('no take')
    render(<KeptInTake session={state} round={round} fork={round.fork} />)
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent)
    expect(lines).toEqual([
      'The board as it was at 2:30',
      'Given by then: 1 fact',
      'Metrics tree, 9:30 left, 14:30 left of the case',
    ])
    expect(screen.getByText(/The candidate takes it alone/)).toBeDefined()
    expect(secondTakeTitle(state, round.fork)).toBe('Second take of round 1, from 2:30')
    cleanup()
    session.must(ben, { kind: 'startRound' })
    render(<Debrief me={ben} />)
    expect(screen.getByRole('link', { name: /Both takes/ }).getAttribute('href')).toMatch(/\/replay\?beside=r2$/)
  })
})

describe('a second take with swapped seats', () => {
  it('is asked of the other one, who takes it again or says no', async () => {
    const press = async (who: string, name: string): Promise<void> => {
      const button = [...screen.getByTestId(who).querySelectorAll('button')].find((one) => one.textContent === name)
      if (button === undefined) throw new Error(`${who} has no button ${name}`)
      await act(async () => fireEvent.click(button))
    }
    swapSampleSeats(session)
    const other = { ...samplePreparedCase, public: { ...samplePreparedCase.public, caseId: 'other' } }
    session.must(ben, { kind: 'prepareCase', how: 'chosen', prepared: other })
    session.must(ben, { kind: 'startRound' })
    session.must(ben, { kind: 'endRound' })
    for (const who of [ana, ben, mia]) session.must(who, { kind: 'sealScorecard', scorecard: { scores: {} } })
    const take = { round: r1, at: startedAt() + 90_000 }
    render([ana, ben].map((me) => <Question key={me} me={me} />))
    await act(async () => {
      session.must(ben, { kind: 'askToSwap', take })
      room.changed()
    })
    expect(screen.getByText('Ben is asking to take round 1 again from 1:30')).toBeDefined()
    await press('ana', 'Not now')
    expect(screen.queryByText(/is asking to take round/)).toBeNull()
    await act(async () => {
      session.must(ben, { kind: 'askToSwap', take })
      room.changed()
    })
    await press('ana', 'Take it again')
    expect(screen.getByText('r3 as interviewer')).toBeDefined()
    expect(screen.getByText('r3 as candidate')).toBeDefined()
    expect(room.refused).toEqual([])
  })
})
