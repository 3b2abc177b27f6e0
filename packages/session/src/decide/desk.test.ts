import { describe, expect, it } from 'vitest'
import { isAtDesk, mayEditBoard, mayRelease, maySeeCoverage } from '../index.ts'
import { sessionLimits } from '../limits/session-limits.ts'
import {
  ana,
  ben,
  codeOf,
  mia,
  openSampleSession,
  oto,
  samplePreparedCase,
  scoreSampleRound,
  startSampleRound,
} from '../testing/index.ts'

describe('facts, hints and curveballs', () => {
  const commands = [
    [
      { kind: 'releaseFact', fact: 'stations' },
      { kind: 'releaseFact', fact: 'moon' },
    ],
    [
      { kind: 'giveHint', hint: 'goal-2' },
      { kind: 'giveHint', hint: 'moon' },
    ],
    [
      { kind: 'playCurveball', curveball: 'rain' },
      { kind: 'playCurveball', curveball: 'moon' },
    ],
  ] as const

  it('[S31] are given by the interviewer, each once, while the round runs', () => {
    for (const [command, unknown] of commands) {
      const session = startSampleRound()
      for (const other of [ben, mia, oto]) expect(codeOf(session.send(other, command))).toBe('interviewer-only')
      expect(codeOf(session.send(ana, unknown))).toBe('unknown-part')
      session.must(ana, command)
      expect(codeOf(session.send(ana, command))).toBe('already-released')
      session.must(ana, { kind: 'endRound' })
      expect(codeOf(session.send(ana, command))).toBe('round-ended')
      expect(codeOf(openSampleSession().send(ana, command))).toBe('round-not-started')
      for (const who of [ana, mia]) expect(codeOf(startSampleRound('solo').send(who, command))).toBe('interviewer-only')
    }
  })

  it('[S31] carry their words, so that nothing is looked up afterwards', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'releaseFact', fact: 'stations' })
    session.must(ana, { kind: 'giveHint', hint: 'goal-2' })
    session.must(ana, { kind: 'playCurveball', curveball: 'rain' })
    expect(session.round).toMatchObject({
      facts: [{ fact: 'stations', label: 'Stations', text: '120 stations, 40 of them downtown.', at: session.now }],
      hints: [{ hint: 'goal-2', rung: 2, text: 'What would the city lose without it?' }],
      curveballs: [{ curveball: 'rain', text: 'It rains for a month.' }],
    })
    expect([ana, ben, mia].map((who) => mayRelease(session.state, who))).toEqual([true, false, false])
    expect(mayRelease(startSampleRound('solo').state, ana)).toBe(false)
  })
})

describe('probes, marks and whispers', () => {
  it('[S32] are the desk’s', () => {
    const session = startSampleRound()
    for (const who of [ben, oto]) {
      expect(codeOf(session.send(who, { kind: 'tickProbe', probe: 'guardrail', asked: true }))).toBe('desk-only')
      expect(codeOf(session.send(who, { kind: 'markMoment', label: 'Good' }))).toBe('desk-only')
      expect(codeOf(session.send(who, { kind: 'sendWhisper', words: 'Psst' }))).toBe('desk-only')
    }
    for (const who of [ana, mia]) {
      session.must(who, { kind: 'markMoment', label: '' })
      session.must(who, { kind: 'sendWhisper', words: 'Ask about rain' })
    }
    expect(session.round.marks).toMatchObject([{ by: ana }, { by: mia }])
    expect(session.round.whispers).toHaveLength(2)
    expect([ana, ben, mia, oto].map((who) => isAtDesk(session.state, who))).toEqual([true, false, true, false])
  })

  it('[S32] probes are ticked until scores open; what is ticked already changes nothing', () => {
    const lobby = openSampleSession()
    lobby.must(ana, { kind: 'prepareCase', how: 'drawn', prepared: samplePreparedCase })
    const tick = { kind: 'tickProbe', probe: 'guardrail', asked: true } as const
    expect(codeOf(lobby.send(ana, tick))).toBe('round-not-started')
    const session = startSampleRound()
    expect(session.must(mia, tick)).toHaveLength(1)
    expect(session.must(ana, tick)).toEqual([])
    session.must(ana, { ...tick, asked: false })
    expect(codeOf(session.send(ana, { ...tick, probe: 'constructor' }))).toBe('unknown-part')
    scoreSampleRound(session)
    expect(codeOf(session.send(ana, tick))).toBe('scores-open')
    expect(session.round.probes).toEqual({ guardrail: false })
  })

  it('[S32] moments are marked while the round runs, whispers pass at any time, both up to a limit', () => {
    const session = startSampleRound()
    for (let n = 0; n < sessionLimits.marksPerRound; n += 1) session.must(ana, { kind: 'markMoment', label: '' })
    expect(codeOf(session.send(ana, { kind: 'markMoment', label: '' }))).toBe('too-many')
    session.must(ana, { kind: 'endRound' })
    expect(codeOf(session.send(mia, { kind: 'markMoment', label: '' }))).toBe('round-ended')
    for (let n = 0; n < sessionLimits.whispersPerRound; n += 1) session.must(mia, { kind: 'sendWhisper', words: 'x' })
    expect(codeOf(session.send(ana, { kind: 'sendWhisper', words: 'x' }))).toBe('too-many')
  })
})

describe('what may be seen and edited', () => {
  it('[S49] the board is edited by interviewer and candidate, while the round runs', () => {
    const session = startSampleRound()
    const editors = () => [ana, ben, mia, oto].map((who) => mayEditBoard(session.round, who))
    expect(mayEditBoard(openSampleSession().round, ana)).toBe(false)
    expect(editors()).toEqual([true, true, false, false])
    session.must(ana, { kind: 'endRound' })
    expect(editors()).toEqual([false, false, false, false])
    session.must(ana, { kind: 'reopenRound' })
    expect(editors()).toEqual([true, true, false, false])
  })

  it('[S49] coverage is the desk’s in strict until scores open, and everybody’s in learning', () => {
    const session = startSampleRound()
    const seen = (coverage: 'learning' | 'strict') =>
      [ana, ben, mia, oto].map((who) => maySeeCoverage({ ...session.state, coverage }, session.round, who))
    expect(seen('learning')).toEqual([true, true, true, true])
    expect(seen('strict')).toEqual([true, false, true, false])
    scoreSampleRound(session)
    expect(seen('strict')).toEqual([true, true, true, true])
  })
})
