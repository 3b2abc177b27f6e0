import type { BoardView } from '@greenroom/board'
import type { BoardMoment } from '@greenroom/replay'
import { createContext, use } from 'react'

/**
 * How a part of the room learns what boards were at earlier times, in the order asked for; rejects when the recording cannot be loaded. The
 * room provides it, because it depends on the replay's code.
 */
export type BoardHistory = (moments: readonly BoardMoment[]) => Promise<readonly BoardView[]>

export const BoardHistoryContext = createContext<BoardHistory | null>(null)

/** `null` when there is no room: in a preview of a case. */
export function useBoardHistory(): BoardHistory | null {
  return use(BoardHistoryContext)
}
