import { describe, expect, it } from 'vitest'
import {
  ana,
  ben,
  codeOf,
  mia,
  openSampleSession,
  oto,
  samplePreparedCase,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
} from '../testing/index.ts'

const prepare = { kind: 'prepareCase', how: 'drawn', prepared: samplePreparedCase } as const
const titled = (title: string) => ({
  ...prepare,
  prepared: { ...samplePreparedCase, public: { ...samplePreparedCase.public, title } },
})

describe('preparing', () => {
  it('[S19] is whoever’s runs the round, and announces only the first case', () => {
    const session = openSampleSession()
    expect(codeOf(session.send(mia, prepare))).toBe('interviewer-only')
    expect(session.must(ana, prepare).map((entry) => entry.kind)).toEqual([
      'case-prepared',
      'guide-prepared',
      'case-made-ready',
    ])
    expect(session.must(ana, titled('Another')).map((entry) => entry.kind)).toEqual(['case-prepared', 'guide-prepared'])
    expect(session.round.case?.title).toBe('Another')
  })

  it('[S19] is the owner’s until a case is ready, and the room’s', () => {
    const session = openSampleSession()
    session.must(ana, { kind: 'handOverSeat', to: mia })
    session.must(ana, prepare)
    expect(codeOf(session.send(ana, prepare))).toBe('interviewer-only')
    session.must(mia, prepare)
    session.must(null, prepare)
  })

  it('[S19] is the candidate’s in solo', () => {
    const session = openSampleSession('solo')
    session.must(ana, prepare)
    expect(codeOf(session.send(mia, prepare))).toBe('candidate-only')
  })

  it('[S19] ends when the prompt is shown, or the round starts', () => {
    const shown = openSampleSession()
    shown.must(ana, prepare)
    shown.must(ana, { kind: 'showPrompt', how: 'read' })
    expect(codeOf(shown.send(ana, prepare))).toBe('prompt-shown')
    const session = startSampleRound()
    expect(codeOf(session.send(ana, prepare))).toBe('round-started')
    session.must(ana, { kind: 'endRound' })
    expect(codeOf(session.send(ana, prepare))).toBe('round-ended')
  })

  it('[S20] refuses a case that the log could not be read back with', () => {
    const session = openSampleSession()
    const broken = { ...samplePreparedCase, agenda: [] }
    expect(codeOf(session.send(ana, { ...prepare, prepared: broken }))).toBe('malformed')
    expect(session.round.caseReady).toBe(false)
  })
})

describe('starting', () => {
  it('[S21] needs both seats and a case, and the interviewer', () => {
    const session = openSampleSession()
    expect(codeOf(session.send(ben, { kind: 'startRound' }))).toBe('interviewer-only')
    expect(codeOf(session.send(ana, { kind: 'startRound' }))).toBe('case-not-prepared')
    session.must(ana, prepare)
    session.must(ben, { kind: 'leaveSeat' })
    expect(codeOf(session.send(ana, { kind: 'startRound' }))).toBe('seats-not-filled')
    session.must(oto, { kind: 'takeSeat', seat: 'candidate' })
    expect(session.must(ana, { kind: 'startRound' }).map((entry) => entry.kind)).toEqual([
      'round-started',
      'phase-started',
    ])
    expect(session.round).toMatchObject({
      status: 'running',
      startedAt: session.now,
      agenda: samplePreparedCase.agenda,
      clock: { kind: 'running', phase: 0, deadline: session.now + 5 * 60_000 },
    })
    expect(codeOf(session.send(ana, { kind: 'startRound' }))).toBe('round-started')
    session.must(ana, { kind: 'endRound' })
    expect(codeOf(session.send(ana, { kind: 'startRound' }))).toBe('round-ended')
  })

  it('[S21] shows the prompt at once in solo, where the candidate starts', () => {
    const session = openSampleSession('solo')
    session.must(ana, prepare)
    expect(codeOf(session.send(mia, { kind: 'startRound' }))).toBe('candidate-only')
    const entries = session.must(ana, { kind: 'startRound' })
    expect(entries.at(-1)).toMatchObject({ kind: 'prompt-shown', data: { how: 'shown' } })
  })

  it('[S22] the interviewer shows the prompt once, before or after the start', () => {
    const session = openSampleSession()
    expect(codeOf(session.send(ana, { kind: 'showPrompt', how: 'read' }))).toBe('case-not-prepared')
    session.must(ana, prepare)
    expect(codeOf(session.send(ben, { kind: 'showPrompt', how: 'read' }))).toBe('interviewer-only')
    session.must(ana, { kind: 'startRound' })
    session.must(ana, { kind: 'showPrompt', how: 'read' })
    expect(session.round.promptShownAt).toBe(session.now)
    expect(codeOf(session.send(ana, { kind: 'showPrompt', how: 'shown' }))).toBe('prompt-shown')
    session.must(ana, { kind: 'endRound' })
    expect(codeOf(session.send(ana, { kind: 'showPrompt', how: 'shown' }))).toBe('round-ended')
  })
})

