import type { NewEntry } from '../log/entries.ts'
import { entryVersion } from '../log/entry-versions.ts'
import { type Refusal, refuse } from '../rules/refusals.ts'
import { type Standing, standingOf } from '../rules/standing.ts'
import type { CommandId, ParticipantId } from '../state/ids.ts'
import { doneCommand, type SessionState } from '../state/state.ts'
import type { Command } from './commands.ts'
import { decidePrepareCase, decideShowPrompt } from './decide-case.ts'
import { decideAddTime, decideAdvanceAgenda, decidePause, decideResume, decideTurnPhase } from './decide-clock.ts'
import { decideOpenScores, decideSealScorecard, decideSetTakeaway } from './decide-debrief.ts'
import {
  decideAskFact,
  decideAskHint,
  decideGiveHint,
  decideMarkMoment,
  decidePlayCurveball,
  decideReleaseFact,
  decideTickProbe,
  decideWhisper,
} from './decide-desk.ts'
import { decideRemoveNote, decideShareNote, decideWriteNote } from './decide-notes.ts'
import { decideEndRound, decideOpenNextRound, decideReopenRound, decideStartRound } from './decide-round.ts'
import { decideHandOver, decideLeaveSeat, decideRemove, decideTakeSeat } from './decide-seats.ts'
import {
  decideClose,
  decideCloseUnattended,
  decideCreate,
  decideJoin,
  decideRename,
  decideReopen,
} from './decide-session.ts'
import type { Judged } from './draft.ts'

export type DecideInput = {
  readonly command: Command
  /** `null` for the room's own commands. */
  readonly by: ParticipantId | null
  readonly commandId: CommandId | null
  /** The server's milliseconds since the epoch: deadlines are computed from it. */
  readonly now: number
}

export type Decision =
  /** Without entries: granted, and nothing changes. */
  | { readonly ok: true; readonly entries: readonly NewEntry[] }
  /** The command was done before: answer, do not redo. */
  | { readonly ok: true; readonly repeat: true; readonly entries: readonly [] }
  | Refusal

type RoomKind =
  | 'createSession'
  | 'joinSession'
  | 'closeUnattended'
  | 'advanceAgenda'
  | 'prepareCase'
  | 'removeParticipant'

/** What a participant asks for: they are in the session, which is open (or the wish is to reopen it). */
const judgeWish = (standing: Standing, command: Exclude<Command, { kind: RoomKind }>): Judged => {
  switch (command.kind) {
    case 'rename':
      return decideRename(standing, command.name)
    case 'takeSeat':
      return decideTakeSeat(standing, command.seat, command.seatsVersion)
    case 'leaveSeat':
      return decideLeaveSeat(standing, command.seatsVersion)
    case 'handOverSeat':
      return decideHandOver(standing, command.to, command.seatsVersion)
    case 'startRound':
      return decideStartRound(standing, command.seatsVersion)
    case 'showPrompt':
      return decideShowPrompt(standing, command.how)
    case 'endRound':
      return decideEndRound(standing, command.clockVersion)
    case 'reopenRound':
      return decideReopenRound(standing)
    case 'openNextRound':
      return decideOpenNextRound(standing, command.swapSeats)
    case 'pauseClock':
      return decidePause(standing, command.clockVersion)
    case 'resumeClock':
      return decideResume(standing, command.clockVersion)
    case 'nextPhase':
      return decideTurnPhase(standing, 1, command.clockVersion)
    case 'previousPhase':
      return decideTurnPhase(standing, -1, command.clockVersion)
    case 'addTime':
      return decideAddTime(standing, command.milliseconds, command.clockVersion)
    case 'releaseFact':
      return decideReleaseFact(standing, command.fact)
    case 'giveHint':
      return decideGiveHint(standing, command.hint)
    case 'playCurveball':
      return decidePlayCurveball(standing, command.curveball)
    case 'tickProbe':
      return decideTickProbe(standing, command.probe, command.asked)
    case 'askFact':
      return decideAskFact(standing, command.question)
    case 'askHint':
      return decideAskHint(standing)
    case 'writeNote':
      return decideWriteNote(standing, command.note, command.words)
    case 'removeNote':
      return decideRemoveNote(standing, command.note)
    case 'shareNote':
      return decideShareNote(standing, command.note)
    case 'markMoment':
      return decideMarkMoment(standing, command.label)
    case 'sendWhisper':
      return decideWhisper(standing, command.words)
    case 'sealScorecard':
      return decideSealScorecard(standing, command.scorecard)
    case 'openScores':
      return decideOpenScores(standing)
    case 'setTakeaway':
      return decideSetTakeaway(standing, command.takeaway, command.words)
    case 'closeSession':
      return decideClose(standing)
    case 'reopenSession':
      return decideReopen(standing)
  }
}

const judge = (state: SessionState, { command, by, now }: DecideInput): Judged => {
  if (command.kind === 'createSession') return decideCreate(state, command)
  if (state.session === null) return refuse('not-joined')
  if (command.kind === 'joinSession')
    return state.status.kind === 'closed' ? refuse('session-closed') : decideJoin(state, command)
  const standing = standingOf(state, by, now)
  // Strangers and the removed learn nothing, not even that a session is closed. The room itself is no stranger.
  if (by !== null && standing === null) return refuse('not-joined')
  if (state.status.kind === 'closed' && command.kind !== 'reopenSession') return refuse('session-closed')
  switch (command.kind) {
    case 'closeUnattended':
      return by === null ? decideCloseUnattended(state, now) : refuse('malformed')
    case 'advanceAgenda':
      return by === null ? decideAdvanceAgenda(state, now) : refuse('malformed')
    case 'prepareCase':
      return decidePrepareCase(state, standing, command)
    case 'removeParticipant':
      return decideRemove(state, standing, command.participant, command.seatsVersion)
    default:
      return standing === null ? refuse('not-joined') : judgeWish(standing, command)
  }
}

/** Who an entry names as its cause: whoever joins causes their own joining. */
const actorOf = ({ command, by }: DecideInput): ParticipantId | null => {
  if (command.kind === 'createSession') return command.owner
  return command.kind === 'joinSession' ? command.participant : by
}

/** What may happen: pure, and total. Answers the entries to append, or a refusal with its code. */
export const decide = (state: SessionState, input: DecideInput): Decision => {
  const { commandId } = input
  const by = actorOf(input)
  if (commandId !== null && state.doneCommands.includes(doneCommand(by, commandId)))
    return { ok: true, repeat: true, entries: [] }
  const judged = judge(state, input)
  if ('code' in judged) return judged
  return {
    ok: true,
    entries: judged.map(
      (drafted): NewEntry => ({
        ...drafted,
        v: entryVersion(drafted.kind),
        by,
        command: commandId,
        bytes: null,
      }),
    ),
  }
}
