import { sessionLimits } from '../limits/session-limits.ts'
import { casesKnownToCandidate, refusalOfPreparedRound, refusalToPrepare } from '../rules/case-rules.ts'
import { refuse } from '../rules/refusals.ts'
import { refusalToTake } from '../rules/seat-rules.ts'
import { isShareUsed } from '../rules/shares.ts'
import { type ParticipantId, roundIdSchema, type SessionId } from '../state/ids.ts'
import type { PreparedCase } from '../state/interview-case.ts'
import { type LoopPlan, loopPlanSchema } from '../state/loop-plan.ts'
import { agendaAdvancesAt, participantOf, quietEndsAt, seatIn } from '../state/readings.ts'
import type { SessionState } from '../state/state.ts'
import { type Coverage, type Cut, type Seat, type SessionMode, seatsOfMode } from '../state/vocabulary.ts'
import { endingAirtime } from './airtime-commands.ts'
import { audioRoomCommands, endingAudio } from './audio-commands.ts'
import { pauseIfRunning, stopAll } from './clock-commands.ts'
import { type Decided, entry, type NewFact } from './command.ts'
import { nextRoundCommands, preparedEntries } from './next-round.ts'
import { refusalToBeRemoved, vacating } from './people-commands.ts'
import { endingQuiet } from './quiet-commands.ts'
import { returnRoomCommands } from './return-commands.ts'
import { roomCommand } from './room-command.ts'
import { takeRoomCommands } from './take-commands.ts'
import { trayRoomCommands } from './tray-commands.ts'

/** The first command of every session. The owner takes `ownerSeat` at once. */
export type CreateSession = {
  readonly session: SessionId
  readonly mode: SessionMode
  readonly cut: Cut
  readonly coverage: Coverage
  readonly callLink: string | null
  readonly owner: ParticipantId
  readonly ownerName: string
  readonly ownerSeat: Seat | null
  /** The rounds that it plans; without a loop, single rounds. */
  readonly loop?: LoopPlan | null
}

export function decideCreate(state: SessionState, command: CreateSession): Decided {
  if (state.session !== null) return refuse('malformed')
  const { session, mode, cut, coverage, callLink, owner, ownerName, ownerSeat } = command
  const loop = loopPlanSchema.nullable().safeParse(command.loop ?? null)
  if (!loop.success) return refuse('malformed')
  if (ownerSeat !== null && !seatsOfMode[mode].includes(ownerSeat)) return refuse('seat-not-in-mode')
  const round = roundIdSchema.parse('r1')
  const facts: NewFact[] = [
    entry('session-created', { session, mode, cut, coverage, callLink, owner }),
    ...(loop.data === null ? [] : [entry('loop-chosen', { loop: loop.data })]),
    entry('participant-joined', { participant: owner, admits: [...seatsOfMode[mode]] }),
    entry('participant-named', { participant: owner, name: ownerName }),
    entry('round-opened', { round }),
  ]
  if (ownerSeat !== null) facts.push(entry('seat-taken', { round, participant: owner, seat: ownerSeat }))
  return facts
}

