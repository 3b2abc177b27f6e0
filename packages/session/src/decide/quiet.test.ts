import { describe, expect, it } from 'vitest'
import { focusOf, quietEndsAt, quietOf } from '../state/readings.ts'
import { ana, ben, codeOf, mia, openSampleSession, oto, startSampleRound } from '../testing/index.ts'

const kinds = (entries: readonly { readonly kind: string }[]) => entries.map(({ kind }) => kind)
const deadlineOf = ({ round }: ReturnType<typeof startSampleRound>) =>
  round.clock.kind === 'running' ? round.clock.deadline : null

describe('quiet time [S87]', () => {
  it('moves the deadline by the time used, no matter who ends it', () => {
    const session = startSampleRound()
    const before = deadlineOf(session) ?? 0
    session.wait(30_000)
    expect(kinds(session.must(ben, { kind: 'askQuiet' }))).toEqual(['quiet-started', 'clock-paused'])
    expect(quietEndsAt(session.state)).toBe(session.now + 120_000)
    session.wait(45_000)
    expect(kinds(session.must(ben, { kind: 'endQuiet' }))).toEqual(['quiet-ended', 'clock-resumed'])
    expect(deadlineOf(session)).toBe(before + 45_000)
    session.must(ben, { kind: 'askQuiet' })
    session.wait(5_000)
    session.must(ana, { kind: 'endQuiet' })
    session.must(ben, { kind: 'askQuiet' })
    session.wait(10_000)
    expect(kinds(session.must(ana, { kind: 'resumeClock' }))).toEqual(['quiet-ended', 'clock-resumed'])
    expect(deadlineOf(session)).toBe(before + 60_000)
    expect(codeOf(session.send(ben, { kind: 'askQuiet' }))).toBe('no-quiet-left')
  })

  it('is ended by the room after two minutes, counted from that instant', () => {
    const session = startSampleRound()
    const before = deadlineOf(session) ?? 0
    session.must(ben, { kind: 'askQuiet' })
    session.wait(119_999)
    expect(codeOf(session.send(null, { kind: 'endDueQuiet' }))).toBe('quiet-not-running')
    session.wait(4_001)
    session.must(null, { kind: 'endDueQuiet' })
    expect(deadlineOf(session)).toBe(before + 120_000)
    expect(quietOf(session.round)).toBeNull()
    expect(codeOf(session.send(null, { kind: 'endDueQuiet' }))).toBe('quiet-not-running')
  })

  it('leaves a clock paused that was paused before, or that is paused because somebody is away', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'pauseClock' })
    session.must(ben, { kind: 'askQuiet' })
    expect(kinds(session.must(ben, { kind: 'endQuiet' }))).toEqual(['quiet-ended'])
    session.must(ana, { kind: 'resumeClock' })
    session.must(ana, { kind: 'setPauseWhenAway', on: true })
    session.must(ben, { kind: 'askQuiet' })
    session.must(null, { kind: 'noteAbsence', participant: ben })
    session.wait(120_000)
    expect(kinds(session.must(null, { kind: 'endDueQuiet' }))).toEqual(['quiet-ended'])
    expect(session.round.clock.kind).toBe('paused')
  })

  it('is the candidate’s to ask for, one at a time, while the round runs, and ends with round and session', () => {
    const lobby = openSampleSession()
    expect(codeOf(lobby.send(ben, { kind: 'askQuiet' }))).toBe('round-not-started')
    const session = startSampleRound()
    for (const who of [ana, mia, oto]) expect(codeOf(session.send(who, { kind: 'askQuiet' }))).toBe('candidate-only')
    expect(codeOf(session.send(ben, { kind: 'endQuiet' }))).toBe('quiet-not-running')
    session.must(ben, { kind: 'askQuiet' })
    expect(codeOf(session.send(ben, { kind: 'askQuiet' }))).toBe('quiet-running')
    expect(codeOf(session.send(oto, { kind: 'endQuiet' }))).toBe('candidate-only')
    expect(kinds(session.must(ana, { kind: 'endRound' }))).toEqual(['quiet-ended', 'round-ended'])
    session.must(ana, { kind: 'reopenRound' })
    session.must(ben, { kind: 'askQuiet' })
    expect(kinds(session.must(ana, { kind: 'closeSession' }))).toEqual(['quiet-ended', 'session-closed'])
  })
})

describe('what the candidate works on [S88]', () => {
  it('is one line of theirs, in the lobby, shown while they are the candidate', () => {
    const session = openSampleSession()
    expect(codeOf(session.send(ana, { kind: 'setFocus', words: 'Mine' }))).toBe('candidate-only')
    session.must(ben, { kind: 'setFocus', words: 'Goals before metrics' })
    expect(session.must(ben, { kind: 'setFocus', words: 'Goals before metrics' })).toEqual([])
    expect(focusOf(session.round)).toBe('Goals before metrics')
    session.must(ben, { kind: 'leaveSeat' })
    expect(focusOf(session.round)).toBeNull()
    session.must(ben, { kind: 'takeSeat', seat: 'candidate' })
    session.must(ben, { kind: 'setFocus', words: '' })
    expect(focusOf(session.round)).toBeNull()
    const running = startSampleRound()
    expect(codeOf(running.send(ben, { kind: 'setFocus', words: 'Late' }))).toBe('round-started')
  })
})
