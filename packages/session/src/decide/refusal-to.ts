import { contextOf } from '../rules/context.ts'
import type { RefusalCode } from '../rules/refusals.ts'
import { isShareUsed } from '../rules/shares.ts'
import type { ParticipantId } from '../state/ids.ts'
import type { SessionState } from '../state/state.ts'
import { type AskedCommand, commandRow } from './commands.ts'

/**
 * Why this participant may not send this command now, or `null`. The one answer to "may they?": `decide` asks it on the server, and the
 * page asks it for every button, about the state it folded from its own stream. What only the server can tell (whether the bank has such a
 * case, whether the room has a hint left) is not refused here.
 */
export function refusalTo(state: SessionState, participant: ParticipantId, command: AskedCommand): RefusalCode | null {
  const context = contextOf(state, participant)
  // Strangers and those who were removed learn nothing, not even that a session is closed.
  if (context === null) return 'not-joined'
  const row = commandRow(command.kind)
  if (state.status.kind === 'closed' && row.whenClosed !== true) return 'session-closed'
  return row.refusal(context, command) ?? (isShareUsed(state, participant, command.kind) ? 'share-used' : null)
}

/** Whether this participant may send this command now. */
export function maySend(state: SessionState, participant: ParticipantId, command: AskedCommand): boolean {
  return refusalTo(state, participant, command) === null
}
