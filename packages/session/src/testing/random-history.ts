import * as fc from 'fast-check'
import type { Decision } from '../decide/decide.ts'
import { feedbackPointNumbers } from '../state/feedback-point.ts'
import { commentIdSchema, type ParticipantId, pinIdSchema, returnIdSchema, roundIdSchema } from '../state/ids.ts'
import type { PreparedCase } from '../state/interview-case.ts'
import type { Pair } from '../state/reference-pairs.ts'
import type { FactOrigin, Seat, SessionMode } from '../state/vocabulary.ts'
import {
  ana,
  ben,
  boardEdited,
  candidatesScorecard,
  type LooseCommand,
  mia,
  noteId,
  openSampleSession,
  oto,
  person,
  type ScriptedSession,
  sampleLoop,
  samplePreparedCase,
  sampleScorecard,
  scoreSampleRound,
  swapSampleSeats,
  takeCommand,
  trayEdited,
} from './index.ts'

/** Random sessions for properties: anybody may ask for anything at any time, from several starting points. */

export const cy = person('cy')
export const dee = person('dee')
export const everybody: readonly ParticipantId[] = [ana, ben, mia, oto, cy, dee]

/** A round is taken again, from a fraction of the way between its start and its end; below 0 and above 1 is outside the round. */
export type TakeStep = {
  readonly kind: 'takeAgain'
  readonly round: number
  readonly share: number
  readonly who: 'together' | 'alone'
}
/** `null` as command: an edit of the board. */
export type Step = {
  readonly who: ParticipantId | null
  readonly command: LooseCommand | TakeStep | null
  readonly wait: number
  /** Without a command: an edit of the actor's think tray. */
  readonly tray?: { readonly formed: readonly string[]; readonly gone: readonly string[] }
}
/**
 * `taken`: a second take of the first round is under way; `taken-twice`: a take of that take; `fourth`: after a round, its second take and
 * a round with swapped seats, the second take of that one; `sealed`: Ben has sealed, and is waiting.
 */
export type Beginning =
  | 'open'
  | 'prepared'
  | 'running'
  | 'ended'
  | 'sealed'
  | 'scored'
  | 'second'
  | 'swapped'
  | 'taken'
  | 'taken-twice'
  | 'taken-alone'
  | 'taken-scored'
  | 'fourth'
export type History = { readonly mode: SessionMode; readonly beginning: Beginning; readonly steps: readonly Step[] }

/** What nobody but the desk may hold before scores open, word for word. */
export const guideCanary = 'GUIDE-CANARY'
export const whisperCanary = 'WHISPER-CANARY'
export const markCanary = 'MARK-CANARY'
export function noteCanary(author: ParticipantId): string {
  return `NOTE-CANARY-${author}`
}

/** A pin is visible only to its author until scores open. */
export function pinCanary(author: ParticipantId): string {
  return `PIN-CANARY-${author}`
}

/**
 * A comment is visible only to its author until scores open, and to nobody once it is deleted; marked with its id, which identifies one
 * comment.
 */
export function commentCanary(author: ParticipantId, id?: string, round?: string): string {
  const canary = `COMMENT-CANARY-${author}`
  return id === undefined ? canary : canaryOf(`${canary}-${id}`, round ?? 'r1')
}

/**
 * A sealed scorecard is visible only to its author until scores open: its words, and with them its levels, guesses and ratings of the
 * interviewer.
 */
export function sealCanary(author: ParticipantId): string {
  return `SEAL-CANARY-${author}`
}

export function secretCase(brief = guideCanary): PreparedCase {
  return {
    ...samplePreparedCase,
    guide: { ...samplePreparedCase.guide, readAloud: brief, brief },
  }
}

const seat: fc.Arbitrary<Seat> = fc.constantFrom('interviewer', 'candidate', 'mentor', 'observer')
const score = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const)
const note = fc.constantFrom('n1', 'n2').map(noteId)
const pin = fc.constantFrom('p1', 'p2').map((id) => pinIdSchema.parse(id))
const other = fc.constantFrom(...everybody)

/** Commands about seats, with the version that is current when they are sent. */
const seatCommand: fc.Arbitrary<LooseCommand> = fc.oneof(
  { weight: 4, arbitrary: seat.map((seat): LooseCommand => ({ kind: 'takeSeat', seat })) },
  fc.constantFrom<LooseCommand>({ kind: 'leaveSeat' }, { kind: 'takeDesk' }),
  { weight: 2, arbitrary: other.map((to): LooseCommand => ({ kind: 'handOverSeat', to })) },
)

