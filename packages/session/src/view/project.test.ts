import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryKinds, type LogEntry } from '../fold/entries.ts'
import { everybody } from '../testing/canaries.ts'
import {
  ana,
  ben,
  boardEdited,
  mia,
  noteId,
  openSampleSession,
  oto,
  person,
  type ScriptedSession,
  samplePreparedCase,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
} from '../testing/index.ts'
import { history, play } from '../testing/random-history.ts'
import { audienceTable } from './audience.ts'
import { erasedIn } from './erased.ts'
import { createProjector, project } from './project.ts'

const kindsOf = (session: ScriptedSession, who: typeof ana) => session.streamOf(who).map((entry) => entry.kind)
const countOf = (session: ScriptedSession, who: typeof ana, kind: LogEntry['kind']) =>
  kindsOf(session, who).filter((each) => each === kind).length
const prepare = (title: string) =>
  ({
    kind: 'prepareCase',
    how: 'drawn',
    prepared: {
      ...samplePreparedCase,
      public: { ...samplePreparedCase.public, caseId: title, title },
      guide: { ...samplePreparedCase.guide, brief: `brief of ${title}` },
    },
  }) as const

describe('the audience', () => {
  it('[S42] is declared for every kind, once', () => {
    expect(Object.keys(audienceTable)).toEqual(expect.arrayContaining([...entryKinds]))
    expect(Object.keys(audienceTable)).toHaveLength(entryKinds.length)
  })

  it('[S42] of the desk is interviewer and mentor; of an author, they alone', () => {
    const session = startSampleRound()
    session.must(mia, { kind: 'sendWhisper', words: 'slower' })
    session.must(ana, { kind: 'markMoment', label: 'good' })
    session.must(ana, { kind: 'tickProbe', probe: 'guardrail', asked: true })
    session.must(ana, { kind: 'writeNote', note: noteId('n'), words: 'mine' })
    const desk = ['case-prepared', 'guide-prepared', 'whisper-sent', 'moment-marked', 'probe-ticked'] as const
    for (const kind of desk) {
      expect(
        [ana, mia, ben, oto].map((who) => countOf(session, who, kind)),
        kind,
      ).toEqual([1, 1, 0, 0])
    }
    expect([ana, mia, ben, oto].map((who) => countOf(session, who, 'note-written'))).toEqual([1, 0, 0, 0])
  })

  it('[S43] numbers a stream from 1, without edits, command ids and log numbers', () => {
    const session = startSampleRound()
    session.append([boardEdited(ana, new Uint8Array([1]))])
    session.must(ana, { kind: 'pauseClock' })
    const stream = session.streamOf(ben)
    expect(stream.map((entry) => entry.n)).toEqual(stream.map((_, index) => index + 1))
    for (const entry of stream) expect(Object.keys(entry)).toEqual(['n', 'at', 'kind', 'by', 'data'])
    expect(kindsOf(session, ben)).not.toContain('board-edited')
  })

  it('[S43] gives a late joiner the session from its start', () => {
    const session = startSampleRound()
    session.must(null, {
      kind: 'joinSession',
      participant: person('cy'),
      name: 'Cy',
      admits: ['observer'],
      seat: 'observer',
    })
    expect(session.streamOf(person('cy'))).toEqual(session.streamOf(oto))
  })

  it('[S43] is a function of the log: told entry by entry, or resumed, it is the same', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        const { log } = play(steps)
        for (const who of everybody) {
          const whole = project(log, who)
          expect(whole.map((entry) => entry.n)).toEqual(whole.map((_, index) => index + 1))
          const projector = createProjector(who, erasedIn(log))
          const told = log.flatMap((entry) => projector.next(entry))
          expect(told).toEqual(whole)
          expect(projector.count()).toBe(whole.length)
          const half = createProjector(who, erasedIn(log))
          const earlier = log.slice(0, log.length >> 1).flatMap((entry) => half.next(entry))
          expect(whole.slice(0, earlier.length)).toEqual(earlier)
        }
      }),
      { numRuns: 80 },
    )
  })
})