describe('ending', () => {
  it('[S23] is whoever’s runs the round, and names what is judged without its levels', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ben, { kind: 'endRound' }))).toBe('interviewer-only')
    expect(codeOf(session.send(ana, { kind: 'reopenRound' }))).toBe('round-not-ended')
    const entries = session.must(ana, { kind: 'endRound' })
    expect(entries.at(-1)?.data).toEqual({
      round: 'r1',
      dimensions: [
        { id: 'goal', title: 'Goal' },
        { id: 'metrics', title: 'Metrics' },
      ],
    })
    expect(codeOf(session.send(ana, { kind: 'endRound' }))).toBe('round-ended')
    expect(codeOf(openSampleSession().send(ana, { kind: 'endRound' }))).toBe('round-not-started')
  })

  it('[S23] is taken back until scores open: the clock paused where it stood, seals broken', () => {
    const session = startSampleRound()
    session.wait(90_000)
    session.must(ana, { kind: 'endRound' })
    session.wait(60_000)
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(4, 'before') })
    expect(codeOf(session.send(ben, { kind: 'reopenRound' }))).toBe('interviewer-only')
    session.must(ana, { kind: 'reopenRound' })
    expect(session.round).toMatchObject({
      status: 'running',
      endedAt: null,
      sealedBy: [],
      scorecards: {},
      clock: { kind: 'paused', phase: 0, remaining: 5 * 60_000 - 90_000 },
    })
    session.must(ana, { kind: 'resumeClock' })
    scoreSampleRound(session)
    expect(codeOf(session.send(ana, { kind: 'reopenRound' }))).toBe('scores-open')
    const words = JSON.stringify(session.streamOf(oto))
    expect(words).not.toContain('before')
  })
})

describe('the next round', () => {
  it('[S24] opens after the scores, by whoever takes part, with everybody in their seat', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ana, { kind: 'openNextRound', swapSeats: false }))).toBe('scores-not-open')
    scoreSampleRound(session)
    expect(codeOf(session.send(oto, { kind: 'openNextRound', swapSeats: false }))).toBe('watching-only')
    session.must(ben, { kind: 'openNextRound', swapSeats: false })
    expect(session.round).toMatchObject({
      id: 'r2',
      status: 'lobby',
      caseReady: false,
      seats: { ana: 'interviewer', ben: 'candidate', mia: 'mentor', oto: 'observer' },
    })
    expect(session.state.rounds).toHaveLength(2)
  })

  it('[S24] lets the two change places, if both are admitted', () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    session.must(ana, { kind: 'openNextRound', swapSeats: true })
    expect(session.round.seats).toEqual({ ana: 'candidate', ben: 'interviewer', mia: 'mentor', oto: 'observer' })

    const coached = startSampleRound()
    coached.must(ana, { kind: 'removeParticipant', participant: ben })
    coached.must(null, {
      kind: 'joinSession',
      participant: 'cy' as typeof ana,
      name: 'Cy',
      admits: ['candidate'],
      seat: 'candidate',
    })
    coached.must(ana, { kind: 'endRound' })
    for (const who of [ana, 'cy' as typeof ana])
      coached.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    coached.must(ana, { kind: 'openScores' })
    expect(codeOf(coached.send(ana, { kind: 'openNextRound', swapSeats: true }))).toBe('seat-not-admitted')
    const solo = startSampleRound('solo')
    scoreSampleRound(solo)
    expect(codeOf(solo.send(ana, { kind: 'openNextRound', swapSeats: true }))).toBe('seat-not-in-mode')
    solo.must(ana, { kind: 'openNextRound', swapSeats: false })
  })

  it('[S24] is refused after the 99th', () => {
    const session = openSampleSession()
    for (let n = 1; n < 99; n += 1) {
      session.must(ana, prepare)
      session.must(ana, { kind: 'startRound' })
      scoreSampleRound(session)
      session.must(ana, { kind: 'openNextRound', swapSeats: false })
    }
    session.must(ana, prepare)
    session.must(ana, { kind: 'startRound' })
    scoreSampleRound(session)
    expect(codeOf(session.send(ana, { kind: 'openNextRound', swapSeats: false }))).toBe('too-many')
  })
})