const clockCommand: fc.Arbitrary<LooseCommand> = fc.oneof(
  fc.constantFrom<LooseCommand>(
    { kind: 'pauseClock' },
    { kind: 'resumeClock' },
    { kind: 'nextPhase' },
    { kind: 'previousPhase' },
    { kind: 'askQuiet' },
    { kind: 'endQuiet' },
  ),
  fc.integer({ min: -600_000, max: 600_000 }).map((milliseconds): LooseCommand => ({ kind: 'addTime', milliseconds })),
)

const deskCommand: fc.Arbitrary<LooseCommand> = fc.oneof(
  fc.constantFrom<LooseCommand>(
    { kind: 'releaseFact', fact: 'stations' },
    { kind: 'giveHint', hint: 'goal-1' },
    { kind: 'playCurveball', curveball: 'rain' },
    { kind: 'askHint' },
    { kind: 'askFact', question: 'How many stations?' },
  ),
  fc.boolean().map((asked): LooseCommand => ({ kind: 'tickProbe', probe: 'guardrail', asked })),
  fc.constant<LooseCommand>({ kind: 'markMoment', label: markCanary }),
  fc.constant<LooseCommand>({ kind: 'sendWhisper', words: whisperCanary }),
  fc
    .tuple(
      fc.constantFrom('stations', 'repeat-rides'),
      fc.constantFrom<FactOrigin>('asked', 'volunteered'),
      fc.boolean(),
    )
    .map(([fact, origin, late]): LooseCommand => ({ kind: late ? 'setFactOrigin' : 'releaseFact', fact, origin })),
  {
    weight: 4,
    arbitrary: fc
      .tuple(pin, fc.constantFrom(1, 2, 3))
      .map(
        ([pin, chance]): LooseCommand =>
          chance === 1 ? { kind: 'removePin', pin } : { kind: 'pinMoment', pin, words: '' },
      ),
  },
)

/** Of the current round, or of the first one, whatever came after it. */
const ofRound = fc.constantFrom({}, {}, { round: roundIdSchema.parse('r1') })

const noteCommand = fc.oneof(
  fc.tuple(note, ofRound).map(([note, of]) => ({ kind: 'writeNote', note, ...of }) as const),
  note.map((note): LooseCommand => ({ kind: 'removeNote', note })),
  note.map((note): LooseCommand => ({ kind: 'shareNote', note })),
)

const commentId = fc.constantFrom('c1', 'c2', 'c3').map((id) => commentIdSchema.parse(id))
const inSomeRound = fc.constantFrom('r1', 'r1', 'r2').map((id) => roundIdSchema.parse(id))