describe('what opens', () => {
  it('[S44] the guide is not sent to the candidate who has it prepared in solo, but to a mentor', () => {
    const session = startSampleRound('solo')
    expect(kindsOf(session, ana)).not.toContain('guide-prepared')
    expect(kindsOf(session, ana)).not.toContain('case-prepared')
    expect(kindsOf(session, mia)).toContain('guide-prepared')
    scoreSampleRound(session)
    expect(kindsOf(session, ana)).toContain('guide-prepared')
  })

  it('[S44] a person who sits down at the desk later receives what it has, after their seat, once', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'markMoment', label: 'before' })
    session.must(mia, { kind: 'sendWhisper', words: 'psst' })
    const before = session.streamOf(oto).length
    session.must(oto, { kind: 'takeSeat', seat: 'mentor' })
    const opened = ['case-prepared', 'guide-prepared', 'moment-marked', 'whisper-sent']
    expect(kindsOf(session, oto).slice(before)).toEqual(['seat-left', 'seat-taken', ...opened])
    session.must(oto, { kind: 'takeSeat', seat: 'observer' })
    session.must(ana, { kind: 'markMoment', label: 'meanwhile' })
    session.must(ana, { kind: 'handOverSeat', to: oto })
    expect(kindsOf(session, oto).slice(before + 2 + opened.length)).toEqual([
      'seat-left',
      'seat-taken',
      'seat-left',
      'seat-handed-over',
      'moment-marked',
      'seat-taken',
    ])
  })

  it('[S45] with the scores follows them, in the order of the log; notes and whispers never do', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'tickProbe', probe: 'guardrail', asked: true })
    session.must(mia, { kind: 'markMoment', label: 'good' })
    session.must(mia, { kind: 'sendWhisper', words: 'psst' })
    session.must(ana, { kind: 'writeNote', note: noteId('n'), words: 'mine' })
    scoreSampleRound(session)
    const after = (who: typeof ana) => kindsOf(session, who).slice(kindsOf(session, who).indexOf('scores-opened') + 1)
    expect(after(ben)).toEqual(['case-prepared', 'guide-prepared', 'probe-ticked', 'moment-marked', 'scorecard-filled'])
    expect(after(oto)).toEqual([...after(ben), 'scorecard-filled'])
    expect(after(ana)).toEqual(['scorecard-filled'])
    swapSampleSeats(session)
    session.must(ben, prepare('second'))
    expect(JSON.stringify(session.streamOf(ana))).not.toContain('brief of second')
  })

  it('[S45] of a case drawn again only the newest opens, also to somebody who sits down later', () => {
    const session = openSampleSession()
    for (const title of ['first', 'second', 'third']) session.must(ana, prepare(title))
    session.must(oto, { kind: 'takeSeat', seat: 'mentor' })
    session.must(ana, { kind: 'startRound' })
    scoreSampleRound(session)
    for (const who of [ben, oto]) {
      const words = JSON.stringify(session.streamOf(who))
      expect(words).toContain('brief of third')
      expect(words).not.toMatch(/brief of (first|second)/)
      expect(countOf(session, who, 'guide-prepared')).toBe(1)
    }
  })

  it('[S45] of a scorecard sealed again only the newest opens to others', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    for (const words of ['too harsh', 'still harsh', 'fair'])
      session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(2, words) })
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(3, 'own') })
    session.must(ana, { kind: 'openScores' })
    expect(JSON.stringify(session.streamOf(ben))).toContain('fair')
    expect(JSON.stringify(session.streamOf(ben))).not.toContain('harsh')
    expect(countOf(session, ana, 'scorecard-filled')).toBe(4)
  })

  it('[S45] of a scorecard whose seal a reopened round broke, nothing opens', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'endRound' })
    session.must(mia, { kind: 'sealScorecard', scorecard: sampleScorecard(1, 'void') })
    session.must(ana, { kind: 'reopenRound' })
    scoreSampleRound(session)
    expect(JSON.stringify(session.streamOf(ben))).not.toContain('void')
    expect(session.round.scorecards[mia]).toBeUndefined()
  })

  it('[S59] what is added to an earlier round is received as that round’s, and changes nothing that this round withholds', () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    session.must(ana, { kind: 'openNextRound', swapSeats: false })
    session.must(ana, prepare('second'))
    session.must(ana, { kind: 'startRound' })
    session.must(ana, { kind: 'endRound' })
    session.must(mia, { kind: 'sealScorecard', scorecard: sampleScorecard(1, 'of round two') })
    const r1 = session.state.rounds[0]?.id
    const late = session.must(mia, { kind: 'sealScorecard', scorecard: sampleScorecard(4, 'of round one'), round: r1 })
    expect(late.map(({ kind }) => kind)).toEqual(['scorecard-filled', 'scorecard-sealed'])
    session.must(ana, { kind: 'writeNote', note: noteId('late'), words: 'only mine', round: r1 })
    session.must(ben, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'sooner', next: null, round: r1 })
    for (const who of [ana, ben, oto]) {
      const words = JSON.stringify(session.streamOf(who))
      expect(words).toContain('of round one')
      expect(words).toContain('sooner')
      expect(words).not.toContain('of round two')
      expect(words.includes('only mine')).toBe(who === ana)
    }
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    expect(session.round.status).toBe('scored')
    for (const who of [ana, ben, oto]) expect(JSON.stringify(session.streamOf(who))).toContain('of round two')
  })

  it('[S44] a seat of the last round is no seat in this one', () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    session.must(ana, { kind: 'openNextRound', swapSeats: false })
    session.must(mia, { kind: 'leaveSeat' })
    session.must(ana, prepare('second'))
    // As an older server might have written it: a round that opens without anybody's seat.
    const [opened, ...seats] = session.log
      .filter((entry) => entry.kind === 'round-opened' || entry.kind === 'seat-taken')
      .slice(-5)
    expect([opened?.kind, seats.length]).toEqual(['round-opened', 4])
    const without = session.log.filter(
      (entry) => !seats.some(({ seq }) => seq === entry.seq) && entry.kind !== 'seat-left',
    )
    expect(JSON.stringify(project(without, ana))).not.toContain('brief of second')
  })

  it('[S47] the stream of a removed person ends with that entry', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'removeParticipant', participant: oto })
    session.must(ana, { kind: 'pauseClock' })
    expect(kindsOf(session, oto).at(-1)).toBe('participant-removed')
    scoreSampleRound(session)
    expect(kindsOf(session, oto).at(-1)).toBe('participant-removed')
  })
})
