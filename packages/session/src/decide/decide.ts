import type { NewEntry } from '../fold/entries.ts'
import { entryVersion } from '../log/entry-versions.ts'
import { contextOf } from '../rules/context.ts'
import { type Refusal, refuse } from '../rules/refusals.ts'
import { isShareUsed } from '../rules/shares.ts'
import type { CommandId, ParticipantId } from '../state/ids.ts'
import { currentRound } from '../state/readings.ts'
import { doneCommand, type SessionState } from '../state/state.ts'
import type { Decided } from './command.ts'
import { type Command, commandRow, isWireCommandKind, type RoomCommand, type WireCommand } from './commands.ts'
import { isOwnRepeat } from './own-repeat.ts'
import { refusalTo } from './refusal-to.ts'
import { decideCreate, roomCommands } from './room-commands.ts'

export type DecideInput = {
  readonly command: Command
  /** `null` for the room's own commands. */
  readonly by: ParticipantId | null
  readonly commandId: CommandId | null
  /** The server's milliseconds since the epoch, from which deadlines are computed. */
  readonly now: number
}

export type Decision =
  /** Without entries: granted, and nothing changes. */
  | { readonly ok: true; readonly entries: readonly NewEntry[] }
  /** The command was carried out before: answer it, do not repeat it. */
  | { readonly ok: true; readonly repeat: true; readonly entries: readonly [] }
  | Refusal

type OwnCommand = Exclude<RoomCommand, { readonly kind: 'createSession' }>
type AnyRoomRow = {
  readonly roomOnly: boolean
  readonly whenClosed?: boolean
  readonly decide: (context: unknown, command: unknown) => Decided
}

function decideOfParticipant(state: SessionState, command: WireCommand, by: ParticipantId, now: number): Decided {
  const context = contextOf(state, by)
  if (context !== null && isOwnRepeat(state, by, command)) return []
  const code = refusalTo(state, by, command)
  if (code !== null || context === null) return refuse(code ?? 'not-joined')
  return commandRow(command.kind).decide(context, command, now)
}

function decideOfRoom(state: SessionState, command: OwnCommand, { by, now }: DecideInput): Decided {
  const round = currentRound(state)
  if (state.session === null || round === null) return refuse('not-joined')
  const row = roomCommands[command.kind] as AnyRoomRow
  const joins = command.kind === 'joinSession'
  // The room itself is not a stranger, and somebody who joins stops being one.
  if (!joins && by !== null && contextOf(state, by) === null) return refuse('not-joined')
  if (state.status.kind === 'closed' && row.whenClosed !== true) return refuse('session-closed')
  if (row.roomOnly && by !== null) return refuse('malformed')
  const decided = row.decide({ state, round, by, now }, command)
  if ('code' in decided || joins || by === null) return decided
  return isShareUsed(state, by, command.kind) ? refuse('share-used') : decided
}

function decideCommand(state: SessionState, input: DecideInput): Decided {
  const { command, by, now } = input
  if (command.kind === 'createSession') return decideCreate(state, command)
  if (!isWireCommandKind(command.kind)) return decideOfRoom(state, command as OwnCommand, input)
  return by === null ? refuse('not-joined') : decideOfParticipant(state, command as WireCommand, by, now)
}

/** Whom an entry names as its cause: a person who joins is the cause of their own joining. */
function actorOf({ command, by }: DecideInput): ParticipantId | null {
  if (command.kind === 'createSession') return command.owner
  return command.kind === 'joinSession' ? command.participant : by
}

/** What may happen: pure and total. Returns the entries to append, or a refusal with its code. */
export function decide(state: SessionState, input: DecideInput): Decision {
  const { commandId } = input
  const by = actorOf(input)
  if (commandId !== null && state.doneCommands.includes(doneCommand(by, commandId)))
    return { ok: true, repeat: true, entries: [] }
  const decided = decideCommand(state, input)
  if ('code' in decided) return decided
  return {
    ok: true,
    entries: decided.map((fact) => ({
      ...fact,
      v: entryVersion(fact.kind),
      by,
      command: commandId,
      bytes: null,
    })),
  }
}
