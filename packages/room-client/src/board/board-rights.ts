import {
  type DocumentName,
  mayEditBoard,
  mayEditTray,
  mayOpenTray,
  type ParticipantId,
  placeOfDocument,
  type Round,
  type SessionState,
} from '@greenroom/session'

export type ReadOnlyWhy = 'observer' | 'round-ended' | 'not-started'

const roundOf = (session: SessionState, document: DocumentName): Round | undefined => {
  const { round } = placeOfDocument(document)
  return session.rounds.find(({ id }) => id === round)
}

/** Why this participant may not edit this document now, judging by what is known here. `null` when they may. The server decides again. */
export function readOnlyWhy(
  session: SessionState | null,
  document: DocumentName,
  participant: ParticipantId,
): ReadOnlyWhy | null {
  const round = session === null ? undefined : roundOf(session, document)
  if (session === null || round === undefined) return 'not-started'
  if (session.status.kind === 'closed') return 'round-ended'
  const place = placeOfDocument(document)
  const may = place.kind === 'tray' ? mayEditTray(round, place.author, participant) : mayEditBoard(round, participant)
  if (may) return null
  if (round.status === 'lobby') return 'not-started'
  return round.status === 'running' ? 'observer' : 'round-ended'
}

/** Whether the server has this document for this participant: a board exists from the start of its round, a tray belongs to its author. */
export function isBoardOpen(session: SessionState | null, document: DocumentName, participant: ParticipantId): boolean {
  const round = session === null ? undefined : roundOf(session, document)
  if (round === undefined) return false
  const place = placeOfDocument(document)
  return place.kind === 'tray' ? mayOpenTray(round, place.author, participant) : round.startedAt !== null
}

/** Whether another round has begun after the one of this document, so that its last edits arrived long ago. */
export function isBoardOver(session: SessionState | null, document: DocumentName): boolean {
  const { round } = placeOfDocument(document)
  const at = session?.rounds.findIndex(({ id }) => id === round) ?? -1
  return at >= 0 && session?.rounds.slice(at + 1).some(({ startedAt }) => startedAt !== null) === true
}
