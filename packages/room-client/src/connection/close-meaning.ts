import { type CloseReason, closeCodes } from '@greenroom/protocol'

/**
 * What each close of a board's socket means for us: to try again; to set this replica's work aside, because it cannot be continued; or,
 * when more than this board is over, to end the whole client.
 */
const meanings = {
  unauthorized: 'ended',
  revoked: 'ended',
  'session-deleted': 'ended',
  'session-damaged': 'ended',
  // The document may open to this participant later: a standard client stops here, ours keeps asking patiently.
  'not-admitted': 'retry',
  'unknown-document': 'retry',
  malformed: 'refused',
  'update-too-large': 'refused',
  'board-full': 'refused',
  'foreign-client': 'refused',
  'forbidden-content': 'refused',
  gap: 'refused',
  'read-only': 'refused',
  flood: 'refused',
  restored: 'refused',
  draining: 'retry',
  'try-later': 'retry',
} as const satisfies { readonly [R in CloseReason]: 'retry' | 'refused' | 'ended' }

type ReasonFor<M> = { [R in CloseReason]: (typeof meanings)[R] extends M ? R : never }[CloseReason]

/** Why the server ended a replica. */
export type SetAsideReason = ReasonFor<'refused'>

/** Why a client stops dialling. */
export type EndedReason = ReasonFor<'ended'> | 'protocol' | 'flood' | 'closed-by-us'

export type CloseMeaning =
  | { readonly kind: 'retry' }
  /** This replica cannot be continued; its work is set aside. */
  | { readonly kind: 'refused'; readonly reason: SetAsideReason }
  /** Not only this board: the whole client has ended. */
  | { readonly kind: 'ended'; readonly reason: ReasonFor<'ended'> }

const means =
  <M extends 'refused' | 'ended'>(meaning: M) =>
  (reason: CloseReason): reason is ReasonFor<M> =>
    meanings[reason] === meaning
const isRefused = means('refused')
const isEnded = means('ended')

const reasons = Object.keys(closeCodes) as CloseReason[]
export const setAsideReasons: readonly SetAsideReason[] = reasons.filter(isRefused)

/** What the WebSocket layer itself refuses; sending the same again would be refused again. */
const reasonOfLayer: ReadonlyMap<number, CloseReason> = new Map([
  [1002, 'malformed'],
  [1003, 'malformed'],
  [1007, 'malformed'],
  [1009, 'update-too-large'],
])

/** `code`: of the close, `null` when the connection just broke. */
export function readCloseCode(code: number | null): CloseMeaning {
  const reason =
    code === null ? undefined : (reasons.find((each) => closeCodes[each] === code) ?? reasonOfLayer.get(code))
  if (reason === undefined) return { kind: 'retry' }
  if (isRefused(reason)) return { kind: 'refused', reason }
  return isEnded(reason) ? { kind: 'ended', reason } : { kind: 'retry' }
}
