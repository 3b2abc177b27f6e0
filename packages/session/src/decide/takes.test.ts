import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Take } from '../rules/take-rules.ts'
import { carriedScore } from '../state/carried-score.ts'
import { clockAt } from '../state/clock-reading.ts'
import type { ParticipantId, RoundId } from '../state/ids.ts'
import { commandIdSchema, roundIdSchema } from '../state/ids.ts'
import {
  ana,
  ben,
  codeOf,
  mia,
  openSampleSession,
  oto,
  person,
  type ScriptedSession,
  samplePreparedCase,
  scoreSampleRound,
  stateAt,
  swapSampleSeats,
  takeCommand,
} from '../testing/index.ts'
import { history, play } from '../testing/random-history.ts'
import { refusalTo } from './refusal-to.ts'

// Thousands of histories take longer than a test usually may.
const r1 = roundIdSchema.parse('r1')
const minute = 60_000

/** A scored round of two phases: a fact at 1:00, the second phase from 2:00, a hint at 3:00, the end at 5:00. */
const scoredRound = (mode: 'peer' | 'solo' = 'peer'): ScriptedSession => {
  const session = openSampleSession(mode)
  session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
  session.must(ana, { kind: 'startRound' })
  if (mode === 'peer') session.must(ana, { kind: 'showPrompt', how: 'read' })
  session.wait(minute)
  if (mode === 'peer') session.must(ana, { kind: 'releaseFact', fact: 'stations' })
  session.wait(minute)
  session.must(ana, { kind: 'nextPhase' })
  session.wait(minute)
  session.must(ana, mode === 'peer' ? { kind: 'giveHint', hint: 'metrics-1' } : { kind: 'askHint' })
  session.wait(2 * minute)
  scoreSampleRound(session)
  return session
}
const startOf = ({ state }: ScriptedSession, round: RoundId = r1): number =>
  state.rounds.find(({ id }) => id === round)?.startedAt ?? 0
const takenFrom = (session: ScriptedSession, minutes: number, who: Take['who'] = 'together'): Take => ({
  round: r1,
  at: startOf(session) + minutes * minute,
  who,
})
const take = (session: ScriptedSession, by: ParticipantId, from: Take) =>
  codeOf(session.send(by, takeCommand(session, from)))
/** The button on the screen says what the server would say. */
const button = ({ state }: ScriptedSession, by: ParticipantId, from: Take) =>
  refusalTo(state, by, { kind: 'takeAgain', ...from })

