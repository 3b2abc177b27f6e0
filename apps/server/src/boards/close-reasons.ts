import type { CloseReason } from '@greenroom/protocol'
import type { BoardEnd } from '../rooms/connections.ts'
import type { Rejection } from '../rooms/rooms.ts'

/** The close code for each reason that a room gives. */
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
