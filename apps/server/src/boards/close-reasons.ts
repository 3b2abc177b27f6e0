import type { CloseReason } from '@greenroom/protocol'
import type { BoardEnd } from '../rooms/connections.ts'
import type { Rejection } from '../rooms/rooms.ts'

/** The code under which a connection to a board is closed for what the rooms say. */
export function closeReasonOf(end: BoardEnd | Rejection): CloseReason {
  switch (end) {
    case 'store-unavailable':
    case 'silent':
      return 'try-later'
    case 'too-costly':
      return 'update-too-large'
    case 'share-full':
      return 'board-full'
    default:
      return end
  }
}
