import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldAll } from '../fold/fold.ts'
import { threadsOf } from '../state/comment.ts'
import { commentIdSchema, type ParticipantId, pinIdSchema } from '../state/ids.ts'
import { currentRound, participantOf, seatOf } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { isDeskSeat } from '../state/vocabulary.ts'
import { type Beginning, begin } from '../testing/beginnings.ts'
import {
  canaryOf,
  commentCanary,
  cy,
  dee,
  everybody,
  guideCanary,
  markCanary,
  noteCanary,
  pinCanary,
  sealCanary,
  secretCase,
  trayCanary,
  whisperCanary,
} from '../testing/canaries.ts'
import {
  ana,
  ben,
  type LooseCommand,
  mia,
  noteId,
  oto,
  type ScriptedSession,
  sampleScorecard,
} from '../testing/index.ts'
import { type History, history, play, takeStep } from '../testing/random-history.ts'

/** Who has held a desk seat in this round. */
const deskOf = (session: ScriptedSession, round: string): ReadonlySet<ParticipantId> => {
  const desk = new Set<ParticipantId>()
  for (const entry of session.log) {
    if (entry.kind === 'seat-taken' && entry.data.round === round && isDeskSeat(entry.data.seat))
      desk.add(entry.data.participant)
    if (entry.kind === 'seat-handed-over' && entry.data.round === round && isDeskSeat(entry.data.seat))
      desk.add(entry.data.to)
  }
  return desk
}

describe('what is private', () => {
  it('[S44] reaches nobody who is not entitled to it, word for word, round for round, whatever happens', () => {
    const checked = { later: 0, afterScores: 0, fourth: 0, sealed: 0, pins: 0, comments: 0 }
    fc.assert(
      fc.property(history(), (steps) => {
        const session = play(steps)
        const log = JSON.stringify(session.log)
        const streams = everybody.map((who) => [who, JSON.stringify(session.streamOf(who))] as const)
        for (const [index, round] of session.state.rounds.entries()) {
          const desk = deskOf(session, round.id)
          const scored = round.status === 'scored'
          for (const [who, words] of streams) {
            for (const author of everybody) {
              if (author === who || scored) continue
              expect(words).not.toContain(canaryOf(pinCanary(author), round.id))
              expect(words).not.toContain(canaryOf(sealCanary(author), round.id))
              if (index >= 3) checked.fourth += 1
              if (log.includes(canaryOf(sealCanary(author), round.id))) checked.sealed += 1
              if (log.includes(canaryOf(pinCanary(author), round.id))) checked.pins += 1
              for (const id of ['c1', 'c2', 'c3']) {
                expect(words).not.toContain(commentCanary(author, id, round.id))
                if (log.includes(commentCanary(author, id, round.id))) checked.comments += 1
              }
            }
            if (!scored) expect(words).not.toMatch(new RegExp(`"pair-set"[^}]*"round":"${round.id}"`))
            if (desk.has(who)) continue
            if (!scored)
              expect(words).not.toMatch(
                new RegExp(`"(fact-origin-set|moment-pinned|pin-removed)"[^}]*"round":"${round.id}"`),
              )
            expect(words).not.toContain(canaryOf(whisperCanary, round.id))
            if (scored) {
              checked.afterScores += 1
              continue
            }
            if (index > 0) checked.later += 1
            expect(words).not.toContain(canaryOf(guideCanary, round.id))
            expect(words).not.toContain(canaryOf(markCanary, round.id))
          }
        }
        for (const [, words] of streams) expect(words).not.toContain(trayCanary)
        for (const [who, words] of streams) {
          const shared = session.log.flatMap((entry) => (entry.kind === 'note-shared' ? [entry.by] : []))
          for (const author of everybody)
            if (author !== who && !shared.includes(author)) expect(words).not.toContain(noteCanary(author))
        }
      }),
      { numRuns: 200 },
    )
    // Second rounds and opened scores were really among them.
    expect(checked.later).toBeGreaterThan(50)
    expect(checked.afterScores).toBeGreaterThan(50)
    // So were fourth rounds, sealed scorecards with guesses, pins, and comments.
    expect(
      Math.min(checked.fourth, checked.sealed, checked.pins, checked.comments),
      JSON.stringify(checked),
    ).toBeGreaterThan(20)
  })
})

