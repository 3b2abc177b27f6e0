import type { BoardView, Framework } from '@greenroom/board'
import type { Round, SessionState } from '@greenroom/session'

/** The whole session, and the round and board of the moment that a replay shows. */
export type ShownMoment = {
  readonly session: SessionState
  readonly round: Round | null
  readonly board: { readonly view: BoardView; readonly framework: Framework } | null
}
