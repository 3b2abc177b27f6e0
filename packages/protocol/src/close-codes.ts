/**
 * Close codes of the boards' socket. 4400–4499 are permanent: a standard y-websocket client stops. Everything else is
 * retried with back-off.
 */
export const closeCodes = {
  unauthorized: 4401,
  'not-admitted': 4403,
  'unknown-document': 4404,
  revoked: 4410,
  'session-deleted': 4411,
  /** The session's log is damaged: it can be read up to there and deleted, but not continued. */
  'session-damaged': 4412,
  malformed: 4420,
  'update-too-large': 4421,
  'board-full': 4422,
  'foreign-client': 4423,
  'forbidden-content': 4424,
  /** An update depends on something that is missing: the replica cannot be continued. */
  gap: 4425,
  /** Edits are not accepted from this participant or in this round. */
  'read-only': 4426,
  flood: 4429,
  /** The client was told more than this log holds: an older copy of the data folder was restored. */
  restored: 4430,
  /** The server is shutting down; reconnect after a random delay. */
  draining: 1012,
  /** The server cannot save at the moment; come back. */
  'try-later': 1013,
} as const
export type CloseReason = keyof typeof closeCodes
