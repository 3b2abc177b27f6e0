import { describe, expect, it } from 'vitest'
import { currentRound, foldAll, isAtDesk, mayEditBoard, mayRelease, maySeeCoverage, refusalTo } from '../index.ts'
import { sessionLimits } from '../rules/session-limits.ts'
import { readFactLedger } from '../state/fact-ledger.ts'
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

describe('solo', () => {
  it('[S33] answers a question with the fact it asks for, and keeps one that finds none', () => {
    const session = startSampleRound('solo')
    expect(session.must(ana, { kind: 'askFact', question: 'How many stations are there?' })).toMatchObject([
      { kind: 'fact-asked', data: { question: 'How many stations are there?', fact: 'stations' } },
      { kind: 'fact-released', data: { fact: 'stations', text: '120 stations, 40 of them downtown.' } },
    ])
    expect(session.must(ana, { kind: 'askFact', question: 'And the station count?' })).toMatchObject([
      { kind: 'fact-asked', data: { question: 'And the station count?', fact: 'stations' } },
    ])
    expect(session.must(ana, { kind: 'askFact', question: 'What is the weather like?' })).toMatchObject([
      { kind: 'fact-asked', data: { fact: null } },
    ])
    expect(session.round.asked).toHaveLength(3)
    expect(session.round.facts).toHaveLength(1)
  })

  it('[S33] hands over what the guide names for an interviewer, where neither phrase nor clarifying answer is found', () => {
    const { guide } = samplePreparedCase
    const release = { on: 'request', for: 'the share of bikes in repair, or tourists' }
    const facts = guide.facts.map((fact) => (fact.id === 'repeat-rides' ? { ...fact, release } : fact))
    const session = startSampleRound('solo', 0, { ...samplePreparedCase, guide: { ...guide, facts } })
    const ask = (question: string) => session.must(ana, { kind: 'askFact', question })
    expect(ask('Who rides, tourists or commuters?')).toMatchObject([
      { kind: 'fact-asked', data: { fact: null, answer: 'Both. Two thirds are commuters.' } },
    ])
    expect(ask('What share of the bikes is in repair?')).toMatchObject([
      { kind: 'fact-asked', data: { fact: 'repeat-rides' } },
      { kind: 'fact-released', data: { fact: 'repeat-rides' } },
    ])
  })

  it('[S33] says what the guide answers to a question that asks for no fact, and nothing that is meant for an interviewer', () => {
    const session = startSampleRound('solo')
    const ask = (question: string) => session.must(ana, { kind: 'askFact', question })
    expect(ask('Who rides, tourists or commuters?')).toMatchObject([
      { kind: 'fact-asked', data: { fact: null, answer: 'Both. Two thirds are commuters.' } },
    ])
    expect(session.round.asked.at(-1)).toMatchObject({ answer: 'Both. Two thirds are commuters.' })
    // A question that the guide gives back has no answer here; neither has one that shares a word in passing.
    for (const question of ['Where would winter be a problem?', 'Are there tourists?']) {
      expect(ask(question)).toMatchObject([{ kind: 'fact-asked', data: { fact: null } }])
      expect(session.round.asked.at(-1)?.answer).toBeNull()
    }
    // Facts come first.
    expect(ask('How many stations do tourists and commuters ride from?')).toMatchObject([
      { kind: 'fact-asked', data: { fact: 'stations' } },
      { kind: 'fact-released' },
    ])
    expect(readFactLedger(session.round).unanswered.map(({ question }) => question)).toEqual([
      'Where would winter be a problem?',
      'Are there tourists?',
    ])
  })

  it('[S33] answers the candidate alone, in solo alone, while the round runs, 200 times', () => {
    const ask = { kind: 'askFact', question: 'Weather?' } as const
    const session = startSampleRound('solo')
    expect(codeOf(session.send(mia, ask))).toBe('candidate-only')
    expect(codeOf(startSampleRound().send(ben, ask))).toBe('solo-only')
    expect(codeOf(openSampleSession('solo').send(ana, ask))).toBe('round-not-started')
    for (let n = 0; n < sessionLimits.questionsPerRound; n += 1) session.must(ana, ask)
    expect(codeOf(session.send(ana, ask))).toBe('too-many')
    session.must(ana, { kind: 'endRound' })
    expect(codeOf(session.send(ana, ask))).toBe('round-ended')
  })

  it('[S34] gives the next rung of the phase one is in', () => {
    const session = startSampleRound('solo')
    const ask = { kind: 'askHint' } as const
    for (const _ of [1, 2, 3]) session.must(ana, ask)
    expect(session.round.hints.map(({ hint }) => hint)).toEqual(['goal-1', 'goal-2', 'goal-3'])
    expect(codeOf(session.send(ana, ask))).toBe('no-hint-left')
    session.must(ana, { kind: 'nextPhase' })
    expect(session.must(ana, ask)).toMatchObject([{ data: { hint: 'metrics-1', rung: 1 } }])
    expect(codeOf(session.send(mia, ask))).toBe('candidate-only')
    expect(codeOf(startSampleRound().send(ben, ask))).toBe('solo-only')
  })

  it('[S34] says in solo how many hints a phase has, so that the candidate’s page knows when there are none', () => {
    const session = startSampleRound('solo')
    const seen = () => foldAll(session.streamOf(ana))
    const refusal = () => refusalTo(seen(), ana, { kind: 'askHint' })
    expect(currentRound(seen())?.guide).toBe(null)
    expect(currentRound(seen())?.agenda?.map((phase) => phase.hints)).toEqual(
      session.round.agenda?.map(({ id }) => session.round.guide?.hints.filter(({ phase }) => phase === id).length),
    )
    expect(refusal()).toBe(null)
    for (const _ of [1, 2, 3]) {
      session.wait(1000)
      session.must(ana, { kind: 'askHint' })
    }
    expect(refusal()).toBe('no-hint-left')
    session.wait(1000)
    session.must(ana, { kind: 'nextPhase' })
    expect(refusal()).toBe(null)
    session.wait(1000)
    session.must(ana, { kind: 'previousPhase' })
    expect(refusal()).toBe('no-hint-left')
    expect(startSampleRound().round.agenda?.every((phase) => phase.hints === undefined)).toBe(true)
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
