import { describe, expect, it } from 'vitest'
import { foldAll } from '../fold/fold.ts'
import {
  ana,
  ben,
  openSampleSession,
  type ScriptedSession,
  sampleLoop,
  samplePreparedCase,
  sampleScorecard,
  swapSampleSeats,
  takeCommand,
} from '../testing/index.ts'
import type { ParticipantId } from './ids.ts'
import { cutOf, loopRoundAfter, loopRoundOf, readLoop } from './loop.ts'

type Levels = Parameters<typeof sampleScorecard>[0] | 'not-seen' | null

/** Plays the current round; `levels` are those of the interviewer, for goal and for metrics. */
function playRound(
  session: ScriptedSession,
  runner: ParticipantId,
  caseId: string,
  goal: Levels,
  metrics: Levels,
): void {
  const { public: open } = samplePreparedCase
  session.must(runner, {
    kind: 'prepareCase',
    how: 'drawn',
    prepared: { ...samplePreparedCase, public: { ...open, caseId } },
  })
  session.must(runner, { kind: 'startRound' })
  session.wait(60_000)
  session.must(runner, { kind: 'endRound' })
  const line = (score: Exclude<Levels, null>) => ({ score, words: '', evidence: [] })
  const scores = {
    ...(goal !== null && { goal: line(goal) }),
    ...(metrics !== null && { metrics: line(metrics) }),
  }
  session.must(runner, { kind: 'sealScorecard', scorecard: { scores } })
  if (session.state.mode !== 'solo' && session.round.status !== 'scored') {
    const other = runner === ana ? ben : ana
    session.must(other, { kind: 'sealScorecard', scorecard: sampleScorecard(4) })
  }
  if (session.round.status !== 'scored') session.must(runner, { kind: 'openScores' })
}
const goOn = (session: ScriptedSession) => session.must(ana, { kind: 'openNextRound', swapSeats: false })
const title = (session: ScriptedSession) => {
  const now = loopRoundOf(session.state, session.round)
  return now === null ? null : `${now.number} of ${now.of}, ${now.title}, ${cutOf(session.state, session.round)}`
}

