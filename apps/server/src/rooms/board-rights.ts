import {
  type DocumentName,
  mayEditBoard,
  type ParticipantId,
  participantOf,
  type Round,
  type SessionState,
} from '@greenroom/session'

const boardPrefix = 'board-'

const roundOf = (state: SessionState, document: DocumentName): Round | undefined => {
  const id: string = document.slice(boardPrefix.length)
  return state.rounds.find((round) => round.id === id)
}

/** Whether this participant may open the document now: it exists, because its round has started. Default deny. */
export function mayReadBoard(state: SessionState, document: DocumentName, participant: ParticipantId): boolean {
  return participantOf(state, participant) !== null && (roundOf(state, document)?.startedAt ?? null) !== null
}

/** Looked up for every message: seats change, rounds end and reopen while connections stay. */
export function mayWriteBoard(state: SessionState, document: DocumentName, participant: ParticipantId): boolean {
  if (state.status.kind !== 'open' || participantOf(state, participant) === null) return false
  const round = roundOf(state, document)
  return round !== undefined && mayEditBoard(round, participant)
}