/** What the desk does unseen: it changes nothing that anybody else is told. */
const secretKinds = [
  'note',
  'forget',
  'whisper',
  'mark',
  'tick',
  'untick',
  'redraw',
  'reseal',
  'pin',
  'unpin',
  'origin',
  'comment',
  'uncomment',
  'track',
  'speak',
] as const
type Secret = (typeof secretKinds)[number]
type Secrets = readonly { readonly who: ParticipantId; readonly what: Secret; readonly words: string }[]
const secretsOf = (people: readonly ParticipantId[], kinds: readonly Secret[]): fc.Arbitrary<readonly Secrets[]> =>
  fc.array(
    fc.array(
      fc.record({
        who: fc.constantFrom(...people),
        what: fc.constantFrom(...kinds),
        words: fc.string({ minLength: 1, maxLength: 30 }),
      }),
      { maxLength: 4 },
    ),
    { maxLength: 60 },
  )
const secrets = secretsOf([ana, mia], secretKinds)

/** In this round alone: what was said in an earlier one is open to everybody. */
const speechAt = (from: number, to: number) => ({ heard: { from, to }, stretches: [{ from, to: to - 1_000 }] })

const commandOf = (
  what: Secret,
  words: string,
  by: ParticipantId,
  { id: round, startedAt }: Round,
  now: number,
): LooseCommand => {
  switch (what) {
    case 'note':
      return { kind: 'writeNote', note: noteId('secret'), words }
    case 'forget':
      return { kind: 'removeNote', note: noteId('secret') }
    case 'whisper':
      return { kind: 'sendWhisper', words }
    case 'mark':
      return { kind: 'markMoment', label: words }
    case 'tick':
      return { kind: 'tickProbe', probe: 'trade-off', asked: true }
    case 'untick':
      return { kind: 'tickProbe', probe: 'trade-off', asked: false }
    case 'redraw': {
      const other = secretCase(words)
      return { kind: 'prepareCase', how: 'drawn', prepared: { ...other, public: { ...other.public, title: words } } }
    }
    case 'pin':
      return { kind: 'pinMoment', pin: pinIdSchema.parse(words.length > 10 ? 'p1' : 'secret'), words }
    case 'unpin':
      return { kind: 'removePin', pin: pinIdSchema.parse('secret') }
    case 'comment': {
      const comment = commentIdSchema.parse(words.length > 10 ? 'c1' : 'secret')
      return { kind: 'writeComment', round, comment, moment: startedAt ?? 0, item: null, words }
    }
    case 'uncomment':
      return { kind: 'deleteComment', round, author: by, comment: commentIdSchema.parse('secret') }
    case 'track':
      return { kind: 'showPins', round, shown: words.length > 10 }
    case 'speak':
      return {
        kind: 'noteAirtime',
        airtime: 1,
        ...speechAt(Math.max(startedAt ?? now, now - 3_000 - words.length), now),
      }
    case 'origin':
      return { kind: 'setFactOrigin', fact: 'stations', origin: words.length > 10 ? 'asked' : 'volunteered' }
    case 'reseal':
      return { kind: 'sealScorecard', scorecard: sampleScorecard(words.length > 10 ? 1 : 4, words) }
  }
}

const act = (session: ScriptedSession, { who, what, words }: Secrets[number], target: string): void => {
  const { round } = session
  if (round.id !== target) return
  // The first case and the first seal are announced; what replaces them is not.
  if (what === 'redraw' && !round.caseReady) return
  if (what === 'reseal' && !round.sealedBy.includes(who)) return
  session.send(who, commandOf(what, words, who, round, session.now))
  // The case that is played is the same in both sessions, but for the words of its guide.
  if (what === 'redraw')
    session.send(who, { kind: 'prepareCase', how: 'chosen', prepared: secretCase(`brief ${words}`) })
}

/** Secrets in one round alone; in every other round both sessions are the same in private, too. */
const playWithSecrets = (steps: History, between: readonly Secrets[], target: string) => {
  const session = begin(steps.mode, steps.beginning, secretCase(target === 'r1' ? `brief ${between.length}` : 'brief'))
  const codes = steps.steps.map((step, index) => {
    for (const secret of between[index] ?? []) {
      // In solo Ana is the candidate: what she writes herself is not secret from her.
      if (steps.mode !== 'solo' || secret.who !== ana || secret.what === 'redraw') act(session, secret, target)
    }
    const decision = takeStep(session, step)
    return step.who === ana || step.who === mia || deskOf(session, target).has(step.who ?? ana)
      ? null
      : 'code' in decision
        ? decision.code
        : 'granted'
  })
  return { session, codes }
}

