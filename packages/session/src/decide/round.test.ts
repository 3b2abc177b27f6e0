import { describe, expect, it } from 'vitest'
import { roundIdSchema } from '../state/ids.ts'
import {
  ana,
  ben,
  codeOf,
  mia,
  noteId,
  openSampleSession,
  oto,
  samplePreparedCase,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
} from '../testing/index.ts'
import { refusalTo } from './refusal-to.ts'

const prepare = { kind: 'prepareCase', how: 'drawn', prepared: samplePreparedCase } as const
const titled = (title: string) => ({
  ...prepare,
  prepared: { ...samplePreparedCase, public: { ...samplePreparedCase.public, title } },
})

describe('preparing', () => {
  it('[S19] belongs to the person who runs the round, and announces only the first case', () => {
    const session = openSampleSession()
    expect(codeOf(session.send(oto, prepare))).toBe('interviewer-only')
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

  it('[S19] is not open to an owner who is the candidate, and the person who prepared a case never becomes its candidate', () => {
    const session = openSampleSession()
    session.must(ben, { kind: 'leaveSeat' })
    session.must(ana, { kind: 'takeSeat', seat: 'candidate' })
    const asked = [
      { kind: 'drawCase', category: null, difficulty: null },
      { kind: 'chooseCase', caseId: 'bike-share' },
    ] as const
    for (const command of asked) expect(refusalTo(session.state, ana, command)).toBe('interviewer-only')
    expect(codeOf(session.send(ana, prepare))).toBe('interviewer-only')
    expect(session.round.caseReady).toBe(false)
    // Nor by getting up, choosing, and sitting down again.
    session.must(ana, { kind: 'leaveSeat' })
    session.must(ana, prepare)
    expect(codeOf(session.send(ana, { kind: 'takeSeat', seat: 'candidate' }))).toBe('guide-seen')
    session.must(oto, { kind: 'takeSeat', seat: 'candidate' })
    expect(codeOf(session.send(oto, { kind: 'handOverSeat', to: ana }))).toBe('guide-seen')
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
  it('[S23] belongs to the person who runs the round, and names what is judged without its levels', () => {
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
  it('[S24] is opened after the scores, by anyone who takes part, with everybody in their seat', () => {
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
    swapSampleSeats(session)
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

  it('[S58] swaps when both want it: one asks, the other one agrees, or asks too', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ana, { kind: 'askToSwap' }))).toBe('scores-not-open')
    scoreSampleRound(session)
    const agree = { kind: 'openNextRound', swapSeats: true } as const
    for (const who of [ana, ben, mia]) expect(codeOf(session.send(who, agree))).toBe('swap-not-agreed')
    expect(codeOf(session.send(mia, { kind: 'askToSwap' }))).toBe('two-seats-only')
    expect(codeOf(session.send(oto, { kind: 'askToSwap' }))).toBe('watching-only')
    session.must(ana, { kind: 'askToSwap' })
    expect(session.must(ana, { kind: 'askToSwap' })).toEqual([])
    // One's own question is not an answer, and a mentor does not answer for the candidate.
    for (const who of [ana, mia]) expect(codeOf(session.send(who, agree))).toBe('swap-not-agreed')
    // Somebody says no, or the question is withdrawn; the rest of the round continues in the meantime.
    session.must(ben, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'still writing', next: null })
    session.must(ben, { kind: 'declineSwap' })
    expect(codeOf(session.send(ben, agree))).toBe('swap-not-agreed')
    expect(session.must(ben, { kind: 'declineSwap' })).toEqual([])
    session.must(ben, { kind: 'askToSwap' })
    expect(session.must(ana, { kind: 'askToSwap' }).map(({ kind }) => kind)).toEqual([
      'round-opened',
      'seat-taken',
      'seat-taken',
      'seat-taken',
      'seat-taken',
    ])
    expect(session.round.seats).toEqual({ ana: 'candidate', ben: 'interviewer', mia: 'mentor', oto: 'observer' })
    expect(session.state.rounds[0]?.feedbackPoints[ben]?.[0]?.gap).toBe('still writing')
    expect(session.round.swapAskedBy).toBeNull()
  })

  it('[S58] waits for a person who is away, is void once the asker has left, and asks nobody when the seat is empty', () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    session.must(null, { kind: 'noteAbsence', participant: ben })
    session.must(ana, { kind: 'askToSwap' })
    session.must(null, { kind: 'noteReturn', participant: ben })
    expect(refusalTo(session.state, ben, { kind: 'openNextRound', swapSeats: true })).toBeNull()
    session.must(ana, { kind: 'handOverSeat', to: mia })
    expect(refusalTo(session.state, ben, { kind: 'openNextRound', swapSeats: true })).toBe('swap-not-agreed')

    const alone = startSampleRound()
    scoreSampleRound(alone)
    alone.must(ana, { kind: 'removeParticipant', participant: ben })
    alone.must(ana, { kind: 'openNextRound', swapSeats: true })
    expect(alone.round.seats).toMatchObject({ ana: 'candidate' })
  })

  it('[S59] leaves the last one’s points, notes and late scorecards to be added, by the seat held in it', () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    swapSampleSeats(session)
    const [r1] = session.state.rounds.map(({ id }) => id)
    const point = { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'late words', next: null } as const
    session.must(ben, { ...point, round: r1 })
    session.must(oto, { kind: 'takeSeat', seat: 'mentor' })
    // An observer of the first round stays one there.
    expect(codeOf(session.send(oto, { ...point, round: r1 }))).toBe('watching-only')
    const seal = { kind: 'sealScorecard', scorecard: sampleScorecard(4) } as const
    expect(codeOf(session.send(mia, seal))).toBe('round-not-ended')
    session.must(mia, { ...seal, round: r1 })
    expect(codeOf(session.send(mia, { ...seal, round: r1 }))).toBe('scores-open')
    expect(codeOf(session.send(ana, { ...seal, round: r1 }))).toBe('scores-open')
    session.must(ana, { kind: 'writeNote', note: noteId('late'), words: 'for later', round: r1 })
    expect(session.state.rounds[0]).toMatchObject({
      feedbackPoints: { ben: [{ point: 1, gap: 'late words' }] },
      notes: [{ note: 'late', words: 'for later' }],
      sealedBy: [ana, ben, mia],
    })
    expect(session.round.notes).toEqual([])
    const unknown = roundIdSchema.parse('r9')
    expect(codeOf(session.send(ana, { ...seal, round: unknown }))).toBe('unknown-round')
    expect(codeOf(session.send(ana, { kind: 'writeNote', note: noteId('n'), words: 'x', round: unknown }))).toBe(
      'unknown-round',
    )
    expect(codeOf(session.send(ana, { ...point, round: unknown }))).toBe('unknown-round')
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