/** Moments are fractions of the way from the round's start to its end; below 0 and above 1 is outside the round. */
const commentCommand: fc.Arbitrary<LooseCommand> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(inSomeRound, commentId, fc.constantFrom(-1, 0, 0, 1, 2), fc.constantFrom(null, 'card-1')).map(
      ([round, comment, moment, item]): LooseCommand => ({
        kind: 'writeComment',
        round,
        comment,
        moment,
        item,
        words: '',
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(inSomeRound, commentId, other, commentId).map(
      ([round, comment, by, to]): LooseCommand => ({
        kind: 'replyToComment',
        round,
        comment,
        to: { by, comment: to },
        words: '',
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(inSomeRound, commentId, other)
      .map(([round, comment, author]): LooseCommand => ({ kind: 'deleteComment', round, author, comment })),
  },
  fc.tuple(inSomeRound, commentId, other, fc.boolean()).map(
    ([round, comment, author, resolved]): LooseCommand => ({
      kind: 'resolveComment',
      round,
      author,
      comment,
      resolved,
    }),
  ),
  fc.boolean().map((on): LooseCommand => ({ kind: 'letObserversComment', on })),
  fc.tuple(inSomeRound, fc.boolean()).map(([round, shown]): LooseCommand => ({ kind: 'showPins', round, shown })),
)

const roundCommand: fc.Arbitrary<LooseCommand> = fc.oneof(
  fc.constantFrom<LooseCommand>(
    { kind: 'prepareCase', how: 'drawn', prepared: secretCase() },
    { kind: 'startRound' },
    { kind: 'showPrompt', how: 'shown' },
    { kind: 'endRound' },
    { kind: 'reopenRound' },
    { kind: 'openScores' },
    { kind: 'openScores', round: roundIdSchema.parse('r1') },
    { kind: 'askToSwap' },
    { kind: 'declineSwap' },
    { kind: 'setPauseWhenAway', on: true },
    { kind: 'setFocus', words: 'Goals before metrics' },
    { kind: 'openPrepared', prepared: secretCase(), focus: 'Goals before metrics' },
    { kind: 'openPrepared', prepared: null, focus: '' },
  ),
  fc.tuple(score, ofRound, fc.option(score, { nil: undefined })).map(
    ([score, of, guess]): LooseCommand => ({
      kind: 'sealScorecard',
      scorecard: guess === undefined ? sampleScorecard(score) : candidatesScorecard(score, guess),
      ...of,
    }),
  ),
  fc.tuple(fc.constantFrom(...feedbackPointNumbers), fc.constantFrom('', 'no denominator'), fc.boolean(), ofRound).map(
    ([point, gap, drill, of]): LooseCommand => ({
      kind: 'setFeedbackPoint',
      point,
      evidence: null,
      gap,
      next: drill ? { kind: 'drill', drill: 'fractions', title: 'Fractions' } : null,
      ...of,
    }),
  ),
  fc
    .tuple(
      fc.constantFrom('car-trips', 'rainy-days', 'constructor'),
      fc.constantFrom<Pair>(
        { kind: 'card', item: 'card-1' },
        { kind: 'card', item: 'card-2' },
        { kind: 'none' },
        { kind: 'proposed' },
      ),
      ofRound,
    )
    .map(([reference, pair, of]): LooseCommand => ({ kind: 'setPair', reference, pair, ...of })),
  fc.boolean().map((swapSeats): LooseCommand => ({ kind: 'openNextRound', swapSeats })),
)

const takingAgain: fc.Arbitrary<TakeStep> = fc.record({
  kind: fc.constant('takeAgain' as const),
  round: fc.integer({ min: 1, max: 4 }),
  share: fc.double({ min: -0.1, max: 1.1, noNaN: true }),
  who: fc.constantFrom('together' as const, 'together' as const, 'alone' as const),
})

const audioCommand: fc.Arbitrary<LooseCommand> = fc.oneof(
  fc.constant<LooseCommand>({ kind: 'askAudio' }),
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(1, 2), fc.constantFrom(true, true, true, false))
      .map(([audio, agreed]): LooseCommand => ({ kind: 'answerAudio', audio, agreed })),
  },
  fc
    .tuple(fc.constantFrom(1, 2), fc.boolean())
    .map(([audio, erase]): LooseCommand => ({ kind: 'stopAudio', audio, erase })),
  fc.constantFrom(1, 2).map((audio): LooseCommand => ({ kind: 'eraseAudio', audio })),
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(0, 10_000, 40_000)).map(
      ([audio, at]): LooseCommand => ({
        kind: 'keepAudio',
        part: { audio, hash: '', at, length: 10_000, bytes: 40_000, type: 'webm', levels: '07f' },
      }),
    ),
  },
)

/** Stretches in milliseconds before the command is sent; without them a number of the current measurement, or of the next. */
const airtimeCommand: fc.Arbitrary<LooseCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(1, 1, 2).map((airtime): LooseCommand => ({ kind: 'agreeAirtime', airtime })),
  },
  fc.constantFrom(1, 2).map((airtime): LooseCommand => ({ kind: 'stopAirtime', airtime })),
  fc.constantFrom(1, 2).map((airtime): LooseCommand => ({ kind: 'deleteAirtime', airtime })),
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom(1, 1, 2),
        fc.array(fc.tuple(fc.nat(30_000), fc.nat(5_000)), { minLength: 1, maxLength: 4 }),
      )
      .map(
        ([airtime, before]): LooseCommand => ({
          kind: 'noteAirtime',
          airtime,
          heard: { from: 0, to: 30_000 },
          stretches: before.map(([from, length]) => ({ from, to: from + length })),
        }),
      ),
  },
)

const rareCommand: fc.Arbitrary<LooseCommand> = fc.oneof(
  fc.constantFrom<LooseCommand>({ kind: 'closeSession' }, { kind: 'reopenSession' }),
  other.map((participant): LooseCommand => ({ kind: 'removeParticipant', participant })),
  fc.constantFrom('Ana', 'Zoë').map((name): LooseCommand => ({ kind: 'rename', name })),
)

const wait = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 400_000 }))

