import * as fc from 'fast-check'
import { feedbackPointNumbers } from '../state/feedback-point.ts'
import { commentIdSchema, type ParticipantId, pinIdSchema, returnIdSchema, roundIdSchema } from '../state/ids.ts'
import type { Pair } from '../state/reference-pairs.ts'
import type { FactOrigin, Seat } from '../state/vocabulary.ts'
import {
  commentCanary,
  cy,
  dee,
  everybody,
  markCanary,
  noteCanary,
  pinCanary,
  sealCanary,
  secretCase,
  trayCanary,
  whisperCanary,
} from './canaries.ts'
import { ana, ben, candidatesScorecard, type LooseCommand, mia, noteId, oto, sampleScorecard } from './index.ts'

/** What may happen next in a random session: anybody may ask for anything at any time. */

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

/** What people and the room do, one after the other, at most so many times. */
export function steps(most: number): fc.Arbitrary<Step[]> {
  return fc.array(
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
      maxLength: most,
    },
  )
}
