import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldAll } from '../fold/fold.ts'
import { sessionLimits } from '../limits/session-limits.ts'
import { textLimits } from '../limits/text-limits.ts'
import { isShareUsed } from '../rules/shares.ts'
import { threadsOf } from '../state/comment.ts'
import { commentIdSchema, type ParticipantId, pinIdSchema, roundIdSchema } from '../state/ids.ts'
import { commentCanary, everybody } from '../testing/canaries.ts'
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
  startSampleRound,
  swapSampleSeats,
} from '../testing/index.ts'
import { history, play } from '../testing/random-history.ts'
import { erasedIn, erasedOf } from '../view/erased.ts'
import { createProjector } from '../view/project.ts'
import { createExportProjector, createSharedProjector } from '../view/shared-view.ts'
import { wireCommandSchema } from './commands.ts'

const r1 = roundIdSchema.parse('r1')
const id = (name: string) => commentIdSchema.parse(name)
const started = ({ state }: ScriptedSession): number => state.rounds[0]?.startedAt ?? 0
const comment = (session: ScriptedSession, name: string, words: string, at = 60_000, item: string | null = null) =>
  ({ kind: 'writeComment', round: r1, comment: id(name), moment: started(session) + at, item, words }) as const
const reply = (name: string, by: ParticipantId, to: string, words: string) =>
  ({ kind: 'replyToComment', round: r1, comment: id(name), to: { by, comment: id(to) }, words }) as const
const remove = (author: ParticipantId, name: string) =>
  ({ kind: 'deleteComment', round: r1, author, comment: id(name) }) as const
const resolve = (author: ParticipantId, name: string, resolved = true) =>
  ({ kind: 'resolveComment', round: r1, author, comment: id(name), resolved }) as const
const wordsOf = (session: ScriptedSession, who: ParticipantId): readonly string[] =>
  foldAll(session.streamOf(who)).rounds[0]?.comments.map(({ words }) => words) ?? []

/** Two minutes long. */
function endedRound(): ScriptedSession {
  const session = startSampleRound()
  session.wait(120_000)
  session.must(ana, { kind: 'endRound' })
  return session
}
function scoredRound(): ScriptedSession {
  const session = startSampleRound()
  session.wait(120_000)
  scoreSampleRound(session)
  return session
}

