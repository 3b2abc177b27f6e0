import { describe, expect, it } from 'vitest'
import { currentRound, foldAll, refusalTo } from '../index.ts'
import { sessionLimits } from '../limits/session-limits.ts'
import { readFactLedger } from '../state/fact-ledger.ts'
import { ana, ben, codeOf, mia, openSampleSession, samplePreparedCase, startSampleRound } from '../testing/index.ts'

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