/** What each person keeps to themselves until the scores open, whatever their seat: not even the rest of the desk learns of it. */
const ownKinds = ['note', 'forget', 'reseal', 'pin', 'unpin', 'comment', 'uncomment', 'track'] as const

/** The stream until the scores of this round open, as bytes. */
const untilScores = (session: ScriptedSession, who: ParticipantId, round: string): string => {
  const stream = session.streamOf(who)
  const opened = stream.findIndex((entry) => entry.kind === 'scores-opened' && entry.data.round === round)
  return JSON.stringify(opened === -1 ? stream : stream.slice(0, opened + 1))
}

describe('two sessions that differ in what is private', () => {
  it('[S46] are the same bytes to the candidate and to observers, and refuse them the same', () => {
    const compared = { r1: 0, r2: 0 }
    fc.assert(
      fc.property(
        history(),
        secrets,
        secrets,
        fc.constantFrom('r1' as const, 'r2' as const),
        (steps, some, others, target) => {
          const one = playWithSecrets(steps, some, target)
          const other = playWithSecrets(steps, others, target)
          expect(one.codes).toEqual(other.codes)
          const desk = deskOf(one.session, target)
          const outside = [ben, oto, cy, dee, ...(steps.mode === 'solo' ? [ana] : [])].filter((who) => !desk.has(who))
          for (const who of outside) {
            if (one.session.log.length !== other.session.log.length) compared[target] += 1
            expect(untilScores(one.session, who, target)).toBe(untilScores(other.session, who, target))
          }
        },
      ),
      { numRuns: 300 },
    )
    // The private histories did differ, in first and in second rounds.
    expect(compared.r1).toBeGreaterThan(50)
    expect(compared.r2).toBeGreaterThan(20)
  })
})

describe('two sessions that differ in what one person keeps to themselves', () => {
  it('[S35] [S75] [S79] [S106] are the same bytes to everybody else, the desk included, and refuse them the same', () => {
    const compared = { desk: 0, others: 0 }
    const differed = new Map<ParticipantId, number>()
    const ofOne = fc.constantFrom(ana, ben, mia).chain((author) =>
      fc.record({
        author: fc.constant(author),
        some: secretsOf([author], ownKinds),
        others: secretsOf([author], ownKinds),
      }),
    )
    fc.assert(
      fc.property(history(), ofOne, fc.constantFrom('r1', 'r2', 'r4'), (steps, { author, some, others }, target) => {
        const run = (between: readonly Secrets[]) => {
          const session = begin(steps.mode, steps.beginning)
          const codes = steps.steps.map((step, index) => {
            for (const secret of between[index] ?? []) act(session, secret, target)
            const decision = takeStep(session, step)
            if (step.who === author) return null
            return 'code' in decision ? decision.code : 'granted'
          })
          return { session, codes }
        }
        const [one, other] = [run(some), run(others)]
        expect(one.codes).toEqual(other.codes)
        if (JSON.stringify(one.session.log) !== JSON.stringify(other.session.log))
          differed.set(author, (differed.get(author) ?? 0) + 1)
        const desk = deskOf(one.session, target)
        for (const who of everybody.filter((each) => each !== author)) {
          compared[desk.has(who) ? 'desk' : 'others'] += 1
          expect(untilScores(one.session, who, target)).toBe(untilScores(other.session, who, target))
        }
      }),
      { numRuns: 400 },
    )
    // Each of the three really did something, and was compared with people at the desk and elsewhere.
    expect(
      Math.min(...[ana, ben, mia].map((who) => differed.get(who) ?? 0)),
      JSON.stringify([...differed]),
    ).toBeGreaterThan(10)
    expect(Math.min(compared.desk, compared.others), JSON.stringify(compared)).toBeGreaterThan(50)
  })
})

