import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogEntry } from '../fold/entries.ts'
import { foldAll } from '../fold/fold.ts'
import { refusalToShare } from '../rules/share-rules.ts'
import { boardOf, pinIdSchema, roundIdSchema } from '../state/ids.ts'
import {
  commentCanary,
  everybody,
  guideCanary,
  markCanary,
  pinCanary,
  sealCanary,
  whisperCanary,
} from '../testing/canaries.ts'
import {
  ana,
  ben,
  mia,
  noteId,
  openSampleSession,
  oto,
  person,
  samplePreparedCase,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
} from '../testing/index.ts'
import { history, play } from '../testing/random-history.ts'
import { audienceOf } from './audience.ts'
import { erasedIn } from './erased.ts'
import { project } from './project.ts'
import { createExportProjector, createSharedProjector, type SharedView } from './shared-view.ts'

const candidates = (names: boolean, words: boolean): SharedView => ({ audience: 'candidate', names, words })
const desks = (names: boolean, words: boolean): SharedView => ({ audience: 'desk', names, words })
const allViews = [true, false].flatMap((names) =>
  [true, false].flatMap((words) => [candidates(names, words), desks(names, words)]),
)
const streamOf = (log: readonly LogEntry[], view: SharedView) => {
  const projector = createSharedProjector(view, erasedIn(log))
  return log.flatMap((entry) => projector.next(entry))
}

/** A round with something private of every kind in it. */
const fullRound = () => {
  const session = startSampleRound()
  session.must(mia, { kind: 'sendWhisper', words: 'the whisper' })
  session.must(ana, { kind: 'markMoment', label: 'the mark' })
  session.must(ana, { kind: 'writeNote', note: noteId('n'), words: 'the private note' })
  session.must(ana, { kind: 'writeNote', note: noteId('m'), words: 'the shared note' })
  session.must(ana, { kind: 'setCallLink', callLink: 'https://call.example/the-call' })
  session.must(ana, { kind: 'endRound' })
  session.must(ana, { kind: 'shareNote', note: noteId('m') })
  return session
}

