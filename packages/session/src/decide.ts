import type { Command } from './commands.ts'
import type { NewEntry } from './entries.ts'
import type { CommandId, ParticipantId } from './ids.ts'
import type { Refusal } from './refusals.ts'
import type { SessionState } from './state.ts'

export type DecideInput = {
  readonly command: Command
  /** `null` for the room's own commands. */
  readonly by: ParticipantId | null
  readonly commandId: CommandId | null
  /** The server's milliseconds since the epoch: deadlines are computed from it. */
  readonly now: number
}

export type Decision =
  | { readonly ok: true; readonly entries: readonly NewEntry[] }
  /** The command was done before: answer, do not redo. */
  | { readonly ok: true; readonly repeat: true; readonly entries: readonly [] }
  | Refusal

/** What may happen: pure, and total. Answers the entries to append, or a refusal with its code. */
export const decide = (_state: SessionState, _input: DecideInput): Decision => {
  throw new Error('not written yet')
}