describe('a sealed scorecard', () => {
  it('[S75] tells nobody else what or how much it holds, nor how often it was sealed', () => {
    const scorecard = fc.record({
      score: fc.constantFrom(1 as const, 4 as const),
      words: fc.string({ maxLength: 200 }),
      lines: fc.subarray(['goal', 'metrics'] as const),
      evidence: fc.nat(8),
      guesses: fc.boolean(),
      about: fc.boolean(),
    })
    const cardOf = (one: typeof scorecard extends fc.Arbitrary<infer T> ? T : never, own: boolean) => {
      const evidence = Array.from({ length: one.evidence }, (_, at) => ({
        kind: 'moment' as const,
        at,
        label: one.words.slice(0, 50),
      }))
      const line = { score: one.score, words: one.words, evidence, ticks: ['t1'] }
      return {
        scores: Object.fromEntries(one.lines.map((id) => [id, line])),
        ...(own && one.guesses && { guesses: { goal: one.score } }),
        ...(own && one.about && { aboutInterviewer: { pacing: { score: one.score, words: one.words } } }),
      }
    }
    let compared = 0
    fc.assert(
      fc.property(
        fc.array(scorecard, { minLength: 1, maxLength: 4 }),
        fc.array(scorecard, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(ana, ben, mia),
        fc.constantFrom<Beginning>('ended', 'second', 'swapped'),
        (some, others, sealer, beginning) => {
          const run = (cards: typeof some) => {
            const session = begin('peer', beginning)
            const runner = beginning === 'swapped' ? ben : ana
            if (session.round.status === 'running') session.must(runner, { kind: 'endRound' })
            const own = seatOf(session.state, sealer) === 'candidate'
            for (const one of cards) session.must(sealer, { kind: 'sealScorecard', scorecard: cardOf(one, own) })
            return session
          }
          const [one, other] = [run(some), run(others)]
          for (const who of [ana, ben, mia, oto].filter((each) => each !== sealer)) {
            compared += 1
            expect(JSON.stringify(one.streamOf(who))).toBe(JSON.stringify(other.streamOf(who)))
          }
        },
      ),
      { numRuns: 100 },
    )
    expect(compared).toBeGreaterThan(100)
  })
})

/** What everybody may know of a round, whatever their seat. */
const publicRound = (round: Round) => {
  const {
    guide,
    preparedFramework,
    preparedAgenda,
    marks,
    pins,
    pinTracks,
    comments,
    factOrigins,
    whispers,
    probes,
    ...open
  } = round
  const { scorecards, notes, thoughts, trayCounted, ...rest } = open
  return {
    ...rest,
    case: round.promptShownAt === null ? null : rest.case,
    shared: notes
      .filter((note) => note.shared)
      .toSorted((a, b) => `${a.by} ${a.note}`.localeCompare(`${b.by} ${b.note}`)),
  }
}
const publicState = (state: SessionState) => {
  const { rounds, lastAt, doneCommands, usage, guidesSeen, lastClockChange, lastSeatsChange, ...rest } = state
  return {
    ...rest,
    airtimes: rest.airtimes.map(({ noted, ...airtime }) => airtime),
    rounds: rounds.map(publicRound),
  }
}
const ownNotes = (state: SessionState, who: ParticipantId) =>
  state.rounds.map((round) => round.notes.filter((note) => note.by === who))

describe('what a participant folds from their stream', () => {
  it('[S48] agrees with the log: in public to all, at the desk to the desk, after the scores to all', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        const session = play(steps)
        const { state } = session
        for (const who of everybody) {
          if (participantOf(state, who) === null) continue
          const seen = foldAll(session.streamOf(who))
          expect(publicState(seen)).toEqual(publicState(state))
          expect(ownNotes(seen, who)).toEqual(ownNotes(state, who))
          expect(seen.airtimes.map(({ noted }) => noted[who])).toEqual(state.airtimes.map(({ noted }) => noted[who]))
          const desk = isDeskSeat(seatOf(state, who))
          for (const [index, round] of state.rounds.entries()) {
            const mine = seen.rounds[index]
            const open = round.status === 'scored'
            if (open || (desk && round === currentRound(state))) {
              const { case: publicCase, guide, preparedAgenda, preparedFramework, marks, probes, factOrigins } = round
              expect(mine).toMatchObject({ case: publicCase, guide, preparedAgenda, preparedFramework, marks, probes })
              expect(mine?.factOrigins).toEqual(factOrigins)
            }
            expect(mine?.pinTracks).toEqual(open ? round.pinTracks : round.pinTracks.filter((by) => by === who))
            const readable = open ? round.comments : round.comments.filter(({ by }) => by === who)
            expect(threadsOf({ comments: mine?.comments ?? [] })).toEqual(threadsOf({ comments: readable }))
            expect(mine?.pins).toEqual(open ? round.pins : round.pins.filter(({ by }) => by === who))
            if (open) expect(mine?.scorecards).toEqual(round.scorecards)
            else expect(Object.keys(mine?.scorecards ?? {}).filter((author) => author !== who)).toEqual([])
            if (desk && round === currentRound(state)) expect(mine?.whispers).toEqual(round.whispers)
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})