const step: fc.Arbitrary<Step> = fc
  .tuple(
    fc.constantFrom(ana, ana, ben, ben, mia, oto, cy),
    fc.oneof(
      { weight: 4, arbitrary: seatCommand },
      { weight: 3, arbitrary: clockCommand },
      { weight: 4, arbitrary: deskCommand },
      { weight: 3, arbitrary: noteCommand },
      { weight: 3, arbitrary: commentCommand },
      { weight: 6, arbitrary: roundCommand },
      { weight: 2, arbitrary: takingAgain },
      { weight: 2, arbitrary: audioCommand },
      { weight: 4, arbitrary: airtimeCommand },
      { weight: 1, arbitrary: rareCommand },
    ),
    wait,
  )
  .map(([who, command, wait]): Step => {
    if (command.kind === 'writeNote') return { who, command: { ...command, words: noteCanary(who) }, wait }
    if (command.kind === 'sealScorecard') {
      const { scorecard } = command
      const level = scorecard.scores.goal?.score
      const guess = scorecard.guesses?.goal
      const words = sealCanary(who)
      if (typeof level !== 'number') return { who, command, wait }
      const sealed =
        typeof guess === 'number' ? candidatesScorecard(level, guess, words) : sampleScorecard(level, words)
      return { who, command: { ...command, scorecard: sealed }, wait }
    }
    if (command.kind === 'pinMoment') return { who, command: { ...command, words: pinCanary(who) }, wait }
    if (command.kind === 'writeComment' || command.kind === 'replyToComment')
      return { who, command: { ...command, words: commentCanary(who, command.comment, command.round) }, wait }
    return { who, command, wait }
  })

/** Somebody joins late; what they are admitted to and want is random. */
const joining: fc.Arbitrary<Step> = fc
  .tuple(
    fc.constantFrom(cy, dee),
    fc.subarray<Seat>(['interviewer', 'candidate', 'mentor', 'observer']),
    fc.option(seat),
  )
  .map(([participant, admits, seat]) => ({
    who: null,
    command: { kind: 'joinSession', participant, name: participant, admits, seat },
    wait: 0,
  }))

/** Somebody outside says that they are a participant, and anybody answers. */
const returning: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(other, fc.constantFrom('q1', 'q2', 'q3'), fc.boolean()).map(
    ([participant, request, here]): Step => ({
      who: null,
      command: { kind: 'askReturn', request: returnIdSchema.parse(request), participant, here },
      wait: 0,
    }),
  ),
  fc.tuple(other, fc.constantFrom('q1', 'q2', 'q3'), fc.boolean()).map(
    ([who, request, granted]): Step => ({
      who,
      command: { kind: 'answerReturn', request: returnIdSchema.parse(request), granted },
      wait: 1_000,
    }),
  ),
  other.map((participant): Step => ({ who: null, command: { kind: 'noteDevice', participant }, wait: 0 })),
)

/** The room ends a quiet time that has lasted as long as it may. */
const quietDue: Step = { who: null, command: { kind: 'endDueQuiet' }, wait: 60_000 }

/** The room records that somebody is absent, or back. */
const missing: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom('noteAbsence' as const, 'noteAbsence' as const, 'noteReturn' as const), other)
  .map(([kind, participant]) => ({ who: null, command: { kind, participant }, wait: 0 }))

const boardStep: Step = { who: ana, command: null, wait: 10 }

/** Nobody else ever receives this, word for word. */
export const trayCanary = 'TRAY-CANARY'
/** The one thought that reaches the board. */
const sharedThought = 'shared-thought'
const trayItems = fc.subarray([`${trayCanary}-1`, `${trayCanary}-2`, sharedThought])
const trayStep: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom(ana, ben, cy), trayItems, trayItems)
  .map(([who, formed, gone]) => ({ who, command: null, wait: 10, tray: { formed, gone } }))
const openThoughts: Step = {
  who: ben,
  command: { kind: 'publishThoughts', round: undefined, onBoard: new Set([sharedThought]) },
  wait: 0,
}
const trayCount: Step = { who: null, command: { kind: 'countTray' }, wait: 6_000 }

export function history(maxSteps = 60): fc.Arbitrary<History> {
  return fc.record({
    mode: fc.constantFrom<SessionMode>('peer', 'peer', 'coaching', 'solo'),
    beginning: fc.constantFrom<Beginning>(
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
    ),
    steps: fc.array(
      fc.oneof(
        { weight: 26, arbitrary: step },
        { weight: 1, arbitrary: joining },
        { weight: 1, arbitrary: returning },
        { weight: 2, arbitrary: missing },
        { weight: 1, arbitrary: fc.constant(quietDue) },
        fc.constant(boardStep),
        trayStep,
        fc.constant(trayCount),
        fc.constant(openThoughts),
      ),
      {
        maxLength: maxSteps,
      },
    ),
  })
}

