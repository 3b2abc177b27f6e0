import { sessionLimits } from '../limits/session-limits.ts'
import type { ParticipantId } from '../state/ids.ts'
import { currentRound, participantOf, seatIn } from '../state/readings.ts'
import type { SessionState } from '../state/state.ts'
import type { Seat } from '../state/vocabulary.ts'

/**
 * Shares of a session: what one participant adds to the log is bounded, so that nobody fills it for others. Counted on the server; a
 * browser has no usage figures, and refuses nothing here.
 */

/** Kinds of commands. Each of these can be repeated only after a command that counts, so the log stays bounded without counting them. */
const closing: ReadonlySet<string> = new Set([
  'endRound',
  'openScores',
  'closeSession',
  'removeParticipant',
  'deleteComment',
  'stopAirtime',
  'deleteAirtime',
])
/** Bounded by what is written, not by how often. */
const notes: ReadonlySet<string> = new Set(['writeNote', 'removeNote', 'shareNote'])

const takesPart = (seat: Seat | null | undefined): boolean => seat != null && seat !== 'observer'

/** Whether this participant can only watch: neither their invitation nor this round gave them another seat. */
export function onlyWatches(state: SessionState, participant: ParticipantId): boolean {
  const round = currentRound(state)
  if (participant === state.owner || round === null) return false
  if (takesPart(seatIn(round, participant)) || takesPart(round.seatsBefore[participant])) return false
  return participantOf(state, participant)?.admits.some(takesPart) !== true
}

/** Whether this participant has used up what one person may add to the session, as far as this command is concerned. */
export function isShareUsed(state: SessionState, participant: ParticipantId, kind: string): boolean {
  const used = state.usage[participant]
  if (used === undefined || closing.has(kind)) return false
  // So that nobody waits for a scorecard that may not be sealed.
  if (kind === 'sealScorecard' && currentRound(state)?.sealedBy.includes(participant) === false) return false
  const watches = onlyWatches(state, participant)
  const { entriesOfEach, entriesOfWatcher, charactersOfEach, charactersOfWatcher } = sessionLimits
  if (used.characters >= (watches ? charactersOfWatcher : charactersOfEach)) return true
  return !notes.has(kind) && used.entries >= (watches ? entriesOfWatcher : entriesOfEach)
}

/** Whether another edit of their think tray by this participant is accepted. */
export function hasRoomForTrayEdit(state: SessionState, participant: ParticipantId): boolean {
  const own = state.usage[participant]
  if (own === undefined) return true
  return own.trayEdits < sessionLimits.trayEditsOfEach && own.trayBytes < sessionLimits.trayBytesOfEach
}

/** Whether another edit of any board by this participant is accepted: within their own share, and the session's room for edits. */
export function hasRoomForEdit(state: SessionState, participant: ParticipantId): boolean {
  const own = state.usage[participant]
  if (own !== undefined && (own.edits >= sessionLimits.editsOfEach || own.editBytes >= sessionLimits.editBytesOfEach))
    return false
  let edits = 0
  let editBytes = 0
  for (const used of Object.values(state.usage)) {
    edits += used.edits
    editBytes += used.editBytes
  }
  return edits < sessionLimits.edits && editBytes < sessionLimits.editBytes
}
