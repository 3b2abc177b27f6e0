import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldAll } from '../fold/fold.ts'
import { everybody } from '../testing/canaries.ts'
import {
  ana,
  ben,
  candidatesScorecard,
  mia,
  type ScriptedSession,
  samplePreparedCase,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
} from '../testing/index.ts'
import { history, play } from '../testing/random-history.ts'
import { practiceToKeep, readPractice } from './practice.ts'
import { participantOf } from './readings.ts'

const practiceOf = (session: ScriptedSession) => {
  const state = foldAll(session.streamOf(ben))
  const [round] = state.rounds
  return round === undefined ? null : readPractice(state, round)
}

describe('what a round leaves with its candidate', () => {
  it('[S94] is there once the scores are open: levels, guesses, gaps, and everybody’s points', () => {
    const session = startSampleRound()
    session.wait(120_000)
    session.must(ana, { kind: 'endRound' })
    session.must(ben, { kind: 'sealScorecard', scorecard: candidatesScorecard(3, 2) })
    session.must(mia, { kind: 'sealScorecard', scorecard: sampleScorecard(4) })
    expect(practiceOf(session)).toBeNull()
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    const at = session.round.startedAt ?? 0
    const own = { kind: 'own', words: 'Say the limit aloud' } as const
    session.must(ana, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'No guardrail', next: own })
    session.must(ben, { kind: 'setFeedbackPoint', point: 2, evidence: null, gap: '', next: { kind: 'take', at } })
    const practice = practiceOf(session)
    expect(practice).toMatchObject({
      candidate: ben,
      name: 'Ben',
      isTake: false,
      case: { id: 'bike-share', title: 'Bike share', category: 'success-metrics' },
      startedAt: at,
      endedAt: at + 120_000,
    })
    expect(practice?.dimensions).toEqual([
      { id: 'goal', title: 'Goal', own: 3, guess: 2, given: 2, gap: 2 },
      { id: 'metrics', title: 'Metrics', own: 3, guess: 2, given: 2, gap: 2 },
    ])
    expect(practice?.points).toEqual([
      { by: ana, name: 'Ana', point: 1, where: '', gap: 'No guardrail', next: { ...own, at: null } },
      { by: ben, name: 'Ben', point: 2, where: '', gap: '', next: { kind: 'take', words: '', at } },
    ])
  })

  it('[S113] is kept beyond the session with nobody’s words, where it was about the candidate’s own life', () => {
    const kept = (personal: boolean) => {
      const session = startSampleRound('peer', 0, {
        ...samplePreparedCase,
        public: { ...samplePreparedCase.public, personal },
      })
      scoreSampleRound(session)
      const evidence = { kind: 'moment', at: 1, label: 'my canary' } as const
      const drill = { kind: 'drill', drill: 'two-minutes', title: 'Tell it in two minutes' } as const
      session.must(ana, { kind: 'setFeedbackPoint', point: 1, evidence, gap: 'my canary', next: drill })
      const own = { kind: 'own', words: 'my canary' } as const
      session.must(ana, { kind: 'setFeedbackPoint', point: 2, evidence: null, gap: 'my canary', next: own })
      const state = foldAll(session.streamOf(ben))
      const [round] = state.rounds
      return round === undefined ? null : practiceToKeep(state, round)
    }
    const practice = kept(true)
    expect(JSON.stringify(practice)).not.toContain('my canary')
    expect(practice?.points).toMatchObject([
      { point: 1, where: '', gap: '', next: { words: 'Tell it in two minutes' } },
    ])
    expect(practice?.dimensions).toMatchObject([{ id: 'goal', own: 2, given: 3 }, { id: 'metrics' }])
    expect(kept(false)?.points).toMatchObject([{ where: 'my canary' }, { gap: 'my canary' }])
  })

  it('[S94] takes the scores of the person who sealed first where the interviewer has none, and none in solo', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    session.must(mia, { kind: 'sealScorecard', scorecard: sampleScorecard(1) })
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    session.append([
      { kind: 'scores-opened', v: 1, by: null, command: null, data: { round: session.round.id }, bytes: null },
    ])
    expect(practiceOf(session)?.dimensions[0]).toMatchObject({ own: 2, given: 1, gap: 1 })
    const solo = startSampleRound('solo')
    scoreSampleRound(solo)
    const state = foldAll(solo.streamOf(ana))
    expect(state.rounds[0] && readPractice(state, state.rounds[0])?.dimensions[0]).toMatchObject({
      own: 3,
      given: null,
      gap: null,
    })
  })

  it('[S94] holds, in random histories, what the log holds, for everybody, and nothing of a round that is not scored', () => {
    let read = 0
    fc.assert(
      fc.property(history(), (steps) => {
        const session = play(steps)
        for (const who of everybody) {
          if (participantOf(session.state, who) === null) continue
          const seen = foldAll(session.streamOf(who))
          for (const round of seen.rounds) {
            const whole = session.state.rounds.find(({ id }) => id === round.id)
            const practice = readPractice(seen, round)
            if (whole?.status !== 'scored') expect(practice).toBeNull()
            else expect(practice).toEqual(readPractice(session.state, whole))
            if (practice !== null) read += 1
          }
        }
      }),
      { numRuns: 150 },
    )
    expect(read).toBeGreaterThan(0)
  })
})