export const roomCommands = {
  ...returnRoomCommands,
  ...trayRoomCommands,
  ...takeRoomCommands,
  ...nextRoundCommands,
  ...audioRoomCommands,
  /** Somebody used an invitation. Joining again changes nothing; when the seat they want is not free, they still join. */
  joinSession: roomCommand<{
    readonly participant: ParticipantId
    readonly name: string
    readonly admits: readonly Seat[]
    readonly seat: Seat | null
  }>({
    roomOnly: false,
    decide: ({ state, round }, { participant, name, admits, seat }) => {
      if (participantOf(state, participant) !== null) return []
      if (Object.hasOwn(state.participants, participant)) return refuse('not-joined')
      const present = Object.values(state.participants).filter((person) => person.removedAt === null)
      if (present.length >= sessionLimits.participants) return refuse('too-many')
      if (Object.keys(state.participants).length >= sessionLimits.participantsEver) return refuse('too-many')

      const admitted = seatsOfMode[state.mode].filter((seat) => admits.includes(seat))
      const facts: NewFact[] = [
        entry('participant-joined', { participant, admits: admitted }),
        entry('participant-named', { participant, name }),
      ]
      if (seat === null) return facts
      const joined = { id: participant, name, admits: admitted, joinedAt: 0, removedAt: null }
      const after = { ...state, participants: { ...state.participants, [participant]: joined } }
      if (refusalToTake(after, participant, seat) === null)
        facts.push(...vacating(round, seat), entry('seat-taken', { round: round.id, participant, seat }))
      return facts
    },
  }),

  /**
   * A case that the server drew or looked up. Only the first case of a round is announced to everybody, so that drawing another one is
   * visible only at the desk.
   */
  prepareCase: roomCommand<{ readonly how: 'drawn' | 'chosen'; readonly prepared: PreparedCase }>({
    roomOnly: false,
    decide: ({ state, round, by }, { how, prepared }) => {
      const known = casesKnownToCandidate(state).includes(prepared.public.caseId)
      const code =
        (by === null ? refusalOfPreparedRound(round) : refusalToPrepare(state, by)) ??
        (known ? 'candidate-knows-case' : null)
      if (code !== null) return refuse(code)
      const facts = preparedEntries(round.id, how, prepared)
      if (facts === null) return refuse('malformed')
      return round.caseReady ? facts : [...facts, entry('case-made-ready', { round: round.id })]
    },
  }),

  /** An invitation was revoked, and everybody who joined by it removed. */
  removeByRoom: roomCommand<{ readonly participant: ParticipantId }>({
    roomOnly: true,
    decide: ({ state }, { participant }) => {
      const code = refusalToBeRemoved(state, participant)
      return code === null ? [entry('participant-removed', { participant })] : refuse(code)
    },
  }),

  /** A seat holder has had no connection for as long as the limit says. */
  noteAbsence: roomCommand<{ readonly participant: ParticipantId }>({
    roomOnly: true,
    decide: ({ state, round, now }, { participant }) => {
      const seat = seatIn(round, participant)
      if (seat === null || state.absent.includes(participant) || isShareUsed(state, participant, 'noteAbsence'))
        return []
      const needed = seat === 'interviewer' || seat === 'candidate'
      return [
        entry('participant-absent', { participant }),
        ...(needed && state.pauseWhenAway ? pauseIfRunning(round, now) : []),
      ]
    },
  }),

  noteReturn: roomCommand<{ readonly participant: ParticipantId }>({
    roomOnly: true,
    decide: ({ state }, { participant }) =>
      state.absent.includes(participant) ? [entry('participant-back', { participant })] : [],
  }),

  /** Nobody who may run the round has been connected for as long as the limit says (S64). */
  closeUnattended: roomCommand<object>({
    roomOnly: true,
    decide: ({ state, round, now }) => [
      ...stopAll(round, now),
      ...endingAudio(state),
      ...endingAirtime(state),
      entry('session-closed', { reason: 'no-interviewer' }),
    ],
  }),

  /** Quiet time lasted as long as it may. Counts from that moment, so that a room that was late lengthens nothing. */
  endDueQuiet: roomCommand<object>({
    roomOnly: true,
    decide: ({ state, round, now }) => {
      const due = quietEndsAt(state)
      return due === null || due > now ? refuse('quiet-not-running') : endingQuiet(state, round, due)
    },
  }),

  /**
   * Solo: a phase's time is used up, and the room goes on to the next. Counts from the deadline itself, so that a room that was
   * late, or asleep, does not lengthen the case.
   */
  advanceAgenda: roomCommand<object>({
    roomOnly: true,
    decide: ({ state, round, now }) => {
      const due = agendaAdvancesAt(state)
      if (due === null || due > now || round.clock.kind !== 'running') return refuse('no-such-phase')
      const phase = round.clock.phase + 1
      return [entry('phase-started', { round: round.id, phase, deadline: due + (round.phaseRemaining[phase] ?? 0) })]
    },
  }),
}
