import type { ParticipantId } from '@greenroom/session'
import {
  ana,
  ben,
  openSampleSession,
  oto,
  samplePreparedCase,
  scoreSampleRound,
  startSampleRound,
  takeCommand,
} from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { peopleOf } from '../people/people.ts'
import { headlineOf, nextStepOf } from './lobby-words.ts'

const wait = (session: ReturnType<typeof openSampleSession>, me: ParticipantId) => ({
  session: session.state,
  round: session.round,
  me,
  people: peopleOf(session.state, session.round, null, me),
})

describe('what the lobby waits for', () => {
  it('is the case, and then the start', () => {
    const session = openSampleSession()
    expect(headlineOf(wait(session, ana))).toBe('Choose a case')
    expect(headlineOf(wait(session, ben))).toBe('Ana is choosing the case')
    session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    expect(headlineOf(wait(session, ana))).toBe('Ready when you are')
    expect(headlineOf(wait(session, ben))).toBe('Ana starts the round when ready')
    // Both seats are taken: somebody who watches waits for nothing else.
    expect(nextStepOf({ ...wait(session, oto), invites: false })).toBe('You can watch from here.')
  })

  it('is the second take, which the person who runs it starts', () => {
    const session = startSampleRound()
    session.wait(60_000)
    scoreSampleRound(session)
    const at = session.round.startedAt ?? 0
    session.must(ben, takeCommand(session, { round: session.round.id, at, who: 'together' }))
    expect(nextStepOf({ ...wait(session, ben), invites: false })).toMatch(/^Ana starts it when ready/)
    expect(nextStepOf({ ...wait(session, ana), invites: false })).toMatch(/^When you start it/)
  })

  it('is somebody who has been away for a while, by name, and an empty seat by its seat', () => {
    const session = openSampleSession()
    session.must(null, { kind: 'noteAbsence', participant: ana })
    expect(headlineOf(wait(session, ben))).toBe('Waiting for Ana')
    // People who are back know that they are.
    expect(headlineOf(wait(session, ana))).toBe('Choose a case')
    session.must(ben, { kind: 'leaveSeat' })
    expect(headlineOf(wait(session, ana))).toBe('Waiting for the candidate')
    expect(nextStepOf({ ...wait(session, ana), invites: true })).toMatch(/^Copy the invitation/)
    expect(nextStepOf({ ...wait(session, ben), invites: false })).toMatch(/^Take a free seat/)
    expect(nextStepOf({ ...wait(session, oto), invites: false })).toMatch(/when both seats are taken/)
  })
})
