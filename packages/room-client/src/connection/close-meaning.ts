import { type CloseReason, closeCodes } from '@greenroom/protocol'
import type { EndedReason, SetAsideReason } from '../contract.ts'

/** What the close of a board's socket asks of us. */
export type CloseMeaning =
  | { readonly kind: 'retry' }
  /** This replica cannot be continued; its work is set aside. */
  | { readonly kind: 'refused'; readonly reason: SetAsideReason }
  /** Not only this board: the whole client is at its end. */
  | { readonly kind: 'ended'; readonly reason: EndedReason }

const retry: CloseMeaning = { kind: 'retry' }
const refused = (reason: SetAsideReason): CloseMeaning => ({ kind: 'refused', reason })
const ended = (reason: EndedReason): CloseMeaning => ({ kind: 'ended', reason })

const byReason: { readonly [R in CloseReason]: CloseMeaning } = {
  unauthorized: ended('unauthorized'),
  revoked: ended('revoked'),
  sessionDeleted: ended('session-deleted'),
  sessionDamaged: ended('session-damaged'),
  // The document may open to this participant later: a standard client stops here, ours asks again with patience.
  notAdmitted: retry,
  unknownDocument: retry,
  malformed: refused('malformed'),
  updateTooLarge: refused('updateTooLarge'),
  boardFull: refused('boardFull'),
  foreignClient: refused('foreignClient'),
  forbiddenContent: refused('forbiddenContent'),
  gap: refused('gap'),
  readOnly: refused('readOnly'),
  flood: refused('flood'),
  restored: refused('restored'),
  draining: retry,
  tryLater: retry,
}

const byCode: ReadonlyMap<number, CloseMeaning> = new Map<number, CloseMeaning>([
  ...Object.entries(closeCodes).map(([reason, code]): [number, CloseMeaning] => [
    code,
    byReason[reason as CloseReason],
  ]),
  // What the WebSocket layer itself refuses; sending the same again would be refused again.
  [1002, refused('malformed')],
  [1003, refused('malformed')],
  [1007, refused('malformed')],
  [1009, refused('updateTooLarge')],
])

export const readCloseCode = (code: number | null): CloseMeaning =>
  code === null ? retry : (byCode.get(code) ?? retry)
