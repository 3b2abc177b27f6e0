import type { CloseReason } from '@greenroom/protocol'
import type { BoardEnd } from '../rooms/connections.ts'
import type { Rejection } from '../rooms/rooms.ts'

/** The code under which a connection to a board is closed for what the rooms say. */
export const closeReasonOf: { readonly [R in BoardEnd | Rejection]: CloseReason } = {
  draining: 'draining',
  revoked: 'revoked',
  unauthorized: 'unauthorized',
  'session-deleted': 'sessionDeleted',
  'session-damaged': 'sessionDamaged',
  'store-unavailable': 'tryLater',
  'read-only': 'readOnly',
  malformed: 'malformed',
  'update-too-large': 'updateTooLarge',
  'too-costly': 'updateTooLarge',
  'board-full': 'boardFull',
  'share-full': 'boardFull',
  gap: 'gap',
  'foreign-client': 'foreignClient',
  'forbidden-content': 'forbiddenContent',
}
