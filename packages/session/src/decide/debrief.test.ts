import { describe, expect, it } from 'vitest'
import { foldAll } from '../fold/fold.ts'
import { ana, ben, codeOf, mia, oto, sampleScorecard, startSampleRound } from '../testing/index.ts'
import { wireCommandSchema } from './commands.ts'

const endedRound = (mode: 'peer' | 'solo' = 'peer') => {
  const session = startSampleRound(mode)
  session.must(ana, { kind: 'endRound' })
  return session
}
const seal = (score: 1 | 2 | 3 | 4 = 3) => ({ kind: 'sealScorecard', scorecard: sampleScorecard(score) }) as const

describe('scorecards', () => {
  it('[S37] are sealed after the end, until scores open, on dimensions of the rubric', () => {
    expect(codeOf(startSampleRound().send(ben, seal()))).toBe('round-not-ended')
    const session = endedRound()
    const unknown = { scores: { charm: { score: 4, words: '', evidence: [] } } } as const
    expect(codeOf(session.send(ben, { kind: 'sealScorecard', scorecard: unknown as never }))).toBe('unknown-dimension')
    for (const who of [ana, ben, mia]) session.must(who, seal())
    for (const who of [ana, ben, mia]) expect(codeOf(session.send(who, seal()))).toBe('scores-open')
  })

  it('[S37] may be sealed again; only the first sealing is announced', () => {
    const session = endedRound()
    const kinds = (score: 1 | 4) => session.must(ben, seal(score)).map((entry) => entry.kind)
    expect(kinds(1)).toEqual(['scorecard-filled', 'scorecard-sealed'])
    expect(kinds(4)).toEqual(['scorecard-filled'])
    expect(session.round.sealedBy).toEqual([ben])
    expect(session.round.scorecards[ben]?.scores.goal?.score).toBe(4)
  })

  it('[S38] open with the last missing seal, no matter whose; the mentor’s is waited for, too', () => {
    for (const [first, last] of [
      [ana, ben],
      [ben, ana],
    ] as const) {
      const session = endedRound()
      session.must(first, seal())
      session.must(mia, seal())
      expect(session.round.status).toBe('ended')
      expect(session.must(last, seal()).map((entry) => entry.kind)).toEqual([
        'scorecard-filled',
        'scorecard-sealed',
        'scores-opened',
      ])
      expect(session.round.status).toBe('scored')
    }
    const solo = endedRound('solo')
    solo.must(mia, seal())
    expect(solo.must(ana, seal()).at(-1)?.kind).toBe('scores-opened')
  })

  it('[S55] of a mentor who was passed over on purpose is added afterwards, and everybody sees it', () => {
    const session = endedRound()
    session.must(ana, seal())
    session.must(ben, seal())
    expect(session.round.status).toBe('ended')
    expect(codeOf(session.send(ben, { kind: 'openScores' }))).toBe('interviewer-only')
    session.must(ana, { kind: 'openScores' })
    expect(session.must(mia, seal()).map((entry) => entry.kind)).toEqual(['scorecard-filled', 'scorecard-sealed'])
    expect(codeOf(session.send(mia, seal()))).toBe('scores-open')
    for (const who of [ana, ben, oto]) expect(foldAll(session.streamOf(who)).rounds[0]?.scorecards[mia]).toBeDefined()
  })

  it('[S55] of somebody who was away when the scores opened is added afterwards, too, and an observer’s is not', () => {
    const session = endedRound()
    session.must(null, { kind: 'noteAbsence', participant: ana })
    session.must(ben, seal())
    session.must(ben, { kind: 'openScores' })
    session.must(null, { kind: 'noteReturn', participant: ana })
    session.must(ana, seal(2))
    expect(codeOf(session.send(ana, seal(3)))).toBe('scores-open')
    expect(codeOf(session.send(oto, seal()))).toBe('watching-only')
    expect(foldAll(session.streamOf(ben)).rounds[0]?.scorecards[ana]?.scores.goal?.score).toBe(2)
  })

  it('[S39] are opened by interviewer or owner when the other seat is empty, and not before the other has sealed', () => {
    const session = endedRound()
    expect(codeOf(session.send(ben, { kind: 'openScores' }))).toBe('interviewer-only')
    session.must(ana, seal())
    expect(codeOf(session.send(ana, { kind: 'openScores' }))).toBe('scores-not-sealed')
    session.must(ana, { kind: 'removeParticipant', participant: ben })
    session.must(ana, { kind: 'openScores' })
    expect(session.round.status).toBe('scored')
    expect(codeOf(session.send(ana, { kind: 'openScores' }))).toBe('scores-open')
    expect(codeOf(startSampleRound().send(ana, { kind: 'openScores' }))).toBe('round-not-ended')
  })

  it('[S39] are opened when the interviewer has left, once the candidate has sealed', () => {
    const session = endedRound()
    session.must(ana, { kind: 'leaveSeat' })
    expect(codeOf(session.send(ana, { kind: 'openScores' }))).toBe('scores-not-sealed')
    session.must(ben, seal())
    expect(session.round.status).toBe('ended')
    session.must(ana, { kind: 'openScores' })
  })
})

describe('points to keep, stop and start', () => {
  it('[S40] of an older session are read as they were set, and taken back by no words; no command sets them', () => {
    const session = endedRound()
    const set = (takeaway: 'keep' | 'stop', words: string) =>
      session.append([
        {
          kind: 'takeaway-set',
          v: 1,
          by: ben,
          command: null,
          data: { round: session.round.id, takeaway, words },
          bytes: null,
        },
      ])
    set('keep', 'the pinned goal')
    set('stop', 'listing')
    set('keep', '')
    expect(foldAll(session.streamOf(oto)).rounds[0]?.takeaways).toEqual({ ben: { stop: 'listing' } })
    expect(wireCommandSchema.safeParse({ kind: 'setTakeaway', takeaway: 'keep', words: 'x' }).success).toBe(false)
  })

  it('[S41] watchers seal nothing and set nothing', () => {
    const session = endedRound()
    expect(codeOf(session.send(oto, seal()))).toBe('watching-only')
    const point = { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'x', next: null } as const
    expect(codeOf(session.send(oto, point))).toBe('watching-only')
  })
})