describe('a second take', () => {
  it('[S65] opens from a moment of a scored round, for those who may open the next round', () => {
    const session = scoredRound()
    for (const [by, minutes, code] of [
      [oto, 2.5, 'watching-only'],
      [ben, -1, 'no-such-moment'],
      [ben, 5.1, 'no-such-moment'],
      [person('zed'), 2.5, 'not-joined'],
    ] as const) {
      expect(take(session, by, takenFrom(session, minutes))).toBe(code)
      expect(button(session, by, takenFrom(session, minutes))).toBe(code)
    }
    const unknown = { ...takenFrom(session, 2), round: roundIdSchema.parse('r7') }
    expect([take(session, ben, unknown), button(session, ben, unknown)]).toEqual(['unknown-round', 'unknown-round'])
    expect(button(session, mia, takenFrom(session, 5))).toBe(null)
    expect(take(session, ben, takenFrom(session, 2.5))).toBe('granted')
    // It is the next round now, and nothing is taken again until its scores are open.
    expect(session.round).toMatchObject({ id: 'r2', status: 'lobby', caseReady: true })
    expect(take(session, ben, takenFrom(session, 1))).toBe('scores-not-open')
  })

  it('[S65] not while the round runs or is being scored, nor in a closed session', () => {
    const session = scoredRound()
    session.must(ana, { kind: 'closeSession' })
    expect(button(session, ben, takenFrom(session, 2))).toBe('session-closed')
    expect(take(session, ben, takenFrom(session, 2))).toBe('session-closed')
    session.must(ana, { kind: 'reopenSession' })
    session.must(ana, { kind: 'openNextRound', swapSeats: false })
    expect(take(session, ben, takenFrom(session, 2))).toBe('scores-not-open')
  })

  it('[S65] is opened while somebody is away, and waits for them in its lobby', () => {
    const session = scoredRound()
    session.must(null, { kind: 'noteAbsence', participant: ana })
    expect(take(session, ben, takenFrom(session, 2))).toBe('granted')
    expect(session.round.seats[ana]).toBe('interviewer')
  })

  it('[S97] need not be scored: anyone who takes part goes on without, even if nobody has sealed, and may still add a scorecard', () => {
    const ended = () => {
      const session = scoredRound()
      session.must(ben, takeCommand(session, takenFrom(session, 2.5)))
      session.must(ana, { kind: 'startRound' })
      expect(codeOf(session.send(ben, { kind: 'openScores' }))).toBe('round-not-ended')
      session.must(ana, { kind: 'endRound' })
      return session
    }
    const opens = { kind: 'openScores', round: roundIdSchema.parse('r2') } as const
    for (const [who, code] of [
      [oto, 'interviewer-only'],
      [person('zed'), 'not-joined'],
    ] as const) {
      expect(codeOf(ended().send(who, opens))).toBe(code)
      expect(refusalTo(ended().state, who, opens)).toBe(code)
    }
    for (const who of [ana, ben, mia]) {
      const session = ended()
      expect(refusalTo(session.state, who, opens)).toBeNull()
      session.must(who, opens)
      expect(session.round).toMatchObject({ status: 'scored', sealedBy: [] })
      // In the same instant the other one pressed it, too.
      expect(session.must(ben, opens)).toEqual([])
      expect(codeOf(session.send(ben, { kind: 'sealScorecard', scorecard: { scores: {} } }))).toBe('granted')
      expect(codeOf(session.send(ana, { kind: 'askToSwap' }))).toBe('granted')
    }
    const sealed = ended()
    sealed.must(ana, { kind: 'sealScorecard', scorecard: { scores: {} } })
    sealed.must(ben, opens)
    expect(sealed.round.sealedBy).toEqual([ana])
    // A first take is scored.
    const first = openSampleSession()
    first.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    first.must(ana, { kind: 'startRound' })
    first.must(ana, { kind: 'endRound' })
    expect(codeOf(first.send(ana, { kind: 'openScores' }))).toBe('scores-not-sealed')
  })

  it('[S97] carries a dimension over from the newest take that scored it', () => {
    const session = openSampleSession()
    session.must(mia, { kind: 'leaveSeat' })
    session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    session.must(ana, { kind: 'startRound' })
    session.wait(minute)
    session.must(ana, { kind: 'endRound' })
    const card = (scores: Readonly<Record<string, 1 | 2 | 3 | 4>>) => ({
      scores: Object.fromEntries(Object.entries(scores).map(([id, score]) => [id, { score, words: '', evidence: [] }])),
    })
    const score = (own: ReturnType<typeof card>, given: ReturnType<typeof card>): void => {
      session.must(ben, { kind: 'sealScorecard', scorecard: own })
      session.must(ana, { kind: 'sealScorecard', scorecard: given })
    }
    const again = (): void => {
      const { id: round, startedAt } = session.round
      session.must(ben, takeCommand(session, { round, at: startedAt ?? 0, who: 'together' }))
      session.must(ana, { kind: 'startRound' })
      session.must(ana, { kind: 'endRound' })
    }
    const carried = (dimension: string) => carriedScore(session.state, session.round, dimension)
    score(card({ goal: 3, metrics: 2 }), card({ goal: 2, metrics: 1 }))
    expect(carried('goal')).toBeNull()
    again()
    score(card({ metrics: 3 }), card({ metrics: 4 }))
    expect(carried('metrics')).toBeNull()
    expect(carried('goal')).toEqual({
      take: 1,
      scores: [
        { who: ben, score: 3 },
        { who: ana, score: 2 },
      ],
      given: 2,
    })
    again()
    session.must(ben, { kind: 'openScores' })
    expect(carried('metrics')).toMatchObject({ take: 2, given: 4 })
    expect(carried('goal')).toMatchObject({ take: 1, given: 2 })
    expect(carried('depth')).toBeNull()
  })

  it('[S66] keeps its candidate: people who were sent the guide can’t take that seat', () => {
    const session = scoredRound()
    session.must(ben, takeCommand(session, takenFrom(session, 2)))
    session.must(ben, { kind: 'leaveSeat' })
    for (const who of [oto, mia])
      expect(codeOf(session.send(who, { kind: 'takeSeat', seat: 'candidate' }))).toBe('guide-seen')
    session.must(ben, { kind: 'takeSeat', seat: 'candidate' })
    // At the desk they see the guide of the take, and are nobody's candidate any more.
    session.must(ben, { kind: 'leaveSeat' })
    session.must(ben, { kind: 'takeSeat', seat: 'mentor' })
    expect(codeOf(session.send(ben, { kind: 'takeSeat', seat: 'candidate' }))).toBe('guide-seen')
  })

  it('[S66] has no candidate once they sat at the desk of that case, or are gone', () => {
    const swapped = scoredRound()
    swapSampleSeats(swapped)
    expect(codeOf(swapped.send(ben, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase }))).toBe(
      'candidate-knows-case',
    )
    const gone = scoredRound()
    gone.must(ana, { kind: 'removeParticipant', participant: ben })
    expect(take(gone, ana, takenFrom(gone, 2))).toBe('guide-seen')
  })

  it('[S67] keeps the seats, or changes them back once both agree to that moment', () => {
    const session = scoredRound()
    swapSampleSeats(session)
    const other = { ...samplePreparedCase, public: { ...samplePreparedCase.public, caseId: 'other' } }
    session.must(ben, { kind: 'prepareCase', how: 'chosen', prepared: other })
    session.must(ben, { kind: 'startRound' })
    session.must(ben, { kind: 'endRound' })
    for (const who of [ana, ben]) session.must(who, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ben, { kind: 'openScores' })
    const from = takenFrom(session, 2)
    expect([take(session, ben, from), button(session, ben, from)]).toEqual(['swap-not-agreed', 'swap-not-agreed'])
    // Agreement to another case, or to another moment, is none to this one.
    session.must(ben, { kind: 'askToSwap' })
    expect(take(session, ana, from)).toBe('swap-not-agreed')
    session.must(ben, { kind: 'askToSwap', take: { round: r1, at: from.at } })
    expect(take(session, ana, { ...from, at: from.at + 1 })).toBe('swap-not-agreed')
    expect(codeOf(session.send(ana, { kind: 'openNextRound', swapSeats: true }))).toBe('swap-not-agreed')
    expect(codeOf(session.send(ana, { kind: 'askToSwap', take: { round: r1, at: 5 } }))).toBe('no-such-moment')
    expect(button(session, ana, from)).toBe(null)
    expect(take(session, ana, from)).toBe('granted')
    expect(session.round.seats).toMatchObject({ ana: 'interviewer', ben: 'candidate', mia: 'mentor', oto: 'observer' })
  })

  it('[S67] alone is the candidate’s to ask for; the others watch as mentors, and have their seats back afterwards', () => {
    const session = scoredRound()
    const from = takenFrom(session, 2.5, 'alone')
    expect([take(session, ana, from), button(session, ana, from)]).toEqual(['candidate-only', 'candidate-only'])
    expect(take(session, ben, from)).toBe('granted')
    expect(session.round.seats).toEqual({ ben: 'candidate', ana: 'mentor', mia: 'mentor', oto: 'observer' })
    session.must(ben, { kind: 'startRound' })
    session.must(ben, { kind: 'endRound' })
    session.must(ben, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ben, { kind: 'openScores' })
    session.must(ben, { kind: 'openNextRound', swapSeats: false })
    expect(session.round.seats).toEqual({ ana: 'interviewer', ben: 'candidate', mia: 'mentor', oto: 'observer' })
  })

  it('[S68] starts in the phase of that moment, with what was left of it, and the prompt on the table', () => {
    const session = scoredRound()
    session.must(ben, takeCommand(session, takenFrom(session, 2.5)))
    expect(session.round.promptShownAt).not.toBeNull()
    expect(session.round.facts.map(({ fact }) => fact)).toEqual(['stations'])
    expect(session.round.hints).toEqual([])
    session.wait(90_000)
    session.must(ana, { kind: 'startRound' })
    session.wait(10_000)
    expect(clockAt(session.round, session.now)).toMatchObject({
      phase: 1,
      remaining: 9.5 * minute - 10_000,
      elapsedInCase: 2.5 * minute + 10_000,
    })
    // What was released stays released, and the rest can be given.
    expect(codeOf(session.send(ana, { kind: 'releaseFact', fact: 'stations' }))).toBe('already-released')
    session.must(ana, { kind: 'giveHint', hint: 'metrics-1' })
  })

  it('[S68] keeps its case: nobody draws another', () => {
    const session = scoredRound()
    session.must(ben, takeCommand(session, takenFrom(session, 2.5)))
    const other = { ...samplePreparedCase, public: { ...samplePreparedCase.public, caseId: 'other' } }
    expect(codeOf(session.send(ana, { kind: 'prepareCase', how: 'drawn', prepared: other }))).toBe('second-take')
    expect(refusalTo(session.state, ana, { kind: 'chooseCase', caseId: 'other' })).toBe('second-take')
  })

  it('[S68] before the prompt was shown leaves it to the interviewer', () => {
    const session = openSampleSession()
    session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    session.must(ana, { kind: 'startRound' })
    session.wait(minute)
    session.must(ana, { kind: 'showPrompt', how: 'read' })
    scoreSampleRound(session)
    session.must(ben, takeCommand(session, takenFrom(session, 0.5)))
    session.must(ana, { kind: 'startRound' })
    expect(session.round.promptShownAt).toBeNull()
    session.must(ana, { kind: 'showPrompt', how: 'read' })
  })

  it('[S68] at any moment of any history is what a replay shows there, and leaves the log before it as it was', () => {
    let compared = 0
    let ofTakes = 0
    fc.assert(
      fc.property(
        history(40),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        (steps, pick, share, alone) => {
          const session = play(steps)
          const scored = session.state.rounds.filter(({ status }) => status === 'scored')
          const source = scored[pick % Math.max(1, scored.length)]
          if (source === undefined) return
          const from = source.startedAt ?? 0
          const at = from + Math.round(share * ((source.endedAt ?? from) - from))
          const by = Object.entries(source.seats).find(([, seat]) => seat === 'candidate')?.[0] as
            | ParticipantId
            | undefined
          if (by === undefined) return
          const before = JSON.stringify(session.log)
          const count = session.log.length
          const asked = session.send(
            by,
            takeCommand(session, { round: source.id, at, who: alone ? 'alone' : 'together' }),
          )
          expect(JSON.stringify(session.log.slice(0, count))).toBe(before)
          if (!asked.ok) return
          compared += 1
          if (source.fork !== null) ofTakes += 1
          const sought = stateAt(session.log.slice(0, count), at).rounds.find(({ id }) => id === source.id)
          const { facts, hints, curveballs, asked: questions } = session.round
          expect({ facts, hints, curveballs, questions }).toEqual({
            facts: sought?.facts,
            hints: sought?.hints,
            curveballs: sought?.curveballs,
            questions: sought?.asked,
          })
          session.wait(12_345)
          const runner = alone || session.state.mode === 'solo' ? by : undefined
          const starter =
            runner ??
            (Object.entries(session.round.seats).find(([, seat]) => seat === 'interviewer')?.[0] as
              | ParticipantId
              | undefined)
          if (starter === undefined || !session.send(starter, { kind: 'startRound' }).ok) return
          const { kind: _kind, paused: _paused, ...clock } = clockAt(session.round, session.now) ?? {}
          expect(sought && clockAt(sought, at)).toMatchObject(clock)
        },
      ),
      { numRuns: 500 },
    )
    expect(compared).toBeGreaterThan(40)
    expect(ofTakes).toBeGreaterThan(5)
  })

  it('[S69] alone follows the rules of solo: the candidate runs it, the room answers, and nobody else is waited for', () => {
    const session = scoredRound()
    session.must(ben, takeCommand(session, takenFrom(session, 0.5, 'alone')))
    expect(codeOf(session.send(ana, { kind: 'takeSeat', seat: 'interviewer' }))).toBe('seat-not-in-mode')
    expect(codeOf(session.send(ana, { kind: 'startRound' }))).toBe('candidate-only')
    session.must(ben, { kind: 'startRound' })
    expect(codeOf(session.send(ana, { kind: 'releaseFact', fact: 'stations' }))).toBe('interviewer-only')
    session.must(ben, { kind: 'askFact', question: 'station count' })
    expect(session.round.facts.map(({ fact }) => fact)).toEqual(['stations'])
    session.must(ben, { kind: 'askHint' })
    session.wait(5 * minute)
    session.must(null, { kind: 'advanceAgenda' })
    expect(session.round.clock).toMatchObject({ phase: 1 })
    session.must(ben, { kind: 'endRound' })
    session.must(ben, { kind: 'sealScorecard', scorecard: { scores: {} } })
    // The mentors are passed over, as anywhere.
    session.must(ben, { kind: 'openScores' })
    expect(session.round.status).toBe('scored')
    // Two people again in the round after.
    session.must(ana, { kind: 'openNextRound', swapSeats: false })
    expect(codeOf(session.send(ben, { kind: 'startRound' }))).toBe('interviewer-only')
  })

  it('[S69] counts the hints of the phase that were given before it, also without the guide', () => {
    const session = scoredRound('solo')
    session.must(ana, takeCommand(session, takenFrom(session, 4)))
    session.must(ana, { kind: 'startRound' })
    // The one hint of the second phase was given at 3:00.
    expect(codeOf(session.send(ana, { kind: 'askHint' }))).toBe('no-hint-left')
    expect(session.state.rounds).toHaveLength(2)
  })
})

