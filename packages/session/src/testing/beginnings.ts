import { commentIdSchema } from '../state/ids.ts'
import type { PreparedCase } from '../state/interview-case.ts'
import type { SessionMode } from '../state/vocabulary.ts'
import { canaryOf, commentCanary, inRound, sealCanary, secretCase } from './canaries.ts'
import {
  ana,
  ben,
  candidatesScorecard,
  mia,
  openSampleSession,
  type ScriptedSession,
  sampleLoop,
  samplePreparedCase,
  sampleScorecard,
  scoreSampleRound,
  swapSampleSeats,
  takeCommand,
} from './index.ts'

/** Where a random session begins: sessions that have come some way already. */

/**
 * `taken`: a second take of the first round is under way; `taken-twice`: a take of that take; `fourth`: after a round, its second take and
 * a round with swapped seats, the second take of that one; `sealed`: Ben has sealed, and is waiting.
 */
export const beginnings = [
  'open',
  'prepared',
  'running',
  'ended',
  'sealed',
  'scored',
  'second',
  'swapped',
  'taken',
  'taken-twice',
  'taken-alone',
  'taken-scored',
  'fourth',
] as const
export type Beginning = (typeof beginnings)[number]

/** Sessions that hold a loop, from its first round on and from a later one. */
const withLoop: ReadonlySet<Beginning> = new Set(['prepared', 'scored', 'swapped', 'fourth'])

/** Sessions in which those who are measured have agreed to it from the start. */
const withAirtime: ReadonlySet<Beginning> = new Set(['running', 'second', 'swapped', 'taken', 'fourth'])

/** A session that has come this far, driven by commands. */
export function begin(mode: SessionMode, beginning: Beginning, prepared = secretCase()): ScriptedSession {
  const session = openSampleSession(mode, 0, withLoop.has(beginning) ? sampleLoop : null)
  if (withAirtime.has(beginning)) for (const who of [ana, ben]) session.send(who, { kind: 'agreeAirtime', airtime: 1 })
  if (beginning === 'open') return session
  session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: inRound(session, prepared) })
  if (beginning === 'prepared') return session
  session.must(ana, { kind: 'startRound' })
  if (beginning === 'running') return session
  if (beginning === 'fourth') return toFourthRound(session, mode)
  if (beginning.startsWith('taken')) {
    playSomething(session, mode)
    scoreSampleRound(session)
    takeAgain(session, beginning === 'taken-alone' ? 'alone' : 'together')
    if (beginning === 'taken-twice') {
      session.must(ana, { kind: 'startRound' })
      session.wait(40_000)
      scoreSampleRound(session)
      takeAgain(session, 'together')
    }
    const runner = mode !== 'solo' && beginning === 'taken-alone' ? ben : ana
    session.must(runner, { kind: 'startRound' })
    if (beginning === 'taken-scored') {
      session.wait(50_000)
      scoreSampleRound(session)
    }
    return session
  }
  if (beginning === 'sealed') {
    session.must(ana, { kind: 'endRound' })
    commentOn(session)
    // In solo the scores open with the first seal.
    const scorecard = candidatesScorecard(2, 4, canaryOf(sealCanary(ben), session.round.id))
    if (mode !== 'solo') session.must(ben, { kind: 'sealScorecard', scorecard })
    return session
  }
  if (beginning === 'ended') session.must(ana, { kind: 'endRound' })
  else scoreSampleRound(session)
  commentOn(session)
  if (beginning !== 'second' && beginning !== 'swapped') return session
  // A second round under way; after a swap it is Ben who runs it, with a case that Ana does not know.
  const swapSeats = beginning === 'swapped' && mode !== 'solo'
  const runner = swapSeats ? ben : ana
  if (swapSeats) swapSampleSeats(session)
  else session.must(ana, { kind: 'openNextRound', swapSeats: false })
  session.must(runner, { kind: 'prepareCase', how: 'chosen', prepared: inRound(session, secondCase) })
  session.must(runner, { kind: 'startRound' })
  return session
}

/** Each round by a candidate who may know its case: Ben in the first two, and Ana, who interviewed him, in the two after the swap. */
function toFourthRound(session: ScriptedSession, mode: SessionMode): ScriptedSession {
  playSomething(session, mode)
  scoreSampleRound(session)
  takeAgain(session, 'together')
  session.must(ana, { kind: 'startRound' })
  session.wait(40_000)
  scoreSampleRound(session)
  const runner = mode === 'solo' ? ana : ben
  if (mode === 'solo') session.must(ana, { kind: 'openNextRound', swapSeats: false })
  else swapSampleSeats(session)
  session.must(runner, { kind: 'prepareCase', how: 'chosen', prepared: inRound(session, secondCase) })
  session.must(runner, { kind: 'startRound' })
  session.wait(50_000)
  session.must(runner, { kind: 'endRound' })
  for (const who of mode === 'solo' ? [ana] : [ana, ben])
    session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
  if (session.round.status !== 'scored') session.must(runner, { kind: 'openScores' })
  const { id, endedAt } = session.round
  session.must(ana, takeCommand(session, { round: id, at: (endedAt ?? 0) - 30_000, who: 'together' }))
  session.must(runner, { kind: 'startRound' })
  return session
}

/** Everybody comments on the round that is over, and deletes one again; those who may not are refused. */
function commentOn(session: ScriptedSession): void {
  const { id: round, startedAt } = session.round
  for (const who of [ana, ben, mia]) {
    for (const id of ['c1', 'c2'])
      session.send(who, {
        kind: 'writeComment',
        round,
        comment: commentIdSchema.parse(id),
        moment: startedAt ?? 0,
        item: null,
        words: commentCanary(who, id, round),
      })
    session.send(who, { kind: 'deleteComment', round, author: who, comment: commentIdSchema.parse('c2') })
  }
}

/** Two minutes in which something is released and the phase is changed. */
function playSomething(session: ScriptedSession, mode: SessionMode): void {
  session.wait(20_000)
  session.send(ana, mode === 'solo' ? { kind: 'askHint' } : { kind: 'releaseFact', fact: 'stations' })
  session.wait(30_000)
  session.must(ana, { kind: 'nextPhase' })
  session.wait(70_000)
}

/** The current round again, from half a minute before its end, by its candidate. */
function takeAgain(session: ScriptedSession, who: 'together' | 'alone'): void {
  const { id, endedAt } = session.round
  const by = session.state.mode === 'solo' ? ana : ben
  session.must(by, takeCommand(session, { round: id, at: (endedAt ?? 0) - 30_000, who }))
}

/** A different case from that of the first round. */
const secondCase: PreparedCase = {
  ...secretCase(),
  public: { ...samplePreparedCase.public, caseId: 'second-case' },
}
