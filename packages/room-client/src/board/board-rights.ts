import { boardOf, type DocumentName, mayEditBoard, type ParticipantId, type SessionState } from '@greenroom/session'

export type ReadOnlyWhy = 'observer' | 'round-ended' | 'not-started'

/** Why this participant may not edit this document now, by what is known here; `null` when they may. The server judges again. */
export function readOnlyWhy(
  session: SessionState | null,
  document: DocumentName,
  participant: ParticipantId,
): ReadOnlyWhy | null {
  const round = session?.rounds.find((candidate) => boardOf(candidate.id) === document)
  if (session === null || round === undefined) return 'not-started'
  if (session.status.kind === 'closed') return 'round-ended'
  if (mayEditBoard(round, participant)) return null
  if (round.status === 'lobby') return 'not-started'
  return round.status === 'running' ? 'observer' : 'round-ended'
}

/** Whether the server knows this document yet: a board exists from the start of its round. */
export function isBoardOpen(session: SessionState | null, document: DocumentName): boolean {
  return session?.rounds.some((round) => round.startedAt !== null && boardOf(round.id) === document) ?? false
}
