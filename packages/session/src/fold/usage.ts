import type { ParticipantId } from '../state/ids.ts'
import type { SessionState, Usage } from '../state/state.ts'
import type { LogEntry, ProjectedEntry } from './entries.ts'

const none: Usage = { entries: 0, characters: 0, edits: 0, editBytes: 0, trayEdits: 0, trayBytes: 0 }
/** What an entry costs beyond its data, in characters: many tiny ones are not free. */
const entryCharacters = 100

/**
 * Whose share an entry counts against; `null` is the room's own. What the room records about somebody who comes and goes counts as caused
 * by them.
 */
function payerOf(entry: LogEntry): ParticipantId | null {
  switch (entry.kind) {
    case 'participant-absent':
    case 'participant-back':
      return entry.data.participant
    default:
      return entry.by
  }
}

/** On the server only, which has every entry. */
export function withUsage(state: SessionState, entry: LogEntry | ProjectedEntry): SessionState {
  if (!('command' in entry)) return state
  const payer = payerOf(entry)
  if (payer === null) return state
  const before = state.usage[payer] ?? none
  const after =
    entry.kind === 'tray-edited'
      ? { ...before, trayEdits: before.trayEdits + 1, trayBytes: before.trayBytes + entry.bytes.length }
      : entry.kind === 'board-edited'
        ? { ...before, edits: before.edits + 1, editBytes: before.editBytes + entry.bytes.length }
        : {
            ...before,
            entries: before.entries + 1,
            characters: before.characters + JSON.stringify(entry.data).length + entryCharacters,
          }
  return { ...state, usage: { ...state.usage, [payer]: after } }
}
