import { describe, expect, it } from 'vitest'
import { agendaAdvancesAt, clockAt, mayControlClock } from '../index.ts'
import { ana, ben, codeOf, commandId, mia, openSampleSession, startSampleRound } from '../testing/index.ts'

const minute = 60_000

describe('the clock', () => {
  it('[S4] takes the second press of a double click for what it is, and another’s press for stale', () => {
    const session = startSampleRound()
    for (const kind of ['pauseClock', 'resumeClock', 'nextPhase', 'previousPhase', 'endRound'] as const) {
      const { clockVersion } = session.state
      session.must(ana, { kind, clockVersion }, commandId(`${kind}-1`))
      expect(session.must(ana, { kind, clockVersion }, commandId(`${kind}-2`)), kind).toEqual([])
      if (kind !== 'endRound') continue
      session.must(ana, { kind: 'reopenRound' })
    }
    const { clockVersion } = session.state
    session.must(ana, { kind: 'addTime', milliseconds: 60_000, clockVersion }, commandId('a'))
    const granted = session.round.phaseGranted
    expect(session.must(ana, { kind: 'addTime', milliseconds: 60_000, clockVersion }, commandId('b'))).toEqual([])
    expect(session.round.phaseGranted).toEqual(granted)
    // A different command with an older version is not a repeat.
    expect(codeOf(session.send(ana, { kind: 'addTime', milliseconds: -60_000, clockVersion }, commandId('c')))).toBe(
      'stale',
    )
  })

  it('[S25] belongs to the interviewer, while the round runs', () => {
    const session = startSampleRound()
    for (const kind of ['pauseClock', 'resumeClock', 'nextPhase', 'previousPhase'] as const) {
      expect(codeOf(session.send(ben, { kind }))).toBe('interviewer-only')
      expect(codeOf(session.send(mia, { kind }))).toBe('interviewer-only')
    }
    expect(codeOf(session.send(ben, { kind: 'addTime', milliseconds: minute }))).toBe('interviewer-only')
    expect([ana, ben, mia].map((who) => mayControlClock(session.state, who))).toEqual([true, false, false])
    expect(codeOf(session.send(ana, { kind: 'resumeClock' }))).toBe('clock-running')
    session.must(ana, { kind: 'pauseClock' })
    expect(codeOf(session.send(ana, { kind: 'pauseClock' }))).toBe('clock-paused')
    session.must(ana, { kind: 'endRound' })
    expect(codeOf(session.send(ana, { kind: 'resumeClock' }))).toBe('round-ended')
    expect(codeOf(openSampleSession().send(ana, { kind: 'pauseClock' }))).toBe('round-not-started')
    expect(mayControlClock(session.state, ana)).toBe(false)
  })

  it('[S25] belongs to the candidate in solo', () => {
    const session = startSampleRound('solo')
    session.must(ana, { kind: 'pauseClock' })
    expect(codeOf(session.send(mia, { kind: 'resumeClock' }))).toBe('candidate-only')
  })

  it('[S51] continues automatically in solo, counted from the deadline, until the last phase', () => {
    const session = startSampleRound('solo')
    expect(codeOf(session.send(null, { kind: 'advanceAgenda' }))).toBe('no-such-phase')
    const first = session.round.clock.kind === 'running' ? session.round.clock.deadline : 0
    session.wait(7 * minute)
    expect(codeOf(session.send(ana, { kind: 'advanceAgenda' }))).toBe('malformed')
    session.must(null, { kind: 'advanceAgenda' })
    // Two minutes late, and the second phase is not longer for it.
    expect(session.round.clock).toEqual({ kind: 'running', phase: 1, deadline: first + 10 * minute })
    session.must(ana, { kind: 'pauseClock' })
    session.wait(60 * minute)
    expect(codeOf(session.send(null, { kind: 'advanceAgenda' }))).toBe('no-such-phase')
    session.must(ana, { kind: 'resumeClock' })
    session.wait(9 * minute)
    session.must(null, { kind: 'advanceAgenda' })
    session.wait(20 * minute)
    expect(codeOf(session.send(null, { kind: 'advanceAgenda' }))).toBe('no-such-phase')
    expect(clockAt(session.round, session.now)).toMatchObject({ phase: 2, remaining: 0 })
    // Back in a phase that is used up, the candidate is left in peace.
    session.must(ana, { kind: 'previousPhase' })
    session.must(ana, { kind: 'previousPhase' })
    expect(agendaAdvancesAt(session.state)).toBeNull()
  })

  it('[S51] waits for the interviewer where there is one', () => {
    const session = startSampleRound()
    session.wait(30 * minute)
    expect(agendaAdvancesAt(session.state)).toBeNull()
    expect(codeOf(session.send(null, { kind: 'advanceAgenda' }))).toBe('no-such-phase')
  })

  it('[S25] ends at the first and at the last phase', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ana, { kind: 'previousPhase' }))).toBe('no-such-phase')
    session.must(ana, { kind: 'nextPhase' })
    session.must(ana, { kind: 'nextPhase' })
    expect(codeOf(session.send(ana, { kind: 'nextPhase' }))).toBe('no-such-phase')
    expect(session.round.phaseStarts.map(({ phase }) => phase)).toEqual([0, 1, 2])
  })

  it('[S4] refuses a command that saw an older clock, so that two presses count as one', () => {
    const session = startSampleRound()
    const clockVersion = session.state.clockVersion
    session.must(ana, { kind: 'addTime', milliseconds: minute, clockVersion })
    expect(codeOf(session.send(ana, { kind: 'addTime', milliseconds: minute, clockVersion }))).toBe('stale')
    expect(codeOf(session.send(ana, { kind: 'endRound', clockVersion }))).toBe('stale')
    expect(clockAt(session.round, session.now)?.remaining).toBe(6 * minute)
  })

  it('[S98] is not stale by the sender’s own last change, where it means the same either way', () => {
    const kinds = ['pauseClock', 'resumeClock', 'nextPhase', 'previousPhase', 'addTime', 'endRound'] as const
    const pressed = (first: (typeof kinds)[number], second: (typeof kinds)[number], by = ana) => {
      const session = startSampleRound()
      session.must(ana, { kind: 'nextPhase' })
      // There is a phase on either side, and the clock stands as the first command needs it.
      if (first === 'resumeClock' || (second === 'resumeClock' && first !== 'pauseClock'))
        session.must(ana, { kind: 'pauseClock' })
      if (first === 'nextPhase') session.must(ana, { kind: 'previousPhase' })
      const { clockVersion } = session.state
      const of = (kind: (typeof kinds)[number], milliseconds: number) =>
        kind === 'addTime' ? { kind, clockVersion, milliseconds } : { kind, clockVersion }
      session.must(ana, of(first, minute), commandId('first'))
      return codeOf(session.send(by, of(second, 2 * minute), commandId('second')))
    }
    for (const first of ['pauseClock', 'resumeClock', 'addTime'] as const)
      for (const second of ['previousPhase', 'endRound'] as const) expect(pressed(first, second), first).toBe('granted')
    expect(pressed('resumeClock', 'pauseClock')).toBe('granted')
    expect(pressed('pauseClock', 'addTime')).toBe('granted')
    for (const first of ['nextPhase', 'previousPhase'] as const)
      for (const second of ['pauseClock', 'resumeClock', 'endRound'] as const)
        expect(pressed(first, second), `${first}, ${second}`).toBe('granted')
    // Which phase was meant, or how often, nobody knows.
    expect(pressed('nextPhase', 'previousPhase')).toBe('stale')
    expect(pressed('previousPhase', 'addTime')).toBe('stale')
    expect(pressed('addTime', 'addTime')).toBe('stale')
  })

  it('[S98] is stale by another’s change, and by any before the last', () => {
    const session = startSampleRound()
    const { clockVersion } = session.state
    session.must(ana, { kind: 'pauseClock', clockVersion }, commandId('a'))
    session.must(ana, { kind: 'resumeClock' }, commandId('b'))
    expect(codeOf(session.send(ana, { kind: 'nextPhase', clockVersion }, commandId('c')))).toBe('stale')
    const seen = session.state.clockVersion
    session.must(ana, { kind: 'pauseClock', clockVersion: seen }, commandId('d'))
    session.must(null, { kind: 'noteAbsence', participant: ana })
    expect(codeOf(session.send(ben, { kind: 'nextPhase', clockVersion: seen }, commandId('e')))).toBe('stale')
  })

  it('[S26] keeps what is left of a phase and counts on from it, pauses left out', () => {
    const session = startSampleRound()
    session.wait(2 * minute)
    session.must(ana, { kind: 'nextPhase' })
    session.wait(3 * minute)
    // What the first phase has left is not to come.
    expect(clockAt(session.round, session.now)).toMatchObject({ phase: 1, totalRemaining: 12 * minute })
    session.must(ana, { kind: 'pauseClock' })
    session.wait(7 * minute)
    session.must(ana, { kind: 'resumeClock' })
    session.wait(minute)
    session.must(ana, { kind: 'previousPhase' })
    expect(clockAt(session.round, session.now + 1_000)).toEqual({
      kind: 'running',
      phase: 0,
      remaining: 3 * minute - 1_000,
      overrun: 0,
      paused: false,
      elapsedInPhase: 2 * minute + 1_000,
      elapsedInCase: 6 * minute + 1_000,
      totalRemaining: 3 * minute - 1_000 + 6 * minute + 5 * minute,
    })
  })

  it('[S26] loses nothing to the delay between the server’s clock and the store’s', () => {
    const session = startSampleRound('peer', 250)
    session.wait(minute)
    const [entry] = session.must(ana, { kind: 'nextPhase' })
    expect(entry).toMatchObject({ at: session.now + 250, data: { phase: 1, deadline: session.now + 10 * minute } })
    expect(session.round.phaseRemaining[0]).toBe(4 * minute)
    session.wait(minute)
    session.must(ana, { kind: 'endRound' })
    expect(session.round.phaseRemaining).toEqual([4 * minute, 9 * minute, 5 * minute])
  })

  it('[S27] runs over without a word, and over at once when nothing was left', () => {
    const session = startSampleRound()
    const entries = session.log.length
    session.wait(8 * minute)
    expect(session.log).toHaveLength(entries)
    expect(clockAt(session.round, session.now)).toMatchObject({ remaining: 0, overrun: 3 * minute })
    session.must(ana, { kind: 'nextPhase' })
    session.wait(minute)
    session.must(ana, { kind: 'previousPhase' })
    expect(clockAt(session.round, session.now)).toMatchObject({ phase: 0, remaining: 0, overrun: 3 * minute })
  })

  it('[S28] stays paused when phases change and time is added', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'pauseClock' })
    expect(session.must(ana, { kind: 'nextPhase' }).map((entry) => entry.kind)).toEqual([
      'phase-started',
      'clock-paused',
    ])
    session.wait(minute)
    session.must(ana, { kind: 'addTime', milliseconds: 2 * minute })
    expect(session.round.clock).toEqual({ kind: 'paused', phase: 1, remaining: 12 * minute })
    session.must(ana, { kind: 'previousPhase' })
    expect(session.round.clock).toEqual({ kind: 'paused', phase: 0, remaining: 5 * minute })
    expect(session.round.phaseGranted).toEqual([5 * minute, 12 * minute, 5 * minute])
  })

  it('[S29] is given time and taken time, never more than is left', () => {
    const session = startSampleRound()
    session.wait(4 * minute)
    expect(codeOf(session.send(ana, { kind: 'addTime', milliseconds: -minute - 1 }))).toBe('no-time-left-to-take')
    session.must(ana, { kind: 'addTime', milliseconds: -minute })
    expect(clockAt(session.round, session.now)).toMatchObject({ remaining: 0, overrun: 0 })
    expect(session.must(ana, { kind: 'addTime', milliseconds: 0 })).toEqual([])
    session.wait(minute)
    session.must(ana, { kind: 'addTime', milliseconds: 3 * minute })
    expect(clockAt(session.round, session.now)).toMatchObject({ remaining: 2 * minute, elapsedInPhase: 5 * minute })
  })

  it('[S30] stops with the round and keeps what is left, to the millisecond', () => {
    const session = startSampleRound()
    session.wait(minute + 7)
    expect(session.must(ana, { kind: 'endRound' }).map((entry) => entry.kind)).toEqual(['clock-paused', 'round-ended'])
    session.wait(minute)
    expect(clockAt(session.round, session.now)).toMatchObject({
      kind: 'stopped',
      paused: false,
      remaining: 4 * minute - 7,
      elapsedInCase: minute + 7,
    })
  })

  it('[S26] is not read before the round starts', () => {
    expect(clockAt(openSampleSession().round, 0)).toBeNull()
  })
})