describe('a loop', () => {
  it('[S110] is chosen with the session, stands in the log as a whole, and names no case', () => {
    const session = openSampleSession('peer', 0, sampleLoop)
    expect(session.log.slice(0, 2).map(({ kind }) => kind)).toEqual(['session-created', 'loop-chosen'])
    expect(session.state.loop).toEqual(sampleLoop)
    expect(foldAll(session.streamOf(ben)).loop).toEqual(sampleLoop)
    expect(openSampleSession('peer').state.loop).toBeNull()
    expect(Object.keys(sampleLoop.rounds[0] ?? {}).toSorted()).toEqual(['category', 'cut', 'title'])
  })

  it('[S110] that could not be read back creates nothing', () => {
    const broken = { ...sampleLoop, rounds: [] }
    expect(() => openSampleSession('peer', 0, broken)).toThrow('malformed')
  })

  it('[S111] counts the rounds of each candidate, and a second take is the round that it takes again', () => {
    const session = openSampleSession('peer', 0, sampleLoop)
    expect(title(session)).toBe('1 of 3, Product sense, 45')
    playRound(session, ana, 'one', 3, 3)
    const first = session.round
    expect(loopRoundAfter(session.state, first)).toMatchObject({ number: 2, title: 'Estimation' })
    session.must(ben, takeCommand(session, { round: first.id, at: (first.endedAt ?? 0) - 30_000, who: 'together' }))
    expect(title(session)).toBe('1 of 3, Product sense, 45')
    session.must(ana, { kind: 'startRound' })
    session.wait(10_000)
    session.must(ana, { kind: 'endRound' })
    session.must(ana, { kind: 'openScores' })
    goOn(session)
    expect(title(session)).toBe('2 of 3, Estimation, 20')
    playRound(session, ana, 'two', 3, 3)
    // Ana begins the loop when she becomes the candidate, and Ben continues where he was.
    swapSampleSeats(session)
    expect(title(session)).toBe('1 of 3, Product sense, 45')
    playRound(session, ben, 'three', 3, 3)
    swapSampleSeats(session)
    expect(title(session)).toBe('3 of 3, Leadership, 20')
    playRound(session, ana, 'four', 3, 3)
    expect(loopRoundAfter(session.state, session.round)).toBeNull()
    goOn(session)
    // Beyond the loop rounds are single ones, in the session’s minutes.
    expect(title(session)).toBeNull()
    expect(cutOf(session.state, session.round)).toBe(45)
  })

  it('[S111] stays where it is while its candidate has left the seat in the lobby', () => {
    const session = openSampleSession('peer', 0, sampleLoop)
    playRound(session, ana, 'one', 3, 3)
    goOn(session)
    session.must(ben, { kind: 'leaveSeat' })
    expect(title(session)).toBe('2 of 3, Estimation, 20')
  })

  it('[S112] keeps the lowest level of each dimension, whatever the others are', () => {
    const session = openSampleSession('peer', 0, sampleLoop)
    const read = () => readLoop(session.state, ben)
    expect(read()).toMatchObject({ finished: false, verdict: 'open', dimensions: [] })
    playRound(session, ana, 'one', 4, 1)
    expect(read()).toMatchObject({ finished: false, verdict: 'one' })
    goOn(session)
    playRound(session, ana, 'two', 2, 4)
    goOn(session)
    playRound(session, ana, 'three', 4, 4)
    expect(read()).toMatchObject({ finished: true, verdict: 'one' })
    expect(read()?.dimensions).toEqual([
      { id: 'metrics', title: 'Metrics', lowest: 1, levels: [1, 4, 4].map((score, at) => ({ number: at + 1, score })) },
      { id: 'goal', title: 'Goal', lowest: 2, levels: [4, 2, 4].map((score, at) => ({ number: at + 1, score })) },
    ])
    expect(read()?.rounds.map(({ lowest }) => lowest)).toEqual([1, 2, 4])
    expect(readLoop(session.state, ana)).toMatchObject({ finished: false, dimensions: [] })
  })

  it('[S112] says nothing about the whole when a round has no level, and “not seen” is not a level', () => {
    const session = openSampleSession('solo', 0, sampleLoop)
    playRound(session, ana, 'one', 3, 'not-seen')
    expect(readLoop(session.state, ana)).toMatchObject({ verdict: 'bar', finished: false })
    goOn(session)
    playRound(session, ana, 'two', 'not-seen', 'not-seen')
    goOn(session)
    playRound(session, ana, 'three', 4, 4)
    const read = readLoop(session.state, ana)
    expect(read).toMatchObject({ verdict: 'open', finished: true })
    expect(read?.rounds.map(({ lowest }) => lowest)).toEqual([3, null, 4])
    expect(read?.dimensions.find(({ id }) => id === 'metrics')).toMatchObject({ lowest: 4 })
  })

  it('[S112] is not changed by a second take', () => {
    const session = openSampleSession('solo', 0, sampleLoop)
    playRound(session, ana, 'one', 1, 3)
    const { id, endedAt } = session.round
    session.must(ana, takeCommand(session, { round: id, at: (endedAt ?? 0) - 30_000, who: 'together' }))
    session.must(ana, { kind: 'startRound' })
    session.must(ana, { kind: 'endRound' })
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(4) })
    expect(readLoop(session.state, ana)?.rounds[0]).toMatchObject({ lowest: 1, scored: true })
  })

  it('[S112] tells a candidate nothing of a round whose scores are sealed', () => {
    const session = openSampleSession('peer', 0, sampleLoop)
    const { public: open } = samplePreparedCase
    session.must(ana, { kind: 'prepareCase', how: 'drawn', prepared: { ...samplePreparedCase, public: open } })
    session.must(ana, { kind: 'startRound' })
    session.must(ana, { kind: 'endRound' })
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(1) })
    const seen = readLoop(foldAll(session.streamOf(ben)), ben)
    expect(seen).toMatchObject({ verdict: 'open', dimensions: [] })
    expect(JSON.stringify(seen?.rounds.map(({ round: _, ...rest }) => rest))).not.toContain('Bike share')
  })
})
