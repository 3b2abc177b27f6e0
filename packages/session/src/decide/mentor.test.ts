import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParticipantId } from '../state/ids.ts'
import { holdersOf } from '../state/readings.ts'
import {
  ana,
  ben,
  codeOf,
  commandId,
  mia,
  openSampleSession,
  oto,
  person,
  type ScriptedSession,
  samplePreparedCase,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
} from '../testing/index.ts'
import { history, play } from '../testing/random-history.ts'
import { decide } from './decide.ts'

/** The second press of a double click, as it comes over the wire: with the one version that the command names. */
const again = ({ state, now }: ScriptedSession, by: ParticipantId, seatsVersion: number) =>
  decide(state, { command: { kind: 'takeDesk', seatsVersion }, by, commandId: commandId('again'), now })

describe('taking the desk over', () => {
  it('[S77] is one decision, after which both are at the desk, and is given back in one', () => {
    const session = startSampleRound()
    expect(session.must(mia, { kind: 'takeDesk' }).map(({ kind }) => kind)).toEqual([
      'seat-left',
      'seat-handed-over',
      'seat-taken',
    ])
    expect(session.round.seats).toMatchObject({ ana: 'mentor', mia: 'interviewer' })
    expect(session.round.deskTakenFrom).toBe(ana)
    // She runs the round, and the guide stays with both.
    session.must(mia, { kind: 'releaseFact', fact: 'stations' })
    session.must(ana, { kind: 'sendWhisper', words: 'ask for the goal' })
    expect(session.streamOf(mia).some(({ kind }) => kind === 'whisper-sent')).toBe(true)
    session.must(mia, { kind: 'handOverSeat', to: ana })
    expect(session.round.seats).toMatchObject({ ana: 'interviewer', mia: 'mentor' })
    expect(session.round.deskTakenFrom).toBeNull()
    // Given back, which nobody has to be told as if it had been taken.
    expect(session.round.deskTakenBackFrom).toBeNull()
    session.must(mia, { kind: 'takeDesk' })
    session.must(ana, { kind: 'takeDesk' })
    expect(session.round.deskTakenBackFrom).toBe(mia)
    expect(session.round.seats).toMatchObject({ ana: 'interviewer', mia: 'mentor' })
    // Taken back, not over: there is nothing to give back.
    expect(session.round.deskTakenFrom).toBeNull()
    session.must(mia, { kind: 'takeDesk' })
    expect(session.round.deskTakenBackFrom).toBeNull()
  })

  it('[S77] is a mentor’s alone, whatever their invitation says, and over with the round', () => {
    const session = startSampleRound()
    const zoe = person('zoe')
    session.must(null, { kind: 'joinSession', participant: zoe, name: 'Zoe', admits: ['mentor'], seat: 'mentor' })
    expect(codeOf(session.send(zoe, { kind: 'takeSeat', seat: 'interviewer' }))).toBe('seat-not-admitted')
    expect([ana, ben, oto].map((who) => codeOf(session.send(who, { kind: 'takeDesk' })))).toEqual([
      'already-seated',
      'desk-only',
      'desk-only',
    ])
    session.must(zoe, { kind: 'takeDesk' })
    session.must(zoe, { kind: 'endRound' })
    expect(codeOf(session.send(mia, { kind: 'takeDesk' }))).toBe('round-ended')
  })

  it('[S77] a second click changes nothing, and of two mentors in the same instant one has it', () => {
    const session = startSampleRound()
    session.must(oto, { kind: 'takeSeat', seat: 'mentor' })
    const { seatsVersion } = session.state
    session.must(mia, { kind: 'takeDesk', seatsVersion }, commandId('first'))
    expect(again(session, mia, seatsVersion)).toEqual({ ok: true, entries: [] })
    expect(codeOf(session.send(oto, { kind: 'takeDesk', seatsVersion }))).toBe('stale')
    session.must(mia, { kind: 'leaveSeat' })
    const empty = session.state.seatsVersion
    session.must(oto, { kind: 'takeDesk', seatsVersion: empty }, commandId('first'))
    expect(again(session, oto, empty)).toEqual({ ok: true, entries: [] })
    expect(session.round.seats).toMatchObject({ oto: 'interviewer' })
  })

  it('[S77] leaves the desk of a running round without an interviewer at no entry, whatever happens', () => {
    let taken = 0
    fc.assert(
      fc.property(history(), (steps) => {
        play(steps, (session, { wait }) => {
          const decision = session.send(wait % 2 === 0 ? mia : ana, { kind: 'takeDesk' })
          if (!decision.ok) return
          taken += 1
          expect(holdersOf(session.round, 'interviewer')).toHaveLength(1)
          expect(decision.entries.filter(({ kind }) => kind === 'seat-left').length).toBeLessThan(2)
          const left = decision.entries.find((entry) => entry.kind === 'seat-left')
          expect(left?.data).toMatchObject({ seat: 'mentor' })
        })
      }),
      { numRuns: 150 },
    )
    expect(taken).toBeGreaterThan(100)
  })

  it('[S78] an interviewer who hands the desk over after seeing the guide stays there as a mentor; before that, they are free', () => {
    const early = openSampleSession()
    early.must(ana, { kind: 'handOverSeat', to: mia })
    expect(early.round.seats[ana]).toBeUndefined()
    const session = startSampleRound()
    session.must(ana, { kind: 'handOverSeat', to: oto })
    expect(session.round.seats).toMatchObject({ ana: 'mentor', oto: 'interviewer' })
    session.must(oto, { kind: 'handOverSeat', to: ana })
    expect(session.round.seats).toMatchObject({ ana: 'interviewer', oto: 'observer' })
  })
})

describe('a mentor before the round', () => {
  it('[S81] prepares the case like the person who runs the round, and never for a candidate who knows it', () => {
    const session = openSampleSession('coaching')
    session.must(mia, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    session.must(ana, { kind: 'startRound' })
    scoreSampleRound(session)
    swapSampleSeats(session)
    expect(codeOf(session.send(mia, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase }))).toBe(
      'candidate-knows-case',
    )
    expect(codeOf(session.send(oto, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase }))).toBe(
      'interviewer-only',
    )
  })
})