/** Sessions that hold a loop, from its first round on and from a later one. */
const withLoop: ReadonlySet<Beginning> = new Set(['prepared', 'scored', 'swapped', 'fourth'])

/** Sessions in which those who are measured have agreed to it from the start. */
const withAirtime: ReadonlySet<Beginning> = new Set(['running', 'second', 'swapped', 'taken', 'fourth'])

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

/** A canary names its round, so that a leak from one round is not mistaken for what another has opened. */
export function canaryOf(canary: string, round: string): string {
  return `${canary}-${round}.`
}

const taggedFor = (round: string, prepared: PreparedCase): PreparedCase =>
  prepared.guide.brief === guideCanary
    ? { ...prepared, guide: { ...prepared.guide, brief: canaryOf(guideCanary, round) } }
    : prepared
const inRound = (session: ScriptedSession, prepared: PreparedCase): PreparedCase =>
  taggedFor(session.round.id, prepared)

/** The second take that a step asks for, with the state of that round. */
const taken = (session: ScriptedSession, { round: number, share, who }: TakeStep): LooseCommand => {
  const round = roundIdSchema.parse(`r${number}`)
  const source = session.state.rounds.find(({ id }) => id === round)
  const from = source?.startedAt ?? session.now
  const at = from + Math.round(share * ((source?.endedAt ?? session.now) - from))
  return takeCommand(session, { round, at, who })
}

/** What a step sends: with its round tagged in its canary, or completed as the server does. */
export function completed(session: ScriptedSession, command: LooseCommand | TakeStep): LooseCommand {
  const round = session.round.id
  if (command.kind === 'takeAgain') return taken(session, command)
  if (command.kind === 'markMoment') return { ...command, label: canaryOf(command.label, round) }
  if (command.kind === 'sendWhisper') return { ...command, words: canaryOf(command.words, round) }
  if (command.kind === 'pinMoment') return { ...command, words: canaryOf(command.words, round) }
  if (command.kind === 'writeComment') {
    const { startedAt = null, endedAt = null } = session.state.rounds.find(({ id }) => id === command.round) ?? {}
    const length = (endedAt ?? 0) - (startedAt ?? 0)
    // Outside the round by a millisecond: some rounds take no time at all.
    const moment = command.moment < 0 ? -1 : command.moment > 1 ? length + 1 : command.moment * length
    return { ...command, moment: (startedAt ?? 0) + moment }
  }
  if (command.kind === 'keepAudio') {
    // Sound that ended this long ago, and is different from any other.
    const at = session.now - command.part.at - command.part.length
    return { ...command, part: { ...command.part, at, hash: at.toString(16).padStart(64, '0') } }
  }
  if (command.kind === 'noteAirtime') {
    const { now } = session
    const before = ({ from, to }: { readonly from: number; readonly to: number }) => ({
      from: now - to,
      to: now - from,
    })
    return { ...command, heard: before(command.heard), stretches: command.stretches.map(before) }
  }
  if (command.kind === 'sealScorecard') {
    const scores = Object.entries(command.scorecard.scores)
    const words = (said: string) => (said.startsWith('SEAL-CANARY') ? canaryOf(said, command.round ?? round) : said)
    const about = command.scorecard.aboutInterviewer?.clarity
    return {
      ...command,
      scorecard: {
        ...command.scorecard,
        scores: Object.fromEntries(scores.map(([id, line]) => [id, { ...line, words: words(line.words) }])),
        ...(about && { aboutInterviewer: { clarity: { ...about, words: words(about.words) } } }),
      },
    }
  }
  if (command.kind === 'openPrepared') {
    const next = `r${session.state.rounds.length + 1}`
    return { ...command, prepared: command.prepared && taggedFor(next, command.prepared) }
  }
  return command.kind === 'prepareCase' ? { ...command, prepared: inRound(session, command.prepared) } : command
}

export function takeStep(session: ScriptedSession, step: Step): Decision {
  session.wait(step.wait)
  if (step.command !== null) return session.send(step.who, completed(session, step.command))
  const { tray, who } = step
  if (tray !== undefined && who !== null) session.append([trayEdited(who, tray.formed, tray.gone, session.round.id)])
  else session.append([boardEdited(who, new Uint8Array([1]), session.round.id)])
  return { ok: true, entries: [] }
}

/** Plays a history to its end; calls `after` after each step. */
export function play(
  { mode, beginning, steps }: History,
  after: (session: ScriptedSession, step: Step, decision: Decision) => void = () => {},
): ScriptedSession {
  const session = begin(mode, beginning)
  for (const each of steps) after(session, each, takeStep(session, each))
  return session
}