describe('comments', () => {
  it('[S105] are written from the end of a round on, on a moment between its start and its end', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(mia, comment(session, 'a', 'early')))).toBe('round-not-ended')
    session.wait(120_000)
    session.must(ana, { kind: 'endRound' })
    for (const [at, code] of [
      [-1, 'no-such-moment'],
      [0, 'granted'],
      [120_000, 'granted'],
      [120_001, 'no-such-moment'],
    ] as const)
      expect(codeOf(session.send(mia, comment(session, `m${Math.max(at, -1) + 1}`, 'here', at)))).toBe(code)
    const nowhere = { ...comment(session, 'z', 'words'), round: roundIdSchema.parse('r2') }
    expect(codeOf(session.send(mia, nowhere))).toBe('unknown-round')
    expect(codeOf(openSampleSession().send(ana, comment(openSampleSession(), 'a', 'lobby')))).toBe('round-not-started')
    expect(session.round.comments.map(({ moment }) => moment - started(session))).toEqual([0, 120_000])
  })

  it('[S105] are admitted in a closed session, which stays closed with its clock still', () => {
    const session = scoredRound()
    session.must(ana, { kind: 'closeSession' })
    const { clock, status } = session.round
    session.wait(40 * 24 * 60 * 60_000)
    session.must(mia, comment(session, 'late', 'a month later'))
    session.must(ben, reply('answer', mia, 'late', 'thank you'))
    session.must(ben, resolve(mia, 'late'))
    session.must(ben, remove(ben, 'answer'))
    session.must(ana, { kind: 'letObserversComment', on: true })
    expect(session.state.status.kind).toBe('closed')
    expect([session.round.clock, session.round.status]).toEqual([clock, status])
    expect(codeOf(session.send(ben, { kind: 'setFocus', words: 'x' }))).toBe('session-closed')
  })

  it('[S105] are for those who took part in any round; for observers where the owner lets them', () => {
    const session = scoredRound()
    for (const who of [ana, ben, mia]) session.must(who, comment(session, 'one', `of ${who}`))
    expect(codeOf(session.send(oto, comment(session, 'one', 'of oto')))).toBe('watching-only')
    expect(codeOf(session.send(person('stranger'), comment(session, 'one', 'x')))).toBe('not-joined')
    expect(codeOf(session.send(ben, { kind: 'letObserversComment', on: true }))).toBe('owner-only')
    session.must(ana, { kind: 'letObserversComment', on: true })
    session.must(oto, comment(session, 'one', 'of oto'))
    session.must(ana, { kind: 'letObserversComment', on: false })
    expect(codeOf(session.send(oto, comment(session, 'two', 'of oto')))).toBe('watching-only')
    // What they wrote stays theirs to delete.
    session.must(oto, remove(oto, 'one'))
    session.must(ana, { kind: 'removeParticipant', participant: mia })
    expect(codeOf(session.send(mia, comment(session, 'two', 'x')))).toBe('not-joined')
    expect(session.round.comments.some(({ by }) => by === mia)).toBe(true)
  })

  it('[S106] are their author’s alone until the scores open, and then everybody’s, also in the rounds after', () => {
    const session = endedRound()
    session.must(mia, comment(session, 'a', 'harsh words'))
    session.must(ben, comment(session, 'a', 'my own view'))
    expect([ana, ben, mia, oto].map((who) => wordsOf(session, who))).toEqual([[], ['my own view'], ['harsh words'], []])
    session.must(ana, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ben, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ana, { kind: 'openScores' })
    const all = ['my own view', 'harsh words']
    expect([ana, ben, mia, oto].map((who) => wordsOf(session, who))).toEqual([all, all, all, all])
    swapSampleSeats(session)
    session.must(ben, {
      kind: 'prepareCase',
      how: 'drawn',
      prepared: { ...samplePreparedCase, public: { ...samplePreparedCase.public, caseId: 'other' } },
    })
    session.must(mia, comment(session, 'b', 'once more'))
    expect(wordsOf(session, oto)).toEqual([...all, 'once more'])
  })

  it('[S106] are replied to and resolved once everybody can read them, on one level', () => {
    const session = endedRound()
    session.must(mia, comment(session, 'a', 'first'))
    expect(codeOf(session.send(mia, reply('b', mia, 'a', 'more')))).toBe('scores-not-open')
    expect(codeOf(session.send(mia, resolve(mia, 'a')))).toBe('scores-not-open')
    // Whether there is a comment that was not sent to them is not said.
    expect(codeOf(session.send(ana, remove(mia, 'a')))).toBe('unknown-comment')
    session.must(ana, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ben, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ana, { kind: 'openScores' })
    session.wait(1)
    session.must(ben, reply('b', mia, 'a', 'answer'))
    expect(codeOf(session.send(mia, reply('c', ben, 'b', 'to a reply')))).toBe('unknown-comment')
    expect(codeOf(session.send(mia, resolve(ben, 'b')))).toBe('unknown-comment')
    expect(codeOf(session.send(oto, reply('c', mia, 'a', 'x')))).toBe('watching-only')
    session.must(ben, resolve(mia, 'a'))
    expect(session.must(ben, resolve(mia, 'a'))).toEqual([])
    expect(session.round.comments[0]).toMatchObject({ words: 'first', resolvedBy: ben })
    session.must(mia, resolve(mia, 'a', false))
    expect(session.round.comments[0]?.resolvedBy).toBeNull()
    expect(session.round.comments[1]).toMatchObject({
      to: { by: mia, comment: 'a' },
      moment: started(session) + 60_000,
    })
  })

  it('[S107] are reworded under their id, where they are; a pin has no words, and a reply has some', () => {
    const session = scoredRound()
    const writtenAt = session.now
    session.must(mia, comment(session, 'a', '', 60_000, 'card-1'))
    session.wait(5_000)
    session.must(mia, comment(session, 'a', 'words after all', 90_000))
    expect(session.must(mia, comment(session, 'a', 'words after all'))).toEqual([])
    expect(session.round.comments).toEqual([
      {
        comment: 'a',
        by: mia,
        to: null,
        moment: started(session) + 60_000,
        item: 'card-1',
        words: 'words after all',
        at: writtenAt,
        editedAt: writtenAt + 5_000,
        resolvedBy: null,
        deletedAt: null,
      },
    ])
    session.must(ben, reply('a', mia, 'a', 'mine'))
    session.must(ben, reply('a', mia, 'a', 'mine, better'))
    expect(codeOf(session.send(ben, comment(session, 'a', 'a reply is no comment')))).toBe('unknown-comment')
    session.must(mia, comment(session, 'b', 'another'))
    expect(codeOf(session.send(ben, reply('a', mia, 'b', 'another thread')))).toBe('unknown-comment')
    expect(wireCommandSchema.safeParse(reply('c', mia, 'a', '  ')).success).toBe(false)
    expect(
      wireCommandSchema.safeParse({ ...comment(session, 'c', ''), words: 'x'.repeat(textLimits.comment) }).success,
    ).toBe(true)
    expect(
      wireCommandSchema.safeParse({ ...comment(session, 'c', ''), words: 'x'.repeat(textLimits.comment + 1) }).success,
    ).toBe(false)
  })

  it('[S107] are deleted by their author or the owner; a thread keeps its place for its replies, and an id is used once', () => {
    const session = scoredRound()
    session.must(mia, comment(session, 'a', 'first'))
    session.must(ben, reply('b', mia, 'a', 'answer'))
    expect(codeOf(session.send(ben, remove(mia, 'a')))).toBe('owner-only')
    session.must(mia, remove(mia, 'a'))
    expect(codeOf(session.send(mia, remove(mia, 'a')))).toBe('unknown-comment')
    expect(codeOf(session.send(mia, comment(session, 'a', 'again')))).toBe('unknown-comment')
    expect(codeOf(session.send(ben, reply('c', mia, 'a', 'more')))).toBe('unknown-comment')
    expect(threadsOf(session.round)).toMatchObject([
      { first: { words: '', deletedAt: session.now }, replies: [{ words: 'answer' }] },
    ])
    session.must(ana, remove(ben, 'b'))
    expect(threadsOf(session.round)).toEqual([])
  })

  it('[S108] that were deleted are in no later reading by anybody in any of their wordings; its numbers stay', () => {
    const session = endedRound()
    const words = (wording: string) => `DELETED-${wording}`
    session.must(mia, comment(session, 'early', words('before the scores')))
    session.must(mia, remove(mia, 'early'))
    session.must(ana, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ben, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ana, { kind: 'openScores' })
    session.must(mia, comment(session, 'a', words('first')))
    session.must(mia, comment(session, 'a', words('second')))
    session.must(ben, reply('b', mia, 'a', words('reply')))
    session.must(mia, comment(session, 'stays', 'KEPT'))
    const before = new Map(everybody.map((who) => [who, session.streamOf(who)]))
    session.must(mia, remove(mia, 'a'))
    session.must(ana, remove(ben, 'b'))
    for (const who of everybody) {
      const after = session.streamOf(who)
      expect(JSON.stringify(after)).not.toContain('DELETED')
      expect(after.slice(0, before.get(who)?.length).map(({ n, kind }) => [n, kind])).toEqual(
        before.get(who)?.map(({ n, kind }) => [n, kind]),
      )
      // What was deleted before anybody else was sent it leaves no trace with them.
      expect(JSON.stringify(after).includes('"early"')).toBe(who === mia)
    }
    const erased = erasedIn(session.log)
    expect(erasedOf(session.state)).toEqual(erased)
    const views = (['candidate', 'desk'] as const).flatMap((audience) =>
      [true, false].flatMap((names) => [true, false].map((words) => ({ audience, names, words }))),
    )
    for (const view of views) {
      const projector = createSharedProjector(view, erased)
      const shared = JSON.stringify(session.log.flatMap((entry) => projector.next(entry)))
      expect(shared).not.toContain('DELETED')
      expect(shared.includes('KEPT')).toBe(view.audience === 'desk' && view.words)
    }
    for (const who of everybody) {
      const projector = createExportProjector(who, erased)
      expect(JSON.stringify(session.log.flatMap((entry) => projector.next(entry)))).not.toContain('DELETED')
    }
  })

  it('[S108] leave with their deletion what is folded from a stream that had their words already', () => {
    const checked = { deleted: 0 }
    fc.assert(
      fc.property(history(), (steps) => {
        const { log, state } = play(steps)
        const erased = erasedIn(log)
        expect(erasedOf(state)).toEqual(erased)
        checked.deleted += erased.size
        for (const who of everybody) {
          const live = createProjector(who, new Set())
          const later = createProjector(who, erased)
          const told = log.flatMap((entry) => live.next(entry))
          const read = log.flatMap((entry) => later.next(entry))
          expect(foldAll(told)).toEqual(foldAll(read))
          for (const { rounds } of [state])
            for (const { id: round, comments } of rounds)
              for (const one of comments)
                if (one.deletedAt !== null)
                  expect(JSON.stringify(read)).not.toContain(commentCanary(one.by, one.comment, round))
        }
      }),
      { numRuns: 100 },
    )
    expect(checked.deleted).toBeGreaterThan(10)
  })

  it('[S109] stop at 2,000 of one person and 10,000 in a session; what was deleted makes room', () => {
    const session = scoredRound()
    const people = Array.from({ length: 6 }, (_, index) => person(`p${index}`))
    for (const who of people)
      session.must(null, { kind: 'joinSession', participant: who, name: who, admits: ['mentor'], seat: 'mentor' })
    const fill = (who: ParticipantId, count: number): void => {
      session.append(
        Array.from({ length: count }, (_, index) => ({
          kind: 'comment-written',
          v: 1,
          by: who,
          command: null,
          data: {
            round: r1,
            comment: id(`f${index}`),
            to: null,
            moment: started(session),
            item: null,
            words: 'x',
            writtenAt: null,
          },
          bytes: null,
        })),
      )
    }
    const [first = mia, ...others] = people
    fill(first, sessionLimits.commentsPerAuthor)
    expect(codeOf(session.send(first, comment(session, 'more', 'x')))).toBe('too-many')
    session.must(first, comment(session, 'f0', 'reworded'))
    session.must(first, remove(first, 'f1'))
    session.must(first, comment(session, 'more', 'x'))
    for (const who of others.slice(0, 4)) fill(who, sessionLimits.commentsPerAuthor)
    const last = others[4] ?? mia
    expect(codeOf(session.send(last, comment(session, 'one', 'x')))).toBe('too-many')
    expect(codeOf(session.send(last, reply('one', first, 'f0', 'x')))).toBe('too-many')
    session.must(first, remove(first, 'f0'))
    session.must(last, comment(session, 'one', 'x'))
  })

  it('[S109] count towards one person’s share, and can be deleted when it is used up', () => {
    const session = scoredRound()
    session.must(ana, { kind: 'letObserversComment', on: true })
    const zoe = person('zoe')
    session.must(null, { kind: 'joinSession', participant: zoe, name: 'Zoe', admits: ['observer'], seat: 'observer' })
    let written = 0
    while (codeOf(session.send(zoe, comment(session, `c${written}`, 'x'))) === 'granted') written++
    expect(written).toBeGreaterThan(100)
    expect(written).toBeLessThanOrEqual(sessionLimits.entriesOfWatcher)
    expect(isShareUsed(session.state, zoe, 'writeComment')).toBe(true)
    session.must(zoe, remove(zoe, 'c0'))
  })
})

describe('a mentor’s pins', () => {
  it('[S79] are a track of the replay where their author says so', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(mia, { kind: 'showPins', round: r1, shown: true }))).toBe('unknown-pin')
    session.must(mia, { kind: 'pinMoment', pin: pinIdSchema.parse('p'), words: '' })
    session.must(mia, { kind: 'showPins', round: r1, shown: true })
    expect(codeOf(session.send(ana, { kind: 'showPins', round: r1, shown: true }))).toBe('unknown-pin')
    const tracks = () => [ana, ben, mia, oto].map((who) => foldAll(session.streamOf(who)).rounds[0]?.pinTracks)
    expect(tracks()).toEqual([[], [], [mia], []])
    scoreSampleRound(session)
    expect(tracks()).toEqual([[mia], [mia], [mia], [mia]])
    session.must(mia, { kind: 'showPins', round: r1, shown: false })
    expect(tracks()).toEqual([[], [], [], []])
  })
})