describe('[S120] the next round with its case', () => {
  const sibling = { ...samplePreparedCase, public: { ...samplePreparedCase.public, caseId: 'sibling' } }
  const open = { kind: 'openPrepared', prepared: sibling, focus: 'Goal: Metrics' } as const
  const asked = { kind: 'openWithCase', category: 'success-metrics', focus: '' } as const

  it('is one decision, by anyone who may open the next round', () => {
    for (const [who, code] of [
      [oto, 'watching-only'],
      [person('zed'), 'not-joined'],
    ] as const) {
      const session = scoredRound()
      expect(codeOf(session.send(who, open))).toBe(code)
      expect(refusalTo(session.state, who, asked)).toBe(code)
    }
    for (const who of [ana, ben, mia]) {
      const session = scoredRound()
      expect(refusalTo(session.state, who, asked)).toBeNull()
      const entries = session.must(who, open)
      expect(new Set(entries.map(({ kind }) => kind))).toEqual(
        new Set([
          'round-opened',
          'seat-taken',
          'case-prepared',
          'guide-prepared',
          'case-made-ready',
          ...(who === ben ? ['focus-set'] : []),
        ]),
      )
      expect(session.round).toMatchObject({ id: 'r2', status: 'lobby', caseReady: true })
      expect(session.round.seats).toMatchObject({ ana: 'interviewer', ben: 'candidate', mia: 'mentor' })
      // Somebody else's words are not the candidate's focus.
      expect(session.round.focus?.words).toBe(who === ben ? 'Goal: Metrics' : undefined)
      // Once: the round that it opened is in its lobby.
      expect([codeOf(session.send(who, open)), refusalTo(session.state, who, asked)]).toEqual([
        'scores-not-open',
        'scores-not-open',
      ])
    }
  })

  it('leaves a candidate who asked for it in their seat, without a word of the case, and the desk free to choose another', () => {
    const session = scoredRound()
    const before = session.streamOf(ben).length
    session.must(ben, open)
    expect(
      session
        .streamOf(ben)
        .slice(before)
        .map(({ kind }) => kind),
    ).toEqual([
      'round-opened',
      ...session.log
        .filter(({ kind, seq }) => kind === 'seat-taken' && seq > before)
        .slice(-4)
        .map(({ kind }) => kind),
      'case-made-ready',
      'focus-set',
    ])
    expect(session.round.guideSeenBy).toEqual([ana, mia])
    session.must(ben, { kind: 'leaveSeat' })
    session.must(ben, { kind: 'takeSeat', seat: 'candidate' })
    session.must(ana, {
      kind: 'prepareCase',
      how: 'chosen',
      prepared: { ...sibling, public: { ...sibling.public, caseId: 'third' } },
    })
    session.must(ana, { kind: 'startRound' })
  })

  it('opens nothing where no case is left, or the candidate has been at its desk', () => {
    const session = scoredRound()
    expect(codeOf(session.send(ben, { ...open, prepared: null }))).toBe('no-case-left')
    swapSampleSeats(session)
    session.must(ben, { kind: 'prepareCase', how: 'chosen', prepared: sibling })
    session.must(ben, { kind: 'startRound' })
    session.must(ben, { kind: 'endRound' })
    for (const who of [ana, ben]) session.must(who, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ben, { kind: 'openScores' })
    expect(codeOf(session.send(ana, { ...open, prepared: samplePreparedCase }))).toBe('candidate-knows-case')
    expect(session.state.rounds).toHaveLength(2)
  })

  it('gives back the seats of before after a second take alone, and is done once however often it is sent', () => {
    const session = scoredRound()
    session.must(ben, takeCommand(session, takenFrom(session, 2.5, 'alone')))
    session.must(ben, { kind: 'startRound' })
    session.must(ben, { kind: 'endRound' })
    session.must(ben, { kind: 'openScores' })
    const id = commandIdSchema.parse('once')
    session.must(ben, open, id)
    expect(session.round.seats).toMatchObject({ ana: 'interviewer', ben: 'candidate' })
    expect(session.send(ben, { ...open, prepared: null }, id)).toMatchObject({ ok: true, repeat: true })
    expect(session.state.rounds).toHaveLength(3)
  })
})
