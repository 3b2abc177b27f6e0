/** The one table of limits. Bytes are bytes, times are milliseconds, rates are per second unless the name says otherwise. */
export const limits = {
  /** One Yjs update. */
  updateBytes: 256 * 1024,
  /** One board, encoded. */
  boardBytes: 2 * 1024 * 1024,
  boardItems: 2000,
  itemTextLength: 2000,
  boardClientIds: 5000,
  /** ws `maxPayload` of the boards' socket; anything larger closes it with 1009. */
  boardFrameBytes: 1024 * 1024,
  /** Socket.IO `maxHttpBufferSize`. */
  commandFrameBytes: 64 * 1024,
  /** Messages of one board connection, sustained and in a burst. */
  boardMessagesPerSecond: 120,
  boardMessagesBurst: 1200,
  awarenessBytes: 2048,
  awarenessPerSecond: 20,
  commandsPerSecond: 20,
  commandsBurst: 60,
  /** A connection that has not authenticated by then is closed. */
  authDeadline: 5_000,
  /** A reader with more than this waiting is terminated, and resyncs. */
  unsentBytes: 4 * 1024 * 1024,
  connectionsPerParticipant: 8,
  participantsPerSession: 64,
  entriesPerSession: 200_000,
  pingEvery: 10_000,
  /** Without a word for this long, a connection is dead. */
  silenceUntilDead: 18_000,
  unattendedUntilClosed: 60 * 60_000,
  seenCases: 500,
  joinsPerMinutePerAddress: 60,
  sessionsPerHourPerAddress: 120,
} as const