describe('a share link', () => {
  it('[S100] shows the candidate’s view, or the desk’s as it opens with the scores, and never what is for people in the session', () => {
    const session = fullRound()
    for (const view of allViews) {
      const words = JSON.stringify(streamOf(session.log, view))
      expect(words).not.toMatch(/the whisper|the private note|the-call/)
      // Before the scores open the desk's link has no more than the candidate's.
      expect(words).not.toMatch(/the mark|Rides are easy to count/)
    }
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(2, 'the words of a score') })
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    session.must(ana, { kind: 'openScores' })
    session.must(ben, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'the gap', next: null })
    const desk = JSON.stringify(streamOf(session.log, desks(true, true)))
    for (const seen of ['the mark', 'Rides are easy to count', 'the words of a score', 'the gap', 'the shared note'])
      expect(desk).toContain(seen)
    const candidate = JSON.stringify(streamOf(session.log, candidates(true, true)))
    expect(candidate).not.toMatch(/the mark|Rides are easy to count|the words of a score|the gap/)
    expect(candidate).toContain('the shared note')
    swapSampleSeats(session)
    session.must(ben, { kind: 'writeNote', note: noteId('x'), words: 'the private note' })
    session.must(mia, { kind: 'sendWhisper', words: 'the whisper' })
    for (const view of allViews)
      expect(JSON.stringify(streamOf(session.log, view))).not.toMatch(/the whisper|the private note|the-call/)
  })

  it('[S100] of a session created with a call link does not say where people talk', () => {
    const session = openSampleSession()
    const created = session.log.map((entry) =>
      entry.kind === 'session-created'
        ? { ...entry, data: { ...entry.data, callLink: 'https://call.example/x' } }
        : entry,
    )
    for (const view of allViews) expect(JSON.stringify(streamOf(created, view))).not.toContain('call.example')
  })

  it('[S101] without names has no name, without words no note, no feedback point and no words of a score', () => {
    const session = fullRound()
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(2, 'the words of a score') })
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    session.must(ana, { kind: 'openScores' })
    session.must(ben, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'the gap', next: null })
    const names = Object.values(session.state.participants).map(({ name }) => `"${name}"`)
    expect(names.length).toBeGreaterThan(2)
    for (const view of allViews) {
      const words = JSON.stringify(streamOf(session.log, view))
      for (const name of names) expect(words.includes(name)).toBe(view.names)
      expect(words.includes('the shared note')).toBe(view.words)
      expect(words.includes('the gap')).toBe(view.words && view.audience === 'desk')
      expect(words.includes('the words of a score')).toBe(view.words && view.audience === 'desk')
      expect(words.includes('"score":2')).toBe(view.audience === 'desk')
    }
  })

  it('[S113] has of a personal round its course, and nothing that anybody told, asked, wrote or thought of it', () => {
    const told = (personal: boolean) => {
      const session = startSampleRound('peer', 0, {
        ...samplePreparedCase,
        public: { ...samplePreparedCase.public, ...(personal && { personal: true }) },
      })
      const board = boardOf(session.round.id)
      session.must(ana, { kind: 'markMoment', label: 'my canary' })
      session.must(mia, { kind: 'pinMoment', pin: pinIdSchema.parse('p'), words: 'my canary' })
      session.must(ana, { kind: 'writeNote', note: noteId('m'), words: 'my canary' })
      session.must(ana, { kind: 'endRound' })
      session.must(ana, { kind: 'shareNote', note: noteId('m') })
      session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(2, 'my canary') })
      session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(3, 'my canary') })
      session.must(ana, { kind: 'openScores' })
      session.must(ben, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'my canary', next: null })
      // The next round is about a product, and whatever is said of the first one in it stays private.
      swapSampleSeats(session)
      const product = { ...samplePreparedCase, public: { ...samplePreparedCase.public, caseId: 'scooters' } }
      session.must(ben, { kind: 'prepareCase', how: 'chosen', prepared: product })
      session.must(ana, {
        kind: 'setFeedbackPoint',
        round: roundIdSchema.parse('r1'),
        point: 1,
        evidence: null,
        gap: 'my canary',
        next: null,
      })
      return { session, board }
    }
    for (const view of allViews) {
      const { session, board } = told(true)
      const projector = createSharedProjector(view, erasedIn(session.log))
      const stream = session.log.flatMap((entry) => projector.next(entry))
      const words = JSON.stringify(stream)
      expect(words).not.toMatch(/my canary|Rides are easy to count|"score":/)
      expect(stream.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['round-started', 'prompt-shown', 'scores-opened']),
      )
      expect(projector.carries(board)).toBe(false)
      expect(projector.carries(boardOf(session.round.id))).toBe(true)
      expect(stream.map(({ n }) => n)).toEqual(stream.map((_, at) => at + 1))
      expect(() => foldAll(stream)).not.toThrow()
      // The same round about a product is in the link.
      const open = told(false)
      const shown = createSharedProjector(view, erasedIn(open.session.log))
      for (const entry of open.session.log) shown.next(entry)
      expect(shown.carries(open.board)).toBe(true)
      expect(JSON.stringify(streamOf(open.session.log, view)).includes('my canary')).toBe(
        view.words || view.audience === 'desk',
      )
    }
  })

  it('[S113] of a case that was drawn again counts the newest alone', () => {
    const { log } = startSampleRound()
    const [prepared] = log.filter((entry) => entry.kind === 'case-prepared')
    if (prepared === undefined) throw new Error('no case was prepared')
    const as = (personal: boolean) => ({
      ...prepared,
      data: { ...prepared.data, case: { ...prepared.data.case, personal } },
    })
    for (const last of [true, false]) {
      const projector = createSharedProjector(desks(true, true), new Set())
      for (const entry of [as(!last), as(last)]) projector.next(entry)
      expect(projector.carries(boardOf(prepared.data.round))).toBe(!last)
    }
  })

  it('[S102] is made by the owner, once a round has begun; the desk’s once scores are open', () => {
    const session = openSampleSession()
    const asks = (view: SharedView) => [ana, ben, oto].map((who) => refusalToShare(session.state, who, view))
    expect(asks(candidates(true, true))).toEqual(['round-not-started', 'owner-only', 'owner-only'])
    const running = startSampleRound()
    expect(refusalToShare(running.state, ana, candidates(false, false))).toBeNull()
    expect(refusalToShare(running.state, ana, desks(false, false))).toBe('scores-not-open')
    expect(refusalToShare(running.state, ben, candidates(false, false))).toBe('owner-only')
    scoreSampleRound(running)
    expect(refusalToShare(running.state, ana, desks(false, false))).toBeNull()
    running.must(ana, { kind: 'closeSession' })
    expect(refusalToShare(running.state, ana, desks(true, true))).toBeNull()
    expect(refusalToShare(running.state, person('stranger'), candidates(true, true))).toBe('not-joined')
  })

  it('[S103] has the same bytes in two sessions that differ in what it leaves out, is numbered without holes, and folds', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        const { log } = play(steps)
        const open = new Set(
          log.flatMap((entry) => (entry.kind === 'scores-opened' ? [entry.data.round as string] : [])),
        )
        for (const view of allViews) {
          const stream = streamOf(log, view)
          expect(stream.map(({ n }) => n)).toEqual(stream.map((_, at) => at + 1))
          expect(() => foldAll(stream)).not.toThrow()
          const words = JSON.stringify(stream)
          expect(words).not.toContain(whisperCanary)
          if (view.audience === 'candidate' || open.size === 0)
            for (const canary of [
              guideCanary,
              markCanary,
              ...everybody.flatMap((who) => [pinCanary(who), sealCanary(who), commentCanary(who)]),
            ])
              expect(words).not.toContain(canary)
          // Nothing of the log that the view never shows changes a byte of it.
          const without = log.filter((entry) => !['never', 'sound'].includes(audienceOf(entry.kind).replayLink))
          expect(JSON.stringify(streamOf(without, view))).toBe(words)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('[S104] an export is its reader’s stream but for whispers and the count of the tray, numbered without holes', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        const { log } = play(steps)
        for (const who of everybody) {
          const projector = createExportProjector(who, erasedIn(log))
          const exported = log.flatMap((entry) => projector.next(entry))
          const seen = project(log, who).filter(
            ({ kind }) => kind !== 'whisper-sent' && kind !== 'tray-counted' && !kind.startsWith('audio-'),
          )
          expect(exported.map(({ n: _, ...rest }) => rest)).toEqual(seen.map(({ n: _, ...rest }) => rest))
          expect(exported.map(({ n }) => n)).toEqual(exported.map((_, at) => at + 1))
          expect(JSON.stringify(exported)).not.toContain(whisperCanary)
        }
      }),
      { numRuns: 40 },
    )
  })
})
