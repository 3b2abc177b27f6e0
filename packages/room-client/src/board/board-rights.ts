import {
  type DocumentName,
  mayEditDocument,
  type ParticipantId,
  placeOfDocument,
  roundOfDocument,
  type SessionState,
} from '@greenroom/session'

export type ReadOnlyWhy = 'observer' | 'round-ended' | 'not-started'

/** Why this participant may not edit this document now, judging by what is known here. `null` when they may. The server decides again. */
export function readOnlyWhy(
  session: SessionState | null,
  document: DocumentName,
  participant: ParticipantId,
): ReadOnlyWhy | null {
  const round = session && roundOfDocument(session, document)
  if (session === null || round === null) return 'not-started'
  if (session.status.kind === 'closed') return 'round-ended'
  if (mayEditDocument(session, document, participant)) return null
  if (round.status === 'lobby') return 'not-started'
  return round.status === 'running' ? 'observer' : 'round-ended'
}

/** Whether another round has begun after the one of this document, so that its last edits arrived long ago. */
export function isBoardOver(session: SessionState | null, document: DocumentName): boolean {
  const { round } = placeOfDocument(document)
  const at = session?.rounds.findIndex(({ id }) => id === round) ?? -1
  return at >= 0 && session?.rounds.slice(at + 1).some(({ startedAt }) => startedAt !== null) === true
}
